"""Draws the questions from which a paper of a very large deck is chosen, so that few items do."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.bank.chance import draw
from quizgen.bank.prompts import Prompt
from quizgen.deck.model.quiz import QuizDefaults
from quizgen.quiz.compose import Paper

# The paper of a deck with up to so many questions is chosen from all of them.
_MOST = 10_000
# A sample has at least so many questions, and so many for each place on the paper.
_FEWEST, _A_PLACE = 3_000, 50


def sample_of(prompts: Sequence[Prompt], quiz: QuizDefaults) -> tuple[Prompt, ...]:
    """Return the questions from which to choose a paper with these settings, in their order.

    It is empty if the paper must be chosen from all: if these are few, or if the settings name
    sections or single questions.
    """
    count = max(_FEWEST, _A_PLACE * quiz.items)
    is_plain = not (quiz.sections or quiz.chosen or quiz.without)
    if len(prompts) <= _MOST or count >= len(prompts) or not is_plain:
        return ()
    # A paper takes multiple-choice items in the same order.
    ordered = sorted(prompts, key=lambda each: (draw(quiz.seed, "choice", each.id), each.id))
    drawn = {each.id for each in ordered[:count]}
    return tuple(each for each in prompts if each.id in drawn)


def is_filled(paper: Paper, quiz: QuizDefaults) -> bool:
    """Return whether a sample has filled a paper, so that no further questions would help."""
    return len(paper.exercises) >= quiz.items and not paper.diagnostics
