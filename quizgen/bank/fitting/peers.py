"""Peers: whether a fact fits beside another by kind, role, sort, time and size."""

from __future__ import annotations

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.ages import Ages
from quizgen.bank.fitting.callings import Callings
from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.fitting.national_fields import NationalFields
from quizgen.bank.fitting.roles import Roles
from quizgen.bank.fitting.sorts import Sorts
from quizgen.bank.fitting.terms import Terms
from quizgen.bank.fitting.twins import Twins
from quizgen.bank.once import once
from quizgen.bank.prompts import Prompt
from quizgen.bank.said import Said
from quizgen.deck.dates import PartialDate
from quizgen.deck.model.facts import Fact
from quizgen.deck.types.registry import type_of
from quizgen.language.phrases import Form, phrase_type

# A number in the stem of a way back and that of a candidate differ by at most this factor.
_TIMES = 2.0


class Peers:
    """Judges a fact beside the one that a question is about."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._said = once(base, Said)
        self._sorts = once(base, Sorts)
        self._roles = once(base, Roles)
        self._ages = once(base, Ages)
        self._callings = once(base, Callings)
        self._terms = once(base, Terms)
        self._twins = once(base, Twins)
        self._fields = once(base, NationalFields)

    def beside(self, prompt: Prompt, theirs: Fact) -> Misfit | None:
        """Judge a fact beside the one that is asked about."""
        mine = prompt.fact
        if self._base.kind(mine).pool != self._base.kind(theirs).pool:
            return Misfit.ROLE
        apart = self._are_in_two_roles(prompt, theirs)
        if apart:
            return apart
        if mine.kind == theirs.kind and self.is_unweighed(mine, prompt.field.name):
            return Misfit.UNKNOWN
        if mine.kind == theirs.kind and self._is_of_another_pair(prompt, theirs):
            return Misfit.TOPIC
        if prompt.field.unique and self._are_named_otherwise(mine, theirs):
            return Misfit.ABBREVIATION
        return self._differs_in_scale(prompt, mine, theirs)

    def _are_in_two_roles(self, prompt: Prompt, theirs: Fact) -> Misfit | None:
        """Judge a fact by what its kind demands, what the stem says, and its sort."""
        mine = prompt.fact
        unmatched = self.differs_in_must(mine, theirs)
        if unmatched:
            return unmatched
        if self._said.differs(prompt, theirs):
            return Misfit.SAID
        if self._roles.differ(prompt, theirs):
            return Misfit.GROUP if mine.kind == theirs.kind else Misfit.ROLE
        differ = self._sorts.facts_differ(prompt.field.name, mine, theirs)
        is_apart = differ or self._callings.is_not_called(prompt, theirs)
        return Misfit.SORT if is_apart else None

    def differs_in_must(self, mine: Fact, theirs: Fact) -> Misfit | None:
        """Judge a fact by what the kind of another one demands."""
        likeness = self._base.likeness
        if likeness.clash(mine.ref, theirs.ref):
            return Misfit.MUST
        return Misfit.UNSAID if likeness.unsaid(mine.ref, theirs.ref) else None

    def is_unweighed(self, fact: Fact, field: str) -> bool:
        """Return whether nobody can tell which values of a field tempt; countries speak alike."""
        holds_lands = self._fields.holds_lands(fact.kind, field)
        return not holds_lands and self._sorts.are_unweighed(fact, field)

    def _are_named_otherwise(self, mine: Fact, theirs: Fact) -> bool:
        """Return whether the name of just one fact is an abbreviation: ATP beside starch."""
        fillers = (self._base.names.fillers.get(fact.ref) for fact in (mine, theirs))
        names = [filler.text for filler in fillers if filler]
        short = {phrase_type(name, "").form is Form.ABBREVIATION for name in names}
        return len(short) > 1

    def _is_of_another_pair(self, prompt: Prompt, theirs: Fact) -> bool:
        """Return whether a term is defined like a third one, and not like that of the stem."""
        dimensions = self._base.kind(prompt.fact).alike
        have_topics = any(each.hard and each.name == "topic" for each in dimensions)
        if not (prompt.field.unique and have_topics):
            return False
        return self._twins.belongs_to_another(prompt.field.name, prompt.fact, theirs)

    def _differs_in_scale(self, prompt: Prompt, mine: Fact, theirs: Fact) -> Misfit | None:
        """Judge by the dates and numbers of two facts."""
        if mine.ref != prompt.fact.ref:
            return None
        if self._terms.is_term_apart(prompt, theirs):
            return Misfit.TIME
        given = self._given_in_both(prompt, mine, theirs)
        if given or type_of(prompt.value.content).ranked:
            compared = (self._differs_in(prompt, name, theirs) for name in given)
            return next(filter(None, compared), None)
        return Misfit.TIME if self._ages.are_apart(prompt, mine, theirs) else None

    def _given_in_both(self, prompt: Prompt, mine: Fact, theirs: Fact) -> list[str]:
        """Return the dates and numbers in the stem that facts of the other's kind may have."""
        given = self._said.fields(prompt) if mine.kind == theirs.kind else ()
        return [name for name in given if _is_sized(mine, name)]

    def _differs_in(self, prompt: Prompt, name: str, theirs: Fact) -> Misfit | None:
        """Judge by the values of two facts in a field that the stem gives.

        Who only knows the date from the stem can't tell what happened a year later from the key.
        Where the stem says more than the date, the nearest facts tempt most.
        """
        mine, is_all = prompt.fact, name == prompt.field.name
        if not theirs.values.get(name):
            return None
        given, other = mine.values[name][0].content, theirs.values[name][0].content
        if isinstance(given, PartialDate) and isinstance(other, PartialDate):
            if given.is_span is not other.is_span:
                return Misfit.SPAN
            if is_all and self._ages.are_side_by_side(theirs, given, other):
                return Misfit.CLOSE
            return None if self._ages.are_near(mine, theirs, given, other) else Misfit.TIME
        factor = type_of(given).factor(given, other)
        is_near = factor is None or factor <= _TIMES
        return None if is_near or self._base.likeness.is_akin(mine, theirs) else Misfit.SIZE


def _is_sized(fact: Fact, name: str) -> bool:
    values = fact.values.get(name, ())
    return bool(values) and type_of(values[0].content).ranked
