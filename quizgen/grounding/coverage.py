"""What the facts of a deck cover of each paragraph of the article, and what they leave out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from quizgen.deck.model.deck import Deck
from quizgen.grounding.article import Article, Paragraph
from quizgen.grounding.citations import Citation, Citations
from quizgen.grounding.elements import SaidDate, SaidName, SaidNumber, SaidWords
from quizgen.grounding.names import names_in
from quizgen.grounding.quotations import quotations_in
from quizgen.grounding.sentences import sentences_in
from quizgen.grounding.spans import Spans
from quizgen.grounding.stems import stems_of
from quizgen.stages import stage

# A sentence is covered if facts have this share of its weighty words, or say something in it.
_SHARE = 0.4
# Smaller numbers in words, as in "one of them", are hardly ever facts.
_LEAST_IN_WORDS = 3


class Sort(StrEnum):
    """A sort of things that facts cover."""

    DATES = "dates"
    NUMBERS = "numbers"
    NAMES = "names"
    QUOTATIONS = "quotations"
    SENTENCES = "sentences"


_SAID: dict[Sort, type | tuple[type, ...]] = {
    Sort.DATES: SaidDate,
    Sort.NUMBERS: SaidNumber,
    Sort.NAMES: SaidName,
    Sort.QUOTATIONS: SaidWords,
    # Names alone say little of a sentence.
    Sort.SENTENCES: (SaidDate, SaidNumber, SaidWords),
}
# What share of its words covers a thing; a number may be part of a name: Unit 29155.
_SHARES = {Sort.NAMES: 1, Sort.NUMBERS: 1, Sort.QUOTATIONS: 1, Sort.SENTENCES: _SHARE}
_NEVER = 2


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing in a paragraph, as it is written there, and whether a fact covers it."""

    sort: Sort
    text: str
    is_covered: bool


@dataclass(frozen=True, slots=True)
class Covered:
    """A paragraph with the facts that cite it, as ``kind/id``, and the things in it."""

    paragraph: Paragraph
    facts: tuple[str, ...]
    things: tuple[Thing, ...]

    def of(self, sort: Sort) -> tuple[Thing, ...]:
        """Return the things of a sort."""
        return tuple(thing for thing in self.things if thing.sort is sort)

    def left(self, sort: Sort) -> tuple[str, ...]:
        """Return the things of a sort that no fact covers, each once."""
        return tuple(dict.fromkeys(each.text for each in self.of(sort) if not each.is_covered))


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the facts of a deck cover of an article, by paragraph."""

    title: str
    paragraphs: tuple[Covered, ...] = field(default=())

    def count(self, sort: Sort) -> tuple[int, int]:
        """Return how many things of a sort facts cover, and how many there are."""
        things = [thing for each in self.paragraphs for thing in each.of(sort)]
        return sum(thing.is_covered for thing in things), len(things)


def coverage_of(deck: Deck, article: Article) -> Coverage:
    """Return what the facts of a deck cover of an article.

    A fact covers what it says in the paragraph that it cites; a fact that cites none covers it
    wherever it stands. Background facts cover nothing.
    """
    by_number: dict[int | None, list[Citation]] = defaultdict(list)
    with stage(f"comparing {deck.id} with its article"):
        for citation in Citations(deck, article):
            by_number[citation.number].append(citation)
        paragraphs = tuple(
            _covered(each, [*by_number[each.number], *by_number[None]], article)
            for each in article.paragraphs
        )
    return Coverage(deck.title, paragraphs)


def _covered(paragraph: Paragraph, citations: Sequence[Citation], article: Article) -> Covered:
    facts = dict.fromkeys(each.fact.ref for each in citations if each.number is not None)
    return Covered(paragraph, tuple(facts), tuple(_things(paragraph, citations, article)))


def _things(
    paragraph: Paragraph, citations: Sequence[Citation], article: Article
) -> Iterator[Thing]:
    facts = _Facts(citations, article)
    for sort, start, end in _spans(paragraph, article.language):
        text = paragraph.text[start:end]
        yield Thing(sort, text, facts.cover(sort, text))


class _Facts:
    """What the facts that cite a paragraph say."""

    def __init__(self, citations: Sequence[Citation], article: Article) -> None:
        self._article = article
        self._said = [element.said for each in citations for element in each.elements]
        self._words = frozenset(word for each in citations for word in each.words)

    def cover(self, sort: Sort, text: str) -> bool:
        """Return whether the facts say a part of a paragraph."""
        part = Paragraph(0, text, self._article.language)
        of_sort = (each for each in self._said if isinstance(each, _SAID[sort]))
        is_said = any(each.stands_in(part, self._article) for each in of_sort)
        return is_said or self._share(text) >= _SHARES.get(sort, _NEVER)

    def _share(self, text: str) -> float:
        """Return the share of a text's weighty words that the facts have."""
        stems = stems_of(text, self._article.language)
        return len(stems & self._words) / len(stems) if stems else 0


def _spans(paragraph: Paragraph, language: str) -> Iterator[tuple[Sort, int, int]]:
    """Yield every thing in a paragraph: its sort, and where it begins and ends."""
    in_dates = Spans((date.start, date.end) for date in paragraph.dates)
    for date in paragraph.dates:
        yield Sort.DATES, date.start, date.end
    for number in paragraph.numbers:
        is_small = number.in_words and max(number.values) < _LEAST_IN_WORDS
        if not (is_small or in_dates.touch(number.start, number.end)):
            yield Sort.NUMBERS, number.start, number.end
    for name in names_in(paragraph.text, language):
        if not in_dates.touch(name.start, name.end):
            yield Sort.NAMES, name.start, name.end
    for quotation in quotations_in(paragraph.text):
        yield Sort.QUOTATIONS, quotation.start, quotation.end
    for start, end in sentences_in(paragraph.text, language):
        yield Sort.SENTENCES, start, end
