"""The generated wrong options of a deck's items, for somebody to judge."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from msgspec import structs

from quizgen.bank.items import Item
from quizgen.bank.wrong import Proof
from quizgen.deck.model.deck import Deck, Rejected
from quizgen.markup.plain import plain
from quizgen.project import Project, QuizOptions


@dataclass(frozen=True, slots=True)
class Option:
    """A generated wrong option: as an item shows it (`shown`), and what rejects it (`text`)."""

    shown: str
    text: str


@dataclass(frozen=True, slots=True)
class Offer:
    """An item on a sheet: its question, its right answer, and the generated wrong options."""

    id: str
    stem: str
    key: str
    options: tuple[Option, ...]

    def only(self, shown: Collection[str]) -> Offer:
        """Return the item with the options that are shown in one of these ways."""
        return replace(self, options=tuple(each for each in self.options if each.shown in shown))


def offers_of(project: Project) -> tuple[Offer, ...]:
    """Return all multiple-choice items of a deck that have generated wrong options in words."""
    return tuple(_offers(project.items(QuizOptions())))


def _offers(items: Collection[Item]) -> Iterator[Offer]:
    for item in items:
        options = () if item.pictures else tuple(_generated(item))
        if options:
            stem, key = one_line(item.prompt.stem_of_item), one_line(item.options[0])
            yield Offer(item.id, stem, key, options)


def _generated(item: Item) -> Iterator[Option]:
    """Yield the wrong options that the author neither wrote nor called wrong."""
    for shown, each in zip(item.options[1:], item.distractors, strict=True):
        if each.proof is not Proof.DENIED:
            yield Option(one_line(shown), one_line(each.filler.text))


def one_line(text: str) -> str:
    """Return a text without markup, in one line."""
    return " ".join(plain(text).split())


def without(project: Project, rejected: Mapping[str, Collection[str]]) -> Project:
    """Return the project of a deck that rejects further options, by the ids of questions."""
    return Project(rejecting(project.deck, rejected))


def rejecting(deck: Deck, rejected: Mapping[str, Collection[str]]) -> Deck:
    """Return a deck that rejects further options."""
    known = dict(deck.rejected)
    for question, texts in rejected.items():
        before = known.get(question, Rejected(deck.place, ()))
        added = tuple((text, deck.place) for text in texts)
        known[question] = structs.replace(before, texts=(*before.texts, *added))
    return structs.replace(deck, rejected=known)
