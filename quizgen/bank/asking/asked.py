"""A question to make: its id, its rule and what fills its stems, or why it is not asked."""

from __future__ import annotations

from msgspec import Struct

from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Way, question_for
from quizgen.bank.stems import Stems, Subject
from quizgen.bank.unasked import NoPrompt, Why
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import Field, QuestionRule


class Asked(Struct, frozen=True, gc=False):
    """A question to make: its id, its rule, and what fills its stems."""

    id: str
    rule: QuestionRule
    subject: Subject

    @property
    def base(self) -> FactBase:
        """Return the fact base of the fact."""
        return self.subject.base

    @property
    def fact(self) -> Fact:
        """Return the fact that the question is about."""
        return self.subject.fact

    @property
    def field(self) -> Field:
        """Return the field that the question asks for or gives."""
        return self.subject.field

    @property
    def values(self) -> tuple[Value, ...]:
        """Return the values that the question asks for or gives."""
        return self.subject.values

    def refused(self, way: Way, why: Why, about: str, mend: str) -> NoPrompt:
        """Return why the question is not asked, and what would mend it."""
        question = question_for(self.fact, self.rule, way)
        place = self.values[0].place
        return NoPrompt(self.id, question, self.fact, why, about, mend, place)


def empty(asked: Asked, way: Way, stems: Stems) -> NoPrompt:
    """Return why a question is not asked: each of its wordings has a slot that stays empty."""
    missing = ", ".join(f"`{slot}`" for slot in stems.empty)
    about = f"the fact has nothing for {missing}"
    mend = f"the field, or brackets around what may be left out: `[… {stems.empty[0]}]`"
    return asked.refused(way, Why.EMPTY, about, mend)
