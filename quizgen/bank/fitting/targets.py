"""Targets: whether a fact fits beside the one that a value or a blank names, such as an actor."""

from __future__ import annotations

from itertools import chain, islice

from quizgen.bank.base import FactBase
from quizgen.bank.bodies import ORGANIZATION
from quizgen.bank.fitting.ages import Ages
from quizgen.bank.fitting.callings import Callings
from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.fitting.peers import Peers
from quizgen.bank.fitting.series import Series
from quizgen.bank.fitting.terms import Terms
from quizgen.bank.holders import Holders
from quizgen.bank.names import Filler
from quizgen.bank.once import once
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.speakers import Speakers
from quizgen.deck.model.facts import Fact
from quizgen.language.tokens import tokens

# Among so many people those are looked for who lived at the time of a fact.
_MOST = 256


class Targets:
    """Judges a name that stands for another fact than the one that is asked about."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._series = once(base, Series)
        self._ages = once(base, Ages)
        self._terms = once(base, Terms)
        self._callings = once(base, Callings)
        self._speakers = once(base, Speakers)
        self._peers = once(base, Peers)
        self._holders = once(base, Holders)
        self._asked, self._are_enough = "", False

    def judge(self, prompt: Prompt, mine: Fact, candidate: Filler) -> Misfit | None:
        """Judge a name that stands for another fact than the one that is asked about."""
        theirs = self._base.deck.facts.get(candidate.fact)
        if theirs is None:
            return None
        if prompt.way is Way.FORWARD and self._series.tells(prompt.fact, prompt.field.name):
            return Misfit.ASKED
        lived_then = not self._holders.lived_at_another_time(prompt, theirs.ref)
        if not lived_then and self._enough_lived_then(prompt, mine):
            return Misfit.TIME
        # What somebody founded was not always there.
        is_founded = self._base.kind(theirs).pool == ORGANIZATION
        if is_founded and self._ages.came_later(prompt, theirs):
            return Misfit.TIME
        return self._of_pool(prompt, mine, theirs)

    def _enough_lived_then(self, prompt: Prompt, mine: Fact) -> bool:
        """Return whether enough people for an item lived at the time of a question's fact."""
        if prompt.id != self._asked:
            facts, wanted = self._base.deck.facts, self._base.deck.quiz.at_least - 1
            members = self._base.names.pool_members(prompt.field.to)
            people = (facts[each.fact] for each in islice(members, _MOST) if each.fact in facts)
            fitting = (
                each
                for each in people
                if each.ref != mine.ref
                and not self._holders.lived_at_another_time(prompt, each.ref)
                and not self._of_pool(prompt, mine, each)
            )
            found = list(islice(fitting, wanted))
            self._asked, self._are_enough = prompt.id, len(found) == wanted
        return self._are_enough

    def _of_pool(self, prompt: Prompt, mine: Fact, theirs: Fact) -> Misfit | None:
        """Judge a fact beside the one that a value refers to."""
        kinds = self._base.deck.kinds
        if kinds[mine.kind].pool != kinds[theirs.kind].pool:
            return Misfit.ROLE
        is_actor = prompt.blank is None and not theirs.background
        is_actor = is_actor and not self._is_called_in_stem(prompt, mine)
        unmatched = None if is_actor else self._peers.differs_in_must(mine, theirs)
        return unmatched or self._are_no_peers(prompt, mine, theirs)

    def _is_called_in_stem(self, prompt: Prompt, mine: Fact) -> bool:
        """Return whether a stem says what must match, as "which president" does of a sort."""
        asked = set(tokens(prompt.stem))
        dimensions = self._base.likeness.hard(mine.kind)
        fields = chain.from_iterable(each.fields for each in dimensions)
        values = chain.from_iterable(mine.values.get(name, ()) for name in fields)
        texts = (self._base.text(each.content) for each in values)
        return any(set(tokens(text)) <= asked for text in texts)

    def _are_no_peers(self, prompt: Prompt, mine: Fact, theirs: Fact) -> Misfit | None:
        """Judge a person beside the one that a value or a blank names, by times and callings."""
        if not self._base.is_of_people(mine.kind):
            return None
        ages = self._ages
        is_said = self._speakers.are_asked_for(prompt)
        is_holder = self._holds_beside(prompt, mine, theirs)
        if not self._may_debate(prompt, mine, theirs) and ages.lived_apart(mine, theirs):
            stands_in = prompt.blank is None and ages.may_stand_in(prompt.fact, mine, theirs)
            if not (stands_in or is_holder):
                return Misfit.TIME
        is_far = ages.are_of_two_ages(mine, theirs)
        if is_far or self._terms.are_in_office_apart(prompt.stem, mine, theirs):
            return Misfit.FAR
        is_apart = self._callings.differ(mine, theirs, is_said=is_said)
        return Misfit.SORT if is_apart and not is_holder else None

    def _holds_beside(self, prompt: Prompt, mine: Fact, theirs: Fact) -> bool:
        """Return whether the field names somebody else who was active then, for a fact alike.

        An emperor and a general may each have commanded a battle.
        """
        if not self._holders.are_asked_for(prompt) or self._speakers.are_asked_for(prompt):
            return False
        is_of_another_sort = self._base.likeness.is_of_another_sort
        held = (fact for fact in self._holders.facts_of(prompt, theirs.ref))
        is_alike = any(not is_of_another_sort(prompt.fact, fact) for fact in held)
        return is_alike and self._ages.were_active(prompt.fact, mine, theirs)

    def _may_debate(self, prompt: Prompt, mine: Fact, theirs: Fact) -> bool:
        """Return whether two people say something in the source, as in a debate of 2006."""
        is_said = self._speakers.may_have_said(prompt, mine.ref, theirs.ref)
        return is_said and self._ages.may_have_met(mine, theirs)
