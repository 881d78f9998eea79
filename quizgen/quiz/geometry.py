"""Where everything readable on an answer sheet is, in mm, as the typesetter reports it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from msgspec import Meta, to_builtins

from quizgen.quiz.symbols import is_code

# Layouts differ by far more than this, and the typesetter's figures by far less.
_DIGITS = 3
# `$` alone would also match before a final line break.
END = r"$(?!\n)"
LayoutName = Annotated[str, Meta(pattern=rf"^[0-9a-f]{{8}}{END}")]
Label = Annotated[
    str,
    Meta(
        pattern=rf"^[1-9][0-9]*([.][1-9][0-9]*)?{END}",
        description="The item's printed number. In matching, a dot and the number of the left "
        "entry as printed follow; in ordering, a dot and the place in the order: "
        "15.1 is for what comes first.",
    ),
]
Index = Annotated[int, Meta(ge=0)]
Side = Annotated[float, Meta(gt=0)]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an answer sheet: the label of an item or of a part of it, one bubble per letter.

    `many` rows may have several bubbles filled. A person marks a row `by_hand`: its letters are the
    points to give, if it has any, and `points` is the most that it may get (0 in other rows).
    """

    label: Label
    letters: Annotated[
        tuple[str, ...],
        Meta(
            description="letters[n] stands for the option that is printed as the n-th; T and F, "
            "or the language's letters for them, in true-false, and likewise Y and N in yes-no. "
            "On a sheet that versions share, "
            "there may be more than the item has options: those are wrong. In rows by hand, "
            "the points; none where the points are halves or more than 10."
        ),
    ]
    many: Annotated[bool, Meta(description="Whether several bubbles may be filled.")] = False
    by_hand: Annotated[bool, Meta(description="Whether a person marks the row.")] = False
    points: Annotated[
        float,
        Meta(ge=0, description="In rows by hand, the most points that the row may get."),
    ] = 0


@dataclass(frozen=True, slots=True)
class Marker:
    """An ArUco marker of DICT_4X4_50, by its centre.

    Its id is the number of its corner, from 0, clockwise from the upper left; `side` is that of the
    black square including its border.
    """

    id: Index
    x: float
    y: float
    side: Side


@dataclass(frozen=True, slots=True)
class Box:
    """A box by its upper left corner, its width and its height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Bubble:
    """A bubble: its centre and radius, its letter, and an index for what it belongs to.

    `index` counts from 0: the row of the sheet, or the position of a digit in the student's number
    from the left; a bubble for the version has index 0.
    """

    index: Index
    letter: Annotated[str, Meta(min_length=1)]
    x: float
    y: float
    radius: Side


@dataclass(frozen=True, slots=True)
class HandRow:
    """A row that a person marks: `row` holds its label and its `space`, where the points go.

    `index` is that of the row, from 0. The boxes overlap no other row, so you can crop a scan to
    them.
    """

    index: Index
    row: Box
    space: Box


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One page, in mm from its upper left corner: its size, markers, QR code and bubbles.

    `qr` is the code without its quiet zone; it contains ``Q1/quiz/paper/page/pages/layout``.
    `bubbles` belong to the rows on this page, `number` to the student's number, `version` to the
    quiz's version; readers skip a digit without a filled bubble. `by_hand` are the rows on this
    page that a person marks. `name_box` is the cell for the name, `number_box` the grid for the
    number including the cells for written digits.
    """

    width: Side
    height: Side
    markers: tuple[Marker, ...]
    qr: Box
    bubbles: tuple[Bubble, ...]
    number: tuple[Bubble, ...] = ()
    version: tuple[Bubble, ...] = ()
    by_hand: tuple[HandRow, ...] = ()
    name_box: Box | None = None
    number_box: Box | None = None


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """The layout of a form of sheets: their rows, their pages, and a fingerprint of both.

    The pages are in order; the QR code counts them from 1.
    """

    fingerprint: LayoutName
    rows: Annotated[tuple[Row, ...], Meta(min_length=1)]
    pages: Annotated[tuple[PageLayout, ...], Meta(min_length=1)]

    @property
    def is_panel(self) -> bool:
        """Return whether the sheet takes only a part of its page, below other things."""
        page = self.pages[0]
        return bool(page.markers) and min(each.y for each in page.markers) > page.height / 5


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """A printed sheet: its id in the QR code, its layout, and the version that its rows are for."""

    paper: Annotated[
        str,
        Meta(
            pattern=rf"^[A-Za-z0-9._-]{{0,40}}{END}",
            description='The id in the QR code, "" for a class.',
        ),
    ]
    layout: LayoutName
    version: Annotated[
        str,
        Meta(
            description='As in versions[].version. "" where versions share the sheet, and its '
            "bubbles tell which; or where the sheet was printed before there was this key: then "
            "paper is the version, or the first 16 digits of the SHA-256 of it."
        ),
    ] = ""


