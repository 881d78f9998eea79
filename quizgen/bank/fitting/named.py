"""Names: whether a name fits as the answer to a question, and what it tells of its own fact."""

from __future__ import annotations

from functools import lru_cache

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.belonging import Belonging
from quizgen.bank.fitting.household import Household
from quizgen.bank.fitting.mentions import Mentions
from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.fitting.order import Order
from quizgen.bank.fitting.peers import Peers
from quizgen.bank.fitting.records import Records
from quizgen.bank.fitting.renown import Renown
from quizgen.bank.fitting.selves import Selves
from quizgen.bank.fitting.series import Series
from quizgen.bank.once import once
from quizgen.bank.prompts import Prompt
from quizgen.bank.wording import KEPT
from quizgen.deck.dates import PartialDate
from quizgen.deck.model.facts import Fact
from quizgen.deck.types.registry import type_of


class Named:
    """Judges what the names of facts tell, in a stem or as answers."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._selves = once(base, Selves)
        self._series = once(base, Series)
        self._records = once(base, Records)
        self._mentions = once(base, Mentions)
        self._household = once(base, Household)
        self._renown = once(base, Renown)
        self._belonging = once(base, Belonging)
        self._order = once(base, Order)
        self._peers = once(base, Peers)
        self._told_by_name = lru_cache(KEPT)(self._read_name)
        # One question is judged with many candidates.
        self._asked: Prompt | None = None
        self._told_of_asked: Misfit | None = None

    def judge(self, prompt: Prompt, theirs: Fact) -> Misfit | None:
        """Judge a fact as the answer to a question for a name."""
        told = self._names_tell(prompt, theirs)
        if told:
            return told
        belonging = self._belonging
        if belonging.tells_of(prompt, theirs) or belonging.are_told_apart(prompt, theirs):
            return Misfit.PLACE
        is_dated = isinstance(prompt.value.content, PartialDate)
        if is_dated and self._series.are_far_apart(prompt.fact, theirs):
            return Misfit.NUMBERED
        is_over = self._series.is_over(theirs, prompt.field.name, prompt.value.content)
        if is_dated and (is_over or self._order.outlives(prompt, theirs)):
            return Misfit.TIME
        return self._peers.beside(prompt, theirs)

    def _names_tell(self, prompt: Prompt, theirs: Fact) -> Misfit | None:
        """Judge by what a name tells: that it is the answer, or that it is not."""
        field, selves = prompt.field.name, self._selves
        told = self._by_name_in_stem(prompt) or self._told_by_name(theirs.ref, field)
        if told:
            return told
        if self._mentions.name_another_date(theirs, field, prompt.value.content):
            return Misfit.TOLD
        dates = (value.content for value in theirs.values.get(field, ()))
        name_another_date = self._mentions.name_another_date
        if any(name_another_date(prompt.fact, field, date) for date in dates):
            return Misfit.TOLD
        is_text = theirs.kind == prompt.fact.kind and not type_of(prompt.value.content).ranked
        household = self.is_household(field, prompt.fact, theirs) if is_text else None
        if household:
            return household
        if self._renown.tells_of(prompt, theirs):
            return Misfit.KNOWN
        is_akin = self._base.likeness.is_akin(prompt.fact, theirs)
        is_alike = theirs.kind == prompt.fact.kind and not is_akin
        return Misfit.TOLD if is_alike and selves.says_what_it_is(prompt, theirs) else None

    def is_household(self, field: str, mine: Fact, theirs: Fact | None) -> Misfit | None:
        """Judge by what everybody knows of the fact asked about, or else of the other one."""
        if not self._household.tells(field, mine, theirs):
            return None
        return Misfit.ASKED if self._household.tells(field, mine, None) else Misfit.KNOWN

    def _by_name_in_stem(self, prompt: Prompt) -> Misfit | None:
        """Judge by what the name of the fact tells that a question is about."""
        if self._asked is not prompt:
            self._asked = prompt
            told = self.by_its_name(prompt.fact, prompt.field.name)
            self._told_of_asked = Misfit.ASKED if told is Misfit.KNOWN else told
        return self._told_of_asked

    def _read_name(self, ref: str, field: str) -> Misfit | None:
        return self.by_its_name(self._base.deck.facts[ref], field)

    def by_its_name(self, fact: Fact, field: str) -> Misfit | None:
        """Judge by what the name of a fact tells of a field."""
        selves = self._selves
        if selves.is_named_after(fact, field) or selves.tells_its_content(fact, field):
            return Misfit.TOLD
        is_known = self._series.tells(fact, field) or self._records.holds_one(fact, field)
        return Misfit.KNOWN if is_known else None
