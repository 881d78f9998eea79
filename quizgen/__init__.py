"""Facts in YAML become Anki decks and printed multiple-choice quizzes."""

__version__ = "0.1.0"
