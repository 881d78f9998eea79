"""Marked texts as an author writes them in a deck, and back."""

from __future__ import annotations

from quizgen.exchange.texts import clean
from quizgen.markup.parse import marked
from quizgen.markup.signs import is_marked
from quizgen.markup.source import source_of
from quizgen.markup.written import nodes_of


def authored(text: str) -> str:
    """Return a marked text as Markdown, which `marked` reads as the same text.

    A text without markup stays as it is, unless a reader would find markup in it.
    """
    cleaned = clean(text)
    if not is_marked(cleaned) and marked(cleaned) == cleaned:
        return cleaned
    return source_of(nodes_of(cleaned))
