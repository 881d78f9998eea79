"""Facts in YAML become Anki decks and printed multiple-choice quizzes.

Start with `load` for a deck file, or with `open_quiz` for a quiz that you printed earlier.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quizgen.api import (
        AnkiDeck,
        Deck,
        Diagnostic,
        Export,
        Item,
        Place,
        PrintedQuiz,
        Quiz,
        QuizgenError,
        Saved,
        Severity,
        StudyCards,
        load,
        open_quiz,
    )

__version__ = "0.1.0"
__all__ = [
    "AnkiDeck",
    "Deck",
    "Diagnostic",
    "Export",
    "Item",
    "Place",
    "PrintedQuiz",
    "Quiz",
    "QuizgenError",
    "Saved",
    "Severity",
    "StudyCards",
    "__version__",
    "load",
    "open_quiz",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - each name has its own type
    # Importing the package alone stays cheap: the command line does so at every start.
    if name in __all__:
        return getattr(import_module("quizgen.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
