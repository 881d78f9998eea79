"""The plain text of a field in Anki, and what of it plain text cannot hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
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
SOUND = re.compile(r"\[sound:([^\]]*)\]")
# What begins and ends a formula.
_MATH = tuple(
    (re.compile(begin), re.compile(end))
    for begin, end in (
        (r"\[latex\]", r"\[/latex\]"),
        (r"\[\$\$?\]", r"\[/\$\$?\]"),
        (r"\\\(", r"\\\)"),
        (r"\\\[", r"\\\]"),
    )
)
_STYLED = re.compile(r"font-weight|font-style|text-decoration|(?:^|[;\s])color|background")


# So many times, HTMLParser may look through what follows a tag that nobody ends.
_MOST_LOOKS = 50


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
    before, after = sounds_in(field)
    without_sounds, sounds = SOUND.subn("", before)
    read_html(parser, without_sounds + after)
    text = "".join(parser.parts).replace("\N{NO-BREAK SPACE}", " ")
    lines = [" ".join(line.split()) for line in text.split("\n")]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    besides = dict.fromkeys(parser.besides)
    if sounds:
        besides["a sound"] = None
    if _has_formula(text):
        besides["a formula"] = None
    return Plain(text, tuple(besides))


def sounds_in(field: str) -> tuple[str, str]:
    """Return the part of a field that has all of its sounds, and the rest.

    Where no bracket follows, looking for the end of each sound would take quadratic time.
    """
    before, bracket, after = field.rpartition("]")
    return before + bracket, after


def read_html(parser: HTMLParser, html: str) -> None:
    """Feed HTML to a parser and close it, in time that grows with the length of the text alone.

    HTMLParser looks through the rest of the text for the end of each tag, and does so again at the
    next one if there is none. A rest with many such tags counts as words.
    """
    # A browser takes `<![` for a comment, and HTMLParser may stumble over it.
    parser.feed(html.replace("<![", "<!"))
    rest = parser.rawdata
    if rest.count("<") > _MOST_LOOKS and not parser.cdata_elem:
        parser.rawdata = ""
        parser.handle_data(unescape(rest))
    parser.close()


def _has_formula(text: str) -> bool:
    # If a formula ends behind any beginning, it does so behind the first one.
    firsts = ((begin.search(text), end) for begin, end in _MATH)
    return any(first and end.search(text, first.end()) for first, end in firsts)


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
