"""Dates with the precision that they are written with."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

QUALIFIERS = ("early", "mid", "late", "about")
_POINT = re.compile(
    r"(?P<year>[0-9]{1,4})(?:-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2}))?)?(?P<bce> BCE?)?"
)
_DOTTED = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[./](?P<month>\d{1,2})[./](?P<day>\d{1,2})")
_YEARS = re.compile(r"(\d{1,4}) ?[-\N{EN DASH}\N{EM DASH}] ?(\d{4})")


class Precision(StrEnum):
    """The precision of a date."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class DateError(ValueError):
    """A text is not a date; `message` says why, `fix` what to write instead."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


@dataclass(frozen=True, slots=True)
class Point:
    """A year, a month or a day; years before the common era are 0 and below (1 BCE is 0)."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def precision(self) -> Precision:
        """Return the precision of this point."""
        if self.day:
            return Precision.DAY
        return Precision.MONTH if self.month else Precision.YEAR

    @property
    def first(self) -> tuple[int, int, int]:
        """Return its first day as (year, month, day)."""
        return self.year, self.month or 1, self.day or 1

    @property
    def last(self) -> tuple[int, int, int]:
        """Return its last day as (year, month, day)."""
        month = self.month or 12
        return self.year, month, self.day or _days_in(self.year, month)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date or a span of dates, `start` to `end` (the same point for a plain date)."""

    start: Point
    end: Point
    qualifier: str = ""

    @property
    def precision(self) -> Precision:
        """Return the precision of its start."""
        return self.start.precision

    @property
    def is_span(self) -> bool:
        """Return whether it runs from one point to another."""
        return self.start != self.end

    @property
    def shape(self) -> tuple[str, str, bool]:
        """Return what the options of one item must share: precision, qualifier, span or not."""
        return self.precision.value, self.qualifier, self.is_span

    @property
    def middle(self) -> float:
        """Return its middle in years, for sorting and for nearness."""
        first, last = _as_years(self.start.first), _as_years(self.end.last)
        return (first + last) / 2

    def disjoint(self, other: PartialDate) -> bool:
        """Return whether no day belongs to both: 1987 and 1987-12-08 are not disjoint."""
        return self.end.last < other.start.first or other.end.last < self.start.first


def parse_date(text: str) -> PartialDate:
    """Read ``1987``, ``2020-09``, ``2020-09-25``, ``early 2020-09``, ``1969/1972`` or ``44 BCE``.

    Raises DateError, whose `fix` says what to write.
    """
    words = text.strip()
    qualifier = ""
    head, _, rest = words.partition(" ")
    if head in QUALIFIERS and rest:
        qualifier, words = head, rest.strip()
    first, slash, second = words.partition("/")
    if slash and first.strip() and second.strip() and "/" not in second:
        start, end = _parse_point(first.strip()), _parse_point(second.strip())
        if end.first < start.first:
            raise DateError(
                f"the span `{text}` ends before it starts", "write the earlier date first"
            )
        return PartialDate(start, end, qualifier)
    point = _parse_point(words)
    return PartialDate(point, point, qualifier)


def plain_digits(text: str) -> str:
    """Return the text with the digits of every script as 0 to 9."""
    return "".join(str(unicodedata.decimal(char, char)) for char in text)


def _parse_point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is None:
        raise DateError(f"`{text}` is not a date", _hint(text))
    if match["bce"] and match["month"]:
        raise DateError(
            f"`{text}` is not a date", "before the common era, write the year alone: 44 BCE"
        )
    if len(match["year"]) < 4 and match["month"]:
        raise DateError(f"`{text}` is not a date", "write the year with four digits: 2020-09-25")
    year, month, day = (int(match[part] or 0) for part in ("year", "month", "day"))
    if year == 0:
        raise DateError("there is no year 0", "write `1 BCE` for the year before 1")
    if match["bce"]:
        year = 1 - year
    _check_calendar(year, month, day, has_month=bool(match["month"]), has_day=bool(match["day"]))
    return Point(year, month, day)


def _check_calendar(year: int, month: int, day: int, *, has_month: bool, has_day: bool) -> None:
    if has_month and not 1 <= month <= 12:
        raise DateError(
            f"there is no month {month}", "months run from 01 to 12: 2020-09-25 is year-month-day"
        )
    if has_day and not 1 <= day <= _days_in(year, month):
        name = calendar.month_name[month]
        raise DateError(
            f"{name} {year} has no day {day}", f"{name} {year} has {_days_in(year, month)} days"
        )


def _days_in(year: int, month: int) -> int:
    if month == 2 and calendar.isleap(year):
        return 29
    return (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _as_years(day: tuple[int, int, int]) -> float:
    return day[0] + (day[1] - 1) / 12 + (day[2] - 1) / 372


def _hint(text: str) -> str:
    plain = plain_digits(text)
    if plain != text and _POINT.fullmatch(plain):
        return f"write the digits 0 to 9: {plain}"
    dotted = _hint_of_dotted(text)
    if dotted:
        return dotted
    meant = _in_words(text)
    if meant:
        return f"write `{meant}`, if that is what you mean"
    years = _YEARS.fullmatch(text)
    if years:
        return f"write a slash between the first and the last year: {years[1]}/{years[2]}"
    return "write 1987, 2020-09, 2020-09-25, `early 2020-09` or 1969/1972"


def _hint_of_dotted(text: str) -> str:
    """Return how to write a day with dots or slashes, "" for other texts."""
    written = _DOTTED.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
    if not written:
        return ""
    year, month, day = (int(written[part]) for part in ("year", "month", "day"))
    if month > 12:
        # The month may stand first, as in the United States.
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= _days_in(year, month)):
        return ""
    return f"write year-month-day: {year:04}-{month:02}-{day:02}, if you mean that day"


def _in_words(text: str) -> str:
    """Return the notation for a date as people write it in prose, "" for other texts."""
    decade = re.fullmatch(r"([0-9]{3})0'?s", text)
    if decade:
        return f"{decade[1]}0/{decade[1]}9"
    circa = re.fullmatch(r"(?:c\.|ca\.?|circa|around|~)\s*([0-9]{1,4})", text)
    if circa:
        return f"about {circa[1]}"
    ancient = re.fullmatch(r"([0-9]{1,4})\s*(?:BCE?|B\.C\.(?:E\.)?)", text, re.IGNORECASE)
    if ancient:
        return f"{ancient[1]} BCE"
    return _with_month_name(text)


def _with_month_name(text: str) -> str:
    """Return the notation for ``March 22, 2019`` or ``March 2019``, "" for other texts."""
    words = re.findall(r"[^\W\d_]+|[0-9]+", text)
    names = [word.casefold() for word in words if not word.isdecimal()]
    numbers = [word for word in words if word.isdecimal()]
    months = [name.casefold() for name in calendar.month_name][1:]
    if len(names) != 1 or names[0] not in months or len(numbers) not in (1, 2):
        return ""
    *days, year = sorted(numbers, key=len)
    return _written(year, months.index(names[0]) + 1, days)


def _written(year: str, month: int, days: list[str]) -> str:
    """Return the notation for a month and up to one day in it, "" for no such date."""
    if len(year) != 4 or any(not 1 <= int(day) <= _days_in(int(year), month) for day in days):
        return ""
    return "-".join([year, f"{month:02}", *(f"{int(day):02}" for day in days)])
