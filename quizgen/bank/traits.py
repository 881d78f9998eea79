"""Traits: what a fact shares with all that are like it, such as a kind, a tag or a value."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.bank.comparison import Comparison
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Fact
from quizgen.deck.types.registry import type_of

Trait = tuple[object, ...]


class Traits:
    """What a deck's facts share with others."""

    def __init__(self, deck: Deck, comparison: Comparison) -> None:
        self._deck = deck
        self._comparison = comparison
        self._traits: dict[str, tuple[Trait, ...]] = {}

    def of(self, ref: str) -> tuple[Trait, ...]:
        """Return what a fact shares with others that are like it: kind, era, tags, values.

        The order is the same in every run.
        """
        if ref not in self._traits:
            fact = self._deck.facts.get(ref)
            found = set(self._traits_of(fact)) if fact else set()
            self._traits[ref] = tuple(sorted(found, key=repr))
        return self._traits[ref]

    def _traits_of(self, fact: Fact) -> Iterator[Trait]:
        yield from self.general(fact)
        for dimension in self._deck.kinds[fact.kind].alike:
            for field in dimension.fields:
                for value in fact.values.get(field, ()):
                    if not type_of(value.content).ranked:
                        keys = self._comparison.keys(value.content)
                        yield from ((fact.kind, field, *key) for key in keys)

    def general(self, fact: Fact) -> Iterator[Trait]:
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
