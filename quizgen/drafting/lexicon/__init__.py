"""The words of each language by which rules find facts."""

from __future__ import annotations

from quizgen.drafting.lexicon import english, french, german, russian, spanish
from quizgen.drafting.lexicon.model import Lexicon

_LEXICONS = {
    "en": english.LEXICON,
    "de": german.LEXICON,
    "fr": french.LEXICON,
    "es": spanish.LEXICON,
    "ru": russian.LEXICON,
}


def lexicon_of(language: str) -> Lexicon:
    """Return the lexicon of a language (``de``), an empty one if it has none."""
    return _LEXICONS.get(language, _EMPTY)


_EMPTY = Lexicon()
