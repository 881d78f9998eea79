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
_SILENT = {"tbody", "tr", "td", "th", "span", "br", "wbr", "html", "body", "head", "meta", "font"}
_LISTS = {"ul", "ol"}
_HIDDEN = {"script", "style"}
_VOID = {"br", "img", "wbr", "hr", "meta", "input", "source"}
# No formula of a deck is longer, and none begins within another one.
_MATH = re.compile(
    r"\\\(((?:(?!\\\().){1,2000}?)\\\)|\\\[((?:(?!\\\[).){1,2000}?)\\\]|\$\$(.{1,2000}?)\$\$",
    re.DOTALL,
)
# What is no whole tag stands for itself. Python's parser takes quadratic time for such signs.
_NO_TAG = re.compile(
    r"""<(?!/?[A-Za-z][A-Za-z0-9:-]{0,30}(?:\s(?:[^<>"']|"[^"]{0,2000}"|'[^']{0,2000}')*+)?/?>)"""
)
_DATA = re.compile(r"data:image/[a-z+]{1,10};base64,[A-Za-z0-9+/=]+")
# A text of a question is shorter, without the pictures in it.
_MOST_CHARACTERS = 50_000
# Blanks that HTML shows as one; it keeps the others.
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MOST_LEVELS = 40
# What a text holds; `table` and others are lost, and their words stay.
_KNOWN = _SILENT | _STYLES.keys() | _LISTS | _HIDDEN | {"li", "a", "code", "pre"}
_KNOWN |= _BLOCKS - {"table", "hr"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What HTML shows: a marked text, pictures (address and words), and what is neither."""

    text: str
    pictures: tuple[tuple[str, str], ...] = ()
    lost: tuple[str, ...] = ()


class TooLongError(ValueError):
    """A text of a question is too long to read."""

    def __init__(self) -> None:
        super().__init__(f"a text of it has more than {_MOST_CHARACTERS} characters")


def shown_by(html: str) -> Shown:
    """Return what HTML shows, with formulas between the signs of MathJax.

    Raises TooLongError for more than 50,000 characters, not counting pictures.
    """
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[0])
        return f"data:{len(held) - 1}"

    short = _DATA.sub(hold, without_signs(html))
    if len(short) > _MOST_CHARACTERS:
        raise TooLongError
    reader = _Reader()
    reader.feed(_NO_TAG.sub("&lt;", _without_comments(short)))
    reader.close()
    addresses = {f"data:{number}": data for number, data in enumerate(held)}
    pictures = [(addresses.get(address, address), words) for address, words in reader.pictures]
    return Shown(reader.text, tuple(pictures), tuple(dict.fromkeys(reader.lost)))


def _without_comments(html: str) -> str:
    parts = []
    end = 0
    while (start := html.find("<!--", end)) >= 0:
        close = html.find("-->", start)
        if close < 0:
            break
        parts.append(html[end:start])
        end = close + len("-->")
    return "".join([*parts, html[end:]])


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
        """Open an element; a picture is noted, and a line break is one."""
        given = dict(attrs)
        if tag == "img":
            words = " ".join((given.get("alt") or "").split())
            self.pictures.append((given.get("src") or "", words))
        elif tag == "br":
            self._add("\n")
        else:
            self._begin(tag, given.get("href") or "")

    def _begin(self, tag: str, address: str) -> None:
        if tag not in _KNOWN:
            self.lost.append(f"<{tag}>"[:20])
        self._end_before(tag)
        if tag in _BLOCKS:
            self._break()
        if tag not in _VOID and len(self._open) < _MOST_LEVELS:
            self._open.append(_Open(tag, [], address))

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and those in it."""
        if not any(each.tag == tag for each in self._open[1:]):
            return
        while self._open[-1].tag != tag:
            self._close()
        self._close()

    def handle_data(self, data: str) -> None:
        """Collect words, with formulas as markup."""
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
    tag, parts = closed.tag, closed.parts
    if tag == "li":
        # A list takes its entries apart again.
        return [Listing((trimmed(parts),))]
    if not parts:
        return []
    if tag in _STYLES:
        return [Span(_STYLES[tag], tuple(parts))]
    if tag == "a" and is_address(closed.address):
        return [Link(closed.address, tuple(parts))]
    if tag in {"code", "pre"}:
        return _code(tag, parts)
    return parts


def _code(tag: str, parts: list[Node]) -> list[Node]:
    words = "".join(part if isinstance(part, str) else getattr(part, "text", "") for part in parts)
    if not words:
        return []
    return [Code(words) if tag == "code" else CodeBlock(words.removeprefix("\n"))]


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
