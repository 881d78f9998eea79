"""Spans: the time that each fact belongs to, and the kinds whose facts belong to times."""

from __future__ import annotations

from quizgen.bank.comparison import Comparison
from quizgen.bank.people import is_of_people
from quizgen.bank.times import Times
from quizgen.deck.dates import PartialDate, Point
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Fact
from quizgen.deck.types.registry import type_of

# Years between the first and the last fact of a kind whose facts belong to different ages.
_AN_AGE = 100.0
# How long a person may live, and the year of a birth or a death that is unknown.
_LONG_LIFE, _NEVER = 90, 9999


class Spans:
    """The times of a deck's facts."""

    def __init__(self, deck: Deck, comparison: Comparison, times: Times) -> None:
        self._deck = deck
        self._comparison = comparison
        self._times = times
        self._spans: dict[str, PartialDate | None] = {}
        self._timed: dict[str, bool] = {}
        self._many_times: dict[str, bool] = {}
        self._own_names: dict[str, bool] = {}

    def time(self, ref: str) -> PartialDate | None:
        """Return when a fact exists, when its main value holds, or the span of its dates."""
        if ref not in self._spans:
            fact = self._deck.facts.get(ref)
            self._spans[ref] = self._time(fact) if fact else None
        return self._spans[ref]

    def _time(self, fact: Fact) -> PartialDate | None:
        own = self._lifetime(fact) or self._time_of_main(fact) or span_of(fact)
        return own or self._time_of_named(fact)

    def _lifetime(self, fact: Fact) -> PartialDate | None:
        """Return when a fact exists; a person whose death is unknown lives for 90 years."""
        life = self._times.lifetime(fact.ref)
        if life is None or not is_of_people(self._deck, fact.kind):
            return life
        start, end = life.start, life.end
        first = Point(end.year - _LONG_LIFE) if start.year <= -_NEVER else start
        last = Point(start.year + _LONG_LIFE) if end.year >= _NEVER else end
        return PartialDate(first, last)

    def _time_of_main(self, fact: Fact) -> PartialDate | None:
        """Return when the main value holds, None if it does not say."""
        main = fact.values.get(self._deck.kinds[fact.kind].main, ())
        told = main[0].provenance if main else None
        has_time = told is not None and bool(told.since or told.until)
        return self._times.period(main[0]) if has_time else None

    def _time_of_named(self, fact: Fact) -> PartialDate | None:
        """Return the time of the fact that the main value names, such as a composer's life."""
        for value in fact.values.get(self._deck.kinds[fact.kind].main, ())[:1]:
            for ref in self._comparison.named(type_of(value.content).text(value.content)):
                named = self._deck.facts.get(ref)
                if named is not None and ref != fact.ref:
                    return self._times.lifetime(ref) or span_of(named)
        return None

    def compares_times(self, kind: str) -> bool:
        """Return whether the facts of a kind belong to times, as people, works and events do.

        They do if the kind says so, if they begin or end, or if a date is what matters most.
        Otherwise they do if they bear names of their own, which elements and organs do not, unless
        the author names their respects and leaves time out.
        """
        if kind not in self._timed:
            declared = self._deck.kinds[kind]
            main = declared.fields.get(declared.main)
            bounds = any(field.begins or field.ends for field in declared.fields.values())
            named = {dimension.name for dimension in declared.alike} - {"topic"}
            is_said = bounds or "time" in named or (main is not None and main.type == "date")
            self._timed[kind] = is_said or (not named and self.bear_own_names(kind))
        return self._timed[kind]

    def bear_own_names(self, kind: str) -> bool:
        """Return whether most facts of a kind have names with a capital."""
        if kind not in self._own_names:
            self._own_names[kind] = self._read_own_names(kind)
        return self._own_names[kind]

    def _read_own_names(self, kind: str) -> bool:
        field = self._deck.kinds[kind].name
        facts = (fact for fact in self._deck.facts.values() if fact.kind == kind)
        values = (value.content for fact in facts for value in fact.values.get(field, ()))
        names = [type_of(content).text(content) for content in values]
        return sum(any(map(str.isupper, name)) for name in names) > len(names) / 2

    def is_of_many_times(self, kind: str) -> bool:
        """Return whether most facts of a kind have a time, and these lie centuries apart."""
        if kind not in self._many_times:
            facts = [fact.ref for fact in self._deck.facts.values() if fact.kind == kind]
            times = [time for time in map(self.time, facts) if time]
            years = [time.middle for time in times]
            is_usual = len(times) > len(facts) / 2
            self._many_times[kind] = is_usual and max(years) - min(years) > _AN_AGE
        return self._many_times[kind]


def span_of(fact: Fact) -> PartialDate | None:
    """Return the time from the first of a fact's dates to the last."""
    contents = (value.content for values in fact.values.values() for value in values)
    dates = [content for content in contents if isinstance(content, PartialDate)]
    if not dates:
        return None
    first = min((date.start for date in dates), key=lambda point: point.first)
    last = max((date.end for date in dates), key=lambda point: point.last)
    return PartialDate(first, last)