@dataclass(frozen=True, slots=True)
class Sheets:
    """All printed answer sheets of a quiz: the layouts, and the papers that use them.

    Each layout is keyed by its fingerprint, which is the last part of the QR code. A paper that was
    printed again in another style has several layouts.
    """

    layouts: Mapping[LayoutName, SheetLayout]
    papers: tuple[SheetPaper, ...]


def together(before: Sheets | None, made: Sheets) -> Sheets:
    """Return the sheets of two printings of one quiz: the first may already be handed out."""
    if before is None:
        return made
    # Older sheets did not record their version; a second printing adds it.
    papers = {(paper.paper, paper.layout): paper for paper in (*before.papers, *made.papers)}
    return Sheets({**before.layouts, **made.layouts}, tuple(papers.values()))


def wrong_with(sheets: Sheets) -> Iterator[str]:
    """Yield the inconsistencies in the answer sheets of a manifest."""
    for name, layout in sheets.layouts.items():
        if not name == layout.fingerprint == layout_fingerprint(layout.rows, layout.pages):
            yield f"the layout `{name}` of the answer sheets does not match its fingerprint"
        if not _rows_exist(layout):
            yield f"the layout `{name}` of the answer sheets places rows that it does not have"
    for paper in sheets.papers:
        if paper.paper and not is_code(paper.paper):
            yield f"a QR code cannot hold the id `{paper.paper}`"
        if paper.layout not in sheets.layouts:
            yield f"the answer sheet of the paper `{paper.paper}` has no layout"


def plain_sheets(sheets: Sheets) -> dict[str, Any]:
    """Return the sheets as JSON values, as a manifest keeps them."""
    plain: dict[str, Any] = to_builtins(sheets)
    for layout in plain["layouts"].values():
        _drop_empty(layout["rows"], layout["pages"])
    return plain


def layout_fingerprint(rows: tuple[Row, ...], pages: tuple[PageLayout, ...]) -> str:
    r"""Return the fingerprint of a layout: 8 hexadecimal digits, in lower case.

    They are the first digits of the SHA-256 of a JSON text in ASCII:

    - an array of two arrays, the rows and the pages, as in the manifest;
    - the keys of each object sorted by their characters; `", "` between members, `": "`
      after a key, nothing else between values;
    - each length in mm, and `points`, with the fewest decimals that tell it from other numbers, but
      at least one (`22.0`, `28.5`); lengths are rounded to three decimals before;
    - in texts, JSON's short escapes (`\"`, `\\`, `\n` and so on), and `\uXXXX` in lower case for
      other controls and all beyond ASCII, as a surrogate pair beyond U+FFFF;
    - without `points` if these are 0, and without `by_hand`, `name_box` and `number_box` if a page
      has none: sheets that were printed before these keys existed keep the fingerprint in their QR
      code.
    """
    plain: list[Any] = [[to_builtins(row) for row in rows], [to_builtins(page) for page in pages]]
    for row in plain[0]:
        row["points"] = float(row["points"])
    _drop_empty(*plain)
    document = json.dumps(plain, sort_keys=True)
    return hashlib.sha256(document.encode()).hexdigest()[:8]


