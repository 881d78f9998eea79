"""Whether two declarations of a kind say the same, wherever they stand."""

from __future__ import annotations

from msgspec.structs import replace

from quizgen.deck.model.kinds import Field, Kind
from quizgen.diagnostics import Place

_NOWHERE = Place("")


def is_same_kind(one: Kind, other: Kind) -> bool:
    """Tell whether two kinds are the same in everything except their places."""
    return _placeless(one) == _placeless(other)


def holds_the_same(one: Kind, other: Kind) -> bool:
    """Tell whether facts of one kind can stand as facts of the other.

    Their fields must mean the same. Their questions, and what fields are about, may differ.
    """
    return _holding(one) == _holding(other)


def _placeless(kind: Kind) -> Kind:
    fields = {name: replace(field, place=_NOWHERE) for name, field in kind.fields.items()}
    return replace(kind, place=_NOWHERE, fields=fields)


def _holding(kind: Kind) -> tuple[object, ...]:
    fields = {name: _meaning(field) for name, field in kind.fields.items()}
    return kind.pool, kind.name, kind.main, fields


def _meaning(field: Field) -> Field:
    return replace(field, place=_NOWHERE, about="")
