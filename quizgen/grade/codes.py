"""The QR code of a sheet: which paper, page and layout it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import zxingcpp

from quizgen.grade.pictures import Picture, enlarged
from quizgen.grade.rectify import Plane, cut
from quizgen.quiz.geometry import Box

_ID = r"[A-Za-z0-9._-]"
_CODE = re.compile(
    rf"Q1/({_ID}{{1,40}})/({_ID}{{0,40}})/([1-9][0-9]{{0,3}})/([1-9][0-9]{{0,3}})/([0-9a-f]{{8}})"
)
# The code is looked for with this much paper round it, in mm.
_MARGIN = 4.0
# Pixels of a millimetre: a module of the code is about 0.6 mm.
_SCALES = (8, 12, 5)


@dataclass(frozen=True, slots=True)
class SheetCode:
    """What a QR code says: the quiz, the paper, the page from 1 of `pages`, and the layout."""

    quiz: str
    paper: str
    page: int
    pages: int
    layout: str


def code_at(picture: Picture, plane: Plane, box: Box) -> SheetCode | None:
    """Return what the QR code says that is in a box of the sheet, None if it cannot be read."""
    margin = _MARGIN
    around = Box(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin)
    for scale in _SCALES:
        seen = cut(picture, plane, around, scale)
        for candidate in _candidates(seen):
            code = _read(candidate)
            if code:
                return code
    return None


def code_anywhere(picture: Picture) -> SheetCode | None:
    """Return what a sheet's QR code says, wherever it is in the picture."""
    return _read(picture)


def code_of(text: str) -> SheetCode | None:
    """Return what the text of a QR code says, None if it is not that of a sheet."""
    match = _CODE.fullmatch(text)
    if not match:
        return None
    quiz, paper, page, pages, layout = match.groups()
    return SheetCode(quiz, paper, int(page), int(pages), layout)


def _candidates(seen: Picture) -> Iterator[Picture]:
    """Yield the picture of a code as it is, and in forms that may be easier to read."""
    yield seen
    yield cv2.GaussianBlur(seen, (0, 0), 1.2).astype(np.uint8)
    _, split = cv2.threshold(seen, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    yield split.astype(np.uint8)
    side = (seen.shape[0] // 3) | 1
    adaptive = cv2.adaptiveThreshold(
        seen, 255, cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY, side, 4
    )
    yield adaptive.astype(np.uint8)
    blurred = cv2.GaussianBlur(seen, (0, 0), 2.0)
    yield cv2.addWeighted(seen, 2.5, blurred, -1.5, 0).astype(np.uint8)
    yield enlarged(seen, 2)


def _read(picture: Picture) -> SheetCode | None:
    # Older versions of the library have another type for formats than newer ones.
    formats: Any = zxingcpp.BarcodeFormat.QRCode
    for found in zxingcpp.read_barcodes(np.ascontiguousarray(picture), formats=formats):
        code = code_of(found.text)
        if code:
            return code
    return None
