"""Nodes as plain data, for files that other programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from quizgen.markup.nodes import (
    Code,
    CodeBlock,
    Formula,
    Link,
    Listing,
    Node,
    Nodes,
    Span,
    Style,
)

# A text, or an object with one key for the markup and its contents under it.
Data = list[object]
_MOST_LEVELS = 40


def data_of(nodes: Iterable[Node]) -> Data:
    """Return nodes as lists, objects and texts."""
    return [_of_node(node) for node in nodes]


def _of_node(node: Node) -> object:  # noqa: PLR0911 - one for each node
    match node:
        case str():
            return node
        case Span():
            return {node.style.value: data_of(node.parts)}
        case Code():
            return {"code": node.text}
        case Formula():
            return {"display" if node.displayed else "math": node.latex}
        case Link():
            return {"link": node.address, "text": data_of(node.parts)}
        case Listing():
            return {"numbers" if node.numbered else "bullets": list(map(data_of, node.items))}
        case CodeBlock():
            return {"lines": node.text, "language": node.language}


def nodes_from(data: object, level: int = 0) -> Nodes:
    """Return the nodes that `data_of` made data of. Raises ValueError for anything else."""
    if level > _MOST_LEVELS:
        raise ValueError("markup is nested too deeply")
    return tuple(_node(each, level + 1) for each in _list(data))


def _node(data: object, level: int) -> Node:
    if isinstance(data, str):
        return data
    if not isinstance(data, dict) or not data:
        raise ValueError("markup is neither a text nor an object")
    name, content = next(iter(data.items()))
    if name in _STYLES:
        return Span(Style(name), nodes_from(content, level))
    if name in _TEXTS:
        return _TEXTS[name](_text(content))
    if name in {"bullets", "numbers"}:
        items = tuple(nodes_from(item, level) for item in _list(content))
        return Listing(items, numbered=name == "numbers")
    if name == "link":
        return Link(_text(content), nodes_from(data.get("text"), level))
    if name == "lines":
        return CodeBlock(_text(content), _text(data.get("language", "")))
    raise ValueError("markup has a name that does not exist")


_STYLES = {style.value for style in Style}
_TEXTS: dict[str, Callable[[str], Node]] = {
    "code": Code,
    "math": Formula,
    "display": lambda latex: Formula(latex, displayed=True),
}


def _list(data: object) -> list[object]:
    if not isinstance(data, list):
        raise ValueError("markup is not a list")  # noqa: TRY004 - the data is a stranger's
    return data


def _text(data: object) -> str:
    if not isinstance(data, str):
        raise ValueError("markup is not a text")  # noqa: TRY004 - the data is a stranger's
    return data
