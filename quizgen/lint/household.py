"""The rule about household names: questions that everybody can answer."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.language.household_names import asks_daily_life, household_name_in
from quizgen.language.words import Words, listed
from quizgen.lint.model import Question
from quizgen.lint.rule import ENGLISH_ALONE, item_rule


@item_rule(
    "Q438",
    "info",
    fix="Ask what is less well known of it, or keep this as a card.",
    languages=ENGLISH_ALONE,
    stems=True,
)
def household_name(question: Question, _words: Words) -> Iterator[str]:
    """A household name.

    Everybody answers it, so that it measures nothing.

    The stem asks what a company, state or city is that everybody knows, who a famous person was,
    or what a common animal is; or for the capital of a well-known state, the author of a
    well-known work, or a measure of daily life.
    """
    if asks_daily_life(question.stem, question.answer):
        yield f"everybody knows the answer: {question.answer}"
    name = household_name_in(question.stem)
    if name:
        yield f"everybody knows {listed((name,))}"
