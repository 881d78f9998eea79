"""Twins: facts whose descriptions share most words, such as cations and anions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain, islice

from quizgen.bank.base import FactBase
from quizgen.bank.telling import telling
from quizgen.bank.traits import Trait
from quizgen.deck.model.facts import Fact
from quizgen.deck.types.registry import type_of

# Two descriptions are twins if they share so many words, and this part of those of the shorter one.
_FEWEST, _TWINS = 2, 0.5
# Words of fewer letters, such as "with" and "into", count for nothing.
_LONG = 5
# So many others make an item.
_ENOUGH = 2
# A word in more descriptions than this tells nothing.
_COMMON = 12


class Twins:
    """Compares the descriptions of a fact base, by field."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._words: dict[tuple[str, str], Mapping[str, frozenset[str]]] = {}
        self._enough: dict[tuple[str, str], bool] = {}
        self._with_trait: dict[str, Mapping[Trait, list[str]]] = {}
        self._with_word: dict[tuple[str, str], Mapping[str, list[str]]] = {}

    def belongs_to_another(self, field: str, mine: Fact, theirs: Fact) -> bool:
        """Return whether one of two facts of a kind has a twin, and the two have no word in common.

        Cations and anions are twins. Beside isomers, they are a pair that nobody falls for, and
        beside the two, isomers are what nobody falls for. But where the author says what is akin
        to the first fact, and too few others of that are left, all of it stands together.
        """
        is_apart = self._is_of_another_pair(field, mine, theirs)
        return is_apart and self._has_enough_beside(field, mine)

    def _has_enough_beside(self, field: str, mine: Fact) -> bool:
        """Return whether enough facts akin to one are of no other pair, or none is akin to it."""
        if (mine.ref, field) not in self._enough:
            facts, clash = self._base.deck.facts, self._base.likeness.clash
            akin = [facts[ref] for ref in self._akin(mine) if not clash(mine.ref, ref)]
            having = (each for each in akin if each.values.get(field))
            left = (each for each in having if not self._is_of_another_pair(field, mine, each))
            are_enough = len(list(islice(left, _ENOUGH))) == _ENOUGH
            self._enough[mine.ref, field] = are_enough or not akin
        return self._enough[mine.ref, field]

    def _akin(self, fact: Fact) -> Iterable[str]:
        """Return the other facts of a kind that share a value that makes facts alike."""
        traits_of, kind = self._base.likeness.traits, fact.kind
        if kind not in self._with_trait:
            found: dict[Trait, list[str]] = defaultdict(list)
            for each in self._base.of_kind[kind]:
                for trait in traits_of(each.ref):
                    found[trait].append(each.ref)
            self._with_trait[kind] = found
        # The first part of a trait that a kind's fields make is the kind.
        own = (trait for trait in traits_of(fact.ref) if trait[0] == kind)
        akin = chain.from_iterable(self._with_trait[kind][trait] for trait in own)
        return (ref for ref in dict.fromkeys(akin) if ref != fact.ref)

    def _is_of_another_pair(self, field: str, mine: Fact, theirs: Fact) -> bool:
        kind = mine.kind
        words = self._described(kind, field)
        own, others = words.get(mine.ref), words.get(theirs.ref)
        if not own or not others or own & others:
            return False
        return self._has_twin(field, mine, mine) or self._has_twin(field, theirs, mine)

    def _has_twin(self, field: str, fact: Fact, beside: Fact) -> bool:
        """Return whether a fact has a twin that may stand beside another fact."""
        words = self._described(fact.kind, field)
        own, clash = words[fact.ref], self._base.likeness.clash
        having = {ref for word in own for ref in self._having(fact.kind, field, word)}
        others = having - {fact.ref, beside.ref}
        return any(
            _are_twins(own, words[ref]) and not clash(beside.ref, ref) for ref in sorted(others)
        )

    def _having(self, kind: str, field: str, word: str) -> list[str]:
        """Return the facts with a word in their description, none if there are many."""
        if (kind, field) not in self._with_word:
            found: dict[str, list[str]] = defaultdict(list)
            for ref, words in self._described(kind, field).items():
                for each in words:
                    found[each].append(ref)
            self._with_word[kind, field] = found
        facts = self._with_word[kind, field].get(word, [])
        return facts if len(facts) <= _COMMON else []

    def _described(self, kind: str, field: str) -> Mapping[str, frozenset[str]]:
        """Return the words of the descriptions in a field by their facts."""
        if (kind, field) not in self._words:
            found: dict[str, frozenset[str]] = {}
            for fact, value in self._base.values_of(kind, field):
                text = type_of(value.content).text(value.content)
                if text and fact.ref not in found:
                    words = telling(self._base.wording, text)
                    found[fact.ref] = frozenset(word for word in words if len(word) >= _LONG)
            self._words[kind, field] = found
        return self._words[kind, field]


def _are_twins(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= _FEWEST and shared >= _TWINS * min(len(one), len(other))
