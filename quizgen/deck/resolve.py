"""Ties facts together: references to the facts that they mean, blanks to pools."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain

from quizgen.deck.model import Fact, Field, Kind, Reference, Value
from quizgen.deck.ordered import check_reference
from quizgen.deck.read import shorten
from quizgen.deck.types.registry import TYPES, type_of
from quizgen.diagnostics import Problems, did_you_mean

# A missing id is compared with no more ids than this: hostile decks must not take quadratic time.
_MOST_COMPARED = 2000


@dataclass(frozen=True, slots=True)
class _Known:
    """What references and blanks may mean.

    `facts` are those that could be read, `lost` the ids of the others. `kinds` are all kinds,
    `targets` the keys of those that a field refers to, `blanks` the types that a blank can have.
    """

    facts: Mapping[str, Fact]
    lost: AbstractSet[str]
    kinds: Mapping[str, Kind]
    targets: Mapping[Field, tuple[str, ...]]
    blanks: AbstractSet[str]


def resolve(
    facts: Mapping[str, Fact],
    kinds: Mapping[str, Kind],
    problems: Problems,
    lost: AbstractSet[str] = frozenset(),
) -> dict[str, Fact]:
    """Return the facts with references tied to their ``kind/id``; report those without one.

    `lost` are ids of facts that could not be read: references to these are not reported.
    """
    targets = {
        field: _targets(field, kinds)
        for kind in kinds.values()
        for field in kind.fields.values()
        if field.type == "reference"
    }
    pools = {kind.pool for kind in kinds.values()}
    types = {name for name, each in TYPES.items() if each.fills_blanks}
    known = _Known(facts, lost, kinds, targets, types | pools | lost)
    return {ref: _resolved(fact, known, problems) for ref, fact in facts.items()}


def without_lost(facts: Mapping[str, Fact], kinds: Mapping[str, Kind]) -> dict[str, Fact]:
    """Return resolved facts without the references to lost facts.

    A fact that needs such a reference is lost as well.
    """
    kept = dict(facts)
    while True:
        found = {ref: _without_lost(fact, kept, kinds[fact.kind]) for ref, fact in kept.items()}
        sound = {ref: fact for ref, fact in found.items() if fact is not None}
        if len(sound) == len(kept):
            return sound
        kept = sound


def _without_lost(fact: Fact, known: Mapping[str, Fact], kind: Kind) -> Fact | None:
    """Return a fact without the references to unknown facts, None if it needs one of them."""
    tied = {name: _tied(values, known) for name, values in fact.values.items()}
    if tied == fact.values:
        return fact
    lost = [name for name, values in tied.items() if not values]
    if any(kind.fields[name].required for name in lost):
        return None
    return replace(fact, values={name: each for name, each in tied.items() if each})


def _tied(values: tuple[Value, ...], known: Mapping[str, Fact]) -> tuple[Value, ...]:
    return tuple(value for value in values if _is_tied(value, known))


def _is_tied(value: Value, known: Mapping[str, Fact]) -> bool:
    """Return whether a value refers to no unknown fact."""
    if value.record and not _is_tied(value.record, known):
        return False
    return not isinstance(value.content, Reference) or value.content.fact in known


def _resolved(fact: Fact, known: _Known, problems: Problems) -> Fact:
    fields = known.kinds[fact.kind].fields
    changed = {
        name: tuple(_tie(value, fields[name], known, problems) for value in values)
        for name, values in fact.values.items()
        if fields[name].type == "reference"
    }
    for value in chain.from_iterable(changed.values()):
        check_reference(value, known.facts, known.kinds, problems)
    for name, values in fact.values.items():
        if fields[name].type == "sentence":
            _check_blanks(values, known.blanks, problems)
    return replace(fact, values={**fact.values, **changed}) if changed else fact


def _targets(field: Field, kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    return tuple(key for key, kind in kinds.items() if key in field.to or kind.pool in field.to)


def _tie(value: Value, field: Field, known: _Known, problems: Problems) -> Value:
    assert isinstance(value.content, Reference)  # noqa: S101 - the field's type made it
    target = value.content.target
    found = _found(target, known.targets[field], known)
    record = _tie(value.record, field, known, problems) if value.record else None
    if len(found) == 1:
        return replace(value, content=Reference(target, found[0]), record=record)
    if target.rpartition("/")[2] in known.lost:
        return value
    if found:
        fix = f"write the kind too: `{found[0]}`"
        problems.error("Q217", f"`{target}` is the id of several facts", value.place, fix)
    else:
        _report_missing(target, field, value, known, problems)
    return value


def _report_missing(
    target: str, field: Field, value: Value, known: _Known, problems: Problems
) -> None:
    """Report that a reference names no fact, or one of a kind that the field may not name."""
    elsewhere = _found(target, tuple(known.kinds), known)
    if not elsewhere:
        message = f"`{field.name}` refers to `{shorten(target)}`, and there is no such fact"
        problems.error("Q217", message, value.place, _fix(target, known.targets[field], known))
        return
    kind = elsewhere[0].partition("/")[0]
    allowed = " or ".join(f"`{name}`" for name in field.to)
    message = f"`{field.name}` names facts of {allowed}; `{elsewhere[0]}` is of another kind"
    pools = [name for name in field.to if name not in known.kinds]
    fix = f"name a fact of {allowed}"
    if pools and kind in known.kinds:
        fix += f", or write `pool: {pools[0]}` in the kind `{kind}`"
    problems.error("Q217", message, value.place, fix)


def _found(target: str, kinds: tuple[str, ...], known: _Known) -> list[str]:
    """Return the facts of the kinds that an id may mean."""
    if target in known.facts and target.partition("/")[0] in kinds:
        return [target]
    return [f"{kind}/{target}" for kind in kinds if f"{kind}/{target}" in known.facts]


def _fix(target: str, kinds: tuple[str, ...], known: _Known) -> str:
    ids = [ref.partition("/")[2] for ref in known.facts if ref.partition("/")[0] in kinds]
    if len(ids) > _MOST_COMPARED:
        return "write the id of a fact"
    return did_you_mean(target, ids) or f"write the id of a fact of {', '.join(kinds)}"


def _check_blanks(values: tuple[Value, ...], types: AbstractSet[str], problems: Problems) -> None:
    for value in values:
        for blank in type_of(value.content).blanks(value.content):
            if blank.type not in types:
                message = f"a blank cannot have the type `{shorten(blank.type)}`"
                problems.error("Q212", message, value.place, did_you_mean(blank.type, types))
