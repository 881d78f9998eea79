"""A process that draws on scans, which may come from a stranger, and returns them as a PDF."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from quizgen.grade.annotations import MISSED, RIGHT, TEXT, Stroke
from quizgen.grade.pages import PageError, pictures
from quizgen.grade.worker import MOST_BYTES
from quizgen.sandbox.inputs import read_regular
from quizgen.sandbox.limited import answer

_GREEN, _RED = (0, 130, 60), (200, 30, 40)
# Files of one input have the same bytes, so that they cannot hold the time.
_THEN = time.gmtime(0)
_INCH = 25.4
_A4_HEIGHT = 297.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page of a file with what to draw on it; `transform` takes mm to pixels."""

    path: str
    page: int
    transform: tuple[float, ...]
    strokes: tuple[Stroke, ...]


def drawn(_: Sequence[str], order: bytes) -> bytes:
    """Return a PDF of the drawings in an order (MessagePack); raises PageError."""
    drawings = msgspec.msgpack.decode(order, type=tuple[Drawing, ...])
    first, *others = list(_pages(drawings))
    written = io.BytesIO()
    first.save(
        written,
        "PDF",
        save_all=True,
        append_images=others,
        resolution=first.height / _A4_HEIGHT * _INCH,
        creationDate=_THEN,
        modDate=_THEN,
    )
    return written.getvalue()


def _pages(drawings: Sequence[Drawing]) -> Iterator[Image.Image]:
    for each in drawings:
        (shown,) = pictures(read_regular(Path(each.path), MOST_BYTES), [each.page])
        if isinstance(shown, PageError):
            raise shown
        transform = np.array(each.transform).reshape(3, 3)
        image, turn = _upright(Image.fromarray(shown).convert("RGB"), transform)
        pen = ImageDraw.Draw(image)
        for stroke in each.strokes:
            _draw(pen, stroke, turn @ transform)
        yield image


def _upright(image: Image.Image, transform: np.ndarray) -> tuple[Image.Image, np.ndarray]:
    """Return a scan turned by right angles so that its sheet stands upright.

    The matrix takes pixels of the scan to those of the turned one.
    """
    across, along = transform[0, 0], transform[1, 0]
    width, height = image.size
    if abs(across) >= abs(along):
        if across > 0:
            return image, np.eye(3)
        return image.rotate(180), np.array(((-1, 0, width), (0, -1, height), (0, 0, 1)))
    if along > 0:
        left = np.array(((0, 1, 0), (-1, 0, width), (0, 0, 1)))
        return image.transpose(Image.Transpose.ROTATE_90), left
    right = np.array(((0, -1, height), (1, 0, 0), (0, 0, 1)))
    return image.transpose(Image.Transpose.ROTATE_270), right


def _draw(pen: ImageDraw.ImageDraw, stroke: Stroke, transform: np.ndarray) -> None:
    x, y = _pixel(transform, stroke.x, stroke.y)
    beside = _pixel(transform, stroke.x + stroke.size, stroke.y)
    size = float(np.hypot(beside[0] - x, beside[1] - y))
    if stroke.kind == TEXT:
        font = ImageFont.load_default(max(8.0, size))
        pen.text((x, y), stroke.text, fill=_RED, font=font, anchor="mt")
        return
    color = _RED if stroke.kind not in {RIGHT, MISSED} else _GREEN
    width, reach = max(2, round(size / 4)), size * 1.35
    if stroke.kind in {RIGHT, MISSED}:
        pen.ellipse((x - reach, y - reach, x + reach, y + reach), outline=color, width=width)
    else:
        pen.line((x - reach, y - reach, x + reach, y + reach), fill=color, width=width)
        pen.line((x - reach, y + reach, x + reach, y - reach), fill=color, width=width)


def _pixel(transform: np.ndarray, x: float, y: float) -> tuple[float, float]:
    across, down, scale = transform @ np.array((x, y, 1.0))
    return float(across / scale), float(down / scale)


if __name__ == "__main__":
    answer(drawn)
