"""The fact base: what a deck knows about its facts, indexed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import chain
from typing import cast

from quizgen.bank.comparison import Comparison
from quizgen.bank.contested import contested_values
from quizgen.bank.likeness import Likeness
from quizgen.bank.names import Names
from quizgen.bank.times import Times
from quizgen.bank.wording import Wording
from quizgen.deck.model import Content, Deck, Fact, Field, Kind, Reference, Value
from quizgen.deck.types.base import C, FieldType
from quizgen.deck.types.registry import type_of


class FactBase:
    """A deck's facts with their names, their times and what they have in common."""

    def __init__(self, deck: Deck, wording: Wording) -> None:
        self.deck = deck
        self.wording = wording
        self.names = Names(deck, wording)
        self.times = Times(deck)
        self.comparison = Comparison(deck, wording, self.names)
        self.likeness = Likeness(deck, self.comparison)

    def kind(self, fact: Fact) -> Kind:
        """Return the fact's kind."""
        return self.deck.kinds[fact.kind]

    @cached_property
    def _holders(self) -> dict[tuple[object, ...], list[tuple[Fact, Value]]]:
        index: dict[tuple[object, ...], list[tuple[Fact, Value]]] = defaultdict(list)
        for fact in self.deck.facts.values():
            for name, values in fact.values.items():
                for value in values:
                    for key in self.comparison.held_under(value.content):
                        index[fact.kind, name, *key].append((fact, value))
        return index

    def is_unique(self, fact: Fact, field: Field, value: Value) -> bool:
        """Return whether no other fact of the kind may hold the value at the same time."""
        held = self._held_like(fact.kind, field, value.content)
        return not any(
            other.ref != fact.ref and self.overlap(value, theirs) for other, theirs in held
        )

    def _held_like(self, kind: str, field: Field, content: Content) -> Iterator[tuple[Fact, Value]]:
        """Yield the values of a field that may be the same as a content, with their facts."""
        for key in self.comparison.sought_under(content):
            yield from self._holders.get((kind, field.name, *key), ())

    def is_of_another(self, fact: Fact, field: Field, content: Content) -> bool:
        """Return whether a content is recorded with another fact and fits that fact alone."""
        for other, value in self._held_like(fact.kind, field, content):
            is_same = value.content == content
            if is_same and (field.unique or value.single) and not value.is_contested:
                return not self.are_one(fact.ref, other.ref)
        return False

    def are_one(self, one: str, other: str) -> bool:
        """Return whether two facts may be one: they share a name, or one is part of the other."""
        return self.comparison.related(one, other) or other in self.comparison.namesakes(one)

    def pooled(self, fact: Fact, field: str) -> tuple[Value, ...]:
        """Return the values of a field in a fact and in all facts that share its name."""
        facts = self._called_alike(fact)
        return tuple(chain.from_iterable(each.values.get(field, ()) for each in facts))

    def is_recorded(self, fact: Fact, field: str) -> bool:
        """Return whether a fact has a value in a field, and so have all that share its name."""
        return all(each.values.get(field) for each in self._called_alike(fact))

    def _called_alike(self, fact: Fact) -> list[Fact]:
        namesakes = self.comparison.namesakes(fact.ref)
        return [fact, *(self.deck.facts[ref] for ref in namesakes)]

    def overlap(self, one: Value, other: Value) -> bool:
        """Return whether two values may be the same at some time."""
        since, until = self.times.period(one), self.times.period(other)
        if since and until and since.disjoint(until):
            return False
        return not self.comparison.excludes(one.content, other.content)

    @cached_property
    def _opposed(self) -> dict[tuple[object, ...], list[tuple[Content, Content]]]:
        index: dict[tuple[object, ...], list[tuple[Content, Content]]] = defaultdict(list)
        for fact in self.deck.facts.values():
            for source, record in contested_values(fact):
                for one, other in (
                    (source.content, record.content),
                    (record.content, source.content),
                ):
                    for key in self.comparison.held_under(one):
                        index[key].append((one, other))
        return index

    @property
    def has_opposed(self) -> bool:
        """Return whether source and record differ in any fact."""
        return bool(self._opposed)

    def opposed(self, one: Content, other: Content) -> bool:
        """Return whether source and record of some fact may differ in just these two contents."""
        keys = self.comparison.sought_under(one)
        pairs = chain.from_iterable(self._opposed.get(key, ()) for key in keys)
        return any(
            not self.comparison.disjoint(mine, one) and not self.comparison.disjoint(theirs, other)
            for mine, theirs in pairs
        )

    def values_of(self, kind: str, field: str) -> list[tuple[Fact, Value]]:
        """Return every value of a field in the facts of a kind."""
        return [
            (fact, value)
            for fact in self._of_kind.get(kind, ())
            for value in fact.values.get(field, ())
        ]

    @cached_property
    def _of_kind(self) -> dict[str, list[Fact]]:
        facts: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.deck.facts.values():
            facts[fact.kind].append(fact)
        return facts

    def true_contents(self, field_type: FieldType[C]) -> Collection[C]:
        """Return every content of a type that no record contradicts once, in the deck's order."""
        values = chain.from_iterable(
            chain.from_iterable(fact.values.values()) for fact in self.deck.facts.values()
        )
        stated = (value.content for value in values if not value.provenance.record)
        blanks = (blank.content for blank in self.names.blanks())
        found = (each for each in chain(stated, blanks) if type_of(each) is field_type)
        return dict.fromkeys(cast("Iterator[C]", found)).keys()

    def text(self, content: Content) -> str:
        """Return a content in words."""
        return type_of(content).words(content, self)

    def name_of(self, reference: Reference) -> str:
        """Return the name of a fact as an option, its id if it has no name."""
        named = self.names.fillers.get(reference.fact)
        return named.text if named else reference.target

    def name_in_sentence(self, reference: Reference) -> str:
        """Return the name of a fact with its article, its id if it has no name."""
        fact = self.deck.facts[reference.fact]
        value = self.names.value(fact)
        if value is None:
            return reference.target
        name = type_of(value.content).text(value.content)
        return self.wording.name(value, self.kind(fact), name)
