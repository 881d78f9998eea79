"""quizgen for Python programs: decks and quizzes as objects that write their own files.

Paths are `str` or `Path`. Whatever is wrong with a deck or another file raises `QuizgenError`,
whose `diagnostics` have a code, a place, a message and a fix. What the system refuses, such as a
full disk, raises OSError. A setting out of range raises ValueError. Files are written all or none.
"""

from __future__ import annotations

from quizgen.api.deck import Deck, load
from quizgen.api.export import Export
from quizgen.api.made import AnkiDeck, PracticePage, StudyCards
from quizgen.api.printed_quiz import PrintedQuiz, open_quiz
from quizgen.api.quiz import Quiz
from quizgen.api.saved import Saved
from quizgen.diagnostics import Diagnostic, Place, QuizgenError, Severity
from quizgen.quiz.manifest import QuizItem as Item

__all__ = [
    "AnkiDeck",
    "Deck",
    "Diagnostic",
    "Export",
    "Item",
    "Place",
    "PracticePage",
    "PrintedQuiz",
    "Quiz",
    "QuizgenError",
    "Saved",
    "Severity",
    "StudyCards",
    "load",
    "open_quiz",
]
