"""Marked texts as lists that the page builds elements of: a text is never parsed as HTML there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element

from quizgen.exchange.texts import clean
from quizgen.markup.formula import FormulaError, tree_of
from quizgen.markup.nodes import (
    Code,
    CodeBlock,
    Formula,
    Link,
    Listing,
    Node,
    Nodes,
    Span,
    is_address,
    without_stray_signs,
)
from quizgen.markup.written import nodes_of

# A text, or a list of parts: texts, and elements as [tag, attributes or 0, part, part …].
Rich = str | list[Any]


def rich(text: str) -> Rich:
    """Return a marked text as the page takes it: a text, or a list of parts."""
    parts = _parts(nodes_of(text))
    if all(isinstance(each, str) for each in parts):
        return "".join(parts)
    return parts


def _parts(nodes: Nodes) -> list[Any]:
    return [part for node in without_stray_signs(nodes) for part in _of_node(node)]


def _of_node(node: Node) -> Iterable[Any]:  # noqa: PLR0911 - one for each node
    match node:
        case str():
            return _lines(node)
        case Span():
            return [[node.style.value, 0, *_parts(node.parts)]]
        case Link() if not is_address(node.address):
            return _parts(node.parts)
        case Link():
            return [["a", {"href": node.address}, *_parts(node.parts)]]
        case Code():
            return [["code", 0, clean(node.text)]]
        case Formula():
            return [_formula(node)]
        case CodeBlock():
            return [["pre", 0, ["code", 0, clean(node.text.rstrip("\n"))]]]
        case Listing():
            items = [["li", 0, *_parts(item)] for item in node.items]
            return [["ol" if node.numbered else "ul", 0, *items]]


def _lines(text: str) -> Iterable[Any]:
    """Yield the lines of a text with breaks between them."""
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            yield ["br", 0]
        if line:
            yield line


def _formula(node: Formula) -> list[Any]:
    try:
        tree = tree_of(node.latex)
    except FormulaError:
        return ["code", 0, clean(node.latex)]
    display = "block" if node.displayed else "inline"
    return ["math", {"display": display}, _of_element(tree)]


def _of_element(element: Element) -> list[Any]:
    words = [clean(element.text)] if element.text else []
    return [element.tag, dict(element.attrib) or 0, *words, *map(_of_element, element)]
