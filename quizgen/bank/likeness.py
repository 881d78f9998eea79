"""Likeness: what facts have in common, so that one can distract from the other."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.bank.comparison import Comparison
from quizgen.deck.model import Deck, Fact

# The weight of being of one kind, or of one time.
_TRAITS = {"kind": 1, "era": 2}
Trait = tuple[object, ...]


class Likeness:
    """The traits of a deck's facts, and how much two facts have in common."""

    def __init__(self, deck: Deck, comparison: Comparison) -> None:
        self._deck = deck
        self._comparison = comparison
        self._traits: dict[str, frozenset[Trait]] = {}
        self._weights: dict[str, tuple[tuple[Trait, int], ...]] = {}

    def traits(self, ref: str) -> frozenset[Trait]:
        """Return the traits of a fact: its kind, time, and values in `alike` fields."""
        if ref not in self._traits:
            fact = self._deck.facts.get(ref)
            found: set[Trait] = set()
            if fact:
                found = {("kind", fact.kind), *self._era(fact)}
                for field in self._deck.kinds[fact.kind].alike:
                    for value in fact.values.get(field, ()):
                        found.update(
                            (fact.kind, field, *key) for key in self._comparison.keys(value.content)
                        )
            self._traits[ref] = frozenset(found)
        return self._traits[ref]

    def _era(self, fact: Fact) -> Iterator[Trait]:
        """Yield whether the fact's main value, if volatile, was over at the date of the source."""
        kind, as_of = self._deck.kinds[fact.kind], self._deck.source.as_of
        if as_of and kind.main in kind.fields and kind.fields[kind.main].volatile:
            for value in fact.values.get(kind.main, ())[:1]:
                until = value.provenance.until
                yield "era", fact.kind, bool(until and until.end.last < as_of.start.first)

    def between(self, one: str, other: str) -> int:
        """Return how much two facts (``kind/id``, "" for none) have in common.

        1 for one kind, 2 for one time, and a weight for each field of the kind's `alike` in which
        they agree: 1 for the last field, 2 for the last but one, and so on.
        """
        if not (one and other):
            return 0
        if one not in self._weights:
            self._weights[one] = tuple((trait, self._weight(trait)) for trait in self.traits(one))
        theirs = self.traits(other)
        return sum([weight for trait, weight in self._weights[one] if trait in theirs])

    def _weight(self, trait: Trait) -> int:
        if trait[0] in _TRAITS:
            return _TRAITS[str(trait[0])]
        alike = self._deck.kinds[str(trait[0])].alike
        return len(alike) - alike.index(str(trait[1]))
