"""How familiar a question is: whether everybody knows its answer, or has heard of its fact."""

from __future__ import annotations

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.household import Household
from quizgen.bank.fitting.renown import Renown
from quizgen.bank.once import once
from quizgen.bank.prompts import Prompt, Way
from quizgen.deck.dates import PartialDate
from quizgen.language.household_names import asks_daily_life, household_name_in
from quizgen.language.lexicon import LANGUAGE
from quizgen.markup.plain import plain

# Everybody knows the answer; of what has a familiar name, readers found a fifth fewer options
# adequate (0.59 against 0.73).
_ALL, _SOME = 1.0, 0.25


class Familiarity:
    """Estimates how familiar the questions of a fact base are."""

    def __init__(self, base: FactBase) -> None:
        self._household = once(base, Household)
        self._renown = once(base, Renown)
        self._is_english = base.deck.language.partition("-")[0] == LANGUAGE

    def of(self, prompt: Prompt) -> float:
        """Return how familiar a question is, from 0 to 1: an estimate, 0 in other languages."""
        if not self._is_english:
            return 0.0
        if self._is_known_to_all(prompt):
            return _ALL
        fact, field = prompt.fact, prompt.field.name
        is_familiar = self._household.tells(field, fact, None)
        return _SOME if is_familiar or self._household.has_familiar_name(fact) else 0.0

    def _is_known_to_all(self, prompt: Prompt) -> bool:
        """Return whether it asks what daily life or the news has taught everybody."""
        stem, content = prompt.stem, prompt.value.content
        if household_name_in(stem) or asks_daily_life(stem, plain(prompt.answer)):
            return True
        if not isinstance(content, PartialDate) or prompt.way is not Way.FORWARD:
            return False
        return self._renown.is_known(prompt.fact, content)
