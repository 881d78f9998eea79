"""When facts exist and when their values hold."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from quizgen.deck.asof import supported_as_of
from quizgen.deck.dates import PartialDate, Point
from quizgen.deck.kinds import WHEN
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import Field


class Times:
    """The times of a deck's facts and values."""

    def __init__(self, deck: Deck, whole: Times | None = None) -> None:
        """Take a deck; `whole` are the times of the deck that it is a part of, None for none."""
        self._deck = deck
        self._whole = whole
        self._lifetimes: dict[str, PartialDate | None] = {}

    @cached_property
    def as_of(self) -> PartialDate | None:
        """Return the date of the facts, None if it is unknown or far from all that they tell."""
        return self._whole.as_of if self._whole else supported_as_of(self._deck)

    def period(self, value: Value) -> PartialDate | None:
        """Return when a value holds, None if the deck does not say."""
        told = value.provenance
        as_of = told.as_of or self.as_of
        if not (told.since or told.until):
            return as_of
        return PartialDate(
            told.since.start if told.since else Point(-9999),
            told.until.end if told.until else as_of.end if as_of else Point(9999),
        )

    def are_apart(self, one: Value, other: Value) -> bool:
        """Return whether two values certainly hold at different times.

        Of two terms, the later one may begin on the day, or in the year, in which the earlier one
        ends: nobody holds an office from 1909 to 1913 who took it in 1913.
        """
        mine, theirs = self.period(one), self.period(other)
        if mine is None or theirs is None:
            return False
        is_before = _hands_over(one, other, mine, theirs)
        return is_before or _hands_over(other, one, theirs, mine) or mine.disjoint(theirs)

    def lifetime(self, ref: str) -> PartialDate | None:
        """Return when a fact exists, None if neither beginning nor end is recorded for certain."""
        if ref not in self._lifetimes:
            fact = self._deck.facts.get(ref)
            self._lifetimes[ref] = self._lifetime(fact) if fact else None
        return self._lifetimes[ref]

    def _lifetime(self, fact: Fact) -> PartialDate | None:
        fields = self._deck.kinds[fact.kind].fields.values()
        begins = self._bounds(fact, (field for field in fields if field.begins))
        ends = self._bounds(fact, (field for field in fields if field.ends))
        if not begins and not ends:
            return None
        first = min(
            (date.start for date in begins), key=lambda point: point.first, default=Point(-9999)
        )
        last = max((date.end for date in ends), key=lambda point: point.last, default=Point(9999))
        return PartialDate(first, last)

    def _bounds(self, fact: Fact, fields: Iterable[Field]) -> list[PartialDate]:
        """Return the dates of the fields; none if any is contested or only about right."""
        values = [value for field in fields for value in fact.values.get(field.name, ())]
        dates = [value.content for value in values if isinstance(value.content, PartialDate)]
        exact = all(date.qualifier != "about" for date in dates) and not any(
            value.is_contested for value in values
        )
        return dates if exact else []

    def of_reference(self, fact: Fact, field: Field, value: Value) -> PartialDate | None:
        """Return when the target of a reference exists, by the kind's `at`; None if unknown."""
        if field.at == WHEN:
            told = value.provenance
            return (
                self.period(value)
                if told.since or told.until or told.as_of or field.volatile
                else None
            )
        dates = self._bounds(
            fact,
            (each for each in self._deck.kinds[fact.kind].fields.values() if each.name == field.at),
        )
        return dates[0] if len(dates) == 1 else None


def _hands_over(one: Value, other: Value, mine: PartialDate, theirs: PartialDate) -> bool:
    """Return whether a value's time ends where that of another one begins, and no later."""
    if not (one.provenance.until and other.provenance.since):
        return False
    is_earlier = mine.start.first < theirs.start.first and mine.end.last < theirs.end.last
    return is_earlier and mine.end.first <= theirs.start.last
