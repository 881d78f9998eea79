"""An article as numbered paragraphs, each with its words, dates and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from quizgen.grounding.dates import Mention, dates_in
from quizgen.grounding.numbers import Number, numbers_in
from quizgen.grounding.stems import stems_of
from quizgen.grounding.words import Word, as_line, normalised, plain_words, words_in
from quizgen.language.folding import folded


class Paragraph:
    """A paragraph of an article, with its number (from 1) and its text on one line."""

    def __init__(self, number: int, text: str, language: str) -> None:
        self.number = number
        self.text = normalised(text)
        self._language = language

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Return its words with their places."""
        return words_in(self.text)

    @cached_property
    def plain(self) -> str:
        """Return its words in lower case, with spaces around each."""
        return as_line(word.plain for word in self.words)

    @cached_property
    def base(self) -> str:
        """Return its words without endings and accents, with spaces around each."""
        return as_line(folded(word.plain, self._language) for word in self.words)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return the stems of its weighty words."""
        return stems_of(self.text, self._language)

    @cached_property
    def dates(self) -> tuple[Mention, ...]:
        """Return its dates."""
        return dates_in(self.text, self._language)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Return its numbers, also those that are parts of dates."""
        return numbers_in(self.text, self.words, self._language)

    @cached_property
    def values(self) -> frozenset[Decimal]:
        """Return everything that its numbers may mean."""
        return frozenset(value for number in self.numbers for value in number.values)


@dataclass(frozen=True)
class Article:
    """The paragraphs of an article in order, and its language."""

    paragraphs: tuple[Paragraph, ...]
    language: str

    @cached_property
    def years(self) -> frozenset[int]:
        """Return the years that any paragraph names."""
        dates = (date for paragraph in self.paragraphs for date in paragraph.dates)
        return frozenset(year for date in dates for year in date.years)

    @cached_property
    def _lines(self) -> str:
        return "\n".join(paragraph.base for paragraph in self.paragraphs)

    def has(self, words: Sequence[str]) -> bool:
        """Return whether words without endings stand in any paragraph."""
        return as_line(words) in self._lines

    def get(self, number: int) -> Paragraph | None:
        """Return the paragraph with a number, None if there is none."""
        return self.paragraphs[number - 1] if 0 < number <= len(self.paragraphs) else None


def article_of(texts: Iterable[str], language: str) -> Article:
    """Return an article of the paragraphs with these texts."""
    counted = enumerate(texts, 1)
    return Article(tuple(Paragraph(number, text, language) for number, text in counted), language)


def index_of(beginning: str, texts: Sequence[str]) -> int | None:
    """Return the index of the first text that begins with some words, None if there is none."""
    wanted = as_line(plain_words(beginning))
    most = 4 * len(beginning) + 80
    lines = (as_line(plain_words(text[:most])) for text in texts)
    return next((index for index, line in enumerate(lines) if line.startswith(wanted)), None)
