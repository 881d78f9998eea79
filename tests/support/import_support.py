"""What must stay the same when questions go to another program and come back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from exchange_support import Run, expected

from quizgen.cli import main
from quizgen.exchange.model import Answering, Option, Question
from quizgen.exchange.of_bank import questions_of_bank
from quizgen.project import read_projects
from quizgen.report import as_text

IN_WORDS = {Answering.GAP, Answering.WORDS}


def invoked(*arguments: object) -> str:
    """Return what a command prints; it must succeed."""
    made = CliRunner().invoke(main, list(map(str, arguments)))
    assert made.exit_code == 0, made.output
    return made.output


def questions_in(path: Path) -> tuple[Question, ...]:
    """Return the questions of a deck, which has no errors."""
    projects, problems = read_projects([path])
    assert projects, as_text(problems)
    return questions_of_bank(projects[0]).questions.questions


def runs(text: str) -> list[Run]:
    """Return what a text shows, with its blanks as HTML shows them."""
    collapsed = [(tags, re.sub(r"[ \n]+", " ", words)) for tags, words in expected(text)]
    if collapsed:
        collapsed[0] = (collapsed[0][0], collapsed[0][1].lstrip(" "))
        collapsed[-1] = (collapsed[-1][0], collapsed[-1][1].rstrip(" "))
    return [(tags, words) for tags, words in collapsed if words]


def said(question: Question) -> dict[str, Any]:
    """Return what a question says, whatever its options' order and its quizgen's own words."""
    answering = question.answering
    found: dict[str, Any] = {"answering": answering, "stem": runs(question.stem)}
    if answering is Answering.CLAIM:
        found["key"] = question.key
    elif answering is Answering.ORDER:
        found["options"] = [runs(question.options[index].text) for index in question.key]
    elif answering is Answering.PAIRS:
        pairs = zip(question.left, question.key, strict=True)
        found["pairs"] = sorted((runs(left), question.options[index].text) for left, index in pairs)
    elif answering in {Answering.ONE, Answering.MANY}:
        found["options"] = sorted(map(_option, question.options), key=str)
    elif answering in IN_WORDS:
        found["accepted"] = sorted(question.accepted)
        found["bounds"] = question.bounds
    else:
        found["answer"] = runs(question.answer)
        found["rubric"] = question.rubric
    return found


def _option(option: Option) -> tuple[Any, ...]:
    return runs(option.text), option.is_right, runs(option.feedback)
