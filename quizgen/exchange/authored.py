"""Marked texts as an author writes them in a deck, and back."""

from __future__ import annotations

from quizgen.exchange.texts import clean
from quizgen.markup.parse import marked
from quizgen.markup.signs import is_marked
from quizgen.markup.source import source_of
from quizgen.markup.written import nodes_of


def authored(text: str) -> str:
    """Return a marked text as Markdown, which `marked` reads as the same text.

    A text without markup stays as it is, unless a reader would find markup in it. Lines that are no
    list, but would be read as one, are joined.
    """
    cleaned = clean(text)
    if is_marked(cleaned):
        return source_of(nodes_of(cleaned))
    if marked(cleaned) == cleaned:
        return cleaned
    source = source_of(nodes_of(cleaned))
    return source if marked(source) == cleaned else " ".join(source.split("\n"))
