"""Dates: points and spans of time, ordered by their middle."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator
from contextlib import suppress

from msgspec.structs import replace

from quizgen.deck.dates import (
    FIRST_PLAIN_YEAR,
    DateError,
    PartialDate,
    Point,
    Precision,
    parse_date,
)
from quizgen.deck.model.kinds import Field
from quizgen.deck.read import read_date
from quizgen.deck.types.base import Draw, FieldType, Key, Known, Speaker, Words
from quizgen.diagnostics import Place, Problems

# A span that touches more years than this is looked up by its start alone.
_MOST_YEARS = 400
# Real dates farther off than this many years do not distract, by precision.
_REACH = {
    Precision.DAY: 3.0,
    Precision.MONTH: 4.0,
    Precision.YEAR: 10.5,
    Precision.CENTURY: 600.0,
}
# Those for years since this one lie no farther off than this: of what lay nine or ten years off,
# readers struck every fourth.
_LATE, _REACH_OF_LATE = 1850, 9.2
# They may lie farther off if the dates of their field do, but not farther than this.
_MOST_REACH = {
    Precision.DAY: 9.5,
    Precision.MONTH: 15.0,
    Precision.YEAR: 10.5,
    Precision.CENTURY: 600.0,
}
# Years of long ago may lie this part of the time since then away, but in history not more than a
# generation and a half, and before it this part.
_PART_OF_AGE, _MOST_OF_HISTORY, _PART_OF_PREHISTORY = 0.1, 40.0, 0.01
# Dates of a field whose values lie far apart may lie this many gaps away, and years as far as one
# gap, but not farther than this.
_MOST_GAPS, _MOST_OF_SPARSE = 4, 15.0
# Made-up years lie this far apart, those of our own time less, and others a year farther for so
# many years since the key. A longer way off, a maker is often a child or dead.
_STEP_OF_YEARS, _STEP_OF_LATE_YEARS, _AGE_OF_STEP = 3, 2, 1000.0
# So many of them lie on each side of a key.
_STEPS_OF_YEARS = 3
# So many years lie between dates that recur on one day of the year, such as March 4.
_TERMS = 8.5
# Those that are made up lie nearer, or nothing changed on that day.
_MOST_OF_TERM = 5
# Nobody knows a day to within these days, and one before this year to within more.
_FEWEST_DAYS, _FEWEST_DAYS_EARLY, _EARLY_DAYS = 3.5, 30.5, 2000
# Nobody knows a month to within two.
_FEWEST_MONTHS = 2.5
# Nobody knows a year to within two, and of a year before this one, to within three.
_FEWEST_YEARS, _FEWEST_YEARS_EARLY, _EARLY = 1.5, 2.5, 1900
# Dates that are only about right lie so many times as far apart as they may be off.
_TIMES_ROUGH = 4
_STEPS = (1, 2, 3, 5, 8, 13)
# Of dates that are only about right, nobody knows this part of the years since.
_PART_UNSURE = 0.015
# Others lie so many times as far from them.
_TIMES_UNSURE = 3
# How far off the first days of months are made up, where dates fall on such days.
_MONTHS_APART = (3, 4, 6, 12, 18, 24)
# A made-up day lies at least this far off, so that nobody is tested on the exact day by accident.
_DAY_STEPS, _DAY_STEPS_EARLY = (6, 13, 24, 41, 67, 98), (62, 98, 145, 196, 247, 305)


class DateType(FieldType[PartialDate]):
    """The type of dates, each with the precision that it is written with."""

    names = ("date",)
    holds = PartialDate
    ranked = True
    deckwide = True
    fills_blanks = True

    def read(self, text: str, place: Place, field: Field, problems: Problems) -> PartialDate | None:
        """Return the date; report Q206."""
        return read_date(text, place, problems)

    def meant(self, text: str) -> PartialDate | None:
        """Return the date that a text is, None for any other text."""
        with suppress(DateError):
            return parse_date(text)
        return None

    def is_said(self, content: PartialDate, text: str) -> bool:
        """Return whether a text is the same date with the same precision."""
        return self.meant(text) == content

    def words(self, content: PartialDate, speaker: Speaker) -> str:
        """Return the date in full."""
        return speaker.wording.date(content)

    def form(self, content: PartialDate, form: str, speaker: Speaker) -> str:
        """Return the date, after its preposition in the form `in`."""
        if form == "in":
            return speaker.wording.date_in(content)
        return super().form(content, form, speaker)

    def which(self, content: PartialDate, words: Words) -> str:
        """Return the words that ask for a date of this precision."""
        return words.which(content)

    def hint(self, content: PartialDate) -> str:
        """Return the label of a year, of a month, or of any other date."""
        is_day = content.is_span or content.precision is Precision.DAY
        return "hint_date" if is_day else f"hint_{content.precision.value}"

    def clues(self, content: PartialDate) -> Iterable[str]:
        """Return the year, which among options gives away the rest."""
        return (str(content.start.year),)

    def keys(self, content: PartialDate, known: Known) -> Iterable[Key]:
        """Return a key for each year that the date touches."""
        first, last = content.start.year, content.end.year
        years = range(first, min(last, first + _MOST_YEARS) + 1)
        return (("year", year) for year in years)

    def sought_under(self, content: PartialDate, known: Known) -> Iterable[Key]:
        """Return a key for each year that may belong to a date that is the same."""
        margin = math.ceil(content.margin)
        first, last = content.start.year - margin, content.end.year + margin
        return (("year", year) for year in range(first, min(last, first + _MOST_YEARS) + 1))

    def held_under(self, content: PartialDate, known: Known) -> Iterable[Key]:
        """Return a key for each year that the date may touch."""
        return self.sought_under(content, known)

    def disjoint(self, one: PartialDate, other: PartialDate, known: Known) -> bool:
        """Return whether no day belongs to both dates."""
        return one.disjoint(other)

    def is_exact(self, content: PartialDate) -> bool:
        """Return whether the date is more than about right."""
        return content.qualifier != "about"

    def nearness(self, one: PartialDate, other: PartialDate) -> float:
        """Return 1 for the same middle, less the more years lie between."""
        return 1 / (1 + abs(one.middle - other.middle))

    def size(self, content: PartialDate) -> float:
        """Return the middle of the date in years."""
        return content.middle

    def shape(self, content: PartialDate) -> Key:
        """Return precision, qualifier, whether the date is a span, and how its era is written."""
        return (*content.shape, _era(content))

    def distracts(self, key: PartialDate, other: PartialDate, gap: float, age: float) -> bool:
        """Return whether two dates are as near as their precision and their field demand."""
        if key.precision is Precision.YEAR:
            reach = self._reach_of_year(key, gap, age)
        else:
            reach = max(_REACH[key.precision], min(gap * _MOST_GAPS, _MOST_REACH[key.precision]))
        return abs(other.middle - key.middle) <= reach

    def _reach_of_year(self, key: PartialDate, gap: float, age: float) -> float:
        """Return how far from a year another one distracts; `gap` is that between their like."""
        if key.start.year >= _LATE and key.qualifier != "about":
            return _REACH_OF_LATE
        unsure = _TIMES_UNSURE * age * _PART_UNSURE if key.qualifier == "about" else 0.0
        return max(_reach_of_years(age), unsure, min(gap, _MOST_OF_SPARSE))

    def distracts_by_years(self, key: PartialDate, other: PartialDate) -> bool:
        """Return whether two dates lie within a few terms of office."""
        return abs(other.middle - key.middle) <= _TERMS

    def are_too_close(self, one: PartialDate, other: PartialDate) -> bool:
        """Return whether two dates of one precision lie closer together than anybody knows."""
        if one.precision is not other.precision:
            return False
        rough = _TIMES_ROUGH * max(one.margin, other.margin)
        return abs(one.middle - other.middle) < max(_fewest_years(one), rough)

    def is_plausible(self, key: PartialDate, other: PartialDate, as_of: PartialDate) -> bool:
        """Return whether both dates were past, or both to come, when the source was written."""
        last = as_of.end.last
        return (other.start.first <= last) == (key.start.first <= last)

    def near(
        self, key: PartialDate, direction: int, name: str, draw: Draw, age: float = 0.0
    ) -> Iterator[PartialDate]:
        """Yield up to six dates of the key's shape; years of long ago lie farther apart."""
        if key.century or key.qualifier == "about":
            yield from _near_rough(key, direction, age)
            return
        if key.precision is Precision.YEAR:
            steps = _steps_of_years(key, age, draw("date", name, direction))
        else:
            steps = _steps_within_a_year(key, direction, name, draw)
        for step in steps:
            moved = _moved(key, direction * step)
            if moved is not None:
                yield moved

    def near_by_years(self, key: PartialDate, direction: int, period: int) -> Iterator[PartialDate]:
        """Yield dates on the key's day of the year, multiples of a period away, but few years."""
        for years in range(direction * period, direction * (_MOST_OF_TERM + 1), direction * period):
            start, end = (_move(point, years, years=True) for point in (key.start, key.end))
            if start and end:
                yield PartialDate(start, end, key.qualifier)

    def near_by_months(self, key: PartialDate, direction: int) -> Iterator[PartialDate]:
        """Yield dates on the first day of months below or above a key, within some two years."""
        month = Point(key.start.year, key.start.month)
        for months in _MONTHS_APART:
            moved = _move(month, direction * months, years=False)
            if moved:
                first = Point(moved.year, moved.month, 1)
                yield PartialDate(first, first, key.qualifier)


