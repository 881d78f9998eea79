"""The plain text of a field in Anki, and what of it plain text cannot hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_BLOCKS = {"div", "p", "li", "ul", "ol", "tr", "table", "blockquote", "h1", "h2", "h3", "h4", "hr"}
# Tags that change nothing a reader sees, and those that only break lines.
_SILENT = {"span", "br", "div", "p", "wbr"}
_CALLED = {
    "a": "a link",
    "audio": "a sound",
    "b": "bold type",
    "code": "code",
    "em": "emphasis",
    "i": "italic type",
    "img": "a picture",
    "li": "a list",
    "mark": "a highlight",
    "strong": "bold type",
    "sub": "a subscript",
    "sup": "a superscript",
    "table": "a table",
    "u": "underlining",
}
_SOUND = re.compile(r"\[sound:[^\]]*\]")
_MATH = re.compile(
    r"\[latex\].*?\[/latex\]|\[\$\$?\].*?\[/\$\$?\]|\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL
)
_STYLED = re.compile(r"font-weight|font-style|text-decoration|(?:^|[;\s])color|background")


@dataclass(frozen=True, slots=True)
class Plain:
    """The text of a field, and in words what else it holds: `bold type`, `a picture`."""

    text: str
    besides: tuple[str, ...] = ()


def plain_of(field: str) -> Plain:
    """Return the plain text of a field in HTML, with line breaks, and without space around it."""
    return plain_text(field, Reader())


def plain_text(field: str, parser: Reader) -> Plain:
    """Return what a reader of HTML collects from a field, with its blanks as a browser has them."""
    without_sounds, sounds = _SOUND.subn("", field)
    parser.feed(without_sounds)
    parser.close()
    text = "".join(parser.parts).replace("\N{NO-BREAK SPACE}", " ")
    lines = [" ".join(line.split()) for line in text.split("\n")]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    besides = dict.fromkeys(parser.besides)
    if sounds:
        besides["a sound"] = None
    if _MATH.search(text):
        besides["a formula"] = None
    return Plain(text, tuple(besides))


class Reader(HTMLParser):
    """Collects the text of HTML and the names of what is no text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.besides: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Break the line where the tag does, and note what plain text cannot hold."""
        if tag in {"script", "style"}:
            self._hidden += 1
        if tag == "br" or (tag in _BLOCKS and self.parts and not self.parts[-1].endswith("\n")):
            self.parts.append("\n")
        style = dict(attrs).get("style") or ""
        if tag not in _SILENT:
            self.besides.append(_CALLED.get(tag, f"the tag <{tag}>"[:40]))
        elif _STYLED.search(style):
            self.besides.append("a style")

    def handle_endtag(self, tag: str) -> None:
        """Break the line after a block."""
        if tag in {"script", "style"}:
            self._hidden = max(0, self._hidden - 1)
        if tag in _BLOCKS and self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Collect text; a line break in HTML is a space."""
        if not self._hidden:
            self.parts.append(data.replace("\n", " "))
