# ruff: noqa: RUF001 - Russian letters are intended
"""The dates in a text, in the forms that people write in five languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from babel import localedata

from quizgen.deck.dates import PartialDate, Point, century_of
from quizgen.grounding.spans import Spans
from quizgen.language.months import month_names
from quizgen.language.stemming import stem_of

_ORDINAL = r"(?:st|nd|rd|th|er|º|\.|-го|-е)?"
_DAY = rf"(?P<day>[0-3]?[0-9]){_ORDINAL}"
_OTHER = rf"(?P<other>[0-3]?[0-9]){_ORDINAL}"
# What stands between two days, between a day and its month, and between a month and its year.
_TO_DAY = r"(?:\s?[-\u2013/]\s?|\s(?:to|and|bis|bis zum|und|au|et|al|y|a|по|и)\s(?:the\s|den\s)?)"
_TO_MONTH = r"(?:\s+of\s+|\s+de\s+|\s+|-)"
_TO_YEAR = r"(?:,\s*|\s+of\s+|\s+del?\s+|\s+|-)"
_LEAD = re.compile(rf"(?<![\w.,])(?:{_OTHER}{_TO_DAY})?{_DAY}{_TO_MONTH}$", re.IGNORECASE)
_DAYS_AFTER = re.compile(rf"\s?{_DAY}(?:{_TO_DAY}{_OTHER})?(?![0-9])")
_YEAR_AFTER = re.compile(rf"{_TO_YEAR}(?P<year>[0-9]{{4}})(?![0-9])")
_MONTH = re.compile(r"[^\W\d_]{3,}")
_LONGEST_LEAD, _LONGEST_REST = 24, 36
_NUMERIC = re.compile(
    r"(?<![\w.])(?:(?P<year>[0-9]{4})-(?P<month>[01][0-9])(?:-(?P<day>[0-3][0-9]))?"
    r"|(?P<first>[0-3]?[0-9])(?P<sign>[./])\s?(?P<second>[01]?[0-9]|[0-3][0-9])(?P=sign)\s?"
    r"(?P<last>[0-9]{4}|[0-9]{2}))(?![\w])"
)
_BEFORE_ERA = (
    r"B\.?\s?C\.?(?:\s?E\.?)?|v\.\s?Chr\.?|av\.\s?J\.-C\.?|a\.\s?C\.?"
    r"|до н\.\s?э\.?"
)
_ERA_YEAR = re.compile(rf"(?<!\w)(?P<year>[0-9]{{1,4}})\s(?:{_BEFORE_ERA})(?!\w)")
_DECADE = r"(?P<decade>(?:'?s|er|ern)(?!\w)|-х)"
_LAST = r"\s?[-/\u2013]\s?(?P<last>[0-9]{2}(?:[0-9]{2})?)(?!\w)"
_YEARS = re.compile(
    rf"(?<![\w.,$€£])(?P<first>1[0-9]{{3}}|20[0-9]{{2}})(?:{_DECADE}|{_LAST})?(?![\w%]|[.,][0-9])"
)
_CENTURY = re.compile(
    r"(?<!\w)(?P<number>[0-9]{1,2})(?:st|nd|rd|th|\.|e|-й|-го)?[\s-]"
    r"(?:century|centuries|Jahrhunderts?|Jh\.|siècle|век\w{0,2})"
    r"|(?:siglo)\s(?P<after>[IVX]+)|(?<!\w)(?P<roman>[IVX]+)(?:e|ème)?\s(?:siècle|век\w{0,2})"
)
_ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Mention:
    """A date in a text: where it stands, and its points, with a year of None if it says none.

    A span has two points, everything else one. A month or a day of 0 means that it says none;
    `other_day` is the first or the last day of a range within a month.
    """

    start: int
    end: int
    first: Point | None
    last: Point | None = None
    month: int = 0
    day: int = 0
    other_day: int = 0
    century: int = 0

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years that it names, () if it names none."""
        return tuple(point.year for point in (self.first, self.last) if point)


def dates_in(text: str, language: str) -> tuple[Mention, ...]:
    """Return the dates of a text in their order; none of them stands in another."""
    found: list[Mention] = []
    for mentions in (
        _with_months(text, language),
        _numeric(text, language),
        _centuries(text),
        _years_of_eras(text),
        _years(text),
    ):
        taken = Spans((each.start, each.end) for each in found)
        found += [each for each in mentions if not taken.touch(each.start, each.end)]
    return tuple(sorted(found, key=lambda mention: mention.start))


