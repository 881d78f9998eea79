"""Neighbours in time: how far off the nearest facts are, where nearer ones are only better."""

from __future__ import annotations

import math
from bisect import bisect_left

from quizgen.bank.base import FactBase
from quizgen.bank.nearness import years_apart
from quizgen.deck.dates import PartialDate
from quizgen.deck.model.facts import Fact

# So many facts of a kind may stand beside one however far off they are.
_ENOUGH = 3


class Neighbours:
    """The facts nearest in time, in kinds whose author prefers them but does not demand them."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._in_order: dict[str, tuple[list[float], list[PartialDate]]] = {}

    def years(self, fact: Fact) -> float:
        """Return how many years off the nearest facts of a kind are that may stand beside one.

        It is 0 where the author does not say that time makes facts alike, or demands it.
        """
        time = self._base.likeness.time(fact.ref)
        if time is None or not self._is_preferred(fact.kind):
            return 0.0
        middles, times = self._times(fact.kind)
        place = bisect_left(middles, time.middle)
        # The fact itself is among them.
        near = times[max(place - _ENOUGH, 0) : place + _ENOUGH + 1]
        gaps = sorted(years_apart(time, each) for each in near)
        return gaps[_ENOUGH] if len(gaps) > _ENOUGH else math.inf

    def _is_preferred(self, kind: str) -> bool:
        dimensions = self._base.deck.kinds[kind].alike
        return any(each.name == "time" and not each.hard for each in dimensions)

    def _times(self, kind: str) -> tuple[list[float], list[PartialDate]]:
        """Return the times of a kind's facts in order, after their middles."""
        if kind not in self._in_order:
            known = (self._base.likeness.time(fact.ref) for fact in self._base.of_kind[kind])
            times = sorted((time for time in known if time), key=lambda time: time.middle)
            self._in_order[kind] = [time.middle for time in times], times
        return self._in_order[kind]
