"""How many questions of a deck have no options, where counting them takes no long time."""

from __future__ import annotations

from quizgen.bank.items import Item
from quizgen.project import Project, QuizOptions

# Of more questions, making the options takes longer than everything else that is checked.
_MOST = 1000


def optionless(project: Project) -> int | None:
    """Return how many questions have no options, None for a large deck.

    It makes the options of all questions.
    """
    if len(project.prompts) > _MOST:
        return None
    made = project.questions(QuizOptions())
    return sum(not isinstance(each, Item) for each in made)
