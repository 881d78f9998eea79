"""Ages: whether facts and what many of them share lie too far apart in time to be mixed up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain, islice
from statistics import median

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.callings import Callings
from quizgen.bank.fitting.cities import Cities
from quizgen.bank.fitting.in_time import Neighbours
from quizgen.bank.fitting.mentions import years_in
from quizgen.bank.fitting.name_sorts import NameSorts
from quizgen.bank.fitting.terms import (
    LONGEST_TERM,
    MOST_YEARS_TOLD,
    YEARS_OF_TERMS,
    length_of,
    years_told,
)
from quizgen.bank.gaps import share_of_span
from quizgen.bank.nearness import years_apart
from quizgen.bank.once import once
from quizgen.bank.prompts import Prompt, Way
from quizgen.deck.dates import PartialDate, Precision
from quizgen.deck.model.contents import Content, Reference
from quizgen.deck.model.facts import Fact
from quizgen.deck.types.base import Key
from quizgen.deck.types.registry import type_of

# If the facts of a kind are few, so many usual gaps between them, up to so many years.
_GAPS, _MOST_YEARS_OF_SPARSE = 2.1, 16.5
# If the stem gives no date, but names a fact or a value such as a maker: years between facts, at
# least, as a part of the years between them and the newest date of the deck, and at most.
_YEARS_UNTOLD, _PART_OF_AGE_UNTOLD, _MOST_YEARS_UNTOLD = 14.5, 0.2, 60.0
# Things made since this year belong to times that are known more closely.
_LATE, _YEARS_UNTOLD_LATE = 1950, 8.5
# If the stem gives a date of our time, facts of another sort lie nearer.
_YEARS_OF_OTHERS = 5.5
# The middles of two years next to each other are less apart than this.
_NEXT_YEAR = 1.5
# So are days this near each other, and those of long ago.
_NEXT_DAYS, _NEXT_DAYS_EARLY, _EARLY = 3.5, 30.5, 1950
# Whoever was born so many years ago is long dead: of another age than those of today.
_LONG_AGO = 120
# No life is longer.
_MOST_YEARS = 120
# Years between two births: at least, and as a part of the years since.
_YEARS_OF_LIVES, _PART_OF_AGE_OF_LIVES = 18.5, 0.15
# The same where only their names tell: a deck without any dates is less about times.
_YEARS_OF_NAMES = 30.5
# Years between those whom two facts name, if no births are known.
_YEARS_BETWEEN_NAMED = 30.0
# The year of a death that no fact tells, and before the common era, of a birth.
_UNKNOWN_YEAR = 9999
# How old people are when they do what is known of them, and the years between the births of those
# who do the like at one time.
_ADULT, _TWO_AGES = 20, 40
# How long a life usually is, and how old people are when they come into office.
_USUAL_LIFE, _USUAL_AGE = 60, 35
# So many names of a field, and more than this part of them, must be known for it to be of people.
_FEW_KNOWN, _PART_KNOWN = 3, 0.3
# This part of the births of people must be known for them to be of many ages.
_PART_BORN = 0.4
# Symbols and abbreviations have fewer letters.
_LETTERS_OF_NAMES = 4
# Years between the first birth and the last in a field that names people of different ages.
_AN_AGE = 100
# The same for kinds whose facts belong to no time of their own, such as elements.
_YEARS_TIMELESS, _PART_OF_AGE_TIMELESS, _YEARS_BESIDE = 24.0, 0.2, 75.0


class Ages:
    """Compares the times of a deck's facts."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._callings = once(base, Callings)
        self._names = once(base, NameSorts)
        self._cities = once(base, Cities)
        self._neighbours = once(base, Neighbours)
        self._times = base.times
        self._likeness = base.likeness
        self._lives: dict[str, bool] = {}
        self._few_beside: dict[str, bool] = {}
        self._of_many_ages: dict[tuple[str, str], bool] = {}
        self._dated: dict[str, bool] = {}
        self._sparse: dict[str, float] = {}
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
            lengths = [length_of(time) for time in times if time]
            whole = [length for length in lengths if length < _MOST_YEARS]
            self._lives[kind] = bool(whole) and median(whole) > LONGEST_TERM
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
        is_term = self._term(mine) is not None
        least = YEARS_OF_TERMS if is_term else self._years_between_facts(theirs.kind)
        if given.start.year >= _LATE and self._likeness.is_of_another_sort(mine, theirs):
            return gap <= _YEARS_OF_OTHERS
        return gap <= max(least, years_told(age))

    def _years_between_facts(self, kind: str) -> float:
        """Return how many years may lie between the facts of a kind, because few are nearer."""
        if kind not in self._sparse:
            facts = (fact.ref for fact in self._base.deck.facts.values() if fact.kind == kind)
            years = [time.middle for time in map(self._likeness.time, facts) if time]
            self._sparse[kind] = min(_GAPS * share_of_span(years), _MOST_YEARS_OF_SPARSE)
        return self._sparse[kind]

    def are_side_by_side(self, theirs: Fact, one: PartialDate, other: PartialDate) -> bool:
        """Return whether two facts belong to days or years next to each other, or lives nearly."""
        if one.precision is Precision.DAY:
            days = _NEXT_DAYS_EARLY if one.end.year < _EARLY else _NEXT_DAYS
            return abs(one.middle - other.middle) * 365 < days
        if one.precision is not Precision.YEAR:
            return False
        is_life = self._times.lifetime(theirs.ref) is not None
        is_next = abs(one.middle - other.middle) < _NEXT_YEAR
        return is_next or (is_life and type_of(one).are_too_close(one, other))

    def are_apart(self, prompt: Prompt, mine: Fact, theirs: Fact) -> bool:
        """Return whether two facts belong to different times, if the stem gives none.

        That matters for names; a treaty of 1814 and one of 1919 may have the same purpose.
        """
        births = self._births(prompt, mine, theirs)
        if births is not None:
            return self._are_births_apart(*births, self._least_years(mine, theirs))
        if self._lived_in_two_ages(mine, theirs):
            return True
        gap = self._years_between_named(prompt, mine, theirs)
        if gap is not None:
            return gap > max(_YEARS_BETWEEN_NAMED, years_told(self._age(mine)))
        if self._is_just_one_dated(mine, theirs):
            return True
        if prompt.way is Way.FORWARD and not self._asks_for_own_names(prompt):
            return False
        return self._are_dates_apart(prompt, mine, theirs)

    def _lived_in_two_ages(self, mine: Fact, theirs: Fact) -> bool:
        """Return whether two people lived far apart, or nobody knows, in a deck of many ages.

        Nothing tells that an emperor without a date is not centuries older than a politician. In
        an article of today, whoever has no date is taken for somebody who is alive.
        """
        are_people = self._is_person(mine) and self._is_person(theirs)
        are_dated = self._likeness.years_between(mine.ref, theirs.ref) is not None
        if not are_people or are_dated or self._base.likeness.is_akin(mine, theirs):
            return False
        one, other = (self._born_about(fact.ref) for fact in (mine, theirs))
        if one is None or other is None:
            known = one if other is None else other
            is_dead = self._people_are_of_today and self._died_long_before_source(known)
            return is_dead or self._people_are_of_many_ages
        return abs(one - other) > _YEARS_OF_NAMES

    def _died_long_before_source(self, born: int | None) -> bool:
        """Return whether somebody died long before the date of the source."""
        as_of = self._times.as_of
        return born is not None and as_of is not None and born + _LONG_AGO < as_of.start.year

    @cached_property
    def _people_are_of_today(self) -> bool:
        """Return whether most of the deck's people may be alive at the date of the source."""
        dead = sum(map(self._died_long_before_source, self._births_about))
        return self._times.as_of is not None and dead < len(self._births_about) / 2

    @cached_property
    def _people_are_of_many_ages(self) -> bool:
        """Return whether many births of the deck's people are known, and a century lies between."""
        born = [year for year in self._births_about if year is not None]
        are_many = len(born) > max(_FEW_KNOWN, _PART_BORN * len(self._births_about))
        return are_many and max(born) - min(born) > _AN_AGE

    @cached_property
    def _births_about(self) -> Sequence[int | None]:
        """Return about when each of the deck's people was born, None for those without a date."""
        return [self._born_about(fact.ref) for fact in self._people]

    def _is_person(self, fact: Fact) -> bool:
        return self._base.is_of_people(fact.kind)

    def _is_just_one_dated(self, mine: Fact, theirs: Fact) -> bool:
        """Return whether nothing tells the time of one of two facts, in a kind that mostly does.

        An invention without a year may be of another age than those of the 1880s.
        """
        is_known = self._likeness.years_between(mine.ref, theirs.ref) is not None
        if is_known or not (self._are_mostly_dated(mine.kind) and mine.kind == theirs.kind):
            return False
        return not self._likeness.is_akin(mine, theirs)

    def _are_dates_apart(self, prompt: Prompt, mine: Fact, theirs: Fact) -> bool:
        """Return whether the dates of two facts, or the lack of dates, set them apart."""
        gap = self._likeness.years_between(mine.ref, theirs.ref)
        if gap is None and self._is_undated_among_dated(prompt):
            return True
        names_people = self._names_people_of_many_ages(mine.kind, prompt.field.name)
        if not (names_people or self._likeness.compares_times(mine.kind)):
            return gap is not None and gap > _YEARS_BESIDE
        if gap is None:
            return names_people or self._likeness.is_of_many_times(mine.kind)
        least = self._years_between_facts(mine.kind) if self._is_person(mine) else 0
        return gap > max(least, self._most_years_untold(mine), self._neighbours.years(mine))

    def _is_undated_among_dated(self, prompt: Prompt) -> bool:
        """Return whether names are asked for, and most facts of the kind have a date.

        Then nothing tells the time of one without, as of a device among those of the 1880s.
        """
        name = self._base.text(prompt.value.content)
        if not self._names.is_name(name) or len(name) < _LETTERS_OF_NAMES:
            return False
        return self._are_mostly_dated(prompt.fact.kind)

    def _are_mostly_dated(self, kind: str) -> bool:
        if kind not in self._dated:
            times = [self._likeness.time(fact.ref) for fact in self._base.of_kind[kind]]
            self._dated[kind] = times.count(None) < len(times) / 2
        return self._dated[kind]

    def _are_births_apart(self, one: int, other: int, least: float = _YEARS_OF_LIVES) -> bool:
        """Return whether so many years lie between two births that nobody mixes the people up."""
        part = _PART_OF_AGE_OF_LIVES * (self._base.newest_year - max(one, other))
        return abs(one - other) > max(least, min(part, MOST_YEARS_TOLD))

    def lived_apart(self, mine: Fact, theirs: Fact) -> bool:
        """Return whether two people were born too many years apart to be mixed up."""
        one, other = (self._birth(fact.ref) for fact in (mine, theirs))
        if one is None or other is None:
            return False
        return self._are_births_apart(one, other, self._least_years(mine, theirs))

    def may_have_met(self, mine: Fact, theirs: Fact) -> bool:
        """Return whether two people were born 40 years apart at most, as far as their dates say."""
        one, other = (self._birth(fact.ref) for fact in (mine, theirs))
        return one is not None and other is not None and abs(one - other) <= _TWO_AGES

    def may_stand_in(self, asked: Fact, mine: Fact, theirs: Fact) -> bool:
        """Return whether a person of another age may stand beside one of whose age there are few.

        At the time of the fact that a question is about, both must have been active: Debussy, who
        was 47, may have composed the ballet of 1910 that Stravinsky did at 28.
        """
        return self.were_active(asked, mine, theirs) and self._has_few_beside(mine)

    def were_active(self, asked: Fact, *people: Fact) -> bool:
        """Return whether people, born 40 years apart at most, lived as adults in a fact's time."""
        time = None if self._is_person(asked) else self._likeness.time(asked.ref)
        lives = [self._times.lifetime(fact.ref) for fact in people]
        if time is None or time.end.year - time.start.year > LONGEST_TERM:
            return False
        year = round(time.middle)
        known = [life for life in lives if life and life.start.year > -_UNKNOWN_YEAR]
        are_active = (each.start.year + _ADULT <= year <= each.end.year for each in known)
        if len(known) < len(lives) or not all(are_active):
            return False
        births = [life.start.year for life in known]
        return max(births) - min(births) <= _TWO_AGES

    def _has_few_beside(self, person: Fact) -> bool:
        """Return whether the people of the age and the calling of one are too few for an item."""
        if person.ref not in self._few_beside:
            others = (each for each in self._people if each.ref != person.ref)
            near = (each for each in others if not self.lived_apart(person, each))
            akin = (each for each in near if not self._callings.differ(person, each))
            wanted = self._base.deck.quiz.at_least - 1
            self._few_beside[person.ref] = len(list(islice(akin, wanted))) < wanted
        return self._few_beside[person.ref]

    @cached_property
    def _people(self) -> list[Fact]:
        return [fact for fact in self._base.deck.facts.values() if self._is_person(fact)]

    def _least_years(self, *facts: Fact) -> float:
        """Return the years between the births of two facts that nobody mixes up, at least."""
        is_told = any(self._times.lifetime(fact.ref) for fact in facts)
        return _YEARS_OF_LIVES if is_told else _YEARS_OF_NAMES

    def are_of_two_ages(self, mine: Fact, theirs: Fact) -> bool:
        """Return whether many years lie between two people, as far as any dates tell.

        In a deck of many ages, whoever has no date may have lived at any time.
        """
        gap = self._likeness.years_between(mine.ref, theirs.ref)
        if gap is None:
            return self._lived_in_two_ages(mine, theirs)
        return gap > _YEARS_BETWEEN_NAMED

    def is_of_another(self, prompt: Prompt, content: Content) -> bool:
        """Return whether all facts that share a value lie far from the stem's in time.

        A maker may not have existed yet, or no longer. Great cities are of all times.
        """
        mine, time = prompt.fact, self._likeness.time(prompt.fact.ref)
        field = prompt.field.name
        if self._cities.hold(mine.kind, field):
            return False
        spans = self._spans_of(mine.kind, field)
        span = spans.get(tuple(self._base.comparison.keys(content)))
        names_people = self._names_people_of_many_ages(mine.kind, field)
        if time is None or span is None:
            return self._are_makers_apart(prompt.value.content, content, unknown=names_people)
        if not (names_people or self._likeness.compares_times(mine.kind)):
            return False
        return years_apart(time, span) > self._most_years_untold(mine)

    def came_later(self, prompt: Prompt, theirs: Fact) -> bool:
        """Return whether the first fact that refers to another one is much younger than the stem's.

        No space agency led a mission long before its first one.
        """
        time = self._likeness.time(prompt.fact.ref)
        spans = self._spans_of(prompt.fact.kind, prompt.field.name)
        span = spans.get(tuple(self._base.comparison.keys(Reference("", theirs.ref))))
        if time is None or span is None:
            return False
        return span.start.year - time.start.year > self._most_years_untold(prompt.fact)

    def _are_makers_apart(self, one: Content, other: Content, *, unknown: bool) -> bool:
        """Return whether two names are of people born far apart, `unknown` if nobody knows."""
        first, second = (self._born(self._base.text(each)) for each in (one, other))
        if first is None or second is None:
            return unknown
        return self._are_births_apart(first, second)

    def _born(self, name: str) -> int | None:
        """Return when a person of a known name was born."""
        known = self._names.name(name)
        return known.born if known else None

    def _names_people_of_many_ages(self, kind: str, field: str) -> bool:
        """Return whether a field names people of different centuries, as is known of some.

        Then nobody whose time is unknown stands beside another one.
        """
        if (kind, field) not in self._of_many_ages:
            values = [value.content for _, value in self._base.values_of(kind, field)]
            texts = {self._base.text(each) for each in values if not type_of(each).ranked}
            born = [year for year in map(self._born, texts) if year is not None]
            are_many = len(born) > max(_FEW_KNOWN, _PART_KNOWN * len(texts))
            self._of_many_ages[kind, field] = are_many and max(born) - min(born) > _AN_AGE
        return self._of_many_ages[kind, field]

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

    def _births(self, prompt: Prompt, mine: Fact, theirs: Fact) -> tuple[int, int] | None:
        """Return when those were born whom two facts are, or name in the question's field.

        Births count, so that living people can be compared.
        """
        field = prompt.field.name
        refs = self._people_compared(prompt, mine, theirs)
        are_dated = bool(self._likeness.time(mine.ref) and self._likeness.time(theirs.ref))
        if all(refs) and not (are_dated and None in map(self._times.lifetime, refs)):
            one, other = map(self._birth, refs)
        elif are_dated:
            # The dates of works and offices say more than the births of those who bear a name.
            return None
        else:
            one, other = (self._birth_of_named(fact, field) for fact in (mine, theirs))
        return None if one is None or other is None else (one, other)

    def _people_compared(self, prompt: Prompt, mine: Fact, theirs: Fact) -> Sequence[str]:
        """Return the two people whose times a question compares, "" for unknown ones.

        They are those whom two facts name in the question's field. If people are asked for, or just
        one of them names somebody whom the deck knows, they are these people themselves.
        """
        facts = mine, theirs
        named = [self._person(fact, prompt.field.name) for fact in facts]
        own = [fact.ref for fact in facts if self._is_person(fact)]
        are_alike = len({ref == fact.ref for ref, fact in zip(named, facts, strict=True)}) == 1
        is_asked = prompt.way is Way.BACK or not are_alike
        return own if is_asked and len(own) > 1 else named

    def _birth_of_named(self, fact: Fact, field: str) -> int | None:
        """Return when the person was born whom a fact names in a field, or who the fact is."""
        ref = self._person(fact, field)
        texts = (self._base.text(value.content) for value in fact.values.get(field, ())[:1])
        return self._birth(ref) if ref else next(map(self._born, texts), None)

    def _years_between_named(self, prompt: Prompt, mine: Fact, theirs: Fact) -> float | None:
        """Return the years between the middles of the times of those whom two facts name."""
        people = (self._person(fact, prompt.field.name) for fact in (mine, theirs))
        one, other = (self._likeness.time(ref) for ref in people)
        is_named = not self._base.is_of_people(mine.kind)
        return abs(one.middle - other.middle) if is_named and one and other else None

    def _person(self, fact: Fact, field: str) -> str:
        """Return the person whom a fact names in a field, or the fact itself if it is a life."""
        for value in fact.values.get(field, ())[:1]:
            named = type_of(value.content).fact(value.content)
            text = type_of(value.content).text(value.content)
            for ref in [named] if named else self._base.comparison.named(text):
                return ref if ref != fact.ref else ""
        return fact.ref if self._base.is_of_people(fact.kind) else ""

    def _birth(self, ref: str) -> int | None:
        """Return about when a person was born, None if nothing is known of it.

        Where only a death or the beginning of a reign is known, so many years before count.
        """
        life = self._times.lifetime(ref)
        if life is None:
            return self._born_by_name(ref)
        begins = life.start.year if life.start.year > -_UNKNOWN_YEAR else None
        if begins is None:
            return life.end.year - _USUAL_LIFE if life.end.year < _UNKNOWN_YEAR else None
        return begins if self._are_lives(ref.partition("/")[0]) else begins - _USUAL_AGE

    def _born_by_name(self, ref: str) -> int | None:
        """Return when a person was born of whom the deck says nothing but the name."""
        filler = self._base.names.fillers.get(ref)
        is_person = self._base.is_of_people(self._base.deck.facts[ref].kind)
        return self._born(filler.text) if filler and is_person else None

    def _born_about(self, ref: str) -> int | None:
        """Return about when a person was born, by the life, the name, an office or a deed."""
        return self._birth(ref) or self._born_before_deeds(ref)

    def _born_before_deeds(self, ref: str) -> int | None:
        """Return about when a person was born whose office or deed has a date."""
        values = list(chain.from_iterable(self._base.deck.facts[ref].values.values()))
        since = [value.provenance.since for value in values if value.provenance.since]
        texts = (type_of(value.content).text(value.content) or "" for value in values)
        named = frozenset().union(*map(years_in, texts))
        years = [date.start.year for date in since] or sorted(named)
        return min(years) - _USUAL_AGE if years else None

    def _age(self, fact: Fact) -> float:
        """Return the years between a fact and the newest date of the deck, 0 if unknown."""
        time = self._likeness.time(fact.ref)
        return self._base.newest_year - time.end.year if time else 0.0

    def _most_years_untold(self, fact: Fact) -> float:
        """Return how many years may lie between a fact and others if the stem gives no date."""
        time = self._likeness.time(fact.ref)
        if time and time.start.year >= _LATE:
            return _YEARS_UNTOLD_LATE
        least, part = _YEARS_UNTOLD, _PART_OF_AGE_UNTOLD * self._age(fact)
        return max(least, min(part, _MOST_YEARS_UNTOLD))

    def _term(self, fact: Fact) -> PartialDate | None:
        """Return the time from the beginning to the end of a fact that is no life."""
        time = self._likeness.time(fact.ref)
        if time is None or time.start == time.end or self._times.lifetime(fact.ref):
            return None
        return time if length_of(time) <= LONGEST_TERM else None

    def _years_from_term(self, given: PartialDate, theirs: Fact) -> float:
        term = self._term(theirs)
        return years_apart(given, term) if term else math.inf
