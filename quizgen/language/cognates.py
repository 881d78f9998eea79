"""Words that two languages share, but for their spelling and their ends: lily and Liliaceae."""

from __future__ import annotations

from itertools import takewhile

from quizgen.language.lexicon import NO_NOUN, sorts_of
from quizgen.late import late_pattern

_WORDS = late_pattern(r"[^\W\d_]+")
# Shorter words are alike by accident.
_LONG = 4
# Such words begin with so many letters alike, and the shorter one has at most so many more.
_ALIKE, _MORE = 3, 1
# Letters that languages write for one sound, or for one letter of an older language.
_SAME_LETTERS = str.maketrans("yzkj", "isci")
_TWICE = late_pattern(r"(.)\1")


def hold_cognates(name: str, foreign: str) -> bool:
    """Return whether a common noun in an English name looks like a word of a foreign name.

    So does maize beside Zea mays. Capitals in the name show proper names, which are no nouns.
    """
    nouns = [word for word in _long_words(name) if word.islower() and sorts_of(word) - {NO_NOUN}]
    return any(_are_alike(noun, word) for noun in nouns for word in _long_words(foreign))


def _long_words(text: str) -> list[str]:
    return [word for word in _WORDS.findall(text) if len(word) >= _LONG]


def _are_alike(one: str, other: str) -> bool:
    mine, theirs = _spelled(one), _spelled(other)
    pairs = zip(mine, theirs, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return shared >= max(_ALIKE, min(len(mine), len(theirs)) - _MORE)


def _spelled(word: str) -> str:
    """Return a word as another language might spell it: carrot as carot, maize as maise."""
    return _TWICE.sub(r"\1", word.casefold().replace("ph", "f").translate(_SAME_LETTERS))
