"""How a language is written: its locale, its direction, and its letter forms."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from babel import Locale, UnknownLocaleError, parse_locale
from babel.lists import format_list


def locale_of(code: str) -> Locale | None:
    """Return the locale of a language's code, None if it is unknown."""
    try:
        return Locale.parse(code, sep="-" if "-" in code else "_")
    except (UnknownLocaleError, ValueError):
        return None


@lru_cache(maxsize=256)
def direction_of(code: str) -> str:
    """Return ``rtl`` or ``ltr`` for a language's code, ``ltr`` for an unknown one.

    A script in the code decides (``ur-Latn``), otherwise the CLDR's data on the language.
    """
    locale = locale_of(code)
    if locale is None:
        return "ltr"
    # The locale drops a script that the CLDR does not know for its language.
    script = parse_locale(code.replace("-", "_"))[2]
    if script:
        return "rtl" if script in _RIGHT_TO_LEFT else "ltr"
    return str(locale.text_direction)


_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})
# How fonts name the letter forms of a language: Chinese characters by region, and Urdu's Arabic.
_FORMS = {"ja": "JP", "ko": "KR", "zh": "SC", "ur": "Nastaliq"}
# A question ends with one of these: the question marks of Europe, of Arabic, and of full width.
_ASKING = ("?", "\u061f", "\uff1f")
_FORMS_OF_REGION = {"TW": "TC", "HK": "HK", "MO": "HK"}


def language_data(code: str) -> dict[str, object]:
    """Return the language and region of a code, its direction (`rtl`), and its letter `forms`.

    `forms` is the word in a font's name for these forms: JP, KR, SC, TC, HK, Nastaliq, or "".
    """
    locale = locale_of(code)
    if locale is None:
        # "Undetermined": the sheet still prints, and a screen reader uses its own language.
        return {"lang": "und", "region": None, "rtl": False, "forms": ""}
    territory = locale.territory or ""
    region = territory if len(territory) == len("US") else None
    forms = _FORMS.get(locale.language, "")
    if forms == "SC":
        forms = _FORMS_OF_REGION.get(territory, "TC" if locale.script == "Hant" else "SC")
    return {
        "lang": locale.language,
        "region": region,
        "rtl": direction_of(code) == "rtl",
        "forms": forms,
    }


def joined_words(words: Iterable[str], code: str) -> str:
    """Return the words as a list in a language: "1, 2 and 3"."""
    return str(format_list(list(words), locale=locale_of(code) or "en"))


def has_rtl(text: str) -> bool:
    """Tell whether a text has a letter of a right-to-left script."""
    return not text.isascii() and any(
        unicodedata.bidirectional(char) in {"R", "AL"} for char in text
    )


def is_rtl(text: str) -> bool:
    """Tell whether a text runs from right to left, by its first letter with a direction."""
    strong = (unicodedata.bidirectional(char) for char in text)
    return next((kind != "L" for kind in strong if kind in {"L", "R", "AL"}), False)


def runs_only(text: str, *, rtl: bool) -> bool:
    """Tell whether all letters of a text run from right to left, or all from left to right."""
    if text.isascii() and not rtl:
        return True
    against = {"L"} if rtl else {"R", "AL"}
    return not any(unicodedata.bidirectional(char) in against for char in text)


def is_question(text: str) -> bool:
    """Return whether a text ends as a question does: with a question mark of any script."""
    return text.rstrip().endswith(_ASKING)
