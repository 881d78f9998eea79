"""What QTI shows, as marked texts and pictures, with problems for what a deck cannot hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from lxml import etree

from quizgen.diagnostics import Diagnostic, Place
from quizgen.importing.html import Shown, TooLongError, shown_by
from quizgen.importing.pictures import Pictures
from quizgen.importing.qti_files import Files, name_of
from quizgen.importing.reader import not_held
from quizgen.markup.formula import fault_of
from quizgen.markup.nodes import Node, is_block
from quizgen.markup.written import nodes_of, text_of
from quizgen.quiz.manifest import Picture

_TEX = "application/x-tex"
_GAP = "_____"
_EMPTY = {"br", "img"}


class UnreadError(Exception):
    """A question that quizgen has no form for: why."""


@dataclass(slots=True)
class Contents:
    """Reads the texts of one question, and keeps its pictures and its problems.

    With `plain_tex`, what looks like TeX among words is words. `document` is the path of the
    document in its package.
    """

    files: Files
    document: str
    kept: Pictures
    place: Place
    name: str = ""
    plain_tex: bool = False
    pictures: list[Picture] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    def lose(self, what: str, instead: str) -> None:
        """Note what of the question a deck cannot hold."""
        self.problems.append(not_held(self.place, f"`{self.name}`: {what}", instead))

    def of_html(self, html: str, *, shows: bool = False) -> str:
        """Return HTML as a marked text; its pictures belong to the question if it `shows` them."""
        shown = _shown_by(html)
        for tag in shown.lost:
            self.lose(f"a deck has nothing like {tag}", "only its words are kept")
        for address, words in shown.pictures:
            picture = self.picture(address, words)
            if picture and shows:
                self.pictures.append(picture)
            elif picture is None:
                self.lose("a picture is not part of the file", "it is left out")
            else:
                self.lose("a picture stands where a deck has text", "it is left out")
        return _without_breaks_at_blocks(shown.text)

    def of_option(self, html: str) -> tuple[str, Picture | None]:
        """Return the words of an option, and its picture if it has no words beside."""
        shown = _shown_by(html)
        if len(shown.pictures) == 1 and not shown.text:
            ((address, words),) = shown.pictures
            picture = self.picture(address, words)
            if picture:
                return words, picture
        return self.of_html(html), None

    def picture(self, address: str, words: str) -> Picture | None:
        """Return the picture at an address, in the package or in the address itself."""
        inline = self.kept.of_address(address, words)
        data = None if inline else self.files.near(self.document, address)
        if data is None:
            return inline
        suffix = address.partition("?")[0].rpartition(".")[2]
        return self.kept.of_bytes(suffix, data, words)

    def html_of(self, elements: Iterable[etree._Element], drop: Iterable[str] = ()) -> str:
        """Return elements of XHTML as HTML without those named in `drop`."""
        dropped = set(drop)
        made = (self._html(each, dropped) for each in elements)
        return "".join(made)

    def inner(self, element: etree._Element, drop: Iterable[str] = ()) -> str:
        """Return what stands in an element as HTML."""
        held = (self._html(each, set(drop), tail=True) for each in element)
        return self._words(element.text) + "".join(held)

    def _html(self, element: etree._Element, drop: set[str], *, tail: bool = False) -> str:
        after = self._words(element.tail) if tail else ""
        if not isinstance(element.tag, str) or name_of(element) in drop:
            return after
        return self._element(element, drop) + after

    def _element(self, element: etree._Element, drop: set[str]) -> str:
        name = name_of(element)
        if name == "textEntryInteraction":
            return _GAP if _is_gap(element) else ""
        if name == "math":
            return _formula(element)
        given = "".join(f' {key}="{escape(value)}"' for key, value in _shown(element))
        head = f"<{name}{given}>"
        return head if name in _EMPTY else f"{head}{self.inner(element, drop)}</{name}>"

    def _words(self, text: str | None) -> str:
        escaped = escape(text or "", quote=False)
        if not self.plain_tex:
            return escaped
        # An element between two signs keeps them from being read together.
        return escaped.replace("\\", "<span>\\</span>").replace("$", "<span>$</span>")


def _shown_by(html: str) -> Shown:
    try:
        return shown_by(_with_formulas(html))
    except TooLongError as error:
        raise UnreadError(str(error)) from None


def _without_breaks_at_blocks(text: str) -> str:
    """Return a marked text without the line breaks that blocks have of themselves."""
    nodes: list[Node] = [_closed(node) for node in nodes_of(text)]
    for place, node in enumerate(nodes):
        if is_block(node):
            before, after = nodes[place - 1 : place], nodes[place + 1 : place + 2]
            nodes[place - 1 : place] = [_without_end(each) for each in before]
            nodes[place + 1 : place + 2] = [_without_start(each) for each in after]
    return text_of(nodes)


def _closed(node: Node) -> Node:
    # Blanks between two elements that break the line make no line of their own.
    return node.replace("\n \n", "\n") if isinstance(node, str) else node


def _without_end(node: Node) -> Node:
    return node.rstrip(" \n") if isinstance(node, str) else node


def _without_start(node: Node) -> Node:
    return node.lstrip(" \n") if isinstance(node, str) else node


def _is_gap(entry: etree._Element) -> bool:
    """Return whether words stand beside the field, and not above it alone."""
    parent = entry.getparent()
    return parent is not None and bool("".join(parent.itertext()).strip())


def _shown(element: etree._Element) -> list[tuple[str, str]]:
    kept = {"href", "src", "alt"}
    return [(str(key), str(value)) for key, value in element.attrib.items() if key in kept]


def _formula(math: etree._Element) -> str:
    """Return a formula as TeX, or its words if it has no TeX that quizgen knows."""
    notes = [each for each in math.iter() if str(each.get("encoding", "")) == _TEX]
    latex = str(notes[0].text or "") if notes else str(math.get("alttext", ""))
    if latex and fault_of(latex) is None:
        start, end = (r"\[", r"\]") if math.get("display") == "block" else (r"\(", r"\)")
        return escape(f"{start}{latex}{end}", quote=False)
    return escape("".join(math.itertext()), quote=False)


def _with_formulas(html: str) -> str:
    """Return HTML in which TeX stands for the pictures of formulas that Canvas has."""
    if "equation_image" not in html:
        return html
    holder = etree.fromstring(f"<div>{html}</div>", etree.HTMLParser(no_network=True))
    for image in list(holder.iter("img")):
        if "equation_image" in image.get("class", ""):
            latex = image.get("data-equation-content") or image.get("title") or ""
            _put_words(image, f"\\({latex}\\)" if fault_of(latex) is None else latex)
    written: str = etree.tostring(holder, encoding="unicode", method="html")
    return written


def _put_words(element: etree._Element, words: str) -> None:
    parent, before = element.getparent(), element.getprevious()
    words += element.tail or ""
    if before is None:
        parent.text = (parent.text or "") + words
    else:
        before.tail = (before.tail or "") + words
    parent.remove(element)
