"""Stems of words, which are the same for all forms of a word."""

from __future__ import annotations

from functools import cache, lru_cache

from Stemmer import Stemmer


@lru_cache(maxsize=1 << 15)
def stem_of(word: str, language: str) -> str:
    """Return the stem of a word in lower case, by the Snowball algorithm of a language (``de``)."""
    # Digits have no endings, and texts have more numbers than words.
    return word if word.isdecimal() else str(_stemmer(language).stemWord(word))


@cache
def _stemmer(language: str) -> Stemmer:
    return Stemmer(_ALGORITHMS[language])


_ALGORITHMS = {
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "ru": "russian",
}


def has_stems(language: str) -> bool:
    """Return whether the stems of a language are known."""
    return language in _ALGORITHMS
