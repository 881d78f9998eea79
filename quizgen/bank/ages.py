"""Ages: whether facts and what many of them share lie too far apart in time to be mixed up."""

from __future__ import annotations

import math
from collections.abc import Mapping
from statistics import median

from quizgen.bank.base import FactBase
from quizgen.bank.likeness import years_apart
from quizgen.bank.prompts import Prompt, Way
from quizgen.deck.dates import PartialDate, Precision
from quizgen.deck.model import Content, Fact
from quizgen.deck.types.base import Key
from quizgen.deck.types.registry import type_of

# Years between the date in the stem and what may stand beside the key: in the newest past, as a
# part of the years between the date and the newest one of the deck, and at most, since antiquity
# is no blur either.
_YEARS, _PART_OF_AGE, _MOST_YEARS_TOLD = 10.0, 0.12, 48.0
# Terms of office last longer than this are lives.
_LONGEST_TERM = 25.0
# The same if neither a date nor the name of a fact is in the stem.
_YEARS_UNTOLD, _PART_OF_AGE_UNTOLD, _MOST_YEARS_UNTOLD = 25.0, 0.2, 60.0
# The middles of two years next to each other are less apart than this.
_NEXT_YEAR = 1.5
# No life is longer.
_MOST_YEARS = 120
# Years between two births.
_YEARS_OF_LIVES = 30.0
# The year of a birth that no fact tells.
_UNKNOWN_YEAR = -9999
# The same for kinds whose facts belong to no time of their own, such as elements.
_YEARS_TIMELESS, _PART_OF_AGE_TIMELESS, _YEARS_BESIDE = 24.0, 0.2, 75.0


