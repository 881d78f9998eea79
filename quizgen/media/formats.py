"""The formats of pictures and sounds, and the first bytes of their files."""

from __future__ import annotations

import re

from msgspec import Struct

# A picture of this size takes 160 MB of memory when it is shown.
MAX_PIXELS = 40_000_000
MAX_SIDE = 20_000


class DamagedError(ValueError):
    """The file begins like its format, but no program can show or play the rest."""


class Format(Struct, frozen=True):
    """A format: the type of field that takes it, its extensions and its first bytes.

    The first extension is the name of the format.
    """

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
    """Return the format that the first bytes belong to, None if it is unknown."""
    return next((known for known in FORMATS if known.begins.match(data)), None)


def known_extensions(kind: str) -> str:
    """Return the extensions for a type of field as a list: .png, .jpg."""
    return ", ".join(f".{known.extensions[0]}" for known in FORMATS if known.kind == kind)
