"""Dates with the precision that they are written with."""

import calendar
import re
import unicodedata
from enum import StrEnum
from functools import cache, lru_cache

from msgspec import Struct

from quizgen.language.months import month_names

QUALIFIERS = ("early", "mid", "late", "about")
_POINT = re.compile(
    r"(?P<year>[0-9]{1,4})(?:-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2}))?)?(?P<bce> BCE?)?"
)
_DOTTED = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[./](?P<month>\d{1,2})[./](?P<day>\d{1,2})")
_CIRCA = re.compile(r"(?:c\.|ca\.?|circa|around|~)\s*(?=\S)")
_CENTURY = re.compile(
    r"(?:the )?(?P<number>[0-9]{1,2})(?:st|nd|rd|th) century(?: (?P<era>BCE?|CE|AD))?"
)
_LAST_CENTURY = 30
# An earlier year could be mistaken for a day or an age, so that its era follows it.
FIRST_PLAIN_YEAR = 100
# The languages whose months are known, and words that stand beside days and years in them.
_LANGUAGES = ("en", "de", "fr", "es", "ru")
_BESIDE_DATES = frozenset(
    [
        "the",
        "of",
        "st",
        "nd",
        "rd",
        "th",
        "den",
        "le",
        "er",
        "el",
        "de",
        "del",
        "год",
        "года",
        "\N{CYRILLIC SMALL LETTER GHE}",
    ]
)
_WITH_SIGN = re.compile(r"[-\N{MINUS SIGN}]0*([1-9][0-9]{0,3})(?:-[0-9]{1,2}){0,2}")
_WITH_ERA = re.compile(r"([0-9]{1,4})\s*(?:BCE?|B\.C\.(?:E\.)?|v\. Chr\.)$", re.IGNORECASE)
_COMMON_ERA = re.compile(
    r"([0-9]{1,4})\s*(?:CE|AD|A\.D\.|C\.E\.)|(?:CE|AD|A\.D\.)\s*([0-9]{1,4})", re.IGNORECASE
)
_YEARS = re.compile(r"(\d{1,4}) ?[-\N{EN DASH}\N{EM DASH}] ?(\d{4})")


class Precision(StrEnum):
    """The precision of a date."""

    CENTURY = "century"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


# How many years "about" may be off, by precision, and by the number that divides the year.
_MARGINS = {Precision.CENTURY: 100.0, Precision.MONTH: 0.25, Precision.DAY: 0.05}
_ROUND = ((100, 25.0), (50, 15.0), (10, 5.0), (5, 3.0), (1, 2.0))


