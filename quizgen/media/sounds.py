"""Checks by its headers and frames whether a file has any sound."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from quizgen.media.formats import DamagedError

# The parser searches MP3 byte by byte, and a few thousand frames show its length.
_MOST_READS = {"mp3": 5_000}
_MOST_READS_ELSEWHERE = 500_000
# In these formats, the size is counted; in the others, the header only announces it.
_COUNTED = ("mp3", "wav")
_TOLERANCE = 1.05
_BYTES_PER_KILOBIT = 125
_SILENT = "it has no whole frame of sound"
_FLAC_FRAME = re.compile(rb"\xff[\xf8\xf9]")
_BOX_HEADER, _LONG_BOX_HEADER = 8, 16
_PAGE_HEADER = 27


class _BoundedBytes(io.BytesIO):
    """A file in memory that allows only so many reads."""

    def __init__(self, data: bytes, most_reads: int) -> None:
        super().__init__(data)
        self._left = most_reads

    def read(self, size: int | None = -1, /) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise DamagedError(_SILENT)
        return super().read(size)


def check_sound(data: bytes, suffix: str) -> None:
    """Raise DamagedError for a file without sound.

    `suffix` is its format: ``mp3``, ``ogg``, ``wav``, ``m4a`` or ``flac``. Only headers and frames
    are read and nothing is decoded, so a file that passes may still sound wrong.
    """
    # Most decks have no sound.
    from tinytag import TinyTag  # noqa: PLC0415

    stream = _BoundedBytes(data, _MOST_READS.get(suffix, _MOST_READS_ELSEWHERE))
    try:
        info = TinyTag.get(file_obj=stream, tags=False)
    except Exception:  # noqa: BLE001 - strangers' bytes make parsers raise anything
        raise DamagedError(_SILENT) from None
    if not info.duration or info.duration <= 0 or not _has_frames(data, suffix):
        raise DamagedError(_SILENT)
    announced = info.duration * (info.bitrate or 0) * _BYTES_PER_KILOBIT
    if suffix in _COUNTED and announced > len(data) * _TOLERANCE:
        raise DamagedError("it is cut short")


def _has_frames(data: bytes, suffix: str) -> bool:
    """Tell whether any sound follows the headers."""
    match suffix:
        case "flac":
            return _FLAC_FRAME.search(data) is not None
        case "m4a":
            return {b"moov", b"mdat"} <= set(_whole_boxes(data))
        case "ogg":
            return any(granule > 0 for granule in _whole_pages(data))
        case _:
            return True


def _whole_boxes(data: bytes) -> Iterator[bytes]:
    """Yield the names of the whole, filled top-level boxes of an MP4 (ISO 14496-12, 4.2)."""
    start = 0
    while start + _BOX_HEADER <= len(data):
        size, name = int.from_bytes(data[start : start + 4], "big"), data[start + 4 : start + 8]
        header = _BOX_HEADER
        if size == 1:
            header = _LONG_BOX_HEADER
            size = int.from_bytes(data[start + _BOX_HEADER : start + header], "big")
        # A box of size 0 extends to the end of the file.
        end = start + size if size else len(data)
        if start + header < end <= len(data):
            yield name
        start = max(end, start + header)


def _whole_pages(data: bytes) -> Iterator[int]:
    """Yield the number of samples up to the end of each whole Ogg page (RFC 3533, 6)."""
    start = 0
    while data.startswith(b"OggS", start) and start + _PAGE_HEADER <= len(data):
        sizes_end = start + _PAGE_HEADER + data[start + _PAGE_HEADER - 1]
        body = sum(data[start + _PAGE_HEADER : sizes_end])
        granule = int.from_bytes(data[start + 6 : start + 14], "little", signed=True)
        start = sizes_end + body
        if body and start <= len(data):
            yield granule
