"""The words of a text, with the signs that tell one word from another."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from quizgen.markup.plain import plain

_MINUS = "[-\N{MINUS SIGN}]"
# Words of this many letters count; forms of one word share this many first letters.
SHORTEST, _BEGINNING = 4, 5
# A point that does not belong to a number.
_DOT = re.compile(r"\.(?!\d)|(?<!\d)\.")
# A sign that stands alone is a word: a + b is not a = b. A hyphen may be a dash.
_OPERATORS = "+=<>\N{MULTIPLICATION SIGN}÷±≠≤≥\N{MINUS SIGN}→*"


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case, without punctuation.

    A number keeps its minus and its point, and a word the signs that belong to it: C++, C#, Na+,
    Cl-. Vowel signs belong to their words. A text of signs alone is one word. Markup makes no
    difference.
    """
    if text.isascii() and text.replace(" ", "").isalnum():
        # Most names have words alone.
        return text.lower().split()
    composed = unicodedata.normalize("NFC", plain(text))
    undotted = _DOT.sub("", composed) if "." in composed else composed
    if undotted.isascii():
        return _pattern("").findall(undotted.lower()) or composed.split()
    found = _pattern(_marks(undotted)).findall(undotted)
    if not found:
        return composed.split()
    return [each.replace("\N{MINUS SIGN}", "-").casefold() for each in found]


def beginnings(normal: str) -> frozenset[str]:
    """Return the beginnings of the longer words of a text in its normal form."""
    long = (word for word in normal.split() if len(word) >= SHORTEST and _has_letters_only(word))
    return frozenset(word[:_BEGINNING] for word in long)


def _has_letters_only(word: str) -> bool:
    """Return whether a word has letters and vowel signs alone."""
    return word.isalpha() or all(char.isalpha() or is_mark(char) for char in word)


def _marks(text: str) -> str:
    return "".join(sorted({char for char in text if is_mark(char)}))


def is_mark(char: str) -> bool:
    """Return whether a character is a combining mark, such as a vowel sign."""
    return unicodedata.category(char) in ("Mn", "Mc")


@lru_cache(maxsize=256)
def _pattern(marks: str) -> re.Pattern[str]:
    letter = rf"[\w{marks}]"
    number = rf"(?:(?<![^\s(]){_MINUS})?\d+(?:\.\d+)+{letter}*"
    negative = rf"(?<![^\s(]){_MINUS}(?=\d){letter}+"
    charged = rf"(?:(?<!{letter}){letter}{{1,2}}|{letter}*\d){_MINUS}(?=[\s),;:?]|$)"
    word = rf"{letter}+(?:[+#]+(?!{letter}))?"
    operator = rf"(?<!\S)[{_OPERATORS}](?!\S)"
    return re.compile(f"{number}|{negative}|{charged}|{word}|{operator}")
