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
from quizgen.bank.names import Filler, Names
from quizgen.bank.times import Times
from quizgen.bank.wording import Wording
from quizgen.deck.dates import PartialDate
from quizgen.deck.model import Content, Deck, Fact, Field, Kind, Reference, Value
from quizgen.deck.types.base import C, FieldType
from quizgen.deck.types.registry import TYPES, type_of


class FactBase:
    """A deck's facts with their names, their times and what they have in common."""

    def __init__(self, deck: Deck, wording: Wording) -> None:
        self.deck = deck
        self.wording = wording
        self.names = Names(deck, wording)
        self.times = Times(deck)
        self.comparison = Comparison(deck, wording)
        self._descriptive: dict[tuple[str, str], bool] = {}
        self.likeness = Likeness(deck, self.comparison, self.times)

    def kind(self, fact: Fact) -> Kind:
        """Return the fact's kind."""
        return self.deck.kinds[fact.kind]

    @cached_property
    def _holders(self) -> dict[tuple[object, ...], list[tuple[Fact, Value]]]:
        index: dict[tuple[object, ...], list[tuple[Fact, Value]]] = defaultdict(list)
        for fact in self.deck.facts.values():
            for name, values in fact.values.items():
                for value in values:
                    for key in self.comparison.keys(value.content):
                        index[fact.kind, name, *key].append((fact, value))
        return index

    def is_unique(self, fact: Fact, field: Field, value: Value) -> bool:
        """Return whether no other fact of the kind may hold the value at the same time."""
        for key in self.comparison.keys(value.content):
            for other, theirs in self._holders.get((fact.kind, field.name, *key), ()):
                if other.ref != fact.ref and self.overlap(value, theirs):
                    return False
        return True

    def overlap(self, one: Value, other: Value) -> bool:
        """Return whether two values may be the same at some time."""
        since, until = self.times.period(one), self.times.period(other)
        if since and until and since.disjoint(until):
            return False
        return not self.comparison.disjoint(one.content, other.content)

    @cached_property
    def _opposed(self) -> dict[tuple[object, ...], list[tuple[Content, Content]]]:
        index: dict[tuple[object, ...], list[tuple[Content, Content]]] = defaultdict(list)
        for fact in self.deck.facts.values():
            for source, record in contested_values(fact):
                for one, other in (
                    (source.content, record.content),
                    (record.content, source.content),
                ):
                    for key in self.comparison.keys(one):
                        index[key].append((one, other))
        return index

    def opposed(self, one: Content, other: Content) -> bool:
        """Return whether source and record of some fact may differ in just these two contents."""
        if not self._opposed:
            return False
        pairs = (pair for key in self.comparison.keys(one) for pair in self._opposed.get(key, ()))
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

    def is_descriptive(self, kind: str, field: str, share: float) -> bool:
        """Return whether more than a `share` of the values of a field are different ones."""
        if (kind, field) not in self._descriptive:
            keys = [
                tuple(self.comparison.keys(value.content))
                for _, value in self.values_of(kind, field)
            ]
            self._descriptive[kind, field] = len(set(keys)) > share * len(keys)
        return self._descriptive[kind, field]

    def holders(self, kind: str, field: str, content: Content) -> list[Fact]:
        """Return the facts of a kind that may have a content in a field."""
        keys = self.comparison.keys(content)
        held = (entry for key in keys for entry in self._holders.get((kind, field, *key), ()))
        return [fact for fact, _ in held]

    @cached_property
    def newest_year(self) -> int:
        """Return the last year that a date of the deck names, 0 for a deck without dates."""
        as_of = self.deck.source.as_of
        dates = self.true_contents(cast("FieldType[PartialDate]", TYPES["date"]))
        years = [date.end.year for date in dates]
        return max([*years, as_of.end.year] if as_of else years, default=0)

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

    def in_sentence(self, filler: Filler) -> str:
        """Return a filler as it stands in a sentence: a name with its article."""
        if not filler.fact:
            return filler.text
        return self.name_in_sentence(Reference(filler.fact, filler.fact))

    def name_in_sentence(self, reference: Reference) -> str:
        """Return the name of a fact with its article, its id if it has no name."""
        fact = self.deck.facts[reference.fact]
        value = self.names.value(fact)
        if value is None:
            return reference.target
        name = type_of(value.content).text(value.content)
        return self.wording.name(value, self.kind(fact), name)
