"""Pictures as PNG, JPEG or GIF, which every program shows."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass

from quizgen.exchange.pictures import drawn
from quizgen.quiz.manifest import Picture
from quizgen.sandbox.limits import StoppedError, run_limited

_TAKEN = ("png", "jpg", "gif")
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

    Drawings and WebP become PNG.
    """
    if picture.file not in pictures:
        return None
    name, data = drawn(picture, pictures)
    suffix = name.rpartition(".")[2]
    if suffix not in _TAKEN:
        converted = _from_drawing(data, picture) if suffix == "svg" else _from_webp(data)
        if converted is None:
            return None
        name, data = f"quizgen-{hashlib.sha256(converted).hexdigest()[:32]}.png", converted
    return Raster(name, data, picture.width, picture.height, picture.alt)


def _from_drawing(data: bytes, picture: Picture) -> bytes | None:
    width, height = max(picture.width, 1), max(picture.height, 1)
    scale = min(1.0, _MOST_SIDE / max(width, height))
    sides = [str(max(1, round(side * scale))) for side in (width, height)]
    module = "quizgen.office.drawing_worker"
    try:
        return run_limited(module, sides, data, seconds=_SECONDS, megabytes=_MEGABYTES)
    except StoppedError:
        return None


def _from_webp(data: bytes) -> bytes:
    from PIL import Image  # noqa: PLC0415 - few pictures need it

    written = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        image.save(written, "PNG")
    return written.getvalue()
