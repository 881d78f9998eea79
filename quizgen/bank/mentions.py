"""Years that a text mentions, against the times in which the facts beside it existed."""

from __future__ import annotations

import re
from functools import lru_cache

from quizgen.bank.base import FactBase
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt, Way

_YEAR = re.compile(r"(?<![\d.,])(?:1\d|20)\d\d(?![\d.,]*\d)")


class Mentions:
    """Tells which facts did not exist in a year of which a text speaks."""

    def __init__(self, base: FactBase) -> None:
        self._times = base.times

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
