"""The schema of the manifest, and a sheet with a row of each kind."""

from __future__ import annotations

import json

from manifest_support import Json

from quizgen.quiz.geometry import Row, SheetPaper, Sheets, read_layouts
from quizgen.resources import shipped

SCHEMA_FILE = shipped("templates") / "print" / "manifest.schema.json"
SCHEMA = json.loads(SCHEMA_FILE.read_text("utf-8"))


def marks(*more: Json) -> list[Json]:
    """Return the typesetter's report on a page with a row of two bubbles, and `more`."""
    told: list[Json] = [
        {"what": "page", "pages": 1, "width": 210, "height": 297},
        {"what": "qr", "x": 172.0, "y": 21.0, "side": 22.0},
        {"what": "marker", "id": 0, "x": 16.0, "y": 16.0, "side": 12.0},
        {"what": "row", "index": 0, "letters": ["A", "Ё"], "x": 28.5, "y": 96.2}
        | {"step": (6.0, 0.0), "radius": 2.2},
        *more,
    ]
    return [mark | {"form": 0, "page": 0} for mark in told]


ROWS = (Row("1", ("A", "Ё")), Row("2.1", (), by_hand=True, points=12.5))
BOXES: tuple[Json, ...] = (
    {"what": "by-hand", "index": 1, "x": 15, "y": 100, "width": 20, "height": 6.4, "before": 12.5},
    {"what": "name-box", "x": 15, "y": 37, "width": 99.12345, "height": 13},
    {"what": "number-box", "x": 150, "y": 37, "width": 40, "height": 75},
)


def sheets() -> Sheets:
    (layout,) = read_layouts([ROWS], marks(*BOXES))
    papers = (SheetPaper("A", layout.fingerprint, "A"), SheetPaper("", layout.fingerprint))
    return Sheets({layout.fingerprint: layout}, papers)
