"""What stands at the head and the foot of a Word document's pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from quizgen.office.word_styles import NAME_LINE, element, set_direction, styled, text_width
from quizgen.office.word_text import add_run
from quizgen.quiz.manifest import HeadField

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

# The fields of a line to fill in, and the share of the line that each has.
_FIRST_LINE = {"name": 0.6, "class": 0.4}
_SECOND_LINE = {"date": 0.6, "score": 0.4}
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}


def add_head(document: Document, head: Sequence[HeadField], labels: Mapping[str, str]) -> None:
    """Add lines for the name, the class, the date and the score, and further fields."""
    told = [field for field in head if field.words]
    for line in told:
        add_run(styled(document, NAME_LINE), f"{labels[line.name]}: {line.words}")
    for shares in _lines_to_fill_in(head):
        _add_line(document, shares, labels)


def _lines_to_fill_in(head: Sequence[HeadField]) -> Iterator[Mapping[str, float]]:
    """Yield the fields of each line, without those whose words are told."""
    told = {field.name for field in head if field.words}
    more = [field.name for field in head if field.name not in {*told, "date"}]
    for shares in (_FIRST_LINE, _SECOND_LINE, dict.fromkeys(more, 1.0)):
        asked = {name: share for name, share in shares.items() if name not in told}
        if asked:
            yield asked


def _add_line(document: Document, shares: Mapping[str, float], labels: Mapping[str, str]) -> None:
    """Add a line whose fields end in rules that keep their places when somebody writes."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER  # noqa: PLC0415

    paragraph = styled(document, NAME_LINE)
    set_direction(paragraph, "".join(labels[name] for name in shares))
    stops = paragraph.paragraph_format.tab_stops
    width, end = text_width(document), 0.0
    for name, share in shares.items():
        end += share / sum(shares.values())
        gap = "  " if paragraph.runs else ""
        add_run(paragraph, f"{gap}{labels[name]}: \t")
        stops.add_tab_stop(round(end * width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)


def add_page_numbers(document: Document, label: str) -> None:
    """Add a footer such as "Page 1 of 3", whose numbers are fields."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415

    paragraph = document.sections[0].footer.paragraphs[0]
    set_direction(paragraph, label)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in re.split(r"(\{pages?\})", label):
        name = _FIELDS.get(part.strip("{}")) if part.startswith("{") else None
        if name:
            _add_field(paragraph, name)
        elif part:
            add_run(paragraph, part)


def _add_field(paragraph: Paragraph, name: str) -> None:
    field = element("fldSimple", instr=name)
    run = paragraph.add_run("1")
    field.append(run._r)  # noqa: SLF001 - the library cannot make fields
    paragraph._p.append(field)  # noqa: SLF001
