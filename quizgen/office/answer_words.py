"""What is right, in the words of a key: letters and texts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from string import ascii_uppercase

from babel import Locale
from babel.numbers import format_decimal

from quizgen.exchange.model import Answering, Question, QuestionSet
from quizgen.language.script import locale_of

_CHOSEN = frozenset({Answering.ONE, Answering.MANY})


def letter(index: int) -> str:
    """Return the letter of an option by its index."""
    return ascii_uppercase[index]


def right_answer(question: Question) -> list[str]:
    """Return the lines of a key for a question, as marked texts.

    Options are named by their letters, as a printed list shows them.
    """
    lines = [_by(question, question.key)]
    lines += [_by(question, key) for key in question.other_keys]
    return lines


def _by(question: Question, key: Sequence[int]) -> str:
    options = question.options
    if question.answering in _CHOSEN:
        return "; ".join(f"{letter(index)}. {options[index].text}" for index in key)
    if question.answering is Answering.CLAIM:
        return "; ".join(options[index].text for index in key)
    if question.answering is Answering.PAIRS:
        return ", ".join(f"{number}) {letter(index)}" for number, index in enumerate(key, 1))
    if question.answering is Answering.ORDER:
        return ", ".join(map(letter, key))
    return question.answer


def points_note(question: Question, questions: QuestionSet) -> str:
    """Return what a question is worth, "" for one point."""
    if question.points == 1:
        return ""
    exact = Decimal(str(question.points))
    locale = locale_of(questions.language) or Locale("en")
    form = str(locale.plural_form(exact))
    labels = questions.labels
    text = labels.get(f"item_points_{form}") or labels["item_points_other"]
    return text.replace("{points}", str(format_decimal(exact, locale=locale)))


def rubric_lines(question: Question, language: str) -> list[str]:
    """Return what a written answer earns points for, each with its points."""
    locale = locale_of(language) or Locale("en")
    return [
        f"{each.words}: {format_decimal(Decimal(str(each.points)), locale=locale)}"
        for each in question.rubric
    ]
