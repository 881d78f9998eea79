"""What of questions QTI cannot hold, and Canvas even less."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.diagnostics import Diagnostic
from quizgen.exchange.model import Answering, Question, QuestionSet
from quizgen.export.questions import lost, lost_everywhere
from quizgen.markup.plain import plain
from quizgen.qti.answering import TELLING, is_essay

_IN_PARTS = {Answering.MANY, Answering.PAIRS, Answering.ORDER}


def asi_losses(asked: QuestionSet) -> Iterator[Diagnostic]:
    """Yield a loss for whatever of the questions QTI 2.1 and 3.0 cannot hold."""
    for question in asked.questions:
        yield from _silent_options(question)
        if asked.partial and question.other_keys:
            what = "QTI counts parts of one right answer only"
            instead = "a partly right answer earns what the first key gives it"
            yield lost(question, what, instead, "Q810")


def _silent_options(question: Question) -> Iterator[Diagnostic]:
    """Yield a loss if options have feedback where QTI has none for them."""
    told = [each for each in question.options if each.feedback]
    if told and question.answering not in TELLING:
        what = "QTI tells nothing about single options of matching and ordering"
        yield lost(question, what, f"the feedback of {len(told)} of them is left out", "Q811")


def canvas_losses(asked: QuestionSet) -> Iterator[Diagnostic]:
    """Yield a loss for whatever of the questions Canvas cannot hold."""
    yield from _of_marking(asked)
    for question in asked.questions:
        yield from _silent_options(question)
        yield from _of_question(question)
        yield from _plainer(question)


def _of_marking(asked: QuestionSet) -> Iterator[Diagnostic]:
    in_parts = [each for each in asked.questions if each.answering in _IN_PARTS]
    if asked.wrong:
        what = f"Canvas takes no points for wrong answers, which cost {asked.wrong:g} here"
        yield lost_everywhere(asked, what, "students lose none there", "Q810")
    if in_parts and not asked.partial:
        what = "Canvas gives parts of the points for partly right answers"
        instead = f"{len(in_parts)} questions earn more there than on your papers"
        yield lost_everywhere(asked, what, instead, "Q810")


def _of_question(question: Question) -> Iterator[Diagnostic]:
    if question.answering is Answering.ORDER:
        what = "Canvas has no ordering in this format"
        yield lost(question, what, "students match places with what belongs there", "Q811")
    if question.other_keys:
        what = "Canvas takes one right answer"
        yield lost(question, what, "the other right answers count as wrong", "Q810")
    if is_essay(question) and (question.answer or question.rubric):
        what = "Canvas takes no model answer and no criteria"
        yield lost(question, what, "they are left out", "Q811")


def _plainer(question: Question) -> Iterator[Diagnostic]:
    """Yield a loss if options of a matching question are more than plain text."""
    if question.answering not in {Answering.PAIRS, Answering.ORDER}:
        return
    pictures = sum(each.picture is not None for each in question.options)
    marked = sum(plain(each.text) != each.text for each in question.options)
    if pictures or marked:
        what = f"Canvas has plain text in the menus of matching ({pictures + marked} options)"
        yield lost(question, what, "words stand for pictures, formulas and markup", "Q812")
