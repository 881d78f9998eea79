"""Marked texts as an author writes them in a deck."""

from __future__ import annotations

from quizgen.exchange.texts import clean
from quizgen.markup.author import author_text
from quizgen.markup.parse import marked
from quizgen.markup.signs import is_marked
from quizgen.markup.written import nodes_of


def authored(text: str) -> str:
    """Return a marked text as Markdown, which `marked` reads as the same text.

    Lines without markup that would be read as a list are joined: Markdown has no sign for them.
    """
    cleaned = clean(text)
    source = author_text(nodes_of(cleaned))
    is_same = is_marked(cleaned) or marked(source) == cleaned
    return source if is_same else " ".join(source.split("\n"))