def _era(date: PartialDate) -> str:
    """Return the era that a year shows, "" for none; early years show theirs as well."""
    year = date.start.year
    return "BCE" if year <= 0 else "CE" if year < FIRST_PLAIN_YEAR else ""


def _fewest_years(date: PartialDate) -> float:
    """Return how many years must lie between a date and another one of its precision."""
    if date.precision is Precision.DAY:
        return (_FEWEST_DAYS_EARLY if date.end.year < _EARLY_DAYS else _FEWEST_DAYS) / 365
    if date.precision is Precision.MONTH:
        return _FEWEST_MONTHS / 12
    if date.precision is Precision.YEAR:
        return _FEWEST_YEARS_EARLY if date.end.year < _EARLY else _FEWEST_YEARS
    return 0.0


def _steps_of_years(key: PartialDate, age: float, drawn: int) -> Iterator[int]:
    """Yield how many years made-up years lie from one of so many years ago, unevenly."""
    least = _STEP_OF_YEARS if key.end.year < _EARLY else _STEP_OF_LATE_YEARS
    apart = least + round(age / _AGE_OF_STEP)
    # The last few of them lie a year farther off, if that is not too far.
    most = apart * _STEPS_OF_YEARS + 1
    is_late = key.start.year >= _LATE and most > _REACH_OF_LATE
    farther = 0 if is_late else drawn % (_STEPS_OF_YEARS + 1)
    for number in range(1, _STEPS_OF_YEARS + 1):
        yield number * apart + (number > _STEPS_OF_YEARS - farther)


