"""Makes questions of what files of other programs say about their answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from quizgen.exchange.model import Answering, Option, Question
from quizgen.markup.plain import plain
from quizgen.markup.signs import without_signs
from quizgen.markup.written import nodes_of, text_of

# How texts show a gap to fill.
GAP = re.compile("_{3,}")


def as_choice(question: Question, options: Sequence[Option], *, is_single: bool) -> Question:
    """Return a question with options; feedback of a right one goes to everybody."""
    key = tuple(index for index, option in enumerate(options) if option.is_right)
    told = tuple(each.feedback for each in options if each.is_right and each.feedback)
    kept = tuple(replace(each, feedback="") if each.is_right else each for each in options)
    return replace(
        question,
        answering=Answering.ONE if is_single else Answering.MANY,
        options=kept,
        key=key,
        answer="; ".join(options[index].text for index in key),
        explanation=(*told, *question.explanation),
    )


def as_claim(
    question: Question,
    is_true: bool,  # noqa: FBT001 - it is the answer
    *,
    wrong: str = "",
    right: str = "",
) -> Question:
    """Return a claim to judge; `wrong` is for those who misjudge it, `right` for everybody."""
    told = {is_true: "", not is_true: wrong}
    options = tuple(
        Option(word, is_right=is_true is truth, feedback=told[truth])
        for word, truth in (("True", True), ("False", False))
    )
    return replace(
        question,
        answering=Answering.CLAIM,
        options=options,
        key=(0 if is_true else 1,),
        explanation=(*filter(None, [right]), *question.explanation),
    )


def as_pairs(question: Question, pairs: Iterable[tuple[str, str]]) -> Question:
    """Return entries to match; a pair whose left part is empty is an option to spare."""
    listed = list(pairs)
    options = list(dict.fromkeys(right for _, right in listed))
    matched = [(left, right) for left, right in listed if left]
    return replace(
        question,
        answering=Answering.PAIRS,
        options=tuple(map(Option, options)),
        left=tuple(left for left, _ in matched),
        key=tuple(options.index(right) for _, right in matched),
        answer="; ".join(f"{left}: {right}" for left, right in matched),
    )


def as_order(question: Question, options: Sequence[Option]) -> Question:
    """Return entries to put in order; they are given in the right one."""
    return replace(
        question,
        answering=Answering.ORDER,
        options=tuple(options),
        key=tuple(range(len(options))),
        answer="; ".join(each.text for each in options),
    )


def as_written(question: Question, accepted: Sequence[str]) -> Question:
    """Return a question answered in words, or in the only gap of its stem."""
    # A star stands for any letters, and a backslash before it for itself.
    known = tuple(dict.fromkeys(without_signs(each.replace(r"\*", "*")) for each in accepted))
    gaps = GAP.findall(plain(question.stem))
    is_gap = len(gaps) == 1
    return replace(
        question,
        answering=Answering.GAP if is_gap else Answering.WORDS,
        gap=gaps[0] if is_gap else "",
        answer=known[0],
        accepted=known,
    )


def as_number(question: Question, least: Decimal, largest: Decimal) -> Question:
    """Return a question whose answer is a number; those between the bounds are right."""
    middle = f"{((least + largest) / 2).normalize():f}"
    bounds = (float(least), float(largest)) if least != largest else None
    return replace(as_written(question, [middle]), bounds=bounds)


def as_essay(question: Question) -> Question:
    """Return a question that a person marks; its answer is the first paragraph of its feedback."""
    if question.answer:
        return replace(question, answering=Answering.TEXT, lines=_LINES)
    answer, *rest = question.explanation or ("",)
    return replace(
        question, answering=Answering.TEXT, answer=answer, explanation=tuple(rest), lines=_LINES
    )


# The lines of an essay's field, if the file says nothing.
_LINES = 5


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a marked text that are not empty."""
    lines: list[list[object]] = [[]]
    for node in nodes_of(text):
        if isinstance(node, str):
            first, *others = node.split("\n")
            lines[-1].append(first)
            lines += [[each] for each in others]
        else:
            lines[-1].append(node)
    made = (text_of(line).strip() for line in lines)  # type: ignore[arg-type]  # nodes and words
    return tuple(each for each in made if each)
