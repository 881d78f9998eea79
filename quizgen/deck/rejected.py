"""Reads the wrong options that the author of a deck rejects, question by question."""

from __future__ import annotations

from quizgen.deck.model.deck import Rejected
from quizgen.deck.read import clean_text, read_text_node
from quizgen.diagnostics import Place, Problems
from quizgen.yaml.nodes import Mapping, Node, Sequence


def read_rejected(node: Mapping, problems: Problems) -> dict[str, Rejected]:
    """Return the rejected options by the id of their question; report what is no text."""
    found: dict[str, Rejected] = {}
    for key, value in node:
        read = (_text(key.text, item, problems) for item in _items(value))
        texts = tuple(each for each in read if each is not None)
        found[clean_text(key.text)] = Rejected(key.place, texts)
    return found


def _items(node: Node) -> tuple[Node, ...]:
    """Return the texts of a list; a single text counts as a list of one."""
    return node.items if isinstance(node, Sequence) else (node,)


def _text(question: str, node: Node, problems: Problems) -> tuple[str, Place] | None:
    text = read_text_node(question, node, problems)
    return None if text is None else (text, node.place)
