"""Dates, numbers, names and quotations, each of which a paragraph says or does not say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from quizgen.deck.dates import PartialDate, century_of
from quizgen.diagnostics import Place
from quizgen.grounding.article import Article, Key, Paragraph, month_key
from quizgen.grounding.names import Forms, holds_name
from quizgen.grounding.quotations import holds_quotation
from quizgen.grounding.words import plain_words


class Said(Protocol):
    """Something that a fact says, and that can stand in a paragraph."""

    def keys(self) -> Iterable[Key]:
        """Return keys of which every paragraph that says it has at least one."""

    def stands_in(self, paragraph: Paragraph, article: Article) -> bool:
        """Return whether a paragraph of an article says it."""


@dataclass(frozen=True, slots=True)
class SaidDate:
    """A date; the year of a day may stand before it in the article, or be one of `years`."""

    date: PartialDate
    years: frozenset[int] = frozenset()

    def keys(self) -> Iterable[Key]:
        """Return its century, the month of its start with and without its year, or its year."""
        start = self.date.start
        if self.date.century:
            return [("century", abs(century_of(self.date)))]
        if self.date.is_span or not start.month:
            return [("year", start.year)]
        return [("month", start.month), ("month", month_key(start))]

    def stands_in(self, paragraph: Paragraph, article: Article) -> bool:
        """Return whether a paragraph says the date."""
        years = self.years | article.years_near(paragraph.number)
        return paragraph.said_dates.hold(self.date, years)


@dataclass(frozen=True, slots=True)
class SaidNumber:
    """A number, as what its digits may mean."""

    values: frozenset[Decimal]

    def keys(self) -> Iterable[Key]:
        """Return what its digits may mean."""
        return self.values

    def stands_in(self, paragraph: Paragraph, article: Article) -> bool:  # noqa: ARG002 - a Said
        """Return whether a paragraph says the number, in digits or in words."""
        return bool(paragraph.values & self.values)


@dataclass(frozen=True, slots=True)
class SaidName:
    """A name in all its forms."""

    forms: Forms

    def keys(self) -> Iterable[Key]:
        """Return the first word of each form."""
        return {form[0] for form in self.forms}

    def stands_in(self, paragraph: Paragraph, article: Article) -> bool:  # noqa: ARG002 - a Said
        """Return whether a paragraph has the name in one of its forms."""
        return holds_name(paragraph, self.forms)


@dataclass(frozen=True, slots=True)
class SaidWords:
    """A quotation."""

    text: str

    def keys(self) -> Iterable[Key]:
        """Return its first word."""
        return plain_words(self.text)[:1]

    def stands_in(self, paragraph: Paragraph, article: Article) -> bool:  # noqa: ARG002 - a Said
        """Return whether a paragraph has the words in their order."""
        return holds_quotation(paragraph, self.text)


@dataclass(frozen=True, slots=True)
class Element:
    """What a fact says: the thing itself, how messages show it, and the place of its value.

    The paragraph should say what `is_stated`. The article should have what `must_stand` somewhere.
    A description may use other words than the article, so its names and numbers are neither.
    """

    said: Said
    shown: str
    place: Place
    is_stated: bool = True
    must_stand: bool = True
