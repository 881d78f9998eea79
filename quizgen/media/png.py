"""Checks that a PNG has data for all pixels, which typesetters need and Pillow does not."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_FIRST_CHUNK = 8
# The first chunk describes the picture.
_HEADER = slice(16, 29)
# The number of samples of a pixel by the type of colour (PNG 3, table 11.1).
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
# The first column and row, and the steps, of each pass of an interlaced picture (PNG 3, 8.1).
_PASSES = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
_INFLATED_AT_ONCE = 1024 * 1024


def has_all_rows(data: bytes) -> bool:
    """Tell whether a PNG with sound chunks has as many bytes of pixels as its header says."""
    wanted = _wanted_bytes(data[_HEADER])
    found = 0
    for inflated in _inflated(data):
        found += inflated
        if found >= wanted:
            return True
    return False


def _inflated(data: bytes) -> Iterator[int]:
    """Yield the sizes of the inflated parts of the pixels' data, each up to a mebibyte."""
    inflater = zlib.decompressobj()
    for chunk in _pixel_chunks(data):
        part = inflater.decompress(chunk, _INFLATED_AT_ONCE)
        while part:
            yield len(part)
            part = inflater.decompress(inflater.unconsumed_tail, _INFLATED_AT_ONCE)


def _pixel_chunks(data: bytes) -> Iterator[bytes]:
    start = _FIRST_CHUNK
    while start + 12 <= len(data):
        length = int.from_bytes(data[start : start + 4], "big")
        if data[start + 4 : start + 8] == b"IDAT":
            yield data[start + 8 : start + 8 + length]
        start += 12 + length


def _wanted_bytes(header: bytes) -> int:
    """Return how many bytes all rows have, each with a byte for its filter."""
    width, height = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
    bits = header[8] * _SAMPLES[header[9]]
    passes = _PASSES if header[12] else ((0, 0, 1, 1),)
    return sum(
        _rows_bytes(_steps(width, column, across), _steps(height, row, down), bits)
        for column, row, across, down in passes
    )


def _steps(side: int, first: int, step: int) -> int:
    return max(0, -(-(side - first) // step))


def _rows_bytes(width: int, height: int, bits: int) -> int:
    return height * (1 + -(-width * bits // 8)) if width else 0
