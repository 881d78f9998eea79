"""An empty Word document with the styles and the numbering of a quiz."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from babel.core import get_global

from quizgen.language.script import direction_of, has_rtl, locale_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell as Cell
    from docx.text.paragraph import Paragraph

# The styles by the names that Word's gallery shows.
QUESTION = "Question"
GOES_ON = "Question Text"
OPTION = "Option"
ENTRY = "Entry"
ANSWER_LINE = "Answer Line"
NAME_LINE = "Name Line"
INSTRUCTIONS = "Instructions"
PASSAGE = "Passage"
CODE = "Code Block"
EXPLANATION = "Explanation"

Side = Literal["a4", "letter"]
_MILLIMETRES = {"a4": (210, 297), "letter": (215.9, 279.4)}
_MARGIN = 20
# Indents, in points.
STEP = 26
_FONT, _SIZE = "Calibri", 11


@dataclass(frozen=True, slots=True)
class _Look:
    """A paragraph style: indents and space in points, and whether it stays with what follows."""

    left: float = 0
    hanging: float = 0
    before: float = 0
    after: float = 4
    stays: bool = False
    italic: bool = False
    font: str = ""


_LOOKS = {
    QUESTION: _Look(STEP, STEP, before=10, stays=True),
    GOES_ON: _Look(STEP, stays=True),
    OPTION: _Look(2 * STEP, STEP, after=2),
    ENTRY: _Look(STEP, STEP, after=2),
    ANSWER_LINE: _Look(STEP, before=12, after=2),
    NAME_LINE: _Look(before=4, after=10),
    INSTRUCTIONS: _Look(after=6, stays=True, italic=True),
    PASSAGE: _Look(before=8, after=8, stays=True),
    CODE: _Look(STEP, stays=True, font="Consolas"),
    EXPLANATION: _Look(STEP, after=2),
}


def new_document(language: str, side: Side = "a4") -> Document:
    """Return an empty document in a language, on paper of a size.

    Raises ModuleNotFoundError if `python-docx` is not installed.
    """
    import docx  # noqa: PLC0415 - an extra, imported when used

    document = docx.Document()
    rtl = direction_of(language) == "rtl"
    _set_page(document, side, rtl=rtl)
    _set_defaults(document, language, rtl=rtl)
    for name, look in _LOOKS.items():
        _add_style(document, name, look)
    _number_questions(document)
    return document


def text_width(document: Document) -> int:
    """Return the width between the margins, in EMU."""
    section = document.sections[0]
    width, left, right = section.page_width, section.left_margin, section.right_margin
    return int(width or 0) - int(left or 0) - int(right or 0)


def word_language(code: str) -> str:
    """Return the code of a language as Word knows it: with a region."""
    locale = locale_of(code)
    if locale is None or locale.territory:
        return code.replace("_", "-")
    likely = get_global("likely_subtags").get(locale.language, "")
    region = likely.rpartition("_")[2]
    return f"{locale.language}-{region}" if region else locale.language


def styled(place: Document | Cell, style: str) -> Paragraph:
    """Add an empty paragraph of a style to a document, or to a cell of a table in it.

    The library looks a style up among all others, which takes most of the time to write a quiz.
    """
    paragraph = place.add_paragraph()
    paragraph._p.style = style.replace(" ", "")  # noqa: SLF001
    return paragraph


def set_direction(paragraph: Paragraph, words: str) -> None:
    """Let a paragraph of quizgen's words run as they do: they may be in another language."""
    if not has_rtl(words):
        paragraph._p.get_or_add_pPr().append(element("bidi", val="0"))  # noqa: SLF001


