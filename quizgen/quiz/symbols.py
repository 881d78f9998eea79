"""What a machine finds and reads on a sheet: the corner markers and the QR codes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

# The first four markers of ArUco's dictionary DICT_4X4_50 (OpenCV), row by row from the top, 1 for
# white; a border of one black module surrounds each.
MARKERS = (
    ((1, 0, 1, 1), (0, 1, 0, 1), (0, 0, 1, 1), (0, 0, 1, 0)),
    ((0, 0, 0, 0), (1, 1, 1, 1), (1, 0, 0, 1), (1, 0, 1, 0)),
    ((0, 0, 1, 1), (0, 0, 1, 1), (0, 0, 1, 0), (1, 1, 0, 1)),
    ((1, 0, 0, 1), (1, 0, 0, 1), (0, 1, 0, 0), (0, 1, 1, 0)),
)
_CODE = re.compile(r"[A-Za-z0-9._-]{1,40}")


def is_code(text: str) -> bool:
    """Return whether a text can be an id in a QR code.

    It can if it has up to 40 ASCII letters, digits, dots, hyphens and underscores.
    """
    return _CODE.fullmatch(text) is not None


def as_code(text: str) -> str:
    """Return an id for a QR code: the text if it can be one, else 16 digits of its SHA-256."""
    return text if is_code(text) else hashlib.sha256(text.encode()).hexdigest()[:16]


def qr_svg(text: str) -> str:
    """Return the QR code of a text as an SVG of black modules, without its quiet zone.

    The level is Q: a quarter of the code may be lost.
    """
    # Few commands make codes, and the library loads what speaks with the web.
    import segno  # noqa: PLC0415

    return _svg(segno.make(text, error="q", micro=False, boost_error=False).matrix)


def marker_svgs() -> list[str]:
    """Return the markers as SVGs of black modules."""
    return [_svg(_bordered(marker)) for marker in MARKERS]


def _bordered(marker: Sequence[Sequence[int]]) -> list[list[int]]:
    line = [1] * (len(marker) + 2)
    return [line, *([1, *(1 - white for white in row), 1] for row in marker), line]


def _svg(matrix: Sequence[Sequence[int]]) -> str:
    lines = ("".join("1" if module else "0" for module in line) for line in matrix)
    runs = "".join(
        f"M{run.start()} {y}h{len(run[0])}v1h-{len(run[0])}z"
        for y, line in enumerate(lines)
        for run in re.finditer("1+", line)
    )
    width = len(matrix)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {width}">'
    return f'{head}<path d="{runs}"/></svg>'
