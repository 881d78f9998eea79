"""Speakers: whom the claims and quotations of a deck name as those who said them."""

from __future__ import annotations

from functools import cached_property
from itertools import chain

from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt, Way
from quizgen.deck.model.contents import Reference

# The kinds of what somebody said.
_SAYINGS = ("claims", "quotes")


class Speakers:
    """Tells which questions ask who said something, and who says something in the source."""

    def __init__(self, base: FactBase) -> None:
        self._base = base

    def are_asked_for(self, prompt: Prompt) -> bool:
        """Return whether a question asks who said something."""
        is_forward = prompt.way is Way.FORWARD and prompt.fact.kind in _SAYINGS
        return is_forward and isinstance(prompt.value.content, Reference)

    def may_have_said(self, prompt: Prompt, mine: str, theirs: str) -> bool:
        """Return whether another speaker of the source may stand first beside the right one.

        Speakers of another sort stand behind those who only stand beside the source.
        """
        if theirs not in self.refs or not self.are_asked_for(prompt):
            return False
        one, other = (self._base.deck.facts.get(ref) for ref in (mine, theirs))
        if one is None or other is None:
            return False
        return not self._base.likeness.is_of_another_sort(one, other)

    @cached_property
    def refs(self) -> frozenset[str]:
        """Return the facts of those who say something in the source; background says nothing."""
        of_kind = self._base.of_kind
        facts = chain.from_iterable(of_kind.get(kind, ()) for kind in _SAYINGS)
        own = (fact for fact in facts if not fact.background)
        values = chain.from_iterable(chain.from_iterable(fact.values.values()) for fact in own)
        contents = (value.content for value in values if not value.background)
        return frozenset(each.fact for each in contents if isinstance(each, Reference))
