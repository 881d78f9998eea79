"""Bonds: which kinds of a deck the options of a question have to do with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt, Way
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.types.registry import type_of


class _Told(Struct):
    """What the facts of a kind tell of others.

    - `kinds` are those that they refer to, and `gists` those of their texts.
    - `names` are the gists of their own names.
    - `blanks` are the types of their blanks, and `tags` and `fields` what they have.
    """

    kinds: set[str]
    gists: set[str]
    names: set[str]
    blanks: set[str]
    tags: set[str]
    fields: set[str]
    is_contested: bool = False


class Bonds:
    """Tells which kinds of facts decide about the options of the questions of a fact base."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._around: dict[frozenset[str], frozenset[str]] = {}

    def kinds(self, prompt: Prompt) -> frozenset[str]:
        """Return the kinds of the facts that decide about the options of a question.

        They are its own kind, those that may fill its slot, and all that these refer to or name.
        """
        start = frozenset((prompt.fact.kind, *self._candidates(prompt)))
        if start not in self._around:
            self._around[start] = self._with_all_named(start)
        return self._around[start]

    def _candidates(self, prompt: Prompt) -> Iterator[str]:
        """Yield the kinds of which a name or a text may stand beside the key."""
        for name in self._slots(prompt):
            kind = self._base.deck.kinds.get(name)
            yield from self._of_pool.get(kind.pool if kind else name, ())
        if prompt.way is Way.FORWARD:
            yield from self._tagged_alike(prompt.fact.kind, prompt.field.name)

    def _slots(self, prompt: Prompt) -> tuple[str, ...]:
        """Return the kinds and pools whose names can fill the slot."""
        if prompt.blank is not None:
            return (prompt.blank.type,)
        kind = self._base.kind(prompt.fact)
        return (kind.pool,) if prompt.way is Way.BACK else prompt.field.to

    def _tagged_alike(self, kind: str, field: str) -> Iterator[str]:
        """Yield the kinds with facts that have a tag of a kind's facts, and a field of one name."""
        told = self._told
        tags = told[kind].tags
        for other, each in told.items():
            if field in each.fields and not tags.isdisjoint(each.tags):
                yield other

    @cached_property
    def _of_pool(self) -> dict[str, list[str]]:
        """Return the kinds of each pool, and those whose blanks ask for one of its names."""
        found: dict[str, list[str]] = defaultdict(list)
        for kind, told in self._told.items():
            for pool in (self._base.deck.kinds[kind].pool, *told.blanks):
                found[pool].append(kind)
        return found

    def _with_all_named(self, start: frozenset[str]) -> frozenset[str]:
        """Return kinds with all that have to do with them, directly or by others."""
        found, waiting = set(start), list(start)
        # Source and record must not stand beside each other anywhere.
        waiting += self._contested
        while waiting:
            kind = waiting.pop()
            found.add(kind)
            waiting += self._beside[kind] - found
        return frozenset(found)

    @cached_property
    def _contested(self) -> list[str]:
        return [kind for kind, told in self._told.items() if told.is_contested]

    @cached_property
    def _beside(self) -> dict[str, set[str]]:
        """Return for each kind those that its facts refer to or name; people stand together."""
        told = self._told
        people = {kind for kind in told if self._base.is_of_people(kind)}
        named: dict[str, set[str]] = defaultdict(set)
        for kind, each in told.items():
            for name in each.names:
                named[name].add(kind)
        return {
            kind: each.kinds.union(
                *(named[gist] for gist in each.gists & named.keys()),
                people if kind in people else (),
            )
            for kind, each in told.items()
        }

    @cached_property
    def _told(self) -> dict[str, _Told]:
        """Return what the facts of each kind tell of others."""
        found: dict[str, _Told] = {}
        for fact in self._base.deck.facts.values():
            if fact.kind not in found:
                found[fact.kind] = _Told(set(), set(), set(), set(), set(), set())
            self._read(fact, found[fact.kind])
        return found

    def _read(self, fact: Fact, told: _Told) -> None:
        gist, filler = self._base.comparison.gist, self._base.names.fillers.get(fact.ref)
        names = set(map(gist, filler.names)) if filler else set()
        told.names |= names
        told.gists |= names
        told.tags.update(fact.tags)
        told.fields.update(fact.values)
        for held in fact.values.values():
            for value in held:
                self._read_value(value, told)

    def _read_value(self, value: Value, told: _Told) -> None:
        field_type, content = type_of(value.content), value.content
        ref = field_type.fact(content)
        if ref:
            told.kinds.add(self._base.deck.facts[ref].kind)
        texts = [field_type.text(content), *_offers(value)]
        for blank in field_type.blanks(content):
            told.blanks.add(blank.type)
            texts.append(type_of(blank.content).text(blank.content))
        told.gists.update(map(self._base.comparison.gist, filter(None, texts)))
        if value.record:
            told.is_contested = True
            self._read_value(value.record, told)


def _offers(value: Value) -> Iterable[str]:
    """Yield the texts that an author offers beside a value, or calls right as well."""
    control = value.control
    offers = (*control.offered, *control.options, *control.also)
    return (each for each in offers if isinstance(each, str))
