"""An article as numbered paragraphs, each with its words, dates and numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from quizgen.deck.dates import Point
from quizgen.grounding.dates import Dates, Mention, dates_in
from quizgen.grounding.numbers import Number, numbers_in
from quizgen.grounding.stems import stems_of
from quizgen.grounding.words import Word, as_line, base_of, normalised, plain_words, words_in

# A word in lower case or without its ending, a number, or a part of a date with its sort.
Key = str | Decimal | tuple[str, int]


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
        return as_line(base_of(word.plain, self._language) for word in self.words)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return the stems of its weighty words."""
        return stems_of(self.text, self._language)

    @cached_property
    def dates(self) -> tuple[Mention, ...]:
        """Return its dates."""
        return dates_in(self.text, self._language)

    @cached_property
    def said_dates(self) -> Dates:
        """Return what its dates say."""
        return Dates(self.dates)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Return its numbers, also those that are parts of dates."""
        return numbers_in(self.text, self.words, self._language)

    @cached_property
    def values(self) -> frozenset[Decimal]:
        """Return everything that its numbers may mean."""
        return frozenset(value for number in self.numbers for value in number.values)

    @cached_property
    def keys(self) -> frozenset[Key]:
        """Return the keys under which it is found: its words, its numbers, and those of dates."""
        months = (("month", month_key(each.first) or each.month) for each in self.dates)
        years = (("year", year) for date in self.dates for year in date.years)
        centuries = (("century", date.century) for date in self.dates if date.century)
        words = {*self.base.split(), *self.plain.split()}
        return frozenset({*words, *self.values, *months, *years, *centuries})


@dataclass(frozen=True)
class Article:
    """The paragraphs of an article in order, and its language."""

    paragraphs: tuple[Paragraph, ...]
    language: str

    def years_near(self, number: int) -> frozenset[int]:
        """Return the years that a date without a year may belong to, by its paragraph's number.

        These are the years of the paragraph and of the last one before it that names a year. All
        years count if none does so, and outside the article.
        """
        before = self._years_before
        return before[number - 1] if 0 < number <= len(before) else self._years

    @cached_property
    def _years_before(self) -> list[frozenset[int]]:
        found: list[frozenset[int]] = []
        last: frozenset[int] = frozenset()
        for paragraph in self.paragraphs:
            own = frozenset(year for date in paragraph.dates for year in date.years)
            found.append(own | last or self._years)
            last = own or last
        return found

    @cached_property
    def _years(self) -> frozenset[int]:
        dates = (date for paragraph in self.paragraphs for date in paragraph.dates)
        return frozenset(year for date in dates for year in date.years)

    @cached_property
    def _index(self) -> dict[Key, list[Paragraph]]:
        index: dict[Key, list[Paragraph]] = defaultdict(list)
        for paragraph in self.paragraphs:
            for key in paragraph.keys:
                index[key].append(paragraph)
        return index

    def under(self, keys: Iterable[Key]) -> list[Paragraph]:
        """Return the paragraphs that have any of some keys, in their order."""
        found = {each.number: each for key in keys for each in self._index.get(key, ())}
        return [found[number] for number in sorted(found)]

    def has(self, words: Sequence[str]) -> bool:
        """Return whether words without endings stand in any paragraph."""
        line = as_line(words)
        return any(line in paragraph.base for paragraph in self.under(words[:1]))

    def get(self, number: int) -> Paragraph | None:
        """Return the paragraph with a number, None if there is none."""
        return self.paragraphs[number - 1] if 0 < number <= len(self.paragraphs) else None


def month_key(point: Point | None) -> int:
    """Return one number for a month and its year, 0 for none."""
    return point.year * 100 + point.month if point and point.month else 0


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
