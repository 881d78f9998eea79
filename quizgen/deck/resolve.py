"""Tying facts together: references find the facts that they mean, blanks the pools that they draw on."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from quizgen.deck.model import Fact, Field, Kind, Reference, Value
from quizgen.deck.ordered import check_reference
from quizgen.deck.read import shorten
from quizgen.deck.types.registry import TYPES, type_of
from quizgen.diagnostics import Problems, did_you_mean


@dataclass(frozen=True, slots=True)
class _Known:
    """The facts that could be read, and the ids of those that could not."""

    facts: Mapping[str, Fact]
    lost: AbstractSet[str]


def resolve(
    facts: Mapping[str, Fact],
    kinds: Mapping[str, Kind],
    problems: Problems,
    lost: AbstractSet[str] = frozenset(),
) -> dict[str, Fact]:
    """Return the facts with each reference tied to its ``kind/id``; what leads nowhere is reported.

    `lost` are ids that stood in what could not be read: nothing is said of references to these.
    """
    targets = {
        field: _targets(field, kinds)
        for kind in kinds.values()
        for field in kind.fields.values()
        if field.type == "reference"
    }
    pools = {kind.pool for kind in kinds.values()}
    known = _Known(facts, lost)
    resolved: dict[str, Fact] = {}
    for ref, fact in facts.items():
        fields = kinds[fact.kind].fields
        changed = {
            name: tuple(
                _tie(value, fields[name], targets[fields[name]], known, problems)
                for value in values
            )
            for name, values in fact.values.items()
            if fields[name].type == "reference"
        }
        resolved[ref] = replace(fact, values={**fact.values, **changed}) if changed else fact
        for value in (value for values in changed.values() for value in values):
            check_reference(value, facts, kinds, problems)
        for name, values in fact.values.items():
            if fields[name].type == "sentence":
                _check_blanks(values, {*pools, *lost}, problems)
    return resolved


def _targets(field: Field, kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    return tuple(key for key, kind in kinds.items() if key in field.to or kind.pool in field.to)


def _tie(
    value: Value,
    field: Field,
    kinds: tuple[str, ...],
    known: _Known,
    problems: Problems,
) -> Value:
    assert isinstance(value.content, Reference)  # noqa: S101 - the reader made it from the field's type
    target = value.content.target
    found = [f"{kind}/{target}" for kind in kinds if f"{kind}/{target}" in known.facts]
    if target in known.facts and target.partition("/")[0] in kinds:
        found = [target]
    record = _tie(value.record, field, kinds, known, problems) if value.record else None
    if len(found) == 1:
        return replace(value, content=Reference(target, found[0]), record=record)
    if target.rpartition("/")[2] in known.lost:
        return value
    if found:
        message, fix = f"`{target}` is the id of several facts", f"write the kind too: `{found[0]}`"
    else:
        ids = [ref.partition("/")[2] for ref in known.facts if ref.partition("/")[0] in kinds]
        message = f"`{field.name}` refers to `{shorten(target)}`, and there is no such fact"
        # The comparison is linear in the facts; a hostile deck must not make it quadratic.
        fix = did_you_mean(target, ids) if len(ids) <= 2000 else "write the id of a fact"
    problems.error(
        "Q217", message, value.place, fix or f"write the id of a fact of {', '.join(kinds)}"
    )
    return value


def _check_blanks(values: tuple[Value, ...], pools: set[str], problems: Problems) -> None:
    known = {name for name, each in TYPES.items() if each.fills_blanks} | pools
    for value in values:
        for blank in type_of(value.content).blanks(value.content):
            if blank.type not in known:
                message = f"a blank cannot have the type `{shorten(blank.type)}`"
                problems.error("Q212", message, value.place, did_you_mean(blank.type, known))
