"""Nodes as an author writes them: as plain words where these mean the same."""

from __future__ import annotations

from quizgen.markup.nodes import Nodes
from quizgen.markup.parse import parsed
from quizgen.markup.source import escaped, source_of


def author_text(nodes: Nodes) -> str:
    """Return nodes as Markdown; words without formatting stay as they are, if Markdown lets them.

    The text is a deck's if the deck has markup.
    """
    text = "".join(node for node in nodes if isinstance(node, str))
    if (text,) != nodes:
        return source_of(nodes)
    return text if parsed(text) == nodes else escaped(text)
