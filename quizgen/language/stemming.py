"""Stems of words, which are the same for all forms of a word."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Protocol


class Stemmer(Protocol):
    """A Snowball stemmer of one language."""

    def stemWord(self, word: str) -> str:  # noqa: N802 - the library's name
        """Return the stem of a word in lower case."""


@lru_cache(maxsize=1 << 15)
def stem_of(word: str, language: str) -> str:
    """Return the stem of a word in lower case, by the Snowball algorithm of a language (``de``)."""
    # Digits have no endings, and texts have more numbers than words.
    return word if word.isdecimal() else _stemmer(language).stemWord(word)


@cache
def _stemmer(language: str) -> Stemmer:
    # Loading the algorithms takes longer than starting the program.
    import snowballstemmer  # noqa: PLC0415

    stemmer: Stemmer = snowballstemmer.stemmer(_ALGORITHMS[language])
    return stemmer


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
