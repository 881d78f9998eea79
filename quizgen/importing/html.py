"""HTML of other programs as marked text, with the pictures that stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser

from quizgen.markup.formula import fault_of
from quizgen.markup.nodes import (
    Code,
    CodeBlock,
    Formula,
    Link,
    Listing,
    Node,
    Span,
    Style,
    is_address,
)
from quizgen.markup.signs import without_signs
from quizgen.markup.written import text_of

_STYLES = {
    "b": Style.STRONG,
    "strong": Style.STRONG,
    "em": Style.EMPHASIS,
    "i": Style.EMPHASIS,
    "sub": Style.SUBSCRIPT,
    "sup": Style.SUPERSCRIPT,
}
_BLOCKS = {"p", "div", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "hr"}
_SILENT = {
    "span",
    "br",
    "wbr",
    "tbody",
    "td",
    "th",
    "html",
    "body",
    "head",
    "meta",
    "font",
} | _BLOCKS
_LISTS = {"ul", "ol"}
_HIDDEN = {"script", "style"}
_VOID = {"br", "img", "wbr", "hr", "meta", "input", "source"}
_MATH = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]|\$\$(.+?)\$\$", re.DOTALL)
# Blanks that HTML shows as one; it keeps the others.
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MOST_LEVELS = 40


@dataclass(frozen=True, slots=True)
class Shown:
    """What HTML shows: a marked text, pictures (address and words), and what is neither."""

    text: str
    pictures: tuple[tuple[str, str], ...] = ()
    lost: tuple[str, ...] = ()


def shown_by(html: str) -> Shown:
    """Return what HTML shows, with formulas between the signs of MathJax."""
    reader = _Reader()
    reader.feed(without_signs(html))
    reader.close()
    return Shown(reader.text, tuple(reader.pictures), tuple(dict.fromkeys(reader.lost)))


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet, and the nodes in it so far."""

    tag: str
    parts: list[Node]
    address: str = ""


class _Reader(HTMLParser):
    """Builds the nodes of HTML; elements that nobody closes end with the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pictures: list[tuple[str, str]] = []
        self.lost: list[str] = []
        self._open = [_Open("", [])]

    @property
    def text(self) -> str:
        """Return all as a marked text, without blanks at its ends."""
        while len(self._open) > 1:
            self._close()
        return text_of(trimmed(self._open[0].parts))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "img":
            self.pictures.append(
                (given.get("src") or "", " ".join((given.get("alt") or "").split()))
            )
            return
        if tag == "br":
            self._add("\n")
            return
        known = (
            tag in _SILENT or tag in _STYLES or tag in _LISTS | _HIDDEN | {"li", "a", "code", "pre"}
        )
        if not known or tag in {"table", "td"}:
            self.lost.append(f"<{tag}>"[:20])
        self._end_before(tag)
        if tag in _BLOCKS:
            self._break()
        if tag not in _VOID and len(self._open) < _MOST_LEVELS:
            self._open.append(_Open(tag, [], given.get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        if not any(each.tag == tag for each in self._open[1:]):
            return
        while self._open[-1].tag != tag:
            self._close()
        self._close()

    def handle_data(self, data: str) -> None:
        tags = {each.tag for each in self._open}
        if tags & _HIDDEN:
            return
        if "pre" in tags or "code" in tags:
            self._add(data if "pre" in tags else _BLANKS.sub(" ", data))
            return
        end = 0
        for found in _MATH.finditer(data):
            latex = next(filter(None, found.groups())).strip()
            if fault_of(latex) is None:
                self._add(_BLANKS.sub(" ", data[end : found.start()]))
                self._add(Formula(latex, displayed=found[1] is None))
                end = found.end()
        self._add(_BLANKS.sub(" ", data[end:]))

    def _end_before(self, tag: str) -> None:
        """Close the entry or the paragraph that the beginning of another one ends."""
        if tag not in {"li", "p"}:
            return
        for each in reversed(self._open[1:]):
            if each.tag == tag:
                self.handle_endtag(tag)
                return
            if each.tag in _LISTS | _BLOCKS:
                return

    def _add(self, node: Node) -> None:
        if node != "":
            self._open[-1].parts.append(node)

    def _break(self) -> None:
        """Break the line, unless nothing stands before."""
        if any(each.parts for each in self._open):
            last = next(each.parts[-1] for each in reversed(self._open) if each.parts)
            if not (isinstance(last, str) and last.endswith("\n")):
                self._add("\n")

    def _close(self) -> None:
        closed = self._open.pop()
        parent = self._open[-1].parts
        if closed.tag in _HIDDEN:
            return
        if closed.tag in _LISTS:
            items = tuple(each.items[0] for each in closed.parts if isinstance(each, Listing))
            if items:
                parent.append(Listing(items, numbered=closed.tag == "ol"))
            return
        parent.extend(_made(closed))
        if closed.tag in _BLOCKS:
            self._break()


def _made(closed: _Open) -> list[Node]:
    """Return the nodes that a closed element stands for."""
    parts = closed.parts
    if closed.tag in _STYLES and parts:
        return [Span(_STYLES[closed.tag], tuple(parts))]
    if closed.tag == "a" and parts and is_address(closed.address):
        return [Link(closed.address, tuple(parts))]
    if closed.tag == "li":
        # A list takes its entries apart again.
        return [Listing((trimmed(parts),))]
    words = "".join(part if isinstance(part, str) else getattr(part, "text", "") for part in parts)
    if closed.tag == "code" and words:
        return [Code(words)]
    if closed.tag == "pre" and words:
        return [CodeBlock(words.removeprefix("\n"))]
    return parts


def trimmed(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return nodes without blanks at their ends."""
    made = list(nodes)
    while made and isinstance(made[0], str):
        made[0] = made[0].lstrip(" \n")
        if made[0]:
            break
        del made[0]
    while made and isinstance(made[-1], str):
        made[-1] = made[-1].rstrip(" \n")
        if made[-1]:
            break
        del made[-1]
    return tuple(made)
