"""Ids in the settings of the quiz that no question of the deck has, as problems."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.diagnostics import Diagnostic
from quizgen.project import Project, QuizOptions
from quizgen.quiz.wishes import named_ids, unknown_ids


def unknown_wishes(project: Project) -> Iterator[Diagnostic]:
    """Yield an error for each wrong id in `with`, `without` and `of`, which stops `quizgen quiz`.

    Items have ids too. Making them takes long, so they are made only if no question has an id.
    """
    deck, quiz = project.deck, project.deck.quiz
    if not named_ids(quiz, deck):
        return
    questions = [each.id for each in project.prompts]
    if not any(unknown_ids(quiz, deck, questions)):
        return
    # Most decks name no ids, and need no paper here.
    from quizgen.quiz.compose import forms_of  # noqa: PLC0415

    options = QuizOptions(forms=tuple(sorted(forms_of(quiz))))
    items = [each.id for each in project.exercises(options)]
    yield from unknown_ids(quiz, deck, (*questions, *items))