def element(tag: str, **values: str) -> BaseOxmlElement:
    """Return an element of a document with attributes of the same namespace (``w``)."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    made = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _set_page(document: Document, side: Side, *, rtl: bool) -> None:
    from docx.shared import Mm  # noqa: PLC0415

    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, _MILLIMETRES[side])
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = section.bottom_margin = Mm(_MARGIN)
    if rtl:
        properties = section._sectPr  # noqa: SLF001 - the library has no other way
        properties.insert_element_before(element("bidi"), "w:rtlGutter", "w:docGrid")


def _set_defaults(document: Document, language: str, *, rtl: bool) -> None:
    """Set the language, the direction, and a plain black look."""
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(_SIZE)
    code = word_language(language)
    spoken = element("lang", val=code, eastAsia=code, bidi=code)
    for found in document.styles.element.iter(qn("w:lang")):
        found.getparent().replace(found, spoken)
        break
    if rtl:
        normal.element.get_or_add_pPr().append(element("bidi"))
    for name, size in {"Title": 20, "Heading 1": 14, "Heading 2": 12}.items():
        font = document.styles[name].font
        font.name, font.size = _FONT, Pt(size)
        font.color.rgb = RGBColor(0, 0, 0)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(16)
    title = document.styles["Title"].element.get_or_add_pPr()
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)


def _add_style(document: Document, name: str, look: _Look) -> None:
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    style.font.italic = look.italic or None
    if look.font:
        style.font.name = look.font
    shape = style.paragraph_format
    shape.left_indent, shape.first_line_indent = Pt(look.left), Pt(-look.hanging)
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.keep_with_next = look.stays or None
    shape.keep_together = True
    if name in {ANSWER_LINE, PASSAGE}:
        # Without the one between, several lines would be one.
        lines, box = ("bottom", "between"), ("top", "left", "bottom", "right")
        sides = lines if name == ANSWER_LINE else box
        _set_border(style, sides)


def _set_border(style: ParagraphStyle, sides: tuple[str, ...]) -> None:
    border = element("pBdr")
    for side in sides:
        border.append(element(side, val="single", sz="4", space="4", color="808080"))
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


_OF_QUESTIONS = "900"


def _number_questions(document: Document) -> None:
    """Give questions numbers, and the options of each the letters A, B, C …, by their styles."""
    listed = [
        _level(0, "decimal", "%1.", STEP, document.styles[QUESTION].style_id),
        _level(1, "upperLetter", "%2.", 2 * STEP, document.styles[OPTION].style_id),
    ]
    _add_numbering(document, _OF_QUESTIONS, listed)
    for level, name in enumerate((QUESTION, OPTION)):
        _number_by(document.styles[name].element, _OF_QUESTIONS, level)


def new_numbering(document: Document, shown: str) -> str:
    """Return the id of a new numbering from 1, whose numbers are `shown` like ``%1)``."""
    numbering = document.part.numbering_part.element
    taken = [int(each.numId) for each in numbering.num_lst]
    name = str(max([*taken, int(_OF_QUESTIONS)]) + 1)
    _add_numbering(document, name, [_level(0, "decimal", shown, STEP)])
    return name


def number_by(paragraph: BaseOxmlElement, numbering: str) -> None:
    """Give a paragraph's element the next number of a numbering."""
    _number_by(paragraph, numbering, 0)


def _number_by(styled: BaseOxmlElement, numbering: str, level: int) -> None:
    properties = styled.get_or_add_pPr()
    number = properties.get_or_add_numPr()
    number.get_or_add_ilvl().val = level
    number.get_or_add_numId().val = int(numbering)


def _add_numbering(document: Document, name: str, levels: list[BaseOxmlElement]) -> None:
    numbering = document.part.numbering_part.element
    abstract = element("abstractNum", abstractNumId=name)
    kind = "multilevel" if len(levels) > 1 else "singleLevel"
    abstract.append(element("multiLevelType", val=kind))
    abstract.extend(levels)
    # All of these stand before the first number that refers to one.
    numbering.insert(0, abstract)
    number = element("num", numId=name)
    number.append(element("abstractNumId", val=name))
    numbering.append(number)


def _level(number: int, kind: str, shown: str, indent: int, style: str = "") -> BaseOxmlElement:
    level = element("lvl", ilvl=str(number))
    level.append(element("start", val="1"))
    level.append(element("numFmt", val=kind))
    if style:
        level.append(element("pStyle", val=style))
    level.append(element("lvlText", val=shown))
    level.append(element("lvlJc", val="left"))
    shape = element("pPr")
    twentieths = 20
    shape.append(element("ind", left=str(indent * twentieths), hanging=str(STEP * twentieths)))
    level.append(shape)
    return level
