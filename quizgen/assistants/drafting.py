"""The tool that drafts a deck from an article; it writes nothing."""

from __future__ import annotations

from pathlib import Path

from quizgen.assistants.answers import Answer, counted, text_of
from quizgen.assistants.folder import Given
from quizgen.drafting.draft import draft_deck


def draft(given: Given, source: Path, language: str = "") -> Answer:
    """Return a deck of what rules find in an article, or a deck's file with what it lacks.

    Raises QuizgenError as `draft_deck` does.
    """
    made = draft_deck(source, given.path, language=language)
    data = {
        "file": str(given.path),
        "is_new": made.is_new,
        "text": made.text,
        "facts": [each.ref for each in made.facts],
        "left_out": made.left_out,
    }
    what = counted(len(made.facts), "fact")
    head = f"{given.path}: {what} to confirm, marked `# confirm`; nothing is written yet"
    return Answer(text_of([head, made.text]), data)