class Dates:
    """What the dates of a text say, to be asked about many dates."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        # Each day counts for its month and its year as well; None is a year that is not said.
        self._points: set[tuple[int | None, int, int]] = set()
        self._spans: set[tuple[int, ...]] = set()
        self._centuries: set[int] = set()
        for each in mentions:
            self._spans.add(each.years)
            self._centuries.add(each.century)
            for year in each.years or (None,):
                days = (each.day, each.other_day, 0)
                self._points |= {(year, 0, 0), *((year, each.month, day) for day in days)}

    def hold(self, date: PartialDate, years: frozenset[int]) -> bool:
        """Return whether they say a date, both ends of a span.

        A day or a month without its year counts if the year is one of `years`, which the text says
        elsewhere.
        """
        if date.century:
            return abs(century_of(date)) in self._centuries
        is_span = date.is_span and (date.start.year, date.end.year) in self._spans
        return is_span or all(self._says(point, years) for point in (date.start, date.end))

    def _says(self, point: Point, years: frozenset[int]) -> bool:
        year, month, day = point.year, point.month, point.day
        is_elsewhere = bool(month) and year in years and (None, month, day) in self._points
        return is_elsewhere or (year, month, day) in self._points


def _with_months(text: str, language: str) -> Iterator[Mention]:
    """Yield the dates with the name of a month."""
    for word in _MONTH.finditer(text):
        month = _month(word[0], language)
        if not month:
            continue
        start, days = _before_month(text, word.start())
        end, days_after, year = _after_month(text, word.end(), has_day=bool(days))
        day, other = (*days, *days_after, 0, 0)[:2]
        if day > 31 or (not day and not year and _is_doubtful(text, word, language)):
            continue
        point = Point(year, month, day) if year else None
        yield Mention(start, end, point, month=month, day=day, other_day=other)


def _before_month(text: str, start: int) -> tuple[int, tuple[int, ...]]:
    """Return where a date begins, and the days that stand before the month: 16 to 19 October."""
    before = text[max(start - _LONGEST_LEAD, 0) : start]
    lead = _LEAD.search(before)
    if not lead:
        return start, ()
    days = tuple(int(each) for each in (lead["day"], lead["other"]) if each)
    return start - len(lead[0]), days


def _after_month(text: str, end: int, *, has_day: bool) -> tuple[int, tuple[int, ...], int]:
    """Return where a date ends, the days after the month (October 16-19), and the year or 0."""
    point = 1 if text[end : end + 1] == "." else 0
    rest = text[end + point : end + point + _LONGEST_REST]
    follows = None if has_day else _DAYS_AFTER.match(rest)
    length = follows.end() if follows else 0
    days = (follows["day"], follows["other"]) if follows else ()
    year = _YEAR_AFTER.match(rest, length)
    stop = year.end() if year else length
    numbers = tuple(int(each) for each in days if each)
    return end + (point + stop if stop else 0), numbers, int(year["year"]) if year else 0


def _is_doubtful(text: str, word: re.Match[str], language: str) -> bool:
    """Return whether the name of a month alone may be another word: may, march."""
    if language != "en":
        return len(word[0]) < 4
    before = text[max(word.start() - 10, 0) : word.start()].rstrip().rpartition(" ")[2].casefold()
    return not word[0][0].isupper() or (word[0] in {"May", "March"} and before not in _PREPOSITIONS)


_PREPOSITIONS = {"in", "since", "early", "late", "mid", "until", "of", "by", "last", "this", "next"}


def _numeric(text: str, language: str) -> Iterator[Mention]:
    """Yield the dates in digits."""
    for found in _NUMERIC.finditer(text):
        if found["year"]:
            year, month, day = (int(found[part] or 0) for part in ("year", "month", "day"))
        else:
            year, month, day = _in_order(found, language)
        if 1 <= month <= 12 and day <= 31:
            yield Mention(*found.span(), Point(year, month, day), month=month, day=day)


def _in_order(found: re.Match[str], language: str) -> tuple[int, int, int]:
    """Return year, month and day; the month may stand first, as in the United States."""
    first, second, last = (int(found[part]) for part in ("first", "second", "last"))
    year = last if last > 99 else last + (2000 if last < 50 else 1900)
    is_american = language == "en" and found["sign"] == "/"
    if first <= 12 and (second > 12 or is_american):
        return year, first, second
    return year, second, first


def _centuries(text: str) -> Iterator[Mention]:
    for found in _CENTURY.finditer(text):
        roman = found["after"] or found["roman"]
        number = _from_roman(roman) if roman else int(found["number"])
        yield Mention(*found.span(), None, century=number)


def _from_roman(text: str) -> int:
    numbers = [_ROMAN[letter] for letter in text]
    pairs = zip(numbers, [*numbers[1:], 0], strict=True)
    return sum(-one if one < following else one for one, following in pairs)


def _years_of_eras(text: str) -> Iterator[Mention]:
    for found in _ERA_YEAR.finditer(text):
        yield Mention(*found.span(), Point(1 - int(found["year"])))


def _years(text: str) -> Iterator[Mention]:
    for found in _YEARS.finditer(text):
        first, last = int(found["first"]), found["last"]
        if found["decade"]:
            yield Mention(*found.span(), Point(first), Point(first + 9))
        elif last:
            upper = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
            yield Mention(*found.span(), Point(first), Point(upper))
        else:
            yield Mention(*found.span(), Point(first))


def _month(word: str, language: str) -> int:
    """Return the number of a month by its name or short name in any case, 0 for other words."""
    return _months(language).get(_key(word, language), 0)


@cache
def _months(language: str) -> dict[str, int]:
    found: dict[str, int] = {}
    locale = language if localedata.exists(language) else "en"
    for name, number in month_names(locale):
        found.setdefault(_key(name, language), number)
    if language == "en":
        found["sept"] = 9
    return found


def _key(word: str, language: str) -> str:
    lower = word.casefold()
    # Russian months have cases; other languages have none.
    return stem_of(lower, language) if language == "ru" else lower
