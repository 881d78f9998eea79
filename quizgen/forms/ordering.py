"""Ordering by date: between any two entries there is at least one day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from quizgen.bank.backside import Told, told_of
from quizgen.bank.base import FactBase
from quizgen.bank.capitals import as_options
from quizgen.bank.chance import Ring, disordered, draw
from quizgen.bank.clues import clues_of_entries
from quizgen.bank.difficulty import Guess
from quizgen.deck.dates import PartialDate, Point
from quizgen.forms.answering import InRows
from quizgen.forms.apart import named_apart
from quizgen.forms.entries import Entry, beginnings, distinct, grouped, neighbours, together
from quizgen.forms.exercise import Exercise, Material, kind_of
from quizgen.forms.form import ItemData, Labels, Order, PrintedData

# An item has four or five entries.
_FEWEST, _SIZES = 4, 2
# A year or a number in a name gives its place away.
_NUMBERED = re.compile(r"\d|\b[IVX]+\b")


@dataclass(frozen=True, slots=True)
class Ordering:
    """Entries to put in order.

    `order` has their indices, earliest first, and `dates` are their dates, in the same order as
    `entries`.
    """

    id: str
    field: str
    facts: tuple[str, ...]
    stem: str
    entries: tuple[str, ...]
    order: tuple[int, ...]
    dates: tuple[str, ...]
    told: Told


class OrderingForm(InRows):
    """Entries to put in order. Each place in the order has a row."""

    name = "ordering"
    order = Order.DISORDERED

    def make(self, material: Material) -> Iterator[Exercise]:
        """Yield an exercise for each group of facts whose order is certain."""
        base = material.base
        for each in make_ordering(base, material.entries, material.seed):
            yield _exercise(base, each)

    def has_key(self, item: ItemData, key: Sequence[int]) -> bool:
        """Return whether the key orders all options; the item's own key keeps their order."""
        places = list(range(len(item.options)))
        is_order = not item.left and sorted(key) == places != []
        return is_order and (key is not item.key or list(key) == places)

    def key(self, printed: PrintedData, labels: Labels) -> str:
        """Return the letters in the right order, such as "B D A C"."""
        letters = self.letters(labels)
        return " ".join(letters[index] for index in printed.key)

    def explained(self, printed: PrintedData, labels: Labels) -> str:
        """Return the entries in the right order with their dates."""
        return self.answer(printed.item)


def make_ordering(base: FactBase, entries: Iterable[Entry], seed: int) -> Iterator[Ordering]:
    """Yield questions with four or five entries each, as close in time as possible."""
    usable = [entry for entry in entries if _is_usable(entry)]
    for members in grouped(base, usable).values():
        ring = Ring((entry.id, entry) for entry in members)
        begun = beginnings(members, seed, "order")
        groups = (_group(base, ring, first, seed) for first in begun)
        for chosen in distinct(groups, _FEWEST):
            yield _ordering(base, chosen, seed)


def _group(base: FactBase, ring: Ring[Entry], first: Entry, seed: int) -> list[Entry]:
    most = _FEWEST + draw(seed, first.id, "entries") % _SIZES
    others = _nearest(first, neighbours(ring, first, seed, "order"))
    return together(first, others, most, partial(_go_together, base))


def _is_usable(entry: Entry) -> bool:
    is_date = isinstance(entry.value.content, PartialDate)
    sure = entry.asked and entry.field.single and entry.timeless
    return is_date and sure and bool(entry.question) and not _NUMBERED.search(entry.filler.text)


def _date(entry: Entry) -> PartialDate:
    content = entry.value.content
    assert isinstance(content, PartialDate)  # noqa: S101 - other entries are left out at the start
    return content


def _nearest(first: Entry, others: list[Entry]) -> list[Entry]:
    return sorted(others, key=lambda entry: abs(_date(entry).middle - _date(first).middle))


def _go_together(base: FactBase, one: Entry, other: Entry) -> bool:
    """Return whether the order of two entries is certain and their names certainly differ."""
    early, late = sorted((_date(one), _date(other)), key=lambda date: date.start.first)
    return (
        named_apart(base, one.filler, other.filler) and _next_day(early.end.last) < late.start.first
    )


def _next_day(day: tuple[int, int, int]) -> tuple[int, int, int]:
    year, month, number = day
    if number < Point(year, month).last[2]:
        return year, month, number + 1
    return (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)


def _ordering(base: FactBase, chosen: list[Entry], seed: int) -> Ordering:
    first = chosen[0]
    ordered = sorted(chosen, key=lambda entry: _date(entry).start.first)
    printed = disordered([(entry.id, entry) for entry in ordered], seed, first.id, "printed")
    names = as_options(base, [entry.filler for entry in printed])
    return Ordering(
        f"{first.id}/order",
        first.field.name,
        tuple(entry.fact.ref for entry in printed),
        base.wording.labels.fill("order", question=first.question),
        names,
        tuple(printed.index(entry) for entry in ordered),
        tuple(entry.answer for entry in printed),
        told_of(base, (entry.prompt for entry in printed)),
    )


def _exercise(base: FactBase, made: Ordering) -> Exercise:
    entries = [made.entries[index] for index in made.order]
    dates = [made.dates[index] for index in made.order]
    dated = list(zip(entries, dates, strict=True))
    return Exercise(
        made.id,
        OrderingForm.name,
        kind_of(made.facts),
        made.field,
        made.facts,
        made.stem,
        "; ".join(f"{entry} ({date})" for entry, date in dated),
        made.told,
        clues_of_entries(base, dated),
        Guess(len(entries)).difficulty(),
        tuple(entries),
        tuple(range(len(entries))),
    )