def _drop_empty(rows: Iterable[dict[str, Any]], pages: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        if not row["points"]:
            del row["points"]
    for page in pages:
        for name in ("by_hand", "name_box", "number_box"):
            if not page[name]:
                del page[name]


def _rows_exist(layout: SheetLayout) -> bool:
    count = len(layout.rows)
    for page in layout.pages:
        if any(bubble.index >= count for bubble in page.bubbles):
            return False
        if any(row.index >= count or not layout.rows[row.index].by_hand for row in page.by_hand):
            return False
    return True


def read_layouts(
    forms: Iterable[tuple[Row, ...]], marks: Iterable[Mapping[str, Any]]
) -> list[SheetLayout]:
    """Return the layouts of forms, given by their rows, from what the typesetter reports."""
    told: dict[tuple[int, int], list[Mapping[str, Any]]] = {}
    for mark in marks:
        told.setdefault((mark["form"], mark["page"]), []).append(mark)
    layouts = []
    for form, rows in enumerate(forms):
        count = next(mark["pages"] for mark in told[form, 0] if mark["what"] == "page")
        pages = tuple(_page(told[form, page]) for page in range(count))
        layouts.append(SheetLayout(layout_fingerprint(rows, pages), rows, pages))
    return layouts


def _page(marks: list[Mapping[str, Any]]) -> PageLayout:
    by_kind: dict[str, list[Mapping[str, Any]]] = {}
    for mark in marks:
        by_kind.setdefault(mark["what"], []).append(mark)
    (page,), (code,) = by_kind["page"], by_kind["qr"]
    side = code["side"]
    return PageLayout(
        width=_mm(page["width"]),
        height=_mm(page["height"]),
        markers=tuple(
            Marker(mark["id"], _mm(mark["x"]), _mm(mark["y"]), _mm(mark["side"]))
            for mark in by_kind["marker"]
        ),
        qr=Box(_mm(code["x"] - side / 2), _mm(code["y"] - side / 2), _mm(side), _mm(side)),
        bubbles=_bubbles(by_kind.get("row", [])),
        number=_bubbles(by_kind.get("number", [])),
        version=_bubbles(by_kind.get("version", [])),
        by_hand=tuple(_hand_row(mark) for mark in by_kind.get("by-hand", [])),
        name_box=_only_box(by_kind.get("name-box", [])),
        number_box=_only_box(by_kind.get("number-box", [])),
    )


def _hand_row(mark: Mapping[str, Any]) -> HandRow:
    """Return a row by hand; the typesetter reports its box, and where in it the space begins."""
    row = _box(mark)
    before = mark["before"]
    space = Box(_mm(mark["x"] + before), row.y, _mm(mark["width"] - before), row.height)
    return HandRow(mark["index"], row, space)


def _only_box(marks: list[Mapping[str, Any]]) -> Box | None:
    return _box(marks[0]) if marks else None


def _box(mark: Mapping[str, Any]) -> Box:
    return Box(_mm(mark["x"]), _mm(mark["y"]), _mm(mark["width"]), _mm(mark["height"]))


def _bubbles(marks: list[Mapping[str, Any]]) -> tuple[Bubble, ...]:
    return tuple(bubble for mark in marks for bubble in _line(mark))


def _line(mark: Mapping[str, Any]) -> Iterator[Bubble]:
    """Yield the bubbles of a line; the typesetter reports the first and the step to the next."""
    across, down = mark["step"]
    for place, letter in enumerate(mark["letters"]):
        x, y = mark["x"] + place * across, mark["y"] + place * down
        yield Bubble(mark["index"], letter, _mm(x), _mm(y), _mm(mark["radius"]))


def _mm(value: float) -> float:
    # 22 and 22.0 are one number, and must give one fingerprint.
    return round(float(value), _DIGITS)
