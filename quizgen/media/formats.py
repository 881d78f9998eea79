"""What a media file is, told from its bytes: its format, whether it is whole, and its size in pixels."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

# A picture that takes 160 MB in memory where it is shown.
MAX_PIXELS = 40_000_000
MAX_SIDE = 20_000


class DamagedError(ValueError):
    """The file begins as its format does and does not go on so."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the type of field that takes it, its file extensions, the first its name, and its beginning."""

    kind: str
    extensions: tuple[str, ...]
    begins: re.Pattern[bytes]


FORMATS = (
    Format("image", ("png",), re.compile(rb"\x89PNG\r\n\x1a\n")),
    Format("image", ("jpg", "jpeg"), re.compile(rb"\xff\xd8\xff")),
    Format("image", ("gif",), re.compile(rb"GIF8[79]a")),
    Format("image", ("webp",), re.compile(rb"RIFF....WEBP", re.DOTALL)),
    Format("image", ("svg",), re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE svg|svg)")),
    Format("audio", ("mp3",), re.compile(rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]")),
    Format("audio", ("ogg", "oga", "opus"), re.compile(rb"OggS")),
    Format("audio", ("wav",), re.compile(rb"RIFF....WAVE", re.DOTALL)),
    Format("audio", ("m4a",), re.compile(rb"....ftyp(?:M4[AB] |mp4|iso|dash)", re.DOTALL)),
    Format("audio", ("flac",), re.compile(rb"fLaC")),
)


def format_of(data: bytes) -> Format | None:
    """Return the format that the bytes begin like, None for none of those above."""
    return next((known for known in FORMATS if known.begins.match(data)), None)


def known_extensions(kind: str) -> str:
    """Return the extensions of the formats for a type of field, as a list in words."""
    return ", ".join(f".{known.extensions[0]}" for known in FORMATS if known.kind == kind)


def pixel_size(data: bytes, name: str) -> tuple[int, int]:
    """Return width and height of a picture in the format of that name, as its header says.

    Nothing is decoded. Raises DamagedError for a header that is cut short or says nothing, and for a
    file without its end.
    """
    try:
        width, height = _SIZES[name](data)
    except IndexError:
        raise DamagedError("it is cut short") from None
    if width < 1 or height < 1:
        raise DamagedError("it has no size")
    return width, height


def _number(data: bytes, start: int, length: int, order: str = "big") -> int:
    if start + length > len(data):
        raise IndexError
    return int.from_bytes(data[start : start + length], "big" if order == "big" else "little")


def _png(data: bytes) -> tuple[int, int]:
    if data[12:16] != b"IHDR":
        raise DamagedError("its header is missing")
    if b"IEND" not in data[-64 * 1024 :]:
        raise IndexError
    return _number(data, 16, 4), _number(data, 20, 4)


def _gif(data: bytes) -> tuple[int, int]:
    if b"\x3b" not in data[-1024:]:
        raise IndexError
    return _number(data, 6, 2, "little"), _number(data, 8, 2, "little")


def _jpeg(data: bytes) -> tuple[int, int]:
    """Go from segment to segment up to the frame header (ITU-T T.81, B.2.2)."""
    at = 2
    while True:
        if _number(data, at, 1) != 0xFF:
            raise DamagedError("its segments do not follow each other")
        marker = _number(data, at + 1, 1)
        if marker in (0xFF, 0x01) or 0xD0 <= marker <= 0xD8:
            at += 1 if marker == 0xFF else 2
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            if data.rfind(b"\xff\xd9") < at:
                raise IndexError
            return _number(data, at + 7, 2), _number(data, at + 5, 2)
        elif marker in (0xD9, 0xDA):
            raise DamagedError("its header is missing")
        else:
            at += 2 + _number(data, at + 2, 2)


def _webp(data: bytes) -> tuple[int, int]:
    """Read the first chunk: lossy (RFC 6386, 9.1), lossless or extended (RFC 9649)."""
    if len(data) < 8 + _number(data, 4, 4, "little"):
        raise IndexError
    chunk = data[12:16]
    if chunk == b"VP8X":
        return _number(data, 24, 3, "little") + 1, _number(data, 27, 3, "little") + 1
    if chunk == b"VP8L":
        bits = _number(data, 21, 4, "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        return _number(data, 26, 2, "little") & 0x3FFF, _number(data, 28, 2, "little") & 0x3FFF
    raise DamagedError("its header is missing")


_SIZES: dict[str, Callable[[bytes], tuple[int, int]]] = {
    "png": _png,
    "jpg": _jpeg,
    "gif": _gif,
    "webp": _webp,
}
