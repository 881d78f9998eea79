"""The items of a deck by the ids of their questions."""

from __future__ import annotations

from pathlib import Path

from deck_support import project_of

from quizgen.bank.items import Item, Without
from quizgen.project import QuizOptions

Made = dict[str, Item | Without]


def made_of(tmp_path: Path, yaml: str) -> Made:
    """Return the items of a deck, or why there are none, by the ids of their questions."""
    made = project_of(tmp_path, yaml).questions(QuizOptions(), explain=True)
    return {each.prompt.id: each for each in made}


def offered(tmp_path: Path, yaml: str, question: str) -> set[str]:
    """Return the wrong options of a question with all of some seeds."""
    project = project_of(tmp_path, yaml)
    items = [each for seed in range(9) for each in project.items(QuizOptions(seed=seed))]
    return {text for each in items if each.prompt.id == question for text in each.options[1:]}
