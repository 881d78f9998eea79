"""Marked texts as the paragraphs of a Word document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import tostring

from quizgen.exchange.texts import clean
from quizgen.language.script import has_rtl
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
    Style,
    is_address,
    is_block,
    unlinked,
    without_stray_signs,
)
from quizgen.markup.office_math import NAMESPACE, office_math
from quizgen.markup.written import nodes_of
from quizgen.office.word_styles import (
    CODE,
    GOES_ON,
    STEP,
    element,
    new_numbering,
    number_by,
    styled,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import _Cell as Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run


# The indent of an item of a list, in points.
_BULLET = 14


@dataclass(frozen=True, slots=True)
class _Look:
    """How the words of a run differ from those around."""

    bold: bool = False
    italic: bool = False
    raised: bool = False
    lowered: bool = False
    code: bool = False


_CHANGES = {
    Style.EMPHASIS: {"italic": True},
    Style.STRONG: {"bold": True},
    Style.SUPERSCRIPT: {"raised": True},
    Style.SUBSCRIPT: {"lowered": True},
}


class Words:
    """Writes marked texts into a document, or into a cell of a table in it."""

    def __init__(self, document: Document, cell: Cell | None = None) -> None:
        self._document = document
        self._place = cell or document

    def paragraph(  # noqa: PLR0913 - each says how it looks
        self,
        text: str,
        style: str,
        *,
        before: str = "",
        after: str = "",
        bold: bool = False,
        italic: bool = False,
    ) -> Paragraph:
        """Add a text as a paragraph of a style, with plain words before and after it; return it.

        Lists, blocks of code and displayed formulas become paragraphs of their own; what follows
        them goes on without a number.
        """
        paragraph = first = self._new(style)
        look = _Look(bold=bold, italic=italic)
        if before:
            add_run(paragraph, before)
        nodes = [*without_stray_signs(nodes_of(text)), *([after] if after else [])]
        while nodes:
            line, nodes = _first_line(nodes)
            self._line(paragraph, line, look)
            if nodes:
                self._block(nodes.pop(0))
            if nodes:
                paragraph = self._new(GOES_ON)
        return first

    def _new(self, style: str) -> Paragraph:
        return styled(self._place, style)

    def _line(self, paragraph: Paragraph, nodes: Nodes, look: _Look) -> None:
        for node in nodes:
            self._inline(paragraph, node, look)

    def _inline(self, paragraph: Paragraph, node: Node, look: _Look) -> None:
        match node:
            case str():
                add_run(paragraph, node, look)
            case Span():
                self._line(paragraph, node.parts, replace(look, **_CHANGES[node.style]))
            case Code():
                add_run(paragraph, node.text, replace(look, code=True))
            case Link():
                self._link(paragraph, node, look)
            case Formula():
                self._formula(paragraph, node)
            case CodeBlock() | Listing():
                # A block within emphasis has no paragraph of its own.
                self._line(paragraph, _flat(node), look)

    def _link(self, paragraph: Paragraph, link: Link, look: _Look) -> None:
        start = len(paragraph._p)  # noqa: SLF001 - the library cannot make links
        self._line(paragraph, unlinked(link.parts), look)
        if not is_address(link.address):
            return
        from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415
        from docx.oxml.ns import qn  # noqa: PLC0415

        name = self._document.part.relate_to(
            link.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        made = element("hyperlink")
        made.set(qn("r:id"), name)
        made.extend(paragraph._p[start:])  # noqa: SLF001
        paragraph._p.append(made)  # noqa: SLF001

    def _formula(self, paragraph: Paragraph, formula: Formula) -> None:
        made = _math(formula)
        if made is None:
            add_run(paragraph, formula.latex, _Look(code=True))
        else:
            paragraph._p.append(made)  # noqa: SLF001

    def _block(self, node: Node) -> None:
        if isinstance(node, Listing):
            self._listing(node)
        elif isinstance(node, CodeBlock):
            add_run(self._new(CODE), node.text.rstrip("\n"))
        else:
            self._line(self._new(GOES_ON), (node,), _Look())

    def _listing(self, listing: Listing) -> None:
        style = "List Number" if listing.numbered else "List Bullet"
        numbering = new_numbering(self._document, "%1.") if listing.numbered else ""
        for item in listing.items:
            paragraph = self._new(style)
            if numbering:
                number_by(paragraph._p, numbering)  # noqa: SLF001
            _indent(paragraph)
            self._line(paragraph, item, _Look())


def _indent(paragraph: Paragraph) -> None:
    """Let an item of a list stand below the words of its question."""
    from docx.shared import Pt  # noqa: PLC0415

    shape = paragraph.paragraph_format
    shape.left_indent, shape.first_line_indent = Pt(STEP + _BULLET), Pt(-_BULLET)
    shape.keep_with_next = True


def _first_line(nodes: list[Node]) -> tuple[Nodes, list[Node]]:
    """Return the nodes up to the first block, and the rest."""
    for index, node in enumerate(nodes):
        if is_block(node):
            return tuple(nodes[:index]), nodes[index:]
    return tuple(nodes), []


def _flat(node: CodeBlock | Listing) -> Nodes:
    if isinstance(node, CodeBlock):
        return (Code(node.text.rstrip("\n")),)
    parts: list[Node] = []
    for item in node.items:
        parts += ["; ", *item] if parts else list(item)
    return tuple(parts)


def add_run(paragraph: Paragraph, words: str, look: _Look | None = None) -> Run:
    """Add plain words to a paragraph; a line break in them stays one."""
    look = look or _Look()
    text = clean(words)
    run = paragraph.add_run(text)
    run.bold, run.italic = look.bold or None, look.italic or None
    run.font.cs_bold, run.font.cs_italic = run.bold, run.italic
    run.font.superscript, run.font.subscript = look.raised or None, look.lowered or None
    if look.code:
        run.font.name = "Consolas"
    if has_rtl(text):
        run.font.rtl = True
    return run


def _math(formula: Formula) -> BaseOxmlElement | None:
    """Return a formula as an element of a paragraph, None if it can't be read."""
    from docx.oxml import parse_xml  # noqa: PLC0415

    try:
        made = tostring(office_math(tree_of(formula.latex)), encoding="unicode")
    except FormulaError:
        return None
    if formula.displayed:
        made = f'<m:oMathPara xmlns:m="{NAMESPACE}">{made}</m:oMathPara>'
    return parse_xml(made)
