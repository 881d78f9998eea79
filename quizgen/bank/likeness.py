"""Likeness: in which respects facts are alike, so that one can distract from the other."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain

from msgspec import Struct

from quizgen.bank.comparison import Comparison
from quizgen.bank.people import is_of_people
from quizgen.bank.times import Times
from quizgen.bank.wording import KEPT
from quizgen.deck.alike import SIZED
from quizgen.deck.dates import PartialDate, Point
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import Dimension, Kind
from quizgen.deck.types.base import Key
from quizgen.deck.types.registry import type_of
from quizgen.language.lands import is_land

# The weights of what facts of every kind have: the same kind, a post still held, a tag, a time,
# and being asked about (an article's own actors come before what only stands beside them).
_WEIGHTS: dict[object, float] = {"kind": 1.0, "era": 2.0, "tag": 1.0}
_TIME, _ASKED = 1.0, 0.5
# The weights of numbers and of countries in kinds that name no respects.
_SIZE, _PLACE = 0.5, 1.0
# Nearness counts in steps, so that facts that are about equally near have the same likeness.
_STEPS = 8
# How many neighbours on each side of a value are near.
_NEAR = 12
# Years between the first and the last fact of a kind whose facts belong to different ages.
_AN_AGE = 100.0
# How long a person may live, and the year of a birth or a death that is unknown.
_LONG_LIFE, _NEVER = 90, 9999
# Years between two times that halve their nearness.
_HALF = 10.0
# How many facts are kept ready to be compared with others.
_READY = 16
Trait = tuple[object, ...]
# The first day of a time and the last, in years.
Years = tuple[float, float]


class _Told(Struct, frozen=True):
    """What a fact tells in a field: the first value, and index keys of each value and of all.

    `years` are those of a date. Dates and numbers have no keys.
    """

    first: Value
    years: Years | None
    keys: tuple[frozenset[Key], ...]
    every_key: frozenset[Key]


class _Respects(Struct, frozen=True):
    """What of a fact is compared, read once: a fact is compared with many others.

    `general` are the traits that facts of all kinds may share, `told` is what it tells by field.
    """

    fact: Fact
    asked: float
    general: frozenset[Trait]
    years: Years | None
    told: Mapping[str, _Told]


class Likeness:
    """The respects in which a deck's facts are alike: those of their kinds, and a few for all."""

    def __init__(self, deck: Deck, comparison: Comparison, times: Times) -> None:
        self._deck = deck
        self._comparison = comparison
        self._times = times
        self._traits: dict[str, tuple[Trait, ...]] = {}
        self._most: dict[str, float] = {}
        self._spans: dict[str, PartialDate | None] = {}
        self._timed: dict[str, bool] = {}
        self._many_times: dict[str, bool] = {}
        self._own_names: dict[str, bool] = {}
        self._respects_of = lru_cache(KEPT)(self._read_respects)
        self._sized = lru_cache(KEPT)(self._read_sized)
        self._generals: dict[frozenset[Trait], frozenset[Trait]] = {}
        self.beside = lru_cache(_READY)(self._read_beside)
        # One pair of facts is judged by several rules, one after the other.
        self._akin = lru_cache(_READY)(self._read_akin)

    def traits(self, ref: str) -> tuple[Trait, ...]:
        """Return what a fact shares with others that are like it: kind, era, tags, values.

        The order is the same in every run.
        """
        if ref not in self._traits:
            fact = self._deck.facts.get(ref)
            found = set(self._traits_of(fact)) if fact else set()
            self._traits[ref] = tuple(sorted(found, key=repr))
        return self._traits[ref]

    def _traits_of(self, fact: Fact) -> Iterator[Trait]:
        yield from self._general(fact)
        for dimension in self._deck.kinds[fact.kind].alike:
            for field in dimension.fields:
                for value in fact.values.get(field, ()):
                    if not type_of(value.content).ranked:
                        keys = self._comparison.keys(value.content)
                        yield from ((fact.kind, field, *key) for key in keys)

    def _general(self, fact: Fact) -> Iterator[Trait]:
        """Yield the traits that facts of all kinds may share."""
        yield "kind", fact.kind
        yield from self._era(fact)
        yield from (("tag", tag) for tag in fact.tags)

    def _era(self, fact: Fact) -> Iterator[Trait]:
        """Yield whether the fact's main value, if volatile, was over at the date of the source."""
        kind, as_of = self._deck.kinds[fact.kind], self._deck.source.as_of
        if as_of and kind.main in kind.fields and kind.fields[kind.main].volatile:
            for value in fact.values.get(kind.main, ())[:1]:
                until = value.provenance.until
                yield "era", fact.kind, bool(until and until.end.last < as_of.start.first)

    def between(self, one: str, other: str) -> float:
        """Return how much two facts (``kind/id``, "" for none) have in common.

        Each dimension of the kind counts as much as its place from the end of the list: 1 for the
        last one, 2 for the last but one. A share of that counts for dates and numbers, by their
        nearness. Besides, every fact has a kind, a time and tags.
        """
        return self.beside(one)(other)

    def _read_beside(self, one: str) -> Callable[[str], float]:
        """Return how much any other fact has in common with one, which is read once for all."""
        mine, respects_of = self._respects_of(one), self._respects_of
        if mine is None:
            return lambda _: 0.0
        kind, general, years = mine.fact.kind, mine.general, mine.years
        dimensions, told_alike = self._weighed(mine), self._told_alike
        # Many facts have the same traits.
        shared: dict[frozenset[Trait], float] = {}

        def between(other: str) -> float:
            theirs = respects_of(other)
            if theirs is None:
                return 0.0
            found = shared.get(theirs.general)
            if found is None:
                found = sum(_WEIGHTS[trait[0]] for trait in general & theirs.general)
                shared[theirs.general] = found
            found += theirs.asked
            if years and theirs.years:
                found += _TIME * _near_in_time(years, theirs.years)
            if kind == theirs.fact.kind:
                told = theirs.told
                for weight, fields in dimensions:
                    found += weight * told_alike(fields, told)
            return found

        return between

    def _weighed(self, mine: _Respects) -> list[tuple[float, list[tuple[str, _Told]]]]:
        """Return the dimensions in which a fact says something, with their weights and fields."""
        kind = mine.fact.kind
        stated = enumerate(reversed(self._deck.kinds[kind].alike), 1)
        defaults = self._defaults.get(kind, ())
        weighed = ((weight, _fields_told(each, mine)) for weight, each in chain(stated, defaults))
        return [(weight, fields) for weight, fields in weighed if fields]

    def _told_alike(self, fields: list[tuple[str, _Told]], theirs: Mapping[str, _Told]) -> float:
        """Return how alike another fact is in a dimension of which a fact tells these fields."""
        best = 0.0
        for name, told in fields:
            other = theirs.get(name)
            # Most values in words have nothing in common.
            if other is None or (told.keys and told.every_key.isdisjoint(other.every_key)):
                continue
            alike = self._between_told(told, other)
            best = max(best, alike)
        return best

    def _read_respects(self, ref: str) -> _Respects | None:
        """Return what of a fact is compared, None if there is no such fact."""
        fact = self._deck.facts.get(ref)
        if fact is None:
            return None
        time = self.time(ref)
        asked, general = 0.0 if fact.background else _ASKED, frozenset(self._general(fact))
        # Most facts of a kind have the same: one set for all of them saves memory.
        general = self._generals.setdefault(general, general)
        years = _years_of(time) if time else None
        return _Respects(fact, asked, general, years, self._told_in(fact))

    def _told_in(self, fact: Fact) -> Mapping[str, _Told]:
        """Return what a fact tells in the fields by which the deck compares facts."""
        compared = ((name, fact.values.get(name)) for name in self._compared)
        return {name: self._read(values) for name, values in compared if values}

    @cached_property
    def _compared(self) -> frozenset[str]:
        """Return the fields by which the deck compares facts of any kind."""
        stated = chain.from_iterable(kind.alike for kind in self._deck.kinds.values())
        unstated = (each for _, each in chain.from_iterable(self._defaults.values()))
        dimensions = chain(stated, unstated)
        return frozenset(chain.from_iterable(each.fields for each in dimensions))

    @cached_property
    def _defaults(self) -> Mapping[str, Sequence[tuple[float, Dimension]]]:
        """Return what counts for each kind that names no respects of its own, with its weight.

        These are its numbers, and the countries to which its facts belong.
        """
        kinds = self._deck.kinds.items()
        return {name: [*self._unstated(kind)] for name, kind in kinds if not kind.alike}

    def _unstated(self, kind: Kind) -> Iterator[tuple[float, Dimension]]:
        numbers = tuple(field.name for field in kind.fields.values() if field.type == "number")
        if numbers:
            yield _SIZE, Dimension("magnitude", numbers, hard=False)
        lands = tuple(name for name in kind.fields if (kind.key, name) in self._fields_of_lands)
        if lands:
            yield _PLACE, Dimension("place", lands, hard=False)

    @cached_property
    def _fields_of_lands(self) -> frozenset[tuple[str, str]]:
        """Return the fields, with their kinds, of which most values are the names of countries."""
        language = self._deck.language.partition("-")[0]
        lands, every = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        for fact in self._deck.facts.values():
            for name, values in fact.values.items():
                text = type_of(values[0].content).text(values[0].content) if values else None
                every[fact.kind, name] += 1
                lands[fact.kind, name] += is_land((text or "").removeprefix("the "), language)
        return frozenset(field for field, count in lands.items() if count > every[field] / 2)

    def share(self, one: str, other: str) -> float:
        """Return how like one fact the other is, from 0 (nothing in common) to 1 (in all)."""
        if one not in self._most:
            self._most[one] = self.between(one, one)
        return min(self.between(one, other) / self._most[one], 1.0) if self._most[one] else 0.0

    def clash(self, one: str, other: str) -> str:
        """Return the first dimension in which two facts must not differ but do, "" for none.

        Facts of two kinds are compared in the fields that have the same name in both.
        """
        hard = self.hard(one.partition("/")[0])
        if not hard:
            return ""
        mine, theirs = self._respects_of(one), self._respects_of(other)
        if mine is None or theirs is None:
            return ""
        return next((each.name for each in hard if self._differ(each, mine, theirs)), "")

    def unsaid(self, one: str, other: str) -> tuple[str, ...]:
        """Return the fields of the first dimension that must match and that the other leaves out.

        The one has a value there, and the kind of the other has such a field; () for none.
        """
        hard = self.hard(one.partition("/")[0])
        mine, theirs = (self._respects_of(one), self._respects_of(other)) if hard else (None, None)
        if mine is None or theirs is None:
            return ()
        declared = self._deck.kinds[theirs.fact.kind].fields
        for each in hard:
            told = [name for name in each.fields if name in mine.told and name in declared]
            if told and theirs.told.keys().isdisjoint(told):
                return tuple(told)
        return ()

    def hard(self, kind: str) -> Sequence[Dimension]:
        """Return the dimensions in which facts that stand beside one of a kind must not differ."""
        return self._hard.get(kind, ())

    @cached_property
    def _hard(self) -> Mapping[str, Sequence[Dimension]]:
        kinds = self._deck.kinds.items()
        return {name: [each for each in kind.alike if each.hard] for name, kind in kinds}

    def _differ(self, dimension: Dimension, mine: _Respects, theirs: _Respects) -> bool:
        """Return whether both facts say something in the dimension, and nothing alike."""
        both = (name in mine.told and name in theirs.told for name in dimension.fields)
        return any(both) and not self._in(dimension, mine, theirs)

    def worded(self, kind: str) -> Sequence[Dimension]:
        """Return the dimensions in words by which facts of a kind are akin."""
        return self._worded[kind]

    def is_akin(self, mine: Fact, theirs: Fact) -> bool:
        """Return whether two facts of one kind share a value in words that makes facts alike."""
        if mine.kind != theirs.kind or not self._worded[mine.kind]:
            return False
        return self._akin(mine.ref, theirs.ref)

    def _read_akin(self, mine: str, theirs: str) -> bool:
        one, other = self._respects_of(mine), self._respects_of(theirs)
        if one is None or other is None:
            return False
        return any(self._in(each, one, other) for each in self._worded[one.fact.kind])

    @cached_property
    def _worded(self) -> Mapping[str, Sequence[Dimension]]:
        """Return the dimensions of each kind that are told in words."""
        kinds = self._deck.kinds.items()
        return {
            name: [each for each in kind.alike if each.name not in SIZED] for name, kind in kinds
        }

    def share_role(self, mine: Fact, theirs: Fact) -> bool:
        """Return whether two facts have a role in common that makes facts alike."""
        one, other = self._respects_of(mine.ref), self._respects_of(theirs.ref)
        if one is None or other is None or mine.kind != theirs.kind:
            return False
        roles = (each for each in self._deck.kinds[mine.kind].alike if each.name == "role")
        return any(self._in(each, one, other) for each in roles)

    def is_of_another_sort(self, mine: Fact, theirs: Fact) -> bool:
        """Return whether two facts of a kind differ in the role that makes facts alike."""
        one, other = self._respects_of(mine.ref), self._respects_of(theirs.ref)
        if one is None or other is None or mine.kind != theirs.kind:
            return False
        roles = (each for each in self._deck.kinds[mine.kind].alike if each.name == "role")
        return any(self._differ(each, one, other) for each in roles)

    def _in(self, dimension: Dimension, mine: _Respects, theirs: _Respects) -> float:
        """Return how alike two facts are in a dimension, from 0 to 1."""
        return self._told_alike(_fields_told(dimension, mine), theirs.told)

    def _between_told(self, mine: _Told, theirs: _Told) -> float:
        if mine.years and theirs.years:
            return _near_in_time(mine.years, theirs.years)
        if not mine.keys:
            return self.nearness(mine.first, theirs.first)
        shared = sum(not theirs.every_key.isdisjoint(keys) for keys in mine.keys)
        return shared / max(len(mine.keys), len(theirs.keys))

    def _read(self, values: tuple[Value, ...]) -> _Told:
        first, content = values[0], values[0].content
        if type_of(content).ranked:
            years = _years_of(content) if isinstance(content, PartialDate) else None
            return _Told(first, years, (), frozenset())
        keys = tuple(frozenset(self._comparison.keys(value.content)) for value in values)
        every_key = keys[0] if len(keys) == 1 else frozenset().union(*keys)
        return _Told(first, None, keys, every_key)

    def nearness(self, one: Value, other: Value) -> float:
        """Return how near two dates or numbers are, in steps from 0 to 1."""
        mine = type_of(one.content)
        if mine is not type_of(other.content):
            return 0.0
        if isinstance(one.content, PartialDate) and isinstance(other.content, PartialDate):
            return _near_in_time(_years_of(one.content), _years_of(other.content))
        return _stepped(mine.nearness(one.content, other.content) or 0.0)

    def nearness_to(self, given: Value, field: str) -> Callable[[str], float]:
        """Return how near the first value of any fact in a field is to a date or number."""
        mine, sized = self._read((given,)), self._sized
        years = mine.years

        def near(other: str) -> float:
            theirs = sized(other, field)
            if theirs is None:
                return 0.0
            if years and theirs.years:
                return _near_in_time(years, theirs.years)
            return self.nearness(given, theirs.first)

        return near

    def _read_sized(self, ref: str, field: str) -> _Told | None:
        """Return the first value of a fact in a field if it is a date or a number."""
        fact = self._deck.facts.get(ref)
        values = fact.values.get(field, ()) if fact else ()
        return self._read(values) if values and type_of(values[0].content).ranked else None

    def years_between(self, one: str, other: str) -> float | None:
        """Return how many years lie between two facts, 0 if their times meet, None if unknown."""
        mine, theirs = self._years_of_fact(one), self._years_of_fact(other)
        return _gap(mine, theirs) if mine and theirs else None

    def _years_of_fact(self, ref: str) -> Years | None:
        respects = self._respects_of(ref)
        return respects.years if respects else None

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

    def time(self, ref: str) -> PartialDate | None:
        """Return when a fact exists, when its main value holds, or the span of its dates."""
        if ref not in self._spans:
            fact = self._deck.facts.get(ref)
            self._spans[ref] = self._time(fact) if fact else None
        return self._spans[ref]

    def _time(self, fact: Fact) -> PartialDate | None:
        own = self._lifetime(fact) or self._time_of_main(fact) or _span(fact)
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

    def _time_of_named(self, fact: Fact) -> PartialDate | None:
        """Return the time of the fact that the main value names, such as a composer's life."""
        for value in fact.values.get(self._deck.kinds[fact.kind].main, ())[:1]:
            for ref in self._comparison.named(type_of(value.content).text(value.content)):
                named = self._deck.facts.get(ref)
                if named is not None and ref != fact.ref:
                    return self._times.lifetime(ref) or _span(named)
        return None

    def _time_of_main(self, fact: Fact) -> PartialDate | None:
        """Return when the main value holds, None if it does not say."""
        main = fact.values.get(self._deck.kinds[fact.kind].main, ())
        told = main[0].provenance if main else None
        has_time = told is not None and bool(told.since or told.until)
        return self._times.period(main[0]) if has_time else None

    @cached_property
    def _ordered(self) -> dict[tuple[str, str], list[tuple[float, str]]]:
        """Return the facts of each kind in the order of each of its fields with a size."""
        found: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
        for fact in self._deck.facts.values():
            for field, values in fact.values.items():
                field_type = type_of(values[0].content) if values else None
                if field_type is not None and field_type.ranked:
                    found[fact.kind, field].append((field_type.size(values[0].content), fact.ref))
        return {name: sorted(entries) for name, entries in found.items()}

    def near(self, fact: Fact, field: str) -> list[str]:
        """Return the facts of the kind whose values in a field with a size lie next to its own."""
        values = fact.values.get(field, ())
        ordered = self._ordered.get((fact.kind, field))
        if not values or ordered is None:
            return []
        size = type_of(values[0].content).size(values[0].content)
        place = bisect_left(ordered, (size, fact.ref))
        window = ordered[max(place - _NEAR, 0) : place + _NEAR + 1]
        return [ref for _, ref in window if ref != fact.ref]

    def sized_fields(self, fact: Fact) -> list[str]:
        """Return the fields with a size by which the fact's kind compares its facts."""
        defaults = (each for _, each in self._defaults.get(fact.kind, ()))
        stated = self._deck.kinds[fact.kind].alike
        fields = (field for each in (*stated, *defaults) for field in each.fields)
        return [field for field in fields if (fact.kind, field) in self._ordered]


