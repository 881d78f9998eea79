"""Neighbours: the facts whose dates or numbers come next to those of a fact."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Fact
from quizgen.deck.model.kinds import Dimension
from quizgen.deck.types.registry import type_of

# How many neighbours on each side of a value are near.
_NEAR = 12


class Neighbours:
    """The facts of a deck in the order of their dates and numbers.

    `defaults` are the respects of kinds that name none.
    """

    def __init__(self, deck: Deck, defaults: Mapping[str, Sequence[Dimension]]) -> None:
        self._deck = deck
        self._defaults = defaults

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
        defaults = self._defaults.get(fact.kind, ())
        stated = self._deck.kinds[fact.kind].alike
        fields = (field for each in (*stated, *defaults) for field in each.fields)
        return [field for field in fields if (fact.kind, field) in self._ordered]

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
