"""Rules about options that are dates or numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

from quizgen.language.figures import number
from quizgen.language.words import Words, listed
from quizgen.lint.model import Question
from quizgen.lint.rule import ENGLISH_ALONE, EVERY_LANGUAGE, item_rule
from quizgen.lint.values import is_date, sizes


@item_rule("Q420", "warning", fix="Sort them from small to large.", languages=EVERY_LANGUAGE)
def out_of_order(question: Question, words: Words) -> Iterator[str]:
    """Options out of order.

    Readers search for a number.

    Dates or numbers do not ascend.
    """
    found_sizes = sizes(question, words)
    if len(found_sizes) > 2 and list(found_sizes) != sorted(found_sizes):
        yield f"{listed(question.options)} are not in ascending order"


@item_rule(
    "Q421",
    "info",
    fix="Use numbers of similar size, all rounded in the same way.",
    languages=ENGLISH_ALONE,
)
def implausible(question: Question, words: Words) -> Iterator[str]:
    """An implausible number or date.

    Examinees spot a number unlike the others without any knowledge.

    A number is over ten times off all others, a date over a century and five times their span,
    or the key alone of whole numbers is not round.
    """
    far = far_off(question, words)
    if far is not None:
        yield f"{listed((question.options[far],))} is far from the others"
    elif only_key_exact(question):
        yield f"only the key, {listed((question.answer,))}, is not round"


def far_off(question: Question, words: Words) -> int | None:
    """Return the index of an option far from all others, None if there is none."""
    values = sizes(question, words)
    far = _far_of(question, words)
    if len(values) < 3 or not far or not all(map(math.isfinite, values)):
        return None
    apart = (far(value, values[:at] + values[at + 1 :]) for at, value in enumerate(values))
    return next((at for at, is_far in enumerate(apart) if is_far), None)


def _far_of(question: Question, words: Words) -> Callable[[float, tuple[float, ...]], bool] | None:
    """Return the test for a value far from the others, None if they may be dates or numbers."""
    if is_date(question, words):
        return _far_date
    return _far_number if all(map(number, question.options)) else None


def _far_number(value: float, others: tuple[float, ...]) -> bool:
    low, high = min(others), max(others)
    if value <= 0 or low <= 0 or high > 10 * low:
        return False
    return value > 10 * high or value * 10 < low


def _far_date(value: float, others: tuple[float, ...]) -> bool:
    """Tell whether a year is over a century and five times their span away from all others."""
    low, high = min(others), max(others)
    gap = max(low - value, value - high)
    return gap > max(100, 5 * (high - low))


def only_key_exact(question: Question) -> bool:
    """Tell whether the key alone is not round, among three whole numbers or more of one unit."""
    if len(question.options) < 3 or len(set(map(_unit, question.options))) > 1:
        return False
    figures = [_figure(option) for option in question.options]
    key = figures[question.key]
    others = figures[: question.key] + figures[question.key + 1 :]
    return (
        bool(key)
        and "." not in key
        and not _round(key)
        and all(figure and _round(figure) for figure in others)
    )


def _unit(option: str) -> str:
    read = number(option)
    return read.unit.casefold().removesuffix("s") if read else ""


def _figure(option: str) -> str:
    read = number(option)
    return re.sub(r"[^\d.]", "", read.figure) if read and "/" not in read.figure else ""


def _round(figure: str) -> bool:
    """Tell whether a figure has one digit, or ends in 0, or in 5 below 100."""
    return len(figure) == 1 or (
        "." not in figure and figure.endswith(("0", "5") if len(figure) < 3 else "0")
    )
