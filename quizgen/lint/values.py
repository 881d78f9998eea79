"""Options that are dates or numbers."""

from __future__ import annotations

from quizgen.language.figures import date, sizes_of
from quizgen.language.words import Words
from quizgen.lint.model import Question


def sizes(question: Question, words: Words) -> tuple[float, ...]:
    """Return a size for each option if all are dates, or numbers of one unit, () otherwise."""
    if len(question.sizes) == len(question.options):
        return question.sizes
    return sizes_of(question.options, words)


def is_date(question: Question, words: Words) -> bool:
    """Tell whether all options are dates."""
    return bool(question.options) and all(date(option, words) for option in question.options)
