"""Topics: how near what two English facts of a kind are about is, by the words that tell them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from heapq import nsmallest
from itertools import chain

from quizgen.bank.chance import entry
from quizgen.bank.names import Names
from quizgen.bank.wording import KEPT
from quizgen.deck.model.contents import Content
from quizgen.deck.model.deck import Deck
from quizgen.deck.types.registry import type_of
from quizgen.language.lexicon import LANGUAGE
from quizgen.language.vectors import NOTHING, Vector, about, closeness, scaled

# Closeness counts in steps, so that facts about equally near have the same likeness.
_STEPS = 4
# So many facts of a kind tell what all have in common.
_SAMPLE = 200


class Topics:
    """What the facts of a deck are about, by their names and values."""

    def __init__(self, deck: Deck, names: Names) -> None:
        self._deck = deck
        self._names = names
        self._is_known = deck.language.partition("-")[0] == LANGUAGE
        self._shared: dict[str, tuple[int, Vector]] = {}
        self._about = lru_cache(KEPT)(self._read)
        self._in_words = lru_cache(KEPT)(lambda text: about((text,)))
        self._apart = lru_cache(KEPT)(self._set_apart)

    def nearness(self, one: str, other: str) -> float:
        """Return how near two facts of a kind are, in steps from 0 to 1; 0 if nothing is known."""
        return max(round(self.closeness(one, other) * _STEPS), 0) / _STEPS

    def closeness(self, one: str, other: str) -> float:
        """Return how close two facts of a kind are, from -1 to 1; 0 if nothing is known.

        What all facts of the kind are about makes none of them closer. Nothing is known of facts
        in languages other than English.
        """
        is_one_kind = one.partition("/")[0] == other.partition("/")[0]
        if not self._is_known or not is_one_kind:
            return 0.0
        return closeness(self._apart(one), self._apart(other))

    def pull(self, stem: str, key: str, other: str) -> float:
        """Return how much closer to a stem another text is than the key; 0 if nothing is known."""
        if not self._is_known:
            return 0.0
        asked, right, wrong = (self._in_words(text) for text in (stem, key, other))
        if NOTHING in (asked, right, wrong):
            return 0.0
        return closeness(asked, wrong) - closeness(asked, right)

    def _set_apart(self, ref: str) -> Vector:
        """Return what a fact is about less what its kind is about, times a number of facts."""
        mine = self._about(ref)
        if mine == NOTHING:
            return NOTHING
        count, shared = self._shared_by(self._deck.facts[ref].kind)
        return tuple(
            count * number - all_numbers for number, all_numbers in zip(mine, shared, strict=True)
        )

    def _shared_by(self, kind: str) -> tuple[int, Vector]:
        """Return the number of facts that tell what a kind is about, and the sum of theirs."""
        if kind not in self._shared:
            refs = (ref for ref, fact in self._deck.facts.items() if fact.kind == kind)
            vectors = [self._about(ref) for ref in nsmallest(_SAMPLE, refs, key=entry)]
            self._shared[kind] = len(vectors), tuple(map(sum, zip(*vectors, strict=True)))
        return self._shared[kind]

    def _read(self, ref: str) -> Vector:
        return scaled(about(self._texts(ref)))

    def _texts(self, ref: str) -> Iterator[str]:
        """Yield the name and the values of a fact in words."""
        named = self._names.fillers.get(ref)
        if named:
            yield named.text
        values = chain.from_iterable(self._deck.facts[ref].values.values())
        yield from chain.from_iterable(self._told_by(value.content) for value in values)

    def _told_by(self, content: Content) -> Iterator[str]:
        field_type = type_of(content)
        yield field_type.text(content)
        referred = self._names.fillers.get(field_type.fact(content))
        if referred:
            yield referred.text
        for blank in field_type.blanks(content):
            yield type_of(blank.content).text(blank.content)
