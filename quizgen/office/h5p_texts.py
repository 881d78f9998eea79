"""Texts as H5P's content types take them: few tags, and no sign that means something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from msgspec.structs import replace

from quizgen.exchange.texts import clean, html_text, plain_line
from quizgen.markup.nodes import Code, CodeBlock, Link, Listing, Node, Span
from quizgen.markup.written import nodes_of, text_of

# Signs that begin and end a gap, and those that mean something in an answer.
_GAP = "*"
IN_BLANKS, IN_DRAG_TEXT = frozenset("*/:"), frozenset("*:\\")


def h5p_html(text: str) -> str:
    """Return a marked text as HTML without lists and links, which questions can't have."""
    return html_text(text_of(_simple(nodes_of(text))))


def h5p_plain(text: str) -> str:
    """Return a marked text as H5P stores plain text: its signs of HTML are escaped."""
    return escape(plain_line(text))


def has_gap_sign(texts: Iterable[str]) -> bool:
    """Return whether H5P would find a gap in one of the marked texts."""
    return any(_GAP in html_text(text) for text in texts)


def _simple(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        match node:
            case Link():
                yield from _simple(node.parts)
                yield f" ({clean(node.address)})"
            case Span():
                yield replace(node, parts=tuple(_simple(node.parts)))
            case Listing():
                for item in node.items:
                    yield "\n\N{BULLET} "
                    yield from _simple(item)
                yield "\n"
            case CodeBlock():
                yield "\n"
                for line in node.text.rstrip("\n").split("\n"):
                    yield from (Code(line), "\n")
            case _:
                yield node