class Ages:
    """Compares the times of a deck's facts."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._times = base.times
        self._likeness = base.likeness
        self._lives: dict[str, bool] = {}
        self._spans: dict[tuple[str, str], Mapping[tuple[Key, ...], PartialDate]] = {}

    def dates_a_life(self, prompt: Prompt) -> bool:
        """Return whether a question asks when somebody was born or died, or who was.

        What else is known of somebody rules most other years out, and few know such years.
        """
        is_bound = prompt.field.begins or prompt.field.ends
        return is_bound and self._are_lives(prompt.fact.kind)

    def _are_lives(self, kind: str) -> bool:
        """Return whether facts of a kind last as long as people live."""
        if kind not in self._lives:
            facts = (fact for fact in self._base.deck.facts.values() if fact.kind == kind)
            times = (self._times.lifetime(fact.ref) for fact in facts)
            lengths = [time.end.year - time.start.year for time in times if time]
            whole = [length for length in lengths if length < _MOST_YEARS]
            self._lives[kind] = bool(whole) and median(whole) > _LONGEST_TERM
        return self._lives[kind]

    def are_near(self, mine: Fact, theirs: Fact, given: PartialDate, other: PartialDate) -> bool:
        """Return whether two facts could be mixed up by a date in the stem, `given`.

        `other` is the date of the other fact, whose term of office may lie nearer.
        """
        as_of = self._base.deck.source.as_of
        if as_of is not None and not type_of(given).is_plausible(given, other, as_of):
            return False
        age = self._base.newest_year - given.end.year
        gap = min(years_apart(given, other), self._years_from_term(given, theirs))
        if not self._likeness.compares_times(theirs.kind):
            return gap <= max(_YEARS_TIMELESS, _PART_OF_AGE_TIMELESS * age)
        return gap <= _years_told(age)

    def are_side_by_side(self, theirs: Fact, one: PartialDate, other: PartialDate) -> bool:
        """Return whether two facts belong to days or years next to each other, or lives nearly."""
        if one.precision is Precision.DAY:
            return type_of(one).are_too_close(one, other)
        if one.precision is not Precision.YEAR:
            return False
        is_life = self._times.lifetime(theirs.ref) is not None
        is_next = abs(one.middle - other.middle) < _NEXT_YEAR
        return is_next or (is_life and type_of(one).are_too_close(one, other))

    def are_apart(self, prompt: Prompt, mine: Fact, theirs: Fact) -> bool:
        """Return whether two facts belong to different times, if the stem gives none.

        That matters for names; a treaty of 1814 and one of 1919 may have the same purpose.
        """
        lives = self._years_between_lives(prompt, mine, theirs)
        if lives is not None:
            return lives > max(_YEARS_OF_LIVES, _years_told(self._age(mine)))
        if prompt.way is Way.FORWARD and not self._asks_for_own_names(prompt):
            return False
        gap = self._likeness.years_between(mine.ref, theirs.ref)
        if not self._likeness.compares_times(mine.kind):
            return gap is not None and gap > _YEARS_BESIDE
        if gap is None:
            return self._likeness.is_of_many_times(mine.kind)
        forward = prompt.way is Way.FORWARD
        return gap > (_years_told if forward else _years_untold)(self._age(mine))

    def is_of_another(self, prompt: Prompt, content: Content) -> bool:
        """Return whether all facts that share a value lie far from the stem's in time.

        A maker may not have existed yet, or no longer.
        """
        mine, time = prompt.fact, self._likeness.time(prompt.fact.ref)
        if time is None or not self._likeness.compares_times(mine.kind):
            return False
        spans = self._spans_of(mine.kind, prompt.field.name)
        span = spans.get(tuple(self._base.comparison.keys(content)))
        return span is not None and years_apart(time, span) > _years_told(self._age(mine))

    def _spans_of(self, kind: str, field: str) -> Mapping[tuple[Key, ...], PartialDate]:
        """Return the time from the first fact to the last that has each value of a field."""
        if (kind, field) not in self._spans:
            found: dict[tuple[Key, ...], PartialDate] = {}
            for fact, value in self._base.values_of(kind, field):
                time, keys = (
                    self._likeness.time(fact.ref),
                    self._base.comparison.keys(value.content),
                )
                if time is not None:
                    known = found.get(tuple(keys), time)
                    first = min(known.start, time.start, key=lambda point: point.first)
                    last = max(known.end, time.end, key=lambda point: point.last)
                    found[tuple(keys)] = PartialDate(first, last)
            self._spans[kind, field] = found
        return self._spans[kind, field]

    def _asks_for_own_names(self, prompt: Prompt) -> bool:
        """Return whether the answer is the name of a person, a place or a work."""
        return self._base.wording.bare(self._base.text(prompt.value.content))[:1].isupper()

    def _years_between_lives(self, prompt: Prompt, mine: Fact, theirs: Fact) -> float | None:
        """Return how far apart those lived whom two facts are, or name in the question's field.

        Births count, so that living people can be compared; deaths do if births are unknown.
        """
        lives = [self._life(fact, prompt.field.name) for fact in (mine, theirs)]
        if not all(lives):
            return None
        one, other = (life for life in lives if life)
        births = one.start.year, other.start.year
        ends = births if min(births) > _UNKNOWN_YEAR else (one.end.year, other.end.year)
        return abs(ends[0] - ends[1])

    def _life(self, fact: Fact, field: str) -> PartialDate | None:
        """Return the life of a person whom a fact names in a field, or whom it is about."""
        for value in fact.values.get(field, ())[:1]:
            named = type_of(value.content).fact(value.content)
            text = type_of(value.content).text(value.content)
            for ref in [named] if named else self._base.comparison.named(text):
                return self._likeness.time(ref) if ref != fact.ref else None
        return self._times.lifetime(fact.ref) if self._are_lives(fact.kind) else None

    def _age(self, fact: Fact) -> float:
        """Return the years between a fact and the newest date of the deck, 0 if unknown."""
        time = self._likeness.time(fact.ref)
        return self._base.newest_year - time.end.year if time else 0.0

    def _term(self, fact: Fact) -> PartialDate | None:
        """Return the time from the beginning to the end of a fact that is no life."""
        time = self._likeness.time(fact.ref)
        if time is None or time.start == time.end or self._times.lifetime(fact.ref):
            return None
        length = time.end.year - time.start.year
        return time if length <= _LONGEST_TERM else None

    def _years_from_term(self, given: PartialDate, theirs: Fact) -> float:
        term = self._term(theirs)
        return years_apart(given, term) if term else math.inf


def _years_told(age: float) -> float:
    """Return how many years may lie between a date of so many years ago and other facts."""
    return max(_YEARS, min(_PART_OF_AGE * age, _MOST_YEARS_TOLD))


def _years_untold(age: float) -> float:
    """Return how many years may lie between two facts if the stem does not tell their time."""
    return max(_YEARS_UNTOLD, min(_PART_OF_AGE_UNTOLD * age, _MOST_YEARS_UNTOLD))
