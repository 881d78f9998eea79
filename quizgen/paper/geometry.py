"""Where everything that a machine reads stands on an answer sheet, as the typesetter tells it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

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


def read_layouts(forms: Iterable[tuple[Row, ...]], marks: Iterable[Mapping[str, Any]]) -> list[Layout]:
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
        tuple(Marker(mark["id"], _mm(mark["x"]), _mm(mark["y"]), _mm(mark["side"])) for mark in by_kind["marker"]),
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
    return round(value, _DIGITS)


def _fingerprint(rows: tuple[Row, ...], pages: tuple[PageLayout, ...]) -> str:
    document = json.dumps([[asdict(row) for row in rows], [asdict(page) for page in pages]], sort_keys=True)
    return hashlib.sha256(document.encode()).hexdigest()[:8]
