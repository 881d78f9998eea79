"""Marked texts as plain text, for all that compares, sorts, counts or speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category

from msgspec.structs import replace

from quizgen.markup.nodes import Code, CodeBlock, Formula, Link, Listing, Node, Nodes, Span, Style
from quizgen.markup.signs import is_marked
from quizgen.markup.written import nodes_of, text_of

_RAISED = str.maketrans("0123456789+-\N{MINUS SIGN}=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-\N{MINUS SIGN}=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_BLOCKS = (CodeBlock, Listing)
_LINES = re.compile(r"\n{3,}")
_STYLES = {Style.SUPERSCRIPT: _RAISED, Style.SUBSCRIPT: _LOWERED}


def plain(text: str) -> str:
    """Return a text without its markup; a text without any is returned as it is."""
    return _plain(text) if is_marked(text) else text


def without_formulas(text: str) -> str:
    """Return a text as `plain` does, but without its formulas, which have a font of their own.

    Letters and pictures that no font for formulas has stay: Chinese ones, emoji.
    """
    if not is_marked(text):
        return text
    return plain(text_of(_apart_from_formulas(nodes_of(text))))


def _apart_from_formulas(nodes: Nodes) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, (Span, Link)):
            yield replace(node, parts=tuple(_apart_from_formulas(node.parts)))
        elif isinstance(node, Listing):
            yield replace(node, items=tuple(tuple(_apart_from_formulas(x)) for x in node.items))
        elif isinstance(node, Formula):
            yield "".join(char for char in node.latex if category(char) in {"Lo", "So"})
        else:
            yield node


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return _LINES.sub("\n\n", _of_nodes(nodes_of(text)).strip("\n"))


def _of_nodes(nodes: Nodes) -> str:
    return "".join(
        f"\n{_of_node(node)}\n" if isinstance(node, _BLOCKS) else _of_node(node) for node in nodes
    )


def _of_node(node: Node) -> str:  # noqa: PLR0911 - one for each node
    match node:
        case str():
            return node
        case Span():
            return _of_nodes(node.parts).translate(_STYLES.get(node.style, {}))
        case Link():
            return _of_nodes(node.parts)
        case Code():
            return node.text
        case Formula():
            return _of_formula(node.latex)
        case CodeBlock():
            return node.text.rstrip("\n")
        case Listing():
            return "; ".join(_of_nodes(item).strip() for item in node.items)


def _of_formula(latex: str) -> str:
    """Return a formula in plain text, or its LaTeX if it has no such form."""
    # Most decks have no formulas, and their parser takes as long to import as all of the markup.
    from quizgen.markup.formula import FormulaError, tree_of  # noqa: PLC0415
    from quizgen.markup.formula_plain import plain_formula  # noqa: PLC0415

    try:
        made = plain_formula(tree_of(latex))
    except FormulaError:
        return latex
    return made or latex
