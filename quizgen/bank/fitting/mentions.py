"""Years and months that texts mention, against the times of the facts beside them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from functools import lru_cache

from quizgen.bank.base import FactBase
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt, Way
from quizgen.deck.dates import PartialDate
from quizgen.deck.model.contents import Content
from quizgen.deck.model.facts import Fact
from quizgen.language.lexicon import LANGUAGE

_MONTHS = calendar.month_name[1:]
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b")
# The feasts that are always in one month.
_FEASTS = {"Christmas": 12, "Halloween": 10}
_FEAST = re.compile(rf"\b(?:{'|'.join(_FEASTS)})\b")
# September 11, or 11 September
_DAY = re.compile(rf"({_MONTH.pattern}) (\d\d?)\b|\b(\d\d?) ({_MONTH.pattern})")
# Expo 67, Euro '96
_TWO_DIGITS = re.compile(r"[A-Za-z] ['\u2019]?(\d\d)$")
_YEAR = re.compile(r"(?<![\d.,])(?:1\d|20)\d\d(?![\d.,]*\d)")
# The centuries whose years are written with two digits.
_CENTURY, _SHORTENED = 100, range(10, 21)
# Fields that say when a fact ended, although its kind may not declare it.
_ENDS = frozenset(["abolished", "closed", "died", "disbanded", "dissolved", "ended"])
# Nobody is known for what they did as a younger child than this, in years.
_CHILD = 14
# The first and the last year of what has neither beginning nor end.
_ALWAYS = -9999, 9999


class Mentions:
    """Tells which facts did not exist in a year of which a text speaks."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._times = base.times
        self._names = base.names
        self._existed: dict[str, tuple[int, int]] = {}
        self._is_english = base.deck.language.partition("-")[0] == LANGUAGE

    def exclude(self, prompt: Prompt, key: Filler, candidate: Filler) -> bool:
        """Return whether a year in the stem or in an option rules a candidate out.

        Nobody born in 1978 scored in the final of 1966. Nothing is ruled out by a year in which the
        right answer did not exist either, since people are honoured after their deaths, nor by the
        year in which it began or ended.
        """
        mine, theirs = key.fact, candidate.fact
        if prompt.way is Way.FORWARD and not theirs:
            fact, years = prompt.fact.ref, years_in(candidate.text)
            if self._misses(fact, years) and not self._misses(fact, years_in(key.text)):
                return True
            # A text may name a fact as well: the Reichsbank, which lent nothing in 2012.
            mine, theirs = self._named(key), self._named(candidate)
        years = years_in(prompt.stem) - self._ends_of(mine)
        return self._misses(theirs, years) and not self._misses(mine, years)

    def name_another_date(self, fact: Fact, field: str, date: Content) -> bool:
        """Return whether the name of a fact tells that a date is not its own in a field.

        The October Crisis was not in April, Expo 67 and the earthquake of 1989 were not in 1990,
        and the attacks of September 11 were on no other day.
        """
        named = self._names.fillers.get(fact.ref)
        if named is None or not isinstance(date, PartialDate):
            return False
        contents = (value.content for value in fact.values.get(field, ()))
        own = [content for content in contents if isinstance(content, PartialDate)]
        # The name of a war may tell when it began, and that says nothing of its end. Apollo 11 is
        # numbered, and says nothing of 1911.
        years = {each.start.year for each in own} & _years_of(named.text)
        if years and date.start.year not in years:
            return True
        return self._is_english and _is_of_another_day(named.text, own, date)

    def _named(self, filler: Filler) -> str:
        """Return the fact that a text names, "" if it names none, several or somebody.

        Those who are dead may be asked about: whose grave lies in the hall of 1999?
        """
        facts = list(self._base.comparison.facts(filler))
        is_sole = len(facts) == 1 and not self._base.is_of_people(facts[0].partition("/")[0])
        return facts[0] if is_sole else ""

    def _misses(self, fact: str, years: frozenset[int]) -> bool:
        """Return whether a year lies before a fact began or after it ended."""
        first, last = self._years_of_fact(fact) if years and fact else _ALWAYS
        return any(not first <= year <= last for year in years)

    def _ends_of(self, fact: str) -> frozenset[int]:
        life = self._times.lifetime(fact) if fact else None
        born = [life.start.year] if life else []
        return frozenset([*born, *(self._years_of_fact(fact) if fact else ())])

    def _years_of_fact(self, ref: str) -> tuple[int, int]:
        """Return the first and the last year in which a fact existed under its name.

        People count from the end of their childhood on.
        """
        if ref not in self._existed:
            fact = self._base.deck.facts[ref]
            life, (first, last) = self._times.lifetime(ref), _ALWAYS
            if life:
                first, last = life.start.year + self._childhood(fact), life.end.year
            name = self._names.value(fact)
            since, until = (name.provenance.since, name.provenance.until) if name else (None, None)
            kind = self._base.kind(fact)
            is_declared = bool(kind.ends or kind.over)
            ends = [] if is_declared else [date.end.year for date in _ends(fact)]
            first = max(first, since.start.year if since else first)
            self._existed[ref] = first, min([last, *ends, *([until.end.year] if until else [])])
        return self._existed[ref]

    def _childhood(self, fact: Fact) -> int:
        """Return for how many years since the beginning of a fact it did nothing: as a child."""
        is_born = any(self._base.is_of_a_life(fact.kind, name) for name in fact.values)
        return _CHILD if is_born else 0


def _ends(fact: Fact) -> Iterator[PartialDate]:
    """Yield the dates on which a fact ended by the name of a field, if its kind declares none."""
    for name in _ENDS & fact.values.keys():
        for value in fact.values[name]:
            if isinstance(value.content, PartialDate) and not value.is_contested:
                yield value.content


@lru_cache(1 << 12)
def years_in(text: str) -> frozenset[int]:
    """Return the years from 1000 to 2099 that a text mentions."""
    return frozenset(map(int, _YEAR.findall(text)))


@lru_cache(1 << 12)
def _months_in(name: str) -> frozenset[int]:
    """Return the months that an English name mentions, by their names or a feast of theirs."""
    months = {_MONTHS.index(month) + 1 for month in _MONTH.findall(name)}
    return frozenset(months | {_FEASTS[feast] for feast in _FEAST.findall(name)})


@lru_cache(1 << 12)
def _days_in(name: str) -> frozenset[tuple[int, int]]:
    """Return the days that an English name mentions, each as its month and its day."""
    found = (match.groups() for match in _DAY.finditer(name))
    days = ((before or after, int(one or other)) for before, one, other, after in found)
    return frozenset((_MONTHS.index(month) + 1, day) for month, day in days)


@lru_cache(1 << 12)
def _years_of(name: str) -> frozenset[int]:
    """Return the years that a name mentions, or may end with in two digits: Expo 67."""
    short = set(map(int, _TWO_DIGITS.findall(name)))
    # The number of Person1988 is no year.
    written = frozenset(year for year in years_in(name) if re.search(rf"\b{year}", name))
    return written.union(_CENTURY * century + year for century in _SHORTENED for year in short)


def _is_of_another_day(name: str, own: list[PartialDate], date: PartialDate) -> bool:
    """Return whether an English name has the month or the day of its own dates, and no other."""
    starts = [each.start for each in own]
    months = {each.month for each in starts if each.month} & _months_in(name)
    days = {(each.month, each.day) for each in starts if each.day} & _days_in(name)
    is_other_month = bool(date.start.month and months) and date.start.month not in months
    is_other_day = bool(date.start.day and days) and (date.start.month, date.start.day) not in days
    return is_other_month or is_other_day
