"""The respects of kinds that name none: their numbers, and the countries of their facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from quizgen.deck.model.deck import Deck
from quizgen.deck.model.kinds import Dimension, Kind
from quizgen.deck.types.registry import type_of
from quizgen.language.lands import is_land

# A field with its kind.
_Place = tuple[str, str]


def unstated(deck: Deck) -> Mapping[str, Sequence[Dimension]]:
    """Return the dimensions of the kinds of a deck that name none themselves."""
    silent = {name: kind for name, kind in deck.kinds.items() if not kind.alike}
    lands = _fields_of_lands(deck, silent)
    return {name: [*_dimensions(kind, lands)] for name, kind in silent.items()}


def _dimensions(kind: Kind, lands: Collection[_Place]) -> Iterator[Dimension]:
    numbers = tuple(field.name for field in kind.fields.values() if field.type == "number")
    if numbers:
        yield Dimension("magnitude", numbers, hard=False)
    places = tuple(name for name in kind.fields if (kind.key, name) in lands)
    if places:
        yield Dimension("place", places, hard=False)


def _fields_of_lands(deck: Deck, kinds: Collection[str]) -> frozenset[_Place]:
    """Return the fields of which most values are the names of countries."""
    language = deck.language.partition("-")[0]
    lands, every = Counter[_Place](), Counter[_Place]()
    for fact in deck.facts.values():
        if fact.kind not in kinds:
            continue
        for name, values in fact.values.items():
            text = type_of(values[0].content).text(values[0].content) if values else None
            every[fact.kind, name] += 1
            lands[fact.kind, name] += is_land((text or "").removeprefix("the "), language)
    return frozenset(field for field, count in lands.items() if count > every[field] / 2)
