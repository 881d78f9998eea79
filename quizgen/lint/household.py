"""The rule about household names: questions that everybody can answer."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.language import german_everyday, household_names
from quizgen.language.words import Words, listed
from quizgen.lint.model import Question
from quizgen.lint.rule import ENGLISH_AND_GERMAN, item_rule


@item_rule(
    "Q438",
    "info",
    fix="Ask what is less well known of it, or keep this as a card.",
    languages=ENGLISH_AND_GERMAN,
    stems=True,
)
def household_name(question: Question, words: Words) -> Iterator[str]:
    """A household name.

    Everybody answers it, so that it measures nothing.

    The stem asks what a company, state or city is that everybody knows, who a famous person was,
    or what a common animal is; or for the capital of a well-known state, the author of a
    well-known work, or a measure of daily life. In German, only capitals, measures, and things,
    works and brands with famous names are known.
    """
    known = german_everyday if words.language == "de" else household_names
    if known.asks_daily_life(question.stem, question.answer):
        yield f"everybody knows the answer: {question.answer}"
    name = known.household_name_in(question.stem)
    if name:
        yield f"everybody knows {listed((name,))}"
