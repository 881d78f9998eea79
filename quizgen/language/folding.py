"""Folds words, so that forms of one word are equal: singular and plural, with and without accents.

Snowball's stems also join words of different meaning (*nation* and *nationalism*), so plurals have
rules of their own where the language's plurals are regular.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from quizgen.language.stemming import stem_of

# Shorter words stay as they are.
_LEAST = 4
# In scripts from here on, marks are vowels.
_FIRST_INDIC = "\u0900"
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "\N{LATIN SMALL LETTER DOTLESS I}": "i"}
)
# Plurals that no ending tells, as they are after folding: gas and gases, nucleus and nuclei.
_IRREGULAR = (
    ("s", "se"),
    ("us", "i"),
    ("um", "a"),
    ("a", "ae"),
    ("on", "a"),
    ("ix", "ice"),
    ("ex", "ice"),
)
_VOWELS = frozenset("aeiouáéíóú")


@lru_cache(maxsize=1 << 16)
def folded(word: str, language: str) -> str:
    """Return a word in lower case without plural ending and accents.

    `language` is the primary code (``de``). Words with digits or signs stay as they are.
    """
    if len(word) < _LEAST or not word.isalpha():
        return _without_accents(word)
    singular = _SINGULAR.get(language)
    return _without_accents(singular(word) if singular else word)


def is_irregular_plural(one: str, other: str) -> bool:
    """Return whether two folded words are singular and plural: nucleus and nuclei."""
    if min(len(one), len(other)) < _LEAST - 1 or one[0] != other[0]:
        return False
    return any(
        _has_endings(one, other, *pair) or _has_endings(other, one, *pair) for pair in _IRREGULAR
    )


def _has_endings(one: str, other: str, singular: str, plural: str) -> bool:
    return (
        one.endswith(singular)
        and other.endswith(plural)
        and one.removesuffix(singular) == other.removesuffix(plural)
    )


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    kept: list[str] = []
    base = ""
    for char in unicodedata.normalize("NFD", word.translate(_LETTERS)):
        if unicodedata.category(char) != "Mn":
            base = char
        elif base < _FIRST_INDIC:
            continue
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def _english(word: str) -> str:
    if word.endswith("is") and len(word) > 5:
        return f"{word[:-2]}e"
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "ches", "shes", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _french(word: str) -> str:
    if word.endswith("aux") and not word.endswith("eaux"):
        return f"{word[:-3]}al"
    if word.endswith(("s", "x")) and not word.endswith("ss"):
        return word[:-1]
    return word


def _spanish(word: str) -> str:
    if word.endswith("ces"):
        return f"{word[:-3]}z"
    if word.endswith("es") and word[-3] not in _VOWELS:
        word = word[:-2]
    if word.endswith("s") and word[-2:-1] in _VOWELS:
        return word[:-1]
    return word


def _german(word: str) -> str:
    return stem_of(word, "de")


def _russian(word: str) -> str:
    return stem_of(word, "ru")


_SINGULAR: dict[str, Callable[[str], str]] = {
    "de": _german,
    "en": _english,
    "es": _spanish,
    "fr": _french,
    "ru": _russian,
}
