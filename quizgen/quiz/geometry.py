"""Where everything that a machine reads stands on an answer sheet, as the typesetter tells it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from quizgen.quiz.symbols import is_code

# Layouts differ by far more than this, and the typesetter's figures by far less.
_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an answer sheet: the `label` of an item or of a part of one (``7``, ``7 i``), a bubble for each letter.

    `many` rows may have several bubbles filled. A row `by_hand` is left to the teacher: its letters are the
    points to give, and it may have none at all.
    """

    label: str
    letters: tuple[str, ...]
    many: bool = False
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """An ArUco marker (DICT_4X4_50): its id is the number of its corner, clockwise from the upper left one."""

    id: int
    x: float
    y: float
    side: float


@dataclass(frozen=True, slots=True)
class Box:
    """A box by its upper left corner, its width and its height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Bubble:
    """A bubble: its middle and radius, the letter in it, and what it belongs to.

    `index` counts from 0: the row of the sheet, or the place of a digit in the student's number from the
    left; a bubble for the version has index 0.
    """

    index: int
    letter: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One page, in mm from its upper left corner: its size, markers, QR code (without quiet zone) and bubbles.

    `bubbles` are those of the rows that stand on this page, `number` those of the student's number,
    `version` those of the quiz's version.
    """

    width: float
    height: float
    markers: tuple[Marker, ...]
    qr: Box
    bubbles: tuple[Bubble, ...]
    number: tuple[Bubble, ...] = ()
    version: tuple[Bubble, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """What sheets of one form share: their rows, their pages, and a `fingerprint` of all that."""

    fingerprint: str
    rows: tuple[Row, ...]
    pages: tuple[PageLayout, ...]


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """A sheet: its `paper` as the QR code names it ("" for a class), the layout's fingerprint, the `version` it is for.

    `version` is "" where several versions share the sheet, and pupils fill in which one they have.
    """

    paper: str
    layout: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Sheets:
    """All answer sheets of a quiz that were printed: each layout by its fingerprint, and the papers that have it.

    A paper that was printed again in other looks has several.
    """

    layouts: Mapping[str, Layout]
    papers: tuple[SheetPaper, ...]


def together(before: Sheets | None, made: Sheets) -> Sheets:
    """Return the sheets of two printings of one quiz, since those of the first may be handed out."""
    if before is None:
        return made
    # What was printed before sheets said their version is told by a second printing.
    papers = {(paper.paper, paper.layout): paper for paper in (*before.papers, *made.papers)}
    return Sheets({**before.layouts, **made.layouts}, tuple(papers.values()))


def wrong_with(sheets: Sheets) -> Iterator[str]:
    """Yield what does not fit together in the answer sheets that a manifest keeps."""
    for name, layout in sheets.layouts.items():
        if not name == layout.fingerprint == _fingerprint(layout.rows, layout.pages):
            yield f"the layout `{name}` of the answer sheets is not that of its fingerprint"
    for paper in sheets.papers:
        if paper.paper and not is_code(paper.paper):
            yield f"no QR code takes the id `{paper.paper}`"
        if paper.layout not in sheets.layouts:
            yield f"the answer sheet of the paper `{paper.paper}` has no layout"


def read_layouts(
    forms: Iterable[tuple[Row, ...]], marks: Iterable[Mapping[str, Any]]
) -> list[Layout]:
    """Return the layouts of forms, given by their rows, from the marks that the typesetter tells."""
    told: dict[tuple[int, int], list[Mapping[str, Any]]] = {}
    for mark in marks:
        told.setdefault((mark["form"], mark["page"]), []).append(mark)
    layouts = []
    for form, rows in enumerate(forms):
        count = next(mark["pages"] for mark in told[form, 0] if mark["what"] == "page")
        pages = tuple(_page(told[form, page]) for page in range(count))
        layouts.append(Layout(_fingerprint(rows, pages), rows, pages))
    return layouts


def _page(marks: list[Mapping[str, Any]]) -> PageLayout:
    by_kind: dict[str, list[Mapping[str, Any]]] = {}
    for mark in marks:
        by_kind.setdefault(mark["what"], []).append(mark)
    (page,), (code,) = by_kind["page"], by_kind["qr"]
    side = code["side"]
    return PageLayout(
        _mm(page["width"]),
        _mm(page["height"]),
        tuple(
            Marker(mark["id"], _mm(mark["x"]), _mm(mark["y"]), _mm(mark["side"]))
            for mark in by_kind["marker"]
        ),
        Box(_mm(code["x"] - side / 2), _mm(code["y"] - side / 2), _mm(side), _mm(side)),
        _bubbles(by_kind.get("row", [])),
        _bubbles(by_kind.get("number", [])),
        _bubbles(by_kind.get("version", [])),
    )


def _bubbles(marks: list[Mapping[str, Any]]) -> tuple[Bubble, ...]:
    return tuple(bubble for mark in marks for bubble in _line(mark))


def _line(mark: Mapping[str, Any]) -> Iterator[Bubble]:
    """Yield the bubbles of a line, of which the typesetter tells the first and the step to the next."""
    across, down = mark["step"]
    for place, letter in enumerate(mark["letters"]):
        x, y = mark["x"] + place * across, mark["y"] + place * down
        yield Bubble(mark["index"], letter, _mm(x), _mm(y), _mm(mark["radius"]))


def _mm(value: float) -> float:
    # 22 and 22.0 are one number, and must give one fingerprint.
    return round(float(value), _DIGITS)


def _fingerprint(rows: tuple[Row, ...], pages: tuple[PageLayout, ...]) -> str:
    document = json.dumps(
        [[asdict(row) for row in rows], [asdict(page) for page in pages]], sort_keys=True
    )
    return hashlib.sha256(document.encode()).hexdigest()[:8]
