"""Pictures as PNG, JPEG or GIF, which every program shows."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass

from quizgen.exchange.pictures import drawn
from quizgen.quiz.manifest import Picture
from quizgen.sandbox.limits import StoppedError, run_limited

_SECONDS, _MEGABYTES = 60, 1500
_MOST_SIDE = 2000


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture as a file that any program shows: its name, its bytes, and its size in pixels."""

    name: str
    data: bytes
    width: int
    height: int
    alt: str


def raster(picture: Picture, pictures: Mapping[str, bytes]) -> Raster | None:
    """Return a picture with its marks drawn in, None if it can't be converted or is missing.

    Drawings, WebP and unusual JPEG files become PNG.
    """
    if picture.file not in pictures:
        return None
    name, data = drawn(picture, pictures)
    if not _is_taken(data):
        drawing = name.endswith(".svg")
        converted = _from_drawing(data, picture) if drawing else _from_pixels(data)
        if converted is None:
            return None
        name, data = f"quizgen-{hashlib.sha256(converted).hexdigest()[:32]}.png", converted
    return Raster(name, data, picture.width, picture.height, picture.alt)


def _is_taken(data: bytes) -> bool:
    """Return whether every program takes these bytes as a picture.

    Some know a JPEG only by the name of its format after the first marker.
    """
    is_jpeg = data.startswith(b"\xff\xd8") and data[6:10] in {b"JFIF", b"Exif"}
    return is_jpeg or data.startswith((b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a"))


def _from_drawing(data: bytes, picture: Picture) -> bytes | None:
    width, height = max(picture.width, 1), max(picture.height, 1)
    scale = min(1.0, _MOST_SIDE / max(width, height))
    sides = [str(max(1, round(side * scale))) for side in (width, height)]
    module = "quizgen.office.drawing_worker"
    try:
        return run_limited(module, sides, data, seconds=_SECONDS, megabytes=_MEGABYTES)
    except StoppedError:
        return None


def _from_pixels(data: bytes) -> bytes | None:
    from PIL import Image  # noqa: PLC0415 - few pictures need it

    written = io.BytesIO()
    try:
        with Image.open(io.BytesIO(data)) as image:
            made = image if image.mode in {"L", "LA", "RGB", "RGBA", "P"} else image.convert("RGB")
            made.save(written, "PNG")
    except (OSError, ValueError, SyntaxError):
        return None
    return written.getvalue()
