"""Ties facts together: references to the facts that they mean, blanks to pools."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from quizgen.deck.model.contents import Reference
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import Field, Kind
from quizgen.deck.ordered import check_reference
from quizgen.deck.read import shorten
from quizgen.deck.types.registry import TYPES, type_of
from quizgen.diagnostics import Problems, did_you_mean

# A missing id is compared with no more ids than this: hostile decks must not take quadratic time.
_MOST_COMPARED = 2000
_SLASHES = len(("deck", "kind", "id")) - 1


class Abroad(Struct, frozen=True):
    """What a deck knows of others: its own id, and their facts by ``deck/kind/id``.

    Without `facts`, references to other decks stay open: they are tied to what they say.
    """

    own: str = ""
    facts: Mapping[str, Fact] | None = None


_NOTHING_ABROAD = Abroad()


class _Known(Struct, frozen=True):
    """What references and blanks may mean.

    `facts` are those that could be read, `lost` the ids of the others. `kinds` are all kinds,
    `targets` the keys of those that a field refers to, `blanks` the types that a blank can have.
    `abroad` is what is known of other decks.
    """

    facts: Mapping[str, Fact]
    lost: AbstractSet[str]
    kinds: Mapping[str, Kind]
    targets: Mapping[Field, tuple[str, ...]]
    blanks: AbstractSet[str]
    abroad: Abroad


def names_other_deck(target: str) -> bool:
    """Tell whether a reference may name a fact of another deck: ``deck/kind/id``."""
    return target.count("/") == _SLASHES


def resolve(
    facts: Mapping[str, Fact],
    kinds: Mapping[str, Kind],
    problems: Problems,
    lost: AbstractSet[str] = frozenset(),
    abroad: Abroad = _NOTHING_ABROAD,
) -> dict[str, Fact]:
    """Return the facts with references tied to their ``kind/id``; report those without one.

    `lost` are ids of facts that could not be read: references to these are not reported. Nor
    are references that stand there as written.
    """
    known = _known(facts, kinds, lost, abroad)
    # Most kinds have no fields that refer to others.
    tied = {key for key, kind in kinds.items() if kind.tied}
    return {
        ref: _resolved(fact, known, problems) if fact.kind in tied else fact
        for ref, fact in facts.items()
    }


def _known(
    facts: Mapping[str, Fact], kinds: Mapping[str, Kind], lost: AbstractSet[str], abroad: Abroad
) -> _Known:
    fields = chain.from_iterable(kind.fields.values() for kind in kinds.values())
    targets = {field: _targets(field, kinds) for field in fields if field.type == "reference"}
    pools = {kind.pool for kind in kinds.values()}
    types = {name for name, each in TYPES.items() if each.fills_blanks}
    theirs = {fact.ref: fact for fact in (abroad.facts or {}).values()}
    everywhere = {**facts, **theirs} if theirs else facts
    return _Known(everywhere, lost, kinds, targets, types | pools | lost, abroad)


def without_lost(facts: Mapping[str, Fact], kinds: Mapping[str, Kind]) -> dict[str, Fact]:
    """Return resolved facts without the references to lost facts.

    A fact that needs such a reference is lost as well.
    """
    kept = dict(facts)
    while True:
        found = {
            ref: _without_lost(fact, kept.keys(), kinds[fact.kind]) for ref, fact in kept.items()
        }
        sound = {ref: fact for ref, fact in found.items() if fact is not None}
        if len(sound) == len(kept):
            return sound
        kept = sound


def _without_lost(fact: Fact, known: AbstractSet[str], kind: Kind) -> Fact | None:
    """Return a fact without the references to unknown facts, None if it needs one of them."""
    tied = {name: _tied(values, known) for name, values in fact.values.items()}
    if tied == fact.values:
        return fact
    lost = [name for name, values in tied.items() if not values]
    if any(kind.fields[name].required for name in lost):
        return None
    return replace(fact, values={name: each for name, each in tied.items() if each})


def _tied(values: tuple[Value, ...], known: AbstractSet[str]) -> tuple[Value, ...]:
    return tuple(value for value in values if _is_tied(value, known))


def _is_tied(value: Value, known: AbstractSet[str]) -> bool:
    """Return whether a value refers to no unknown fact."""
    if value.record and not _is_tied(value.record, known):
        return False
    if not isinstance(value.content, Reference):
        return True
    return value.content.fact in known or names_other_deck(value.content.fact)


def _resolved(fact: Fact, known: _Known, problems: Problems) -> Fact:
    kind = known.kinds[fact.kind]
    for name, values in fact.values.items():
        if name in kind.sentences:
            _check_blanks(values, known.blanks, problems)
    changed = {
        name: tuple([_tie(each, kind.fields[name], known, problems) for each in fact.values[name]])
        for name in kind.references
        if name in fact.values
    }
    if not changed:
        return fact
    for value in chain.from_iterable(changed.values()):
        check_reference(value, known.facts, known.kinds, problems)
    return replace(fact, values={**fact.values, **changed})


def _targets(field: Field, kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    return tuple(key for key, kind in kinds.items() if key in field.to or kind.pool in field.to)


def _tie(value: Value, field: Field, known: _Known, problems: Problems) -> Value:
    assert isinstance(value.content, Reference)  # noqa: S101 - the field's type made it
    target = _without_own_id(value.content.target, known)
    found = _found(target, known.targets[field], known)
    record = _tie(value.record, field, known, problems) if value.record else None
    if len(found) == 1:
        return replace(value, content=Reference(target, found[0]), record=record)
    if target not in known.lost and target.rpartition("/")[2] not in known.lost:
        message, fix = _missing(target, found, field, known)
        problems.error("Q217", message, value.place, fix)
    return value


def _without_own_id(target: str, known: _Known) -> str:
    """Return a reference without the deck's own id, which it may name."""
    own, _, ref = target.partition("/")
    return ref if names_other_deck(target) and own == known.abroad.own else target


