"""What of questions QTI 2.1 and 3.0 cannot hold."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.diagnostics import Diagnostic
from quizgen.exchange.model import Question, QuestionSet
from quizgen.export.questions import lost
from quizgen.qti.answers import TELLING


def asi_losses(asked: QuestionSet) -> Iterator[Diagnostic]:
    """Yield a loss for whatever of the questions these versions cannot hold."""
    for question in asked.questions:
        yield from silent_options(question)
        if asked.partial and question.other_keys:
            what = "QTI counts parts of one right answer only"
            instead = "a partly right answer earns what the first key gives it"
            yield lost(question, what, instead, "Q810")


def silent_options(question: Question) -> Iterator[Diagnostic]:
    """Yield a loss if options have feedback where QTI has none for them."""
    told = [each for each in question.options if each.feedback]
    if told and question.answering not in TELLING:
        what = "QTI tells nothing about single options of matching and ordering"
        yield lost(question, what, f"the feedback of {len(told)} of them is left out", "Q811")
