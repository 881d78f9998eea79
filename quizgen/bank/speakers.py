"""Speakers: whom the claims and quotations of a deck name as those who said them."""

from __future__ import annotations

from functools import cached_property
from itertools import chain

from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt, Way
from quizgen.deck.model.contents import Reference

# The kinds of what somebody said.
_SAYINGS = ("claims", "quotes")
# Among so many speakers one of the same sort is looked for.
_MOST = 256


class Speakers:
    """Tells which questions ask who said something, and who says something in the source."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._beside: dict[str, bool] = {}

    def are_asked_for(self, prompt: Prompt) -> bool:
        """Return whether a question asks who said something."""
        is_forward = prompt.way is Way.FORWARD and prompt.fact.kind in _SAYINGS
        return is_forward and isinstance(prompt.value.content, Reference)

    def may_have_said(self, prompt: Prompt, mine: str, theirs: str) -> bool:
        """Return whether another speaker of the source may stand first beside the right one.

        Speakers of another sort stand behind those who only stand beside the source, unless the
        right one would then be the only option who says something there.
        """
        facts = self._base.deck.facts
        if mine not in facts or theirs not in facts or not self.are_asked_for(prompt):
            return False
        if self._has_another_beside(mine):
            return theirs in self.refs and self._are_alike(mine, theirs)
        # Where nobody else speaks, whoever is no background stands first.
        return theirs in self.refs if len(self.refs) > 1 else not facts[theirs].background

    def _has_another_beside(self, ref: str) -> bool:
        """Return whether anybody else speaks whose sort does not differ, among the first ones."""
        if ref not in self._beside:
            others = (each for each in self._first if each != ref)
            self._beside[ref] = any(self._are_alike(ref, each) for each in others)
        return self._beside[ref]

    def _are_alike(self, mine: str, theirs: str) -> bool:
        facts = self._base.deck.facts
        return not self._base.likeness.is_of_another_sort(facts[mine], facts[theirs])

    @cached_property
    def _first(self) -> list[str]:
        return [each for each in sorted(self.refs) if each in self._base.deck.facts][:_MOST]

    @cached_property
    def refs(self) -> frozenset[str]:
        """Return the facts of those who say something in the source; background says nothing."""
        of_kind = self._base.of_kind
        facts = chain.from_iterable(of_kind.get(kind, ()) for kind in _SAYINGS)
        own = (fact for fact in facts if not fact.background)
        values = chain.from_iterable(chain.from_iterable(fact.values.values()) for fact in own)
        contents = (value.content for value in values if not value.background)
        return frozenset(each.fact for each in contents if isinstance(each, Reference))
