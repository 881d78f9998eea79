"""Likeness: in which respects facts are alike, so that one can distract from the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain

from msgspec import Struct

from quizgen.bank.comparison import Comparison
from quizgen.bank.nearness import Years, gap, near_in_time, nearness, years_of
from quizgen.bank.neighbours import Neighbours
from quizgen.bank.spans import Spans
from quizgen.bank.times import Times
from quizgen.bank.topics import Topics
from quizgen.bank.traits import Trait, Traits
from quizgen.bank.unstated import unstated
from quizgen.bank.wording import KEPT
from quizgen.deck.alike import SIZED
from quizgen.deck.dates import PartialDate
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import Dimension
from quizgen.deck.types.base import Key
from quizgen.deck.types.registry import type_of

# The weights of what facts of every kind have: the same kind, a post still held, a tag, a time,
# being asked about (an article's own actors come before what only stands beside them), words on the
# same topic, and main texts about the same noun.
_WEIGHTS: dict[object, float] = {"kind": 1.0, "era": 2.0, "tag": 1.0}
_TIME, _ASKED, _TOPIC, _NOUN = 1.0, 0.5, 3.0, 1.5
# The weights of numbers and of countries in kinds that name no respects.
_UNSTATED = {"magnitude": 0.5, "place": 1.0}
# How many facts are kept ready to be compared with others.
_READY = 16


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

    def __init__(self, deck: Deck, comparison: Comparison, times: Times, topics: Topics) -> None:
        self._deck = deck
        self._topics = topics
        self._comparison = comparison
        self._traits, self._spans = Traits(deck, comparison), Spans(deck, comparison, times)
        self._defaults = unstated(deck)
        self._neighbours = Neighbours(deck, self._defaults)
        self._most: dict[str, float] = {}
        self._respects_of = lru_cache(KEPT)(self._read_respects)
        self._sized = lru_cache(KEPT)(self._read_sized)
        self._generals: dict[frozenset[Trait], frozenset[Trait]] = {}
        self.beside = lru_cache(_READY)(self._read_beside)
        # One pair of facts is judged by several rules, one after the other.
        self._akin = lru_cache(_READY)(self._read_akin)
        # What rules ask of one fact or kind rather than of two.
        self.traits = self._traits.of
        self.time = self._spans.time
        self.compares_times = self._spans.compares_times
        self.bear_own_names = self._spans.bear_own_names
        self.is_of_many_times = self._spans.is_of_many_times
        self.near, self.sized_fields = self._neighbours.near, self._neighbours.sized_fields

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
        near = self._topics.beside(one)
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
                found += _TIME * near_in_time(years, theirs.years)
            if kind == theirs.fact.kind:
                nearness, share_noun = near(other)
                found += _TOPIC * nearness + _NOUN * share_noun
                told = theirs.told
                for weight, fields in dimensions:
                    found += weight * told_alike(fields, told)
            return found

        return between

    def _weighed(self, mine: _Respects) -> list[tuple[float, list[tuple[str, _Told]]]]:
        """Return the dimensions in which a fact says something, with their weights and fields."""
        kind = mine.fact.kind
        stated = enumerate(reversed(self._deck.kinds[kind].alike), 1)
        defaults = ((_UNSTATED[each.name], each) for each in self._defaults.get(kind, ()))
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
        asked, general = 0.0 if fact.background else _ASKED, frozenset(self._traits.general(fact))
        # Most facts of a kind have the same: one set for all of them saves memory.
        general = self._generals.setdefault(general, general)
        years = years_of(time) if time else None
        return _Respects(fact, asked, general, years, self._told_in(fact))

    def _told_in(self, fact: Fact) -> Mapping[str, _Told]:
        """Return what a fact tells in the fields by which the deck compares facts."""
        compared = ((name, fact.values.get(name)) for name in self._compared)
        return {name: self._read(values) for name, values in compared if values}

    @cached_property
    def _compared(self) -> frozenset[str]:
        """Return the fields by which the deck compares facts of any kind."""
        stated = chain.from_iterable(kind.alike for kind in self._deck.kinds.values())
        dimensions = chain(stated, chain.from_iterable(self._defaults.values()))
        return frozenset(chain.from_iterable(each.fields for each in dimensions))

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
            return near_in_time(mine.years, theirs.years)
        if not mine.keys:
            return nearness(mine.first, theirs.first)
        shared = sum(not theirs.every_key.isdisjoint(keys) for keys in mine.keys)
        return shared / max(len(mine.keys), len(theirs.keys))

    def _read(self, values: tuple[Value, ...]) -> _Told:
        first, content = values[0], values[0].content
        if type_of(content).ranked:
            years = years_of(content) if isinstance(content, PartialDate) else None
            return _Told(first, years, (), frozenset())
        keys = tuple(frozenset(self._comparison.keys(value.content)) for value in values)
        every_key = keys[0] if len(keys) == 1 else frozenset().union(*keys)
        return _Told(first, None, keys, every_key)

    def nearness_to(self, given: Value, field: str) -> Callable[[str], float]:
        """Return how near the first value of any fact in a field is to a date or number."""
        mine, sized = self._read((given,)), self._sized
        years = mine.years

        def near(other: str) -> float:
            theirs = sized(other, field)
            if theirs is None:
                return 0.0
            if years and theirs.years:
                return near_in_time(years, theirs.years)
            return nearness(given, theirs.first)

        return near

    def _read_sized(self, ref: str, field: str) -> _Told | None:
        """Return the first value of a fact in a field if it is a date or a number."""
        fact = self._deck.facts.get(ref)
        values = fact.values.get(field, ()) if fact else ()
        return self._read(values) if values and type_of(values[0].content).ranked else None

    def years_between(self, one: str, other: str) -> float | None:
        """Return how many years lie between two facts, 0 if their times meet, None if unknown."""
        mine, theirs = self._years_of_fact(one), self._years_of_fact(other)
        return gap(mine, theirs) if mine and theirs else None

    def _years_of_fact(self, ref: str) -> Years | None:
        respects = self._respects_of(ref)
        return respects.years if respects else None


def _fields_told(dimension: Dimension, fact: _Respects) -> list[tuple[str, _Told]]:
    """Return what a fact tells in the fields of a dimension, with their names."""
    told = ((name, fact.told.get(name)) for name in dimension.fields)
    return [(name, each) for name, each in told if each is not None]
