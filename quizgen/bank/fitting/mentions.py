"""Years and months that texts mention, against the times of the facts beside them."""

from __future__ import annotations

import calendar
import re
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


class Mentions:
    """Tells which facts did not exist in a year of which a text speaks."""

    def __init__(self, base: FactBase) -> None:
        self._times = base.times
        self._names = base.names
        self._is_english = base.deck.language.partition("-")[0] == LANGUAGE

    def exclude(self, prompt: Prompt, key: Filler, candidate: Filler) -> bool:
        """Return whether a year in the stem or in an option rules a candidate out.

        Nobody born in 1978 scored in the final of 1966. Nothing is ruled out by a year in which the
        right answer did not exist either, since people are honoured after their deaths, nor by the
        year in which it began or ended.
        """
        if prompt.way is Way.FORWARD and not candidate.fact:
            fact, years = prompt.fact.ref, years_in(candidate.text)
            return self._misses(fact, years) and not self._misses(fact, years_in(key.text))
        years = years_in(prompt.stem) - self._ends_of(key.fact)
        return self._misses(candidate.fact, years) and not self._misses(key.fact, years)

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

    def _misses(self, fact: str, years: frozenset[int]) -> bool:
        """Return whether a year lies before a fact began or after it ended."""
        lifetime = self._times.lifetime(fact) if years and fact else None
        if lifetime is None:
            return False
        first, last = lifetime.start.year, lifetime.end.year
        return any(not first <= year <= last for year in years)

    def _ends_of(self, fact: str) -> frozenset[int]:
        lifetime = self._times.lifetime(fact) if fact else None
        years = (lifetime.start.year, lifetime.end.year) if lifetime else ()
        return frozenset(years)


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
