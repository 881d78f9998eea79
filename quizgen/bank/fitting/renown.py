"""Renown: events whose year everybody knows, which neither tempt nor let anything else tempt."""

from __future__ import annotations

from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt
from quizgen.deck.dates import PartialDate, Precision
from quizgen.deck.model.contents import Content
from quizgen.deck.model.facts import Fact
from quizgen.language.lexicon import LANGUAGE
from quizgen.language.renown import is_of_fame, year_of


class Renown:
    """Tells where the year of an event that everybody knows decides a question."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._language = base.deck.language.partition("-")[0]

    def tells(self, prompt: Prompt, key: Content, content: Content) -> bool:
        """Return whether a day of another year is offered for an event whose year is known."""
        if not (isinstance(key, PartialDate) and isinstance(content, PartialDate)):
            return False
        is_exact = key.precision is not Precision.YEAR
        return is_exact and self.is_known(prompt.fact, key) and _differ(key, content)

    def is_of_another(self, key: Content, content: Content) -> bool:
        """Return whether a date is a day of which everybody knows that something else happened."""
        if not isinstance(content, PartialDate) or content == key or content.is_span:
            return False
        day = content.start
        return is_of_fame(day.year, day.month, day.day)

    def tells_of(self, prompt: Prompt, theirs: Fact) -> bool:
        """Return whether the date in the stem rules out one of two events that everybody knows."""
        given, values = prompt.value.content, theirs.values.get(prompt.field.name, ())
        own = values[0].content if values else None
        if not (isinstance(given, PartialDate) and isinstance(own, PartialDate)):
            return False
        if self._language == LANGUAGE and self.is_of_another(given, own):
            return True
        is_known = self.is_known(prompt.fact, given) or self.is_known(theirs, own)
        return is_known and _differ(given, own)

    def is_known(self, fact: Fact, date: PartialDate) -> bool:
        """Return whether everybody knows the year of an event by the name of its fact."""
        filler = self._base.names.fillers.get(fact.ref)
        return filler is not None and year_of(filler.text, self._language) == date.start.year


def _differ(one: PartialDate, other: PartialDate) -> bool:
    return one.start.year != other.start.year
