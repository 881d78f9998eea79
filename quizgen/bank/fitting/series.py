"""Series: names with numbers, such as Apollo 11, that tell maker, target and time."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property, lru_cache

from quizgen.bank.base import FactBase
from quizgen.bank.wording import KEPT
from quizgen.deck.dates import PartialDate
from quizgen.deck.model.contents import Content
from quizgen.deck.model.facts import Fact

# A name and a number.
_NUMBERED = re.compile(r"(.*\D)[ -](\d{1,3}|[IVX]{1,5})")
# How far apart numbers tell which was first.
_STEPS = 5
# A series goes on for as long as its known part lasted, but not less than these years.
_FEWEST_YEARS = 2.0


class Series:
    """Tells what everybody knows of a fact because its name belongs to a series."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._parts_of = lru_cache(KEPT)(self._read_parts)
        # By the kind, the words before the number, and the field.
        self._shared: dict[tuple[str, str, str], bool] = {}
        self._spans: dict[tuple[str, str, str], tuple[float, float] | None] = {}

    @cached_property
    def _members(self) -> dict[tuple[str, str], list[Fact]]:
        """Return the facts of each series by their kind and the words before the number."""
        found = defaultdict(list)
        for fact in self._base.deck.facts.values():
            words, _ = self._parts(fact)
            if words:
                found[fact.kind, words].append(fact)
        return found

    def _parts(self, fact: Fact) -> tuple[str, str]:
        return self._parts_of(fact.ref)

    def _read_parts(self, ref: str) -> tuple[str, str]:
        filler = self._base.names.fillers.get(ref)
        match = _NUMBERED.fullmatch(filler.text) if filler else None
        return (match[1], match[2]) if match else ("", "")

    def tells(self, fact: Fact, field: str) -> bool:
        """Return whether all facts of a series share one value: each Apollo flew to the Moon."""
        words, _ = self._parts(fact)
        if not words:
            return False
        name = (fact.kind, words, field)
        if name not in self._shared:
            self._shared[name] = self._share(*name)
        return self._shared[name]

    def _share(self, kind: str, words: str, field: str) -> bool:
        members = self._members[kind, words]
        contents = [value.content for fact in members for value in fact.values.get(field, ())[:1]]
        if len(contents) < 2 or isinstance(contents[0], PartialDate):
            return False
        keys = [frozenset(self._base.comparison.keys(content)) for content in contents]
        return bool(frozenset.intersection(*keys))

    def are_far_apart(self, mine: Fact, theirs: Fact) -> bool:
        """Return whether numbers in two names show their order: Apollo 8 and Apollo 17."""
        (series, number), (other, far) = self._parts(mine), self._parts(theirs)
        are_numbers = number.isdecimal() and far.isdecimal()
        return series == other and are_numbers and abs(int(number) - int(far)) > _STEPS

    def is_over(self, fact: Fact, field: str, content: Content) -> bool:
        """Return whether a date lies long before or after the other facts of a series.

        No Apollo was launched in 1981.
        """
        if not isinstance(content, PartialDate):
            return False
        span = self._span(fact, field)
        return span is not None and not span[0] <= content.middle <= span[1]

    def _span(self, fact: Fact, field: str) -> tuple[float, float] | None:
        words, _ = self._parts(fact)
        if not words:
            return None
        name = (fact.kind, words, field)
        if name not in self._spans:
            members = self._members[fact.kind, words]
            values = (value for each in members for value in each.values.get(field, ()))
            dates = [each.content for each in values if isinstance(each.content, PartialDate)]
            self._spans[name] = _around(sorted(date.middle for date in dates))
        return self._spans[name]


def _around(years: list[float]) -> tuple[float, float] | None:
    if len(years) < 2:
        return None
    margin = max(_FEWEST_YEARS, years[-1] - years[0])
    return years[0] - margin, years[-1] + margin
