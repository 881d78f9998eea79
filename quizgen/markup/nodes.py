"""The parsed form of markup: a text is a sequence of nodes, and plain words are strings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

# Addresses that links may have: none that runs something.
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Return whether a link may lead there."""
    return bool(_ADDRESS.fullmatch(text))


class Style(Enum):
    """How a span differs from the words around it."""

    EMPHASIS = "em"
    STRONG = "strong"
    SUBSCRIPT = "sub"
    SUPERSCRIPT = "sup"


@dataclass(frozen=True, slots=True)
class Span:
    """Words in a style."""

    style: Style
    parts: Nodes


@dataclass(frozen=True, slots=True)
class Code:
    """Code within a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in LaTeX; a `displayed` one stands on a line of its own."""

    latex: str
    displayed: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address: http, https or mailto."""

    address: str
    parts: Nodes


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, with bullets or numbers from 1."""

    items: tuple[Nodes, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of code, and the name of their language, "" for none."""

    text: str
    language: str = ""


Node = str | Span | Code | Formula | Link | Listing | CodeBlock
Nodes = tuple[Node, ...]
