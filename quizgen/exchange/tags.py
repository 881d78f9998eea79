"""The tags of a question for other programs: those of its facts, and how hard it is."""

from __future__ import annotations

from quizgen.exchange.model import Question

# The least share of right answers that makes a question easy, and medium.
_EASY, _MEDIUM = 0.7, 0.4


def tags_of(question: Question) -> tuple[str, ...]:
    """Return the tags of a question, the last of which says how hard it is."""
    return (*question.tags, f"difficulty-{difficulty_word(question)}")


def difficulty_word(question: Question) -> str:
    """Return ``easy``, ``medium`` or ``hard``."""
    if question.difficulty >= _EASY:
        return "easy"
    return "medium" if question.difficulty >= _MEDIUM else "hard"
