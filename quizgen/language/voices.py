"""The voices that read a language aloud, as Anki names them."""

from __future__ import annotations

from babel import Locale
from babel.core import get_global

from quizgen.language.script import locale_of

# Where most machines have a voice for another region than the one with the most speakers.
_REGIONS = {"ar": "SA"}


def voice_of(code: str) -> str:
    """Return the voice for a language's code, such as ``en_US`` for ``en``, "" for none.

    The region is the one in the code, else the one where the language is used most.
    """
    locale = locale_of(code)
    if locale is None:
        return ""
    region = locale.territory or _REGIONS.get(locale.language) or _likely_region(locale)
    # Other regions are continents and the whole world, which Anki does not know.
    is_country = len(region) == len("US") and region.isalpha()
    return f"{locale.language}_{region}" if is_country else ""


def _likely_region(locale: Locale) -> str:
    """Return the region where a language, in its script, is used most."""
    likely = get_global("likely_subtags")
    names = (f"{locale.language}_{locale.script}", locale.language)
    found = next((likely[name] for name in names if name in likely), "")
    return str(found).rpartition("_")[2]
