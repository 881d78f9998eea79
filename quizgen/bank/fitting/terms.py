"""Terms: whether offices and what else holds for a time lie too far apart to be mixed up."""

from __future__ import annotations

from itertools import chain

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.mentions import years_in
from quizgen.bank.names import Filler
from quizgen.bank.nearness import years_apart
from quizgen.bank.prompts import Prompt
from quizgen.deck.dates import PartialDate, Point
from quizgen.deck.model.facts import Fact, Value

# Years between the date in the stem and what may stand beside the key: in the newest past, as a
# part of the years between the date and the newest one of the deck, and at most, since antiquity
# is no blur either.
_YEARS, _PART_OF_AGE, MOST_YEARS_TOLD = 10.0, 0.12, 48.0
# Between terms of office, since successors lie between, at least so many.
YEARS_OF_TERMS = 11.5
# Terms of office last longer than this are lives.
LONGEST_TERM = 25.0


class Terms:
    """Compares the times for which the values of a deck's facts hold."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._times = base.times

    def are_terms_apart(self, prompt: Prompt, candidate: Filler) -> bool:
        """Return whether a value, such as an office, held at other times alone than the key.

        There was no viceroy of India after 1947.
        """
        kind, field = prompt.fact.kind, prompt.field.name
        held = _held(prompt.value)
        others = self._base.holders(kind, field, candidate.content) if held else ()
        values = chain.from_iterable(fact.values.get(field, ()) for fact in others)
        alike = (
            each
            for each in values
            if not self._base.comparison.disjoint(each.content, candidate.content)
        )
        spans = [_held(each) for each in alike]
        if held is None or not spans:
            return False
        return all(span and years_apart(held, span) > YEARS_OF_TERMS for span in spans)

    def is_term_apart(self, prompt: Prompt, theirs: Fact) -> bool:
        """Return whether another fact's value held many years before or after the key's."""
        held = _held(prompt.value)
        spans = [_held(value) for value in theirs.values.get(prompt.field.name, ())]
        known = [span for span in spans if span is not None]
        if held is None or not known:
            return False
        most = self._most_years(held)
        return all(years_apart(held, span) > most for span in known)

    def are_in_office_apart(self, stem: str, mine: Fact, theirs: Fact) -> bool:
        """Return whether two people held office many years apart, or one far from the stem's years.

        Nobody who left office in 2001 stands beside a candidate of 2020. A year that is as far from
        the office of the right person says nothing.
        """
        own, other = self._office(mine), self._office(theirs)
        if other is None:
            return False
        if own is not None and self._are_far(own, other):
            return True
        told = [PartialDate(Point(year), Point(year)) for year in years_in(stem)]
        is_near = any(own is not None and not self._are_far(year, own) for year in told)
        is_known = bool(told) and (own is None or is_near)
        return is_known and all(self._are_far(year, other) for year in told)

    def _office(self, fact: Fact) -> PartialDate | None:
        """Return when somebody held the office that the main field tells, None if nobody says.

        Whoever held one for very long belongs to no time, and what is longer is a life.
        """
        values = fact.values.get(self._base.kind(fact).main, ())[:1]
        told = (each for each in values if each.provenance.since or each.provenance.until)
        terms = filter(None, map(self._times.period, told))
        return next((term for term in terms if length_of(term) <= LONGEST_TERM), None)

    def _are_far(self, one: PartialDate, other: PartialDate) -> bool:
        """Return whether so many years lie between two terms that nobody mixes them up."""
        earlier = min(one, other, key=lambda time: time.end.year)
        return years_apart(one, other) > self._most_years(earlier)

    def _most_years(self, term: PartialDate) -> float:
        """Return how many years may lie between a term and others."""
        age = self._base.newest_year - term.end.year
        return max(YEARS_OF_TERMS, years_told(age))


def _held(value: Value) -> PartialDate | None:
    """Return from when to when a value holds, None if the deck doesn't say both."""
    since, until = value.provenance.since, value.provenance.until
    return PartialDate(since.start, until.end) if since and until else None


def length_of(time: PartialDate) -> int:
    """Return how many years lie between the beginning and the end of a time."""
    return time.end.year - time.start.year


def years_told(age: float) -> float:
    """Return how many years may lie between a date of so many years ago and other facts."""
    return max(_YEARS, min(_PART_OF_AGE * age, MOST_YEARS_TOLD))