def _span(fact: Fact) -> PartialDate | None:
    """Return the time from the first of a fact's dates to the last."""
    contents = (value.content for values in fact.values.values() for value in values)
    dates = [content for content in contents if isinstance(content, PartialDate)]
    if not dates:
        return None
    first = min((date.start for date in dates), key=lambda point: point.first)
    last = max((date.end for date in dates), key=lambda point: point.last)
    return PartialDate(first, last)


def _fields_told(dimension: Dimension, fact: _Respects) -> list[tuple[str, _Told]]:
    """Return what a fact tells in the fields of a dimension, with their names."""
    told = ((name, fact.told.get(name)) for name in dimension.fields)
    return [(name, each) for name, each in told if each is not None]


def _near_in_time(one: Years, other: Years) -> float:
    """Return 1 for times that meet, less the more years lie between them."""
    after, before = other[0] - one[1], one[0] - other[1]
    gap = max(before, after)
    return round(_STEPS / (1 + gap / _HALF)) / _STEPS if gap > 0 else 1.0


def years_apart(one: PartialDate, other: PartialDate) -> float:
    """Return how many years lie between two times, 0 if they meet."""
    return _gap(_years_of(one), _years_of(other))


def _gap(one: Years, other: Years) -> float:
    return max(other[0] - one[1], one[0] - other[1], 0.0)


def _years_of(date: PartialDate) -> Years:
    return _years(date.start.first), _years(date.end.last)


def _years(day: tuple[int, int, int]) -> float:
    year, month, number = day
    return year + (month - 1) / 12 + (number - 1) / 366


def _stepped(nearness: float) -> float:
    return round(nearness * _STEPS) / _STEPS
