"""Pictures of questions as files of their own, with the marks that cover parts of them drawn in."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from quizgen.quiz.manifest import Picture, PictureMark

if TYPE_CHECKING:
    # Pillow is slow to import, and most decks have no marked picture.
    from PIL.ImageDraw import ImageDraw

_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "svg": "image/svg+xml",
}
# A letter on a mark is this part of the smaller side of the mark.
_LETTER = 0.7
_FILL, _INK = "#ffffff", "#000000"


def media_type(name: str) -> str:
    """Return the media type of a picture by its file name: ``image/png``."""
    return _TYPES[name.rpartition(".")[2]]


def drawn(picture: Picture, pictures: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Return the file name and the bytes of a picture with its marks drawn in.

    A picture without marks stays as it is. One with marks becomes a PNG, and a drawing an SVG.
    """
    data = pictures[picture.file]
    if not picture.marks:
        return picture.file, data
    if picture.file.endswith(".svg"):
        made, suffix = _over_drawing(picture, data), "svg"
    else:
        made, suffix = _over_pixels(picture, data), "png"
    return f"quizgen-{hashlib.sha256(made).hexdigest()[:32]}.{suffix}", made


def _over_drawing(picture: Picture, data: bytes) -> bytes:
    width, height = picture.width, picture.height
    inner = base64.b64encode(data).decode()
    marks = "".join(_svg_mark(mark, width, height) for mark in picture.marks)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">'
    )
    image = f'<image width="{width}" height="{height}" href="data:image/svg+xml;base64,{inner}"/>'
    return f"{head}{image}{marks}</svg>".encode()


def _svg_mark(mark: PictureMark, width: int, height: int) -> str:
    points = [(x * width, y * height) for x, y in mark.points]
    left, top, right, bottom = _box(points)
    across, down = (left + right) / 2, (top + bottom) / 2
    look = f'fill="{_FILL}" stroke="{_INK}"'
    if mark.shape == "polygon":
        corners = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
        shape = f'<polygon points="{corners}" {look}/>'
    elif mark.shape == "ellipse":
        radii = f'rx="{(right - left) / 2:.2f}" ry="{(bottom - top) / 2:.2f}"'
        shape = f'<ellipse cx="{across:.2f}" cy="{down:.2f}" {radii} {look}/>'
    else:
        sides = f'width="{right - left:.2f}" height="{bottom - top:.2f}"'
        shape = f'<rect x="{left:.2f}" y="{top:.2f}" {sides} {look}/>'
    if not mark.label:
        return shape
    size = _LETTER * min(right - left, bottom - top)
    place = f'x="{across:.2f}" y="{down:.2f}" font-size="{size:.2f}"'
    look = f'fill="{_INK}" font-family="sans-serif" text-anchor="middle" dy="0.35em"'
    return f"{shape}<text {place} {look}>{escape(mark.label)}</text>"


def _over_pixels(picture: Picture, data: bytes) -> bytes:
    from PIL import Image, ImageDraw, ImageOps  # noqa: PLC0415 - few pictures have marks

    with Image.open(io.BytesIO(data)) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGBA")
    draw = ImageDraw.Draw(image)
    for mark in picture.marks:
        _draw(draw, mark, image.width, image.height)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def _draw(draw: ImageDraw, mark: PictureMark, width: int, height: int) -> None:
    from PIL import ImageFont  # noqa: PLC0415

    points = [(x * width, y * height) for x, y in mark.points]
    left, top, right, bottom = _box(points)
    if mark.shape == "polygon":
        draw.polygon(points, fill=_FILL, outline=_INK)
    elif mark.shape == "ellipse":
        draw.ellipse((left, top, right, bottom), fill=_FILL, outline=_INK)
    else:
        draw.rectangle((left, top, right, bottom), fill=_FILL, outline=_INK)
    if mark.label:
        size = max(6.0, _LETTER * min(right - left, bottom - top))
        middle = ((left + right) / 2, (top + bottom) / 2)
        font = ImageFont.load_default(size)
        draw.text(middle, mark.label, fill=_INK, anchor="mm", font=font)


def _box(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)
