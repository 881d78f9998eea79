"""Values in words: whether one fits beside the right one, by the facts that have it."""

from __future__ import annotations

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.ages import Ages
from quizgen.bank.fitting.belonging import Belonging
from quizgen.bank.fitting.cities import Cities
from quizgen.bank.fitting.geography import Geography
from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.fitting.name_sorts import NameSorts
from quizgen.bank.fitting.named import Named
from quizgen.bank.fitting.national_fields import NationalFields
from quizgen.bank.fitting.peers import Peers
from quizgen.bank.fitting.roles import Roles
from quizgen.bank.fitting.selves import Selves
from quizgen.bank.fitting.series import Series
from quizgen.bank.fitting.terms import Terms
from quizgen.bank.names import Filler
from quizgen.bank.once import once
from quizgen.bank.prompts import Prompt
from quizgen.bank.said import DESCRIPTIVE
from quizgen.deck.model.facts import Fact


class Values:
    """Judges values by the facts that have them."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._selves = once(base, Selves)
        self._series = once(base, Series)
        self._names = once(base, NameSorts)
        self._roles = once(base, Roles)
        self._ages = once(base, Ages)
        self._terms = once(base, Terms)
        self._cities = once(base, Cities)
        self._belonging = once(base, Belonging)
        self._fields = once(base, NationalFields)
        self._geography = once(base, Geography)
        self._peers = once(base, Peers)
        self._named = once(base, Named)

    def judge(self, prompt: Prompt, key: Filler, candidate: Filler) -> Misfit | None:
        """Judge a value by the facts that have it: one of them must fit."""
        field, mine = prompt.field.name, prompt.fact
        if not candidate.told_by:
            return None
        told = self._tells_its_own(field, mine, candidate)
        told = told or self._of_another_sort(prompt, key, candidate)
        if told:
            return told
        if self._belonging.is_elsewhere(prompt, key, candidate):
            return Misfit.WITH
        if self._is_of_another_place(prompt, key, candidate):
            return Misfit.PLACE
        if self._peers.is_unweighed(mine, field):
            return Misfit.UNKNOWN
        return self._of_known_value(prompt, key, candidate)

    def _tells_its_own(self, field: str, mine: Fact, candidate: Filler) -> Misfit | None:
        """Judge by what a name tells of its own value, that of the stem or of the candidate."""
        if self._selves.tells_its_content(mine, field):
            return Misfit.TOLD
        if self._series.tells(mine, field):
            return Misfit.ASKED
        other = self._base.deck.facts.get(candidate.told_by)
        beside = other if other and other.kind == mine.kind else None
        facts = (mine, beside) if beside else (mine,)
        if any(self._selves.is_named_after(fact, field) for fact in facts):
            return Misfit.TOLD
        return self._named.is_household(field, mine, beside)

    def _of_another_sort(self, prompt: Prompt, key: Filler, candidate: Filler) -> Misfit | None:
        """Judge by the sorts of two values, and by the roles of the facts that have them."""
        if self._names.names_differ(key.text, candidate.text):
            return Misfit.SORT
        texts = (key.text, candidate.text)
        if any(self._names.strays(prompt.field.name, prompt.fact, text) for text in texts):
            return Misfit.SORT
        return Misfit.GROUP if self._roles.strays(prompt, candidate) else None

    def _of_known_value(self, prompt: Prompt, key: Filler, candidate: Filler) -> Misfit | None:
        """Judge a value that is of the right sort by what the deck tells of it."""
        if self._belonging.tells(prompt, key, candidate):
            return Misfit.TOLD
        if self._base.is_descriptive(prompt.fact.kind, prompt.field.name, DESCRIPTIVE):
            return self._of_description(prompt, candidate)
        ages = self._ages
        is_early = self._terms.are_terms_apart(prompt, candidate)
        return Misfit.TIME if is_early or ages.is_of_another(prompt, candidate.content) else None

    def _is_of_another_place(self, prompt: Prompt, key: Filler, candidate: Filler) -> bool:
        """Return whether a value is a place where nobody looks."""
        is_person = self._base.is_of_people(prompt.fact.kind)
        if not is_person and self._geography.are_on_two_continents(key.text, candidate.text):
            return True
        is_place = any(map(self._names.is_place, (key.text, candidate.text)))
        return is_place and self._geography.lies_elsewhere(prompt.fact, key, candidate)

    def _of_description(self, prompt: Prompt, candidate: Filler) -> Misfit | None:
        """Judge a value of few facts: one of those must fit beside the prompt's."""
        mine, field = prompt.fact, prompt.field.name
        held = self._base.holders(mine.kind, field, candidate.content)
        others = [fact for fact in held if fact.ref != mine.ref]
        found = [self._peers.beside(prompt, fact) for fact in others]
        # Great cities are of all times.
        if Misfit.TIME in found and self._cities.hold(mine.kind, field):
            return None
        if found and None not in found:
            return found[0]
        are_foreign = self._belonging.are_foreign(mine, candidate, others)
        return Misfit.PLACE if are_foreign else None