def _found(target: str, kinds: tuple[str, ...], known: _Known) -> list[str]:
    """Return the facts of the kinds that an id may mean."""
    if names_other_deck(target):
        return _found_abroad(target, kinds, known)
    if target in known.facts and target.partition("/")[0] in kinds:
        return [target]
    return [f"{kind}/{target}" for kind in kinds if f"{kind}/{target}" in known.facts]


def _found_abroad(target: str, kinds: tuple[str, ...], known: _Known) -> list[str]:
    if known.abroad.facts is None:
        return [target]
    fact = known.abroad.facts.get(target)
    return [fact.ref] if fact and fact.kind in kinds else []


def _missing(target: str, found: list[str], field: Field, known: _Known) -> tuple[str, str]:
    """Return what is wrong with a reference that means no fact or several, and the fix."""
    if found:
        return f"`{target}` is the id of several facts", f"write the kind too: `{found[0]}`"
    elsewhere = _found(target, tuple(known.kinds), known)
    if elsewhere:
        return _of_another_kind(known.facts[elsewhere[0]], field, known)
    message = f"`{field.name}` refers to `{shorten(target)}`, and there is no such fact"
    return message, _fix(target, known.targets[field], known)


def _of_another_kind(fact: Fact, field: Field, known: _Known) -> tuple[str, str]:
    """Return what is wrong with a reference to a fact of a kind that the field may not name."""
    allowed = " or ".join(f"`{name}`" for name in field.to)
    message = f"`{field.name}` names facts of {allowed}; `{fact.written}` is of another kind"
    pools = [name for name in field.to if name not in known.kinds]
    fix = f"name a fact of {allowed}"
    if pools:
        fix += f", or write `pool: {pools[0]}` in the kind `{fact.kind}`"
    return message, fix


def _fix(target: str, kinds: tuple[str, ...], known: _Known) -> str:
    facts = [fact for fact in known.facts.values() if fact.kind in kinds and not fact.deck]
    if len(facts) > _MOST_COMPARED:
        return "write the id of a fact"
    named = [fact for fact in facts if _is_called(fact, known.kinds[fact.kind].name, target)]
    if len(named) == 1:
        return f"write the id of the fact, not its name: did you mean `{named[0].id}`?"
    ids = [fact.id for fact in facts]
    return did_you_mean(target, ids) or f"write the id of a fact of {', '.join(kinds)}"


def _is_called(fact: Fact, field: str, target: str) -> bool:
    """Return whether a text is a name of a fact, whatever its capitals."""
    values = fact.values.get(field, ())
    names = (type_of(value.content).text(value.content) for value in values)
    others = chain.from_iterable(value.control.also for value in values)
    return target.casefold() in (name.casefold() for name in chain(names, others))


def _check_blanks(values: tuple[Value, ...], types: AbstractSet[str], problems: Problems) -> None:
    for value in values:
        for blank in type_of(value.content).blanks(value.content):
            if blank.type not in types:
                message = f"a blank cannot have the type `{shorten(blank.type)}`"
                fix = f"{did_you_mean(blank.type, types)}; `text` stands for anything else"
                problems.error("Q212", message, value.place, fix)
