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
        right answer did not exist either: people are honoured after their deaths.
        """
        if prompt.way is Way.FORWARD and not candidate.fact:
            fact = prompt.fact.ref
            return self._is_outside(fact, candidate.text) and not self._is_outside(fact, key.text)
        text = prompt.stem
        return self._is_outside(candidate.fact, text) and not self._is_outside(key.fact, text)

    def _is_outside(self, fact: str, text: str) -> bool:
        """Return whether a text mentions a year before a fact began or after it ended."""
        years = _years_in(text)
        lifetime = self._times.lifetime(fact) if years and fact else None
        if lifetime is None:
            return False
        first, last = lifetime.start.year, lifetime.end.year
        return any(not first <= year <= last for year in years)


@lru_cache(1 << 12)
def _years_in(text: str) -> tuple[int, ...]:
    return tuple(int(year) for year in _YEAR.findall(text))
