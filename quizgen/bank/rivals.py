"""Finds the facts that a stem may mean besides its own: then the stem is no question back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from quizgen.bank.base import FactBase
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import Field
from quizgen.deck.types.registry import type_of
from quizgen.media.model import Media


class Given(Struct, frozen=True, gc=False):
    """What a stem says about its fact: the `values` of `field`, and those of other fields.

    `fields` are all fields that it gives. It says when the values hold if it is `timed`.
    """

    fact: Fact
    field: Field
    values: tuple[Value, ...]
    fields: frozenset[str]
    timed: bool

    def of(self, name: str) -> Sequence[Value]:
        """Return the values that the stem gives for a field."""
        return self.values if name == self.field.name else self.fact.values.get(name, ())


def rival_of(base: FactBase, given: Given) -> Fact | None:
    """Return another fact of the kind for which all that a stem says may hold, None if none does.

    What a fact does not say about a further field may hold; the value that the question gives must
    be recorded. Pictures are told apart by their files: learners see them.
    """
    for other in _candidates(base, given):
        if other.ref != given.fact.ref and _may_be_meant(base, given, other):
            return other
    return None


def _may_be_meant(base: FactBase, given: Given, other: Fact) -> bool:
    asked = given.field.name
    for name in given.fields:
        theirs = other.values.get(name, ())
        if not theirs and name == asked:
            return False
        if theirs and not all(
            _is_among(base, value, theirs, timed=given.timed) for value in given.of(name)
        ):
            return False
    return True


def _is_among(base: FactBase, value: Value, theirs: Iterable[Value], *, timed: bool) -> bool:
    return any(_may_be_same(base, value, each, timed=timed) for each in theirs)


def _may_be_same(base: FactBase, one: Value, other: Value, *, timed: bool) -> bool:
    mine, theirs = _media(one), _media(other)
    if mine and theirs:
        return same_file(mine, theirs)
    return base.overlap(one, other, timed=timed)


def same_file(one: Media, other: Media) -> bool:
    """Return whether two pictures or sounds have the same bytes."""
    return one.file == other.file if one.file and other.file else one.path == other.path


def _candidates(base: FactBase, given: Given) -> Iterable[Fact]:
    """Return the facts that may hold what the stem gives: few, and all that do."""
    kind, asked = given.fact.kind, given.field.name
    if not given.fields:
        return base.of_kind.get(kind, ())
    if asked not in given.fields:
        held = [_holders(base, given, name) for name in sorted(given.fields)]
        return [fact for facts in held for fact in facts]
    # Facts that do not record a further field may hold the value as well.
    further = sorted(given.fields - {asked})
    lacking = {name: base.lacking(kind, name) for name in further}
    found = [(_holders(base, given, name), lacking.get(name, ())) for name in (asked, *further)]
    return chain(*min(found, key=lambda each: len(each[0]) + len(each[1])))


def _holders(base: FactBase, given: Given, name: str) -> list[Fact]:
    """Return the facts that may hold the first value given for a field."""
    value = given.of(name)[0]
    media = _media(value)
    # Thousands of pictures may have the same description; the file alone finds few.
    content = replace(media, alt="") if media else value.content
    return list(base.holders(given.fact.kind, name, content))


def _media(value: Value) -> Media | None:
    return type_of(value.content).media(value.content)