class DateError(ValueError):
    """A text is not a date; `message` says why, `fix` what to write instead.

    `mend` is the date that the text means, "" if that is not certain.
    """

    def __init__(self, message: str, fix: str, mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.mend = mend


class Point(Struct, frozen=True, gc=False, array_like=True):
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


class PartialDate(Struct, frozen=True, gc=False, tag=True, omit_defaults=True):
    """A date or a span of dates, `start` to `end` (the same point for a plain date).

    A `century` runs from its first year to its last one.
    """

    start: Point
    end: Point
    qualifier: str = ""
    century: bool = False

    @property
    def precision(self) -> Precision:
        """Return the precision of its start, or that it is a century."""
        return Precision.CENTURY if self.century else self.start.precision

    @property
    def is_span(self) -> bool:
        """Return whether it runs from one point to another, and is no century."""
        return self.start != self.end and not self.century

    @property
    def shape(self) -> tuple[str, str, bool]:
        """Return what the options of one item must share: precision, qualifier, span or not."""
        return self.precision.value, self.qualifier, self.is_span

    @property
    def middle(self) -> float:
        """Return its middle in years, for sorting and for nearness."""
        return _middle(self.start, self.end)

    def disjoint(self, other: "PartialDate") -> bool:
        """Return whether no day belongs to both: 1987 and 1987-12-08 are not disjoint.

        A date that is only about right has some years on either side.
        """
        if "about" not in (self.qualifier, other.qualifier):
            return self.end.last < other.start.first or other.end.last < self.start.first
        margin = max(self.margin, other.margin)
        later, earlier = (self, other) if self.middle > other.middle else (other, self)
        return _as_years(later.start.first) - _as_years(earlier.end.last) > margin

    @property
    def margin(self) -> float:
        """Return how many years off a date may be that is only about right, 0 for others.

        A round year is a rough one.
        """
        if self.qualifier != "about":
            return 0
        if self.precision is not Precision.YEAR:
            return _MARGINS[self.precision]
        year = abs(self.start.year if self.start.year > 0 else 1 - self.start.year)
        return next(margin for step, margin in _ROUND if year % step == 0)


def parse_date(text: str) -> PartialDate:
    """Read ``1987``, ``2020-09``, ``2020-09-25``, ``early 2020-09``, ``1969/1972`` or ``44 BCE``.

    So are ``c. 1850``, ``19th century`` and ``5th century BCE``.

    Raises DateError, whose `fix` says what to write.
    """
    point = _POINT.fullmatch(text.strip())
    if point:
        day = _point(point)
        return PartialDate(day, day)
    qualifier, words = _qualified(text.strip())
    century = _CENTURY.fullmatch(words)
    if century:
        return _century(int(century["number"]), century["era"] or "", qualifier)
    first, slash, second = words.partition("/")
    if slash and first.strip() and second.strip() and "/" not in second:
        start, end = _parse_point(first.strip()), _parse_point(second.strip())
        if end.first < start.first:
            fix = f"write the earlier date first: `{second.strip()}/{first.strip()}`"
            raise DateError(f"the span `{text}` ends before it starts", fix)
        return PartialDate(start, end, qualifier)
    day = _parse_point(words)
    return PartialDate(day, day, qualifier)


def _qualified(words: str) -> tuple[str, str]:
    """Return the qualifier with which a date begins, "" for none, and the rest."""
    head, _, rest = words.partition(" ")
    if head in QUALIFIERS and rest:
        return head, rest.strip()
    circa = _CIRCA.match(words)
    return ("about", words[circa.end() :]) if circa else ("", words)


def _century(number: int, era: str, qualifier: str) -> PartialDate:
    if not 1 <= number <= _LAST_CENTURY:
        raise DateError(f"there is no century {number} here", "write 19th century")
    last = 100 * (1 - number) if era.startswith("B") else 100 * number
    return PartialDate(Point(last - 99), Point(last), qualifier, century=True)


def century_of(date: PartialDate) -> int:
    """Return the number of a century, negative before the common era."""
    return date.end.year // 100 if date.end.year > 0 else date.end.year // 100 - 1


def plain_digits(text: str) -> str:
    """Return the text with the digits of every script as 0 to 9."""
    return "".join(str(unicodedata.decimal(char, char)) for char in text)


def _parse_point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is None:
        raise DateError(f"`{text}` is not a date", *_hint(text))
    return _point(match)


def _point(match: re.Match[str]) -> Point:
    years, months, days, bce = match.group("year", "month", "day", "bce")
    if months and bce:
        raise DateError(
            f"`{match[0]}` is not a date", "before the common era, write the year alone: 44 BCE"
        )
    if months and len(years) < 4:
        full = f"{int(years):04}{match[0][len(years) :]}"
        # 37-03-16 may be a day of 1937.
        mend = full if len(years) == 3 else ""
        fix = f"write the year with four digits: {full}"
        raise DateError(f"`{match[0]}` is not a date", fix, mend)
    year, month, day = int(years), int(months or 0), int(days or 0)
    if year == 0:
        raise DateError("there is no year 0", "write `1 BCE` for the year before 1")
    if bce:
        year = 1 - year
    if months:
        _check_calendar(year, month, day, has_day=bool(days))
    return Point(year, month, day)


def _check_calendar(year: int, month: int, day: int, *, has_day: bool) -> None:
    if not 1 <= month <= 12:
        raise DateError(
            f"there is no month {month}", "months run from 01 to 12: 2020-09-25 is year-month-day"
        )
    if has_day and not 1 <= day <= _days_in(year, month):
        name = calendar.month_name[month]
        raise DateError(
            f"{name} {year} has no day {day}",
            f"write a day from 01 to {_days_in(year, month)}, "
            f"or `{year:04}-{month:02}` if you know only the month",
        )


def _days_in(year: int, month: int) -> int:
    if month == 2 and calendar.isleap(year):
        return 29
    return (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


# Neighbours in time are compared with each other again and again.
@lru_cache(1 << 13)
def _middle(start: Point, end: Point) -> float:
    return (_as_years(start.first) + _as_years(end.last)) / 2


def _as_years(day: tuple[int, int, int]) -> float:
    return day[0] + (day[1] - 1) / 12 + (day[2] - 1) / 372


def _hint(text: str) -> tuple[str, str]:
    """Return what to write instead of a text, and the date alone if it is certain."""
    plain = plain_digits(text)
    if plain != text and _POINT.fullmatch(plain):
        return f"write the digits 0 to 9: {plain}", plain
    day, is_certain = _dotted(text)
    if day:
        fix = f"write year-month-day: {day}, if you mean that day"
        return fix, day if is_certain else ""
    meant = _in_words(text)
    if meant:
        return f"write `{meant}`, if that is what you mean", meant
    # In astronomy -43 is 44 BCE, so that nobody but the author knows what a sign means.
    ancient = _WITH_ERA.search(text) or _WITH_SIGN.fullmatch(text)
    if ancient:
        return f"before the common era, write the year alone: {ancient[1]} BCE", ""
    years = _YEARS.fullmatch(text)
    if years:
        span = f"{years[1]}/{years[2]}"
        return f"write a slash between the first and the last year: {span}", span
    return "write 1987, 2020-09, 2020-09-25, `early 2020-09` or 1969/1972", ""


def _dotted(text: str) -> tuple[str, bool]:
    """Return how to write a day with dots or slashes, "" for other texts, and if it is certain."""
    written = _DOTTED.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
    if not written:
        return "", False
    year, month, day = (int(written[part]) for part in ("year", "month", "day"))
    # 9/10/2020 may be a day in September or in October.
    is_certain = "." in text or month > 12 or day > 12 or day == month
    if month > 12:
        # The month may stand first, as in the United States.
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= _days_in(year, month)):
        return "", False
    return f"{year:04}-{month:02}-{day:02}", is_certain or bool(_YEAR_FIRST.fullmatch(text))


def _in_words(text: str) -> str:
    """Return the notation for a date as people write it in prose, "" for other texts."""
    decade = re.fullmatch(r"([0-9]{3})0'?s", text)
    if decade:
        return f"{decade[1]}0/{decade[1]}9"
    ancient = re.fullmatch(r"([0-9]{1,4})\s*(?:BCE?|B\.C\.(?:E\.)?)", text, re.IGNORECASE)
    if ancient:
        return f"{ancient[1]} BCE"
    common = _COMMON_ERA.fullmatch(text)
    if common:
        return common[1] or common[2]
    return _with_month_name(text)


def _with_month_name(text: str) -> str:
    """Return the notation for ``March 22, 2019`` or ``18. Juni 1815``, "" for other texts."""
    words = re.findall(r"[^\W\d_]+|[0-9]+", text.casefold())
    names = [word for word in words if not word.isdecimal() and word not in _BESIDE_DATES]
    numbers = [word for word in words if word.isdecimal()]
    if len(names) != 1 or len(numbers) not in (1, 2):
        return ""
    *days, year = sorted(numbers, key=len)
    month = _month(names[0]) if len(year) == 4 else 0
    return _written(year, month, days) if month else ""


def _month(name: str) -> int:
    """Return the number of a month by its name or short name, 0 for other words.

    Languages agree on every name that they share, so that the first one that has it decides.
    """
    known = (_months(language).get(name, 0) for language in _LANGUAGES)
    return next(filter(None, known), 0)


@cache
def _months(language: str) -> dict[str, int]:
    """Return the numbers of months by their names and short names in a language."""
    return dict(month_names(language))


def _written(year: str, month: int, days: list[str]) -> str:
    """Return the notation for a month and up to one day in it, "" for no such date."""
    if any(not 1 <= int(day) <= _days_in(int(year), month) for day in days):
        return ""
    return "-".join([year, f"{month:02}", *(f"{int(day):02}" for day in days)])