def _steps_within_a_year(key: PartialDate, direction: int, name: str, draw: Draw) -> Iterator[int]:
    """Yield how many days, or months, made-up dates lie from a key, all within a year or so."""
    is_day = key.precision is Precision.DAY and not key.is_span
    for number, least in enumerate(_day_steps(key) if is_day else _STEPS):
        most = 4 + 3 * number if is_day else number + 1
        jitter = draw("date", name, direction, number) % most if least > 2 else 0
        yield least + jitter


def _day_steps(date: PartialDate) -> tuple[int, ...]:
    return _DAY_STEPS_EARLY if date.end.year < _EARLY_DAYS else _DAY_STEPS


def _reach_of_years(age: float) -> float:
    """Return how far from a year of so many years ago another one distracts."""
    return max(
        _REACH[Precision.YEAR], min(age * _PART_OF_AGE, _MOST_OF_HISTORY), age * _PART_OF_PREHISTORY
    )


def _near_rough(key: PartialDate, direction: int, age: float) -> Iterator[PartialDate]:
    """Yield centuries, or dates that are about right, so far off that they are wrong.

    Scholars differ the more, the longer ago something was.
    """
    if key.century:
        steps = [100 * number for number in range(1, len(_STEPS) + 1)]
    else:
        per_year = 12 if key.precision is Precision.MONTH and not key.is_span else 1
        width = math.ceil(key.margin) + key.end.year - key.start.year
        unsure = age * _PART_UNSURE / 2
        if unsure > width:
            # As round as the key.
            width = math.ceil(unsure / (2 * width)) * 2 * width
        steps = [per_year * width * (number + 1) for number in _STEPS]
    for step in steps:
        moved = _moved(key, direction * step)
        if moved is not None:
            yield moved


def _moved(date: PartialDate, distance: int) -> PartialDate | None:
    years = date.is_span or date.century
    start, end = (_move(point, distance, years=years) for point in (date.start, date.end))
    return replace(date, start=start, end=end) if start and end else None


def _move(point: Point, distance: int, *, years: bool) -> Point | None:
    if point.precision is Precision.YEAR:
        return Point(point.year + distance)
    if years:
        day = 28 if (point.month, point.day) == (2, 29) else point.day
        return Point(point.year + distance, point.month, day)
    if point.precision is Precision.MONTH:
        months = point.year * 12 + point.month - 1 + distance
        return Point(months // 12, months % 12 + 1) if months >= 12 else None
    try:
        moved = dt.date(*point.first) + dt.timedelta(days=distance)
    except OverflowError:
        return None
    return Point(moved.year, moved.month, moved.day)
