"""Entries to be put in order of their dates, between any two of which a day lies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quizgen.bank.backside import told_of
from quizgen.bank.base import FactBase
from quizgen.bank.capitals import as_options
from quizgen.bank.chance import Ring, disordered, draw
from quizgen.deck.dates import PartialDate, Point
from quizgen.forms.formats import Entry, Ordering, beginnings, grouped, named_apart, neighbours

_FEWEST, _SIZES = 4, 2
# A year or a number in a name tells where it belongs.
_NUMBERED = re.compile(r"\d|\b[IVX]+\b")


def make_ordering(base: FactBase, entries: Iterable[Entry], seed: int) -> Iterator[Ordering]:
    """Yield questions with four or five entries each, as near to each other in time as may be."""
    usable = [entry for entry in entries if _is_usable(entry)]
    for members in grouped(base, usable).values():
        ring = Ring((entry.id, entry) for entry in members)
        seen: set[frozenset[str]] = set()
        for first in beginnings(members, seed, "order"):
            wanted = _FEWEST + draw(seed, first.id, "entries") % _SIZES
            chosen = [first]
            for entry in _nearest(first, neighbours(ring, first, seed, "order")):
                if len(chosen) < wanted and all(
                    _go_together(base, entry, other) for other in chosen
                ):
                    chosen.append(entry)
            same = frozenset(entry.id for entry in chosen)
            if len(chosen) >= _FEWEST and same not in seen:
                seen.add(same)
                yield _ordering(base, chosen, seed)


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
    """Tell whether the order of two entries is certain, and their names are no two forms of one."""
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
