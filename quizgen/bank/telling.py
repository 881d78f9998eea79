"""Cues: words of a stem that only the right answer shares."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.bank.wording import Wording
from quizgen.language.tokens import is_mark

# Words of this many letters count; forms of one word share this many first letters.
_LONG, _BEGINNING = 4, 5


def telling(wording: Wording, text: str) -> set[str]:
    """Return the beginnings of a text's longer words, which forms of one word share."""
    return beginnings(wording.normal(text))


def beginnings(normal: str) -> set[str]:
    """Return the beginnings of the longer words of a text in its normal form."""
    return {word[:_BEGINNING] for word in normal.split() if len(word) >= _LONG and _is_word(word)}


def _is_word(word: str) -> bool:
    """Return whether a word has letters and vowel signs alone."""
    return word.isalpha() or all(char.isalpha() or is_mark(char) for char in word)


def cues(wording: Wording, stem: str, key: str, distractors: Iterable[str]) -> set[str]:
    """Return the beginnings of words that stem and key share, and that all distractors lack."""
    shared = telling(wording, key) & telling(wording, stem)
    return (
        shared.difference(*(telling(wording, each) for each in distractors)) if shared else shared
    )
