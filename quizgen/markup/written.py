"""Marked texts: nodes as one string that other code may join, split and capitalize."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from quizgen.late import late_pattern
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
from quizgen.markup.signs import CLOSE, NEXT, OPEN, Sign, hidden, is_marked, shown

_SIGN_OF = {
    Style.EMPHASIS: Sign.EMPHASIS,
    Style.STRONG: Sign.STRONG,
    Style.SUBSCRIPT: Sign.SUBSCRIPT,
    Style.SUPERSCRIPT: Sign.SUPERSCRIPT,
}
_STYLE_OF = {sign.value: style for style, sign in _SIGN_OF.items()}


def sign_of(style: Style) -> Sign:
    """Return the sign of a style."""
    return _SIGN_OF[style]


_SIGNS = late_pattern(f"{OPEN}[\ufdd3-\ufddd]|[{OPEN}-\ufdef]")
_MOST_LEVELS = 40


def text_of(nodes: Iterable[Node]) -> str:
    """Return nodes as a marked text."""
    return "".join(_of_node(node) for node in nodes)


def _of_node(node: Node) -> str:  # noqa: PLR0911 - one for each node
    match node:
        case str():
            return node
        case Span():
            return _enclosed(_SIGN_OF[node.style], text_of(node.parts))
        case Code():
            return _enclosed(Sign.CODE, hidden(node.text))
        case Formula():
            return _enclosed(_formula_sign(node), hidden(node.latex))
        case Link():
            return _enclosed(Sign.LINK, hidden(node.address), text_of(node.parts))
        case Listing():
            sign = Sign.NUMBERS if node.numbered else Sign.BULLETS
            return _enclosed(sign, *map(text_of, node.items))
        case CodeBlock():
            return _enclosed(Sign.CODE_BLOCK, hidden(node.language), hidden(node.text))


def _formula_sign(node: Formula) -> Sign:
    return Sign.DISPLAYED if node.displayed else Sign.FORMULA


def _enclosed(sign: Sign, *parts: str) -> str:
    return f"{OPEN}{sign}{NEXT.join(parts)}{CLOSE}"


@lru_cache(maxsize=1024)
def nodes_of(text: str) -> Nodes:
    """Return the nodes of a marked text; parts that are not closed end with the text."""
    if not is_marked(text):
        return (text,) if text else ()
    reader = _Reader(text)
    nodes: list[Node] = []
    while not reader.done:
        nodes += reader.parts(0)
        # A sign that closes nothing is passed over.
        reader.skip()
    return _joined(nodes)


class _Reader:
    """Reads a marked text from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self._pieces = list(_pieces(text))
        self._at = 0

    @property
    def done(self) -> bool:
        return self._at >= len(self._pieces)

    def skip(self) -> None:
        self._at += 1

    def parts(self, level: int) -> Nodes:
        """Return the nodes up to the sign that ends them, which stays unread."""
        nodes: list[Node] = []
        while not self.done and self._pieces[self._at] not in {CLOSE, NEXT}:
            piece = self._pieces[self._at]
            self._at += 1
            if not piece.startswith(OPEN):
                nodes.append(piece)
            elif len(piece) > 1 and level < _MOST_LEVELS:
                nodes += self._marked(piece[1], level + 1)
        return _joined(nodes)

    def _marked(self, sign: str, level: int) -> Nodes:
        """Return the node after its opening signs."""
        parts = [self.parts(level)]
        while not self.done and self._pieces[self._at] == NEXT:
            self._at += 1
            parts.append(self.parts(level))
        self._at += 1
        if sign in _STYLE_OF:
            return (Span(_STYLE_OF[sign], _flat(parts)),)
        return (_MADE[sign](parts),)


def _pieces(text: str) -> Iterator[str]:
    """Yield the signs of a text and the words between them."""
    end = 0
    for found in _SIGNS.finditer(text):
        if found.start() > end:
            yield text[end : found.start()]
        yield found[0]
        end = found.end()
    if end < len(text):
        yield text[end:]


def _joined(nodes: Iterable[Node]) -> Nodes:
    """Return nodes with neighbouring words in one string."""
    made: list[Node] = []
    for node in nodes:
        if isinstance(node, str) and made and isinstance(made[-1], str):
            made[-1] += node
        elif node != "":
            made.append(node)
    return tuple(made)


def _flat(parts: list[Nodes]) -> Nodes:
    return _joined(node for part in parts for node in part)


def _hidden_text(nodes: Nodes) -> str:
    return shown("".join(node for node in nodes if isinstance(node, str)))


def _link(parts: list[Nodes]) -> Node:
    return Link(_hidden_text(parts[0]), _flat(parts[1:]))


def _code_block(parts: list[Nodes]) -> Node:
    return CodeBlock("".join(map(_hidden_text, parts[1:])), _hidden_text(parts[0]))


_MADE: dict[str, Callable[[list[Nodes]], Node]] = {
    Sign.CODE: lambda parts: Code(_hidden_text(_flat(parts))),
    Sign.FORMULA: lambda parts: Formula(_hidden_text(_flat(parts))),
    Sign.DISPLAYED: lambda parts: Formula(_hidden_text(_flat(parts)), displayed=True),
    Sign.LINK: _link,
    Sign.BULLETS: lambda parts: Listing(tuple(parts)),
    Sign.NUMBERS: lambda parts: Listing(tuple(parts), numbered=True),
    Sign.CODE_BLOCK: _code_block,
}
