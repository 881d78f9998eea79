"""The words of a text with their places, in a form in which they can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from quizgen.language.folding import folded
from quizgen.markup.plain import plain

# Letters with points are one word: U.S., G.R.U.; the points are no part of it.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|[^\W\d_]\.[^\W\d_]\b|[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its letters as written, and where it begins and ends."""

    text: str
    start: int
    end: int

    @property
    def plain(self) -> str:
        """Return the word without points, in lower case."""
        return self.text.replace(".", "").casefold()

    @property
    def is_capital(self) -> bool:
        """Return whether it begins with a capital."""
        return self.text[0].isupper()


def words_in(text: str) -> tuple[Word, ...]:
    """Return the words of a text without initials: the R. in William R. Evanina."""
    found = [Word(each[0], each.start(), each.end()) for each in _WORD.finditer(text)]
    initials = {
        index
        for index, (before, word, after) in enumerate(
            zip(found, found[1:], found[2:], strict=False), 1
        )
        if _is_initial(before, word, after, text)
    }
    return tuple(word for index, word in enumerate(found) if index not in initials)


def normalised(text: str) -> str:
    """Return a text composed (NFC), without markup and soft hyphens, on one line."""
    composed = unicodedata.normalize("NFC", plain(text).replace("\N{SOFT HYPHEN}", ""))
    return " ".join(composed.split())


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case."""
    return tuple(word.plain for word in words_in(normalised(text)))


def base_words(text: str, language: str) -> tuple[str, ...]:
    """Return the words of a text without endings and accents."""
    return tuple(base_of(word, language) for word in plain_words(text))


@lru_cache(maxsize=1 << 16)
def base_of(word: str, language: str) -> str:
    """Return a word without its endings, one after the other: Суворова, Суворов."""
    base = folded(word, language)
    return base if base == word else base_of(base, language)


def as_line(words: Iterable[str]) -> str:
    """Return words as a line in which other words can be sought."""
    return f" {' '.join(words)} "


def _is_initial(before: Word, word: Word, after: Word, text: str) -> bool:
    """Return whether a word is a letter with a point between two words with capitals."""
    is_letter = len(word.text) == 1 and word.is_capital
    between = text[before.end : word.start], text[word.end : after.start]
    return is_letter and between == (" ", ". ") and before.is_capital and after.is_capital
