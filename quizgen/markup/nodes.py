"""The parsed form of markup: a text is a sequence of nodes, and plain words are strings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from quizgen.late import late_pattern

# Addresses that links may have: none that runs something.
_ADDRESS = late_pattern(r"(?:https?://|mailto:)\S+", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Return whether a link may lead there."""
    return bool(_ADDRESS.fullmatch(text))


class Style(Enum):
    """How a span differs from the words around it."""

    EMPHASIS = "em"
    STRONG = "strong"
    SUBSCRIPT = "sub"
    SUPERSCRIPT = "sup"


class Span(Struct, frozen=True):
    """Words in a style."""

    style: Style
    parts: Nodes


class Code(Struct, frozen=True):
    """Code within a line."""

    text: str


class Formula(Struct, frozen=True):
    """A formula in LaTeX; a `displayed` one stands on a line of its own."""

    latex: str
    displayed: bool = False


class Link(Struct, frozen=True):
    """Words that lead to an address: http, https or mailto."""

    address: str
    parts: Nodes


class Listing(Struct, frozen=True):
    """A list, with bullets or numbers from 1."""

    items: tuple[Nodes, ...]
    numbered: bool = False


class CodeBlock(Struct, frozen=True):
    """Lines of code, and the name of their language, "" for none."""

    text: str
    language: str = ""


def without_stray_signs(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield nodes without the full stop or question mark that would stand alone after a block."""
    after_block = False
    for node in nodes:
        shown = _STRAY.sub("", node, count=1) if isinstance(node, str) and after_block else node
        after_block = is_block(node)
        if shown != "":
            yield shown


def unlinked(nodes: Iterable[Node]) -> Nodes:
    """Return nodes with the words of links in place of the links: no link has others within."""
    made: list[Node] = []
    for node in nodes:
        if isinstance(node, Link):
            made += unlinked(node.parts)
        elif isinstance(node, Span):
            made.append(replace(node, parts=unlinked(node.parts)))
        else:
            made.append(node)
    return tuple(made)


def is_block(node: Node) -> bool:
    """Return whether a node stands on lines of its own."""
    is_displayed = isinstance(node, Formula) and node.displayed
    return is_displayed or isinstance(node, (Listing, CodeBlock))


# Signs that templates put after a value.
_STRAY = late_pattern(r"^\s*[.?]\s*$")


Node = str | Span | Code | Formula | Link | Listing | CodeBlock
Nodes = tuple[Node, ...]
