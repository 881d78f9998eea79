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
# Expo 67
_TWO_DIGITS = re.compile(r"[A-Za-z] (\d\d)$")
_YEAR = re.compile(r"(?<![\d.,])(?:1\d|20)\d\d(?![\d.,]*\d)")
# Fields that say when a fact ended, although its kind may not declare it.
_ENDS = frozenset(["abolished", "closed", "died", "disbanded", "dissolved", "ended"])
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

    def name_another_date(self, fact: Fact, date: Content) -> bool:
        """Return whether the name of a fact has a month or a year in it that a date is not in.

        The October Crisis was not in April, and Expo 67 was not in 1982.
        """
        named = self._names.fillers.get(fact.ref)
        if named is None or not isinstance(date, PartialDate) or not self._is_english:
            return False
        months, years = _months_in(named.text), _years_of(named.text)
        if not (months or years):
            return False
        own = [value.content for values in fact.values.values() for value in values]
        dates = [content for content in own if isinstance(content, PartialDate)]
        # Apollo 11 is numbered, and says nothing of 1911.
        months &= {each.start.month for each in dates}
        years &= {each.start.year % 100 for each in dates}
        is_other_month = bool(date.start.month and months) and date.start.month not in months
        return is_other_month or (bool(years) and date.start.year % 100 not in years)

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
        return frozenset(self._years_of_fact(fact) if fact else ())

    def _years_of_fact(self, ref: str) -> tuple[int, int]:
        """Return the first and the last year in which a fact existed under its name."""
        if ref not in self._existed:
            fact = self._base.deck.facts[ref]
            life, (first, last) = self._times.lifetime(ref), _ALWAYS
            if life:
                first, last = life.start.year, life.end.year
            name = self._names.value(fact)
            since, until = (name.provenance.since, name.provenance.until) if name else (None, None)
            kind = self._base.kind(fact)
            is_declared = bool(kind.ends or kind.over)
            ends = [] if is_declared else [date.end.year for date in _ends(fact)]
            first = max(first, since.start.year if since else first)
            self._existed[ref] = first, min([last, *ends, *([until.end.year] if until else [])])
        return self._existed[ref]


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
    return frozenset(_MONTHS.index(month) + 1 for month in _MONTH.findall(name))


@lru_cache(1 << 12)
def _years_of(name: str) -> frozenset[int]:
    """Return the last two digits of the year that a name may end with: Expo 67."""
    return frozenset(map(int, _TWO_DIGITS.findall(name)))
