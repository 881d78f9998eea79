"""Dates, numbers, names and quotations, each of which a paragraph says or does not say."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from quizgen.deck.dates import PartialDate
from quizgen.diagnostics import Place
from quizgen.grounding.article import Article, Paragraph
from quizgen.grounding.dates import holds_date
from quizgen.grounding.names import Forms, holds_name
from quizgen.grounding.quotations import holds_quotation


class Said(Protocol):
    """Something that a fact says, and that can stand in a paragraph."""

    def stands_in(self, paragraph: Paragraph, article: Article) -> bool:
        """Return whether a paragraph of an article says it."""


@dataclass(frozen=True, slots=True)
class SaidDate:
    """A date; the year of a day may stand elsewhere in the article, or be one of `years`."""

    date: PartialDate
    years: frozenset[int] = frozenset()

    def stands_in(self, paragraph: Paragraph, article: Article) -> bool:
        """Return whether a paragraph says the date."""
        return holds_date(paragraph.dates, self.date, article.years | self.years)


@dataclass(frozen=True, slots=True)
class SaidNumber:
    """A number, as what its digits may mean."""

    values: frozenset[Decimal]

    def stands_in(self, paragraph: Paragraph, article: Article) -> bool:  # noqa: ARG002 - a Said
        """Return whether a paragraph says the number, in digits or in words."""
        return bool(paragraph.values & self.values)


@dataclass(frozen=True, slots=True)
class SaidName:
    """A name in all its forms."""

    forms: Forms

    def stands_in(self, paragraph: Paragraph, article: Article) -> bool:  # noqa: ARG002 - a Said
        """Return whether a paragraph has the name in one of its forms."""
        return holds_name(paragraph, self.forms)


@dataclass(frozen=True, slots=True)
class SaidWords:
    """A quotation."""

    text: str

    def stands_in(self, paragraph: Paragraph, article: Article) -> bool:  # noqa: ARG002 - a Said
        """Return whether a paragraph has the words in their order."""
        return holds_quotation(paragraph, self.text)


@dataclass(frozen=True, slots=True)
class Element:
    """What a fact says: the thing itself, how messages show it, and the place of its value.

    An element that is not `is_stated` stands in a description, which may use other words than the
    article. One that `may_differ` belongs to a value that the article need not have.
    """

    said: Said
    shown: str
    place: Place
    is_stated: bool = True
    may_differ: bool = False
