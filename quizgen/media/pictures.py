"""Decodes pictures within limits, to find their size and whether they are whole."""

from __future__ import annotations

import importlib
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

from quizgen.media.formats import MAX_PIXELS, MAX_SIDE, DamagedError
from quizgen.media.png import has_all_rows

if TYPE_CHECKING:
    # Pillow is slow to import, and most decks have no picture.
    from PIL.ImageFile import ImageFile

# The decoders by format; importing one of them avoids importing all the others.
_DECODERS = {
    "png": ("PIL.PngImagePlugin", "PngImageFile"),
    "jpg": ("PIL.JpegImagePlugin", "JpegImageFile"),
    "gif": ("PIL.GifImagePlugin", "GifImageFile"),
    "webp": ("PIL.WebPImagePlugin", "WebPImageFile"),
}
# A progressive JPEG has some ten scans, and each takes as long as the whole picture.
_MOST_SCANNED_PIXELS = 25 * MAX_PIXELS
_SCAN = b"\xff\xda"
# Even a tiny frame of an animation takes as long to decode as this many pixels.
_FEWEST_PIXELS = 100_000
_WEBP_HEADER = 8
# What a camera notes about how it was held: a quarter turn has the numbers 5 to 8.
_ORIENTATION, _ON_ITS_SIDE = 0x0112, range(5, 9)
_SHORT = "it is cut short"


class TooManyPixelsError(DamagedError):
    """The picture has too many pixels; `width` and `height` are its size."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(f"it has {width} by {height} pixels")
        self.width, self.height = width, height


def picture_size(data: bytes, suffix: str, most_pixels: int = MAX_PIXELS) -> tuple[int, int]:
    """Return the width and height of a picture in the format ``png``, ``jpg``, ``gif`` or ``webp``.

    Only the header is read. Raises TooManyPixelsError for more than `most_pixels`, or a side longer
    than MAX_SIDE, and DamagedError for a header that cannot be read.
    """
    with _damage(data, suffix):
        image = _opened(data, suffix)
        _check_size(image, most_pixels)
        return image.size


def check_picture(data: bytes, suffix: str) -> None:
    """Decode a picture whose size has been checked; raises DamagedError if that fails.

    Decoding an animation stops after frames with MAX_PIXELS in total.
    """
    with _damage(data, suffix):
        _decode(data, suffix)
    if not _has_end(data, suffix):
        raise DamagedError(_SHORT)


def is_cmyk(data: bytes, suffix: str) -> bool:
    """Tell whether a picture has the four colours of printing presses, without decoding it."""
    if suffix != "jpg":
        return False
    return _opened(data, suffix).mode == "CMYK"


def is_turned(data: bytes, suffix: str) -> bool:
    """Tell whether a photograph is shown on its side: its width is its height as people see it."""
    if suffix not in _DECODERS:
        return False
    try:
        with _damage(data, suffix):
            return _opened(data, suffix).getexif().get(_ORIENTATION) in _ON_ITS_SIDE
    except DamagedError:
        return False


@contextmanager
def _damage(data: bytes, suffix: str) -> Iterator[None]:
    """Raise DamagedError for whatever a decoder raises."""
    with warnings.catch_warnings():
        # Pillow warns of odd metadata, which does not affect the picture.
        warnings.simplefilter("ignore")
        try:
            yield
        except DamagedError:
            raise
        except Exception as error:  # noqa: BLE001 - strangers' bytes make decoders raise anything
            is_short = _is_short(error) or not _has_end(data, suffix)
            raise DamagedError(_SHORT if is_short else "it cannot be decoded") from None


def _decode(data: bytes, suffix: str) -> None:
    image = _opened(data, suffix)
    width, height = image.size
    if suffix == "png":
        # verify() checks the sum of each chunk, and closes the file.
        image.verify()
        if not has_all_rows(data):
            raise DamagedError(_SHORT)
        image = _opened(data, suffix)
    if suffix == "jpg":
        _check_scans(data, width * height)
        # At an eighth of its size, decoding still needs all the data, but little time and memory.
        image.draft(None, (max(1, width // 8), max(1, height // 8)))
    _decode_frames(image)


def _opened(data: bytes, suffix: str) -> ImageFile:
    module, name = _DECODERS[suffix]
    decoder: type[ImageFile] = getattr(importlib.import_module(module), name)
    return decoder(io.BytesIO(data))


def _check_size(image: ImageFile, most_pixels: int) -> None:
    width, height = image.size
    if width < 1 or height < 1:
        raise DamagedError("it has no size")
    if width * height > most_pixels or max(width, height) > MAX_SIDE:
        raise TooManyPixelsError(width, height)


def _check_scans(data: bytes, pixels: int) -> None:
    scans = data.count(_SCAN)
    if scans * pixels > _MOST_SCANNED_PIXELS:
        raise DamagedError(f"it is drawn in {scans} scans")


def _decode_frames(image: ImageFile) -> None:
    decoded = 0
    for number in count():
        try:
            image.seek(number)
        except EOFError:
            return
        # A frame of a GIF may enlarge the picture.
        _check_size(image, MAX_PIXELS)
        image.load()
        decoded += max(_FEWEST_PIXELS, image.width * image.height)
        if decoded >= MAX_PIXELS:
            return


def _has_end(data: bytes, suffix: str) -> bool:
    """Tell whether the file is complete, which Pillow does not check for animations."""
    match suffix:
        case "png":
            return b"IEND" in data[-64 * 1024 :]
        case "gif":
            return b"\x3b" in data[-1024:]
        case "webp":
            return len(data) >= _WEBP_HEADER + int.from_bytes(data[4:8], "little")
        case _:
            return True


def _is_short(error: Exception) -> bool:
    return isinstance(error, EOFError) or "truncated" in str(error).lower()
