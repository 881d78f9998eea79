"""Comparison: whether two values, texts or facts can mean the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from quizgen.bank.names import Filler
from quizgen.bank.wording import Wording
from quizgen.deck.model import Content, Deck
from quizgen.deck.types.base import Key
from quizgen.deck.types.registry import type_of
from quizgen.deck.types.text import differ


class Comparison:
    """Compares the contents of a deck's values."""

    def __init__(self, deck: Deck, wording: Wording) -> None:
        self._deck = deck
        self.normal = wording.normal

    @cached_property
    def _wholes(self) -> dict[str, frozenset[str]]:
        direct: dict[str, set[str]] = defaultdict(set)
        for ref, fact in self._deck.facts.items():
            for name, values in fact.values.items():
                if self._deck.kinds[fact.kind].fields[name].contains:
                    found = (type_of(value.content).fact(value.content) for value in values)
                    direct[ref].update(filter(None, found))
        return {ref: frozenset(_reachable(ref, direct)) for ref in direct}

    def related(self, one: str, other: str) -> bool:
        """Return whether one of two facts is the other, or a part of it."""
        return (
            one == other or other in self._wholes.get(one, ()) or one in self._wholes.get(other, ())
        )

    def keys(self, content: Content) -> Iterable[Key]:
        """Return index keys; two contents that may mean the same share one."""
        return type_of(content).keys(content, self)

    def disjoint(self, one: Content, other: Content) -> bool:
        """Return whether two contents certainly can't mean the same."""
        mine = type_of(one)
        return mine is type_of(other) and mine.disjoint(one, other, self)

    def texts_differ(self, one: str, other: str) -> bool:
        """Return whether neither text holds all the words of the other."""
        return differ(self.normal(one), self.normal(other))

    def same_filler(self, one: Filler, other: Filler) -> bool:
        """Return whether two fillers share a name, or one is a part of the other."""
        return bool(one.names & other.names) or bool(
            one.fact and other.fact and self.related(one.fact, other.fact)
        )


def _reachable(start: str, direct: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for whole in direct.get(waiting.pop(), ()):
            if whole not in seen:
                seen.add(whole)
                waiting.append(whole)
    return seen
