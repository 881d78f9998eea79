"""Ordering by date, by number or by steps: the order of any two entries is certain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from msgspec import Struct

from quizgen.bank.backside import Told, told_of
from quizgen.bank.base import FactBase
from quizgen.bank.capitals import as_options
from quizgen.bank.chance import Ring, disordered, draw
from quizgen.bank.clues import clues_of_entries
from quizgen.bank.difficulty import Guess
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.wording import sentence_case
from quizgen.deck.dates import PartialDate, Point
from quizgen.deck.model.contents import Reference
from quizgen.deck.quantities import Quantity
from quizgen.deck.types.registry import type_of
from quizgen.forms.answering import InRows
from quizgen.forms.apart import apart, named_apart
from quizgen.forms.entries import Entry, beginnings, distinct, grouped, neighbours, together
from quizgen.forms.exercise import Exercise, Material, kind_of
from quizgen.forms.form import ItemData, Labels, Order, PrintedData
from quizgen.forms.steps import fillers_of, is_in_order
from quizgen.late import late_pattern

# An item has four or five entries.
_FEWEST, _SIZES = 4, 2
# A year or a number in a name gives its place away.
_NUMBERED = late_pattern(r"\d|\b[IVX]+\b")


class Ordering(Struct, frozen=True):
    """Entries to put in order.

    `order` has their indices, the earliest or smallest first, and `values` are their dates or
    numbers, in the same order as `entries`.
    """

    id: str
    field: str
    facts: tuple[str, ...]
    stem: str
    entries: tuple[str, ...]
    order: tuple[int, ...]
    values: tuple[str, ...]
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
        for question in material.questions:
            if question.prompt.way is Way.FORWARD and is_in_order(base, question.prompt):
                yield _of_steps(base, question.prompt, material.seed)

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
    usable = [entry for entry in entries if can_be_ordered(entry)]
    for members in grouped(base, usable).values():
        ring = Ring((entry.id, entry) for entry in members)
        begun = beginnings(members, seed, "order")
        groups = (_group(base, ring, first, seed) for first in begun)
        for chosen in distinct(groups, _FEWEST):
            yield _ordering(base, chosen, seed)


def _group(base: FactBase, ring: Ring[Entry], first: Entry, seed: int) -> list[Entry]:
    most = _FEWEST + draw(seed, first.id, "entries") % _SIZES
    others = nearest(first, neighbours(ring, first, seed, "order"))
    return together(first, others, most, partial(go_together, base))


def can_be_ordered(entry: Entry) -> bool:
    """Return whether an entry has a date or number, and a name that does not tell its place."""
    is_ranked = isinstance(entry.value.content, (PartialDate, Quantity))
    sure = entry.asked and entry.field.single and entry.timeless
    return is_ranked and sure and bool(entry.question) and not _NUMBERED.search(entry.filler.text)


def size_of(entry: Entry) -> float:
    """Return the size of a number, or the middle of a date in years."""
    return type_of(entry.value.content).size(entry.value.content)


def nearest(first: Entry, others: list[Entry]) -> list[Entry]:
    """Return other entries, those nearest to the first one first."""
    return sorted(others, key=lambda entry: abs(size_of(entry) - size_of(first)))


def go_together(base: FactBase, one: Entry, other: Entry) -> bool:
    """Return whether the order of two entries is certain and their names certainly differ."""
    mine, theirs = one.value.content, other.value.content
    if not named_apart(base, one.filler, other.filler):
        return False
    if isinstance(mine, PartialDate) and isinstance(theirs, PartialDate):
        return are_days_apart(mine, theirs)
    # Numbers with other units have other shapes.
    alike = type_of(mine).shape(mine) == type_of(theirs).shape(theirs)
    return alike and apart(base, mine, theirs) and size_of(one) != size_of(other)


def are_days_apart(one: PartialDate, other: PartialDate) -> bool:
    """Return whether there is at least one day between two dates."""
    early, late = sorted((one, other), key=lambda date: date.start.first)
    return next_day(early.end.last) < late.start.first


def next_day(day: tuple[int, int, int]) -> tuple[int, int, int]:
    """Return the day after a day, both as (year, month, day)."""
    year, month, number = day
    if number < Point(year, month).last[2]:
        return year, month, number + 1
    return (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)


def _ordering(base: FactBase, chosen: list[Entry], seed: int) -> Ordering:
    first = chosen[0]
    ordered = sorted(chosen, key=size_of)
    is_date = isinstance(first.value.content, PartialDate)
    printed = disordered([(entry.id, entry) for entry in ordered], seed, first.id, "printed")
    names = as_options(base, [entry.filler for entry in printed])
    return Ordering(
        f"{first.id}/order",
        first.field.name,
        tuple(entry.fact.ref for entry in printed),
        base.wording.labels.fill("order" if is_date else "order_size", question=first.question),
        names,
        tuple(printed.index(entry) for entry in ordered),
        tuple(entry.answer for entry in printed),
        told_of(base, (entry.prompt for entry in printed)),
    )


def _of_steps(base: FactBase, prompt: Prompt, seed: int) -> Exercise:
    """Return the exercise about the steps of a fact, about some in a row if there are many."""
    most = _FEWEST + draw(seed, prompt.id, "entries") % _SIZES
    start = draw(seed, prompt.id, "start") % max(len(prompt.values) - most + 1, 1)
    some = prompt.values[start : start + most]
    options = as_options(base, fillers_of(base, some))
    return Exercise(
        f"{prompt.id}/order",
        OrderingForm.name,
        prompt.fact.kind,
        prompt.field.name,
        (prompt.fact.ref,),
        _asked(base, prompt),
        "; ".join(options),
        told_of(base, [prompt]),
        clues_of_entries(base, list(pairwise(options))),
        Guess(len(options)).difficulty(),
        options,
        tuple(range(len(options))),
    )


def _asked(base: FactBase, prompt: Prompt) -> str:
    ref = prompt.fact.ref
    if ref not in base.names.fillers:
        return base.wording.labels.fill("order_steps", name=prompt.stem)
    name = base.name_in_sentence(Reference(ref, ref))
    return sentence_case(base.wording.labels.fill("order_steps", name=name))


def _exercise(base: FactBase, made: Ordering) -> Exercise:
    entries = [made.entries[index] for index in made.order]
    values = [made.values[index] for index in made.order]
    told = list(zip(entries, values, strict=True))
    return Exercise(
        made.id,
        OrderingForm.name,
        kind_of(made.facts),
        made.field,
        made.facts,
        made.stem,
        "; ".join(f"{entry} ({value})" for entry, value in told),
        made.told,
        clues_of_entries(base, told),
        Guess(len(entries)).difficulty(),
        tuple(entries),
        tuple(range(len(entries))),
    )
