"""Nearness: how many years lie between times, and how near dates and numbers are."""

from __future__ import annotations

from quizgen.deck.dates import PartialDate
from quizgen.deck.model.facts import Value
from quizgen.deck.types.registry import type_of

# Nearness counts in steps, so that facts that are about equally near have the same likeness.
_STEPS = 8
# Years between two times that halve their nearness.
_HALF = 10.0
# The first day of a time and the last, in years.
Years = tuple[float, float]


def near_in_time(one: Years, other: Years) -> float:
    """Return 1 for times that meet, less the more years lie between them."""
    after, before = other[0] - one[1], one[0] - other[1]
    apart = max(before, after)
    return round(_STEPS / (1 + apart / _HALF)) / _STEPS if apart > 0 else 1.0


def years_apart(one: PartialDate, other: PartialDate) -> float:
    """Return how many years lie between two times, 0 if they meet."""
    return gap(years_of(one), years_of(other))


def gap(one: Years, other: Years) -> float:
    """Return how many years lie between two times, 0 if they meet."""
    return max(other[0] - one[1], one[0] - other[1], 0.0)


def years_of(date: PartialDate) -> Years:
    """Return the first day of a date and its last, in years."""
    return _years(date.start.first), _years(date.end.last)


def _years(day: tuple[int, int, int]) -> float:
    year, month, number = day
    return year + (month - 1) / 12 + (number - 1) / 366


def nearness(one: Value, other: Value) -> float:
    """Return how near two dates or numbers are, in steps from 0 to 1."""
    mine = type_of(one.content)
    if mine is not type_of(other.content):
        return 0.0
    if isinstance(one.content, PartialDate) and isinstance(other.content, PartialDate):
        return near_in_time(years_of(one.content), years_of(other.content))
    return _stepped(mine.nearness(one.content, other.content) or 0.0)


def _stepped(nearness: float) -> float:
    return round(nearness * _STEPS) / _STEPS
