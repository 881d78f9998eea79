"""Nodes as Markdown, as an author would write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from quizgen.late import late_pattern
from quizgen.markup.nodes import Code, CodeBlock, Formula, Link, Listing, Node, Nodes, Span, Style

# Signs that may begin or end markup, and backslashes before one.
_SIGN = late_pattern(r"[*_`$~^\[\]]|\\(?=[*_`$~^\[\]\\(]|ce\{)")
_MARKS = {
    Style.EMPHASIS: "*",
    Style.STRONG: "**",
    Style.SUBSCRIPT: "~",
    Style.SUPERSCRIPT: "^",
}


def escaped(text: str) -> str:
    """Return plain words as Markdown that means them alone."""
    return _SIGN.sub(r"\\\g<0>", text)


def source_of(nodes: Iterable[Node]) -> str:
    """Return nodes as Markdown."""
    listed = tuple(nodes)
    made = (_of_node(node, after) for node, after in pairwise((*listed, "")))
    return "".join(made)


def _of_node(node: Node, after: Node) -> str:  # noqa: PLR0911 - one for each node
    match node:
        case str():
            # A backslash before markup would make signs of it.
            is_before = node.endswith("\\") and not isinstance(after, (str, CodeBlock, Listing))
            return escaped(node) + ("\\" if is_before else "")
        case Span():
            mark = _MARKS[node.style]
            return f"{mark}{source_of(node.parts)}{mark}"
        case Link():
            return f"[{source_of(node.parts)}]({node.address})"
        case Code():
            return _code(node.text)
        case Formula():
            return _formula(node)
        case CodeBlock():
            fence = _fence(node.text, 3)
            return f"\n{fence}{node.language}\n{node.text.rstrip(chr(10))}\n{fence}\n"
        case Listing():
            return f"\n{_listing(node.items, numbered=node.numbered)}\n\n"


def _code(text: str) -> str:
    fence = _fence(text, 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _fence(text: str, least: int) -> str:
    """Return more backticks than stand together in a text."""
    runs = [len(run) for run in re.findall("`+", text)]
    return "`" * max(least, max(runs, default=0) + 1)


def _formula(node: Formula) -> str:
    if node.displayed:
        return f"$${node.latex}$$"
    return node.latex if re.fullmatch(r"\\ce\{[^{}]*\}", node.latex) else rf"\({node.latex}\)"


def _listing(items: Iterable[Nodes], *, numbered: bool) -> str:
    marks = (f"{number}. " if numbered else "- " for number in range(1, 10_000))
    lines = (
        mark + source_of(item).strip().replace("\n", "\n" + " " * len(mark))
        for mark, item in zip(marks, items, strict=False)
    )
    return "\n".join(lines)
