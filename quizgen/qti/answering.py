"""How questions are answered in QTI: what the versions share, and what needs no XML."""

from __future__ import annotations

from quizgen.exchange.model import Answering, Question

CHOSEN = {Answering.ONE, Answering.CLAIM}
TYPED = {Answering.GAP, Answering.WORDS}
# A response is one option or several, so that each option may have feedback.
TELLING = {*CHOSEN, Answering.MANY}


def spellings(question: Question) -> list[str]:
    """Return the texts that are right as an answer, each once.

    Systems compare them without regard to case.
    """
    apart = {text.casefold(): text for text in reversed(question.accepted)}
    return list(reversed(apart.values()))


def is_essay(question: Question) -> bool:
    """Return whether a person must mark the answer."""
    if question.answering in TYPED:
        return not (question.bounds or question.accepted)
    return question.answering is Answering.TEXT
