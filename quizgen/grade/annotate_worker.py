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
from quizgen.sandbox.limits import answer

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
        image = Image.fromarray(shown).convert("RGB")
        pen = ImageDraw.Draw(image)
        for stroke in each.strokes:
            _draw(pen, stroke, np.array(each.transform).reshape(3, 3))
        yield _upright(image, each.transform)


def _upright(image: Image.Image, transform: tuple[float, ...]) -> Image.Image:
    """Return a page that was scanned on its head or its side turned by right angles."""
    across, along = transform[0], transform[3]
    if abs(across) >= abs(along):
        return image if across > 0 else image.rotate(180)
    return image.rotate(90 if along > 0 else -90, expand=True)


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
