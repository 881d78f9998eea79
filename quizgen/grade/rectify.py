"""The plane of a sheet: from the corners of its markers to positions in mm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from quizgen.grade.pictures import Array, Picture
from quizgen.quiz.geometry import Box, Marker, PageLayout

# A millimetre of a rectified page has this many pixels: about 203 dpi.
SCALE = 8
_LEAST_MARKERS = 3
# A corner of a marker may lie this far, in mm, from where the others say.
_MOST_ERROR = 1.5
# No page has an edge that looks this much longer than the one opposite it.
_STEEPEST = 3.0


@dataclass(frozen=True, slots=True)
class Plane:
    """Where the sheet is: `matrix` takes mm on the sheet to pixels of the picture.

    `error` is how far, in mm, the corners of markers are from where the matrix puts them.
    """

    matrix: Array
    error: float

    def pixels(self, points: Array) -> Array:
        """Return where points of the sheet, n x 2 in mm, are in the picture."""
        return through(self.matrix, points)


def through(matrix: Array, points: Array) -> Array:
    """Return points, n x 2, taken through a matrix of 3 x 3."""
    return cv2.perspectiveTransform(points.reshape(-1, 1, 2).astype(np.float64), matrix)[:, 0]


def plane_of(found: Mapping[int, Array], markers: Sequence[Marker]) -> Plane | None:
    """Return where the sheet is, from the corners of its markers; None if they cannot say."""
    known = {marker.id: marker for marker in markers if marker.id in found}
    if len(known) < _LEAST_MARKERS:
        return None
    on_sheet = np.concatenate([_corners(marker) for marker in known.values()])
    in_picture = np.concatenate([found[number] for number in known])
    matrix, _ = cv2.findHomography(on_sheet, in_picture, 0)
    if matrix is None:
        return None
    try:
        back = through(np.linalg.inv(matrix), in_picture)
    except np.linalg.LinAlgError:
        return None
    error = float(np.sqrt(((back - on_sheet) ** 2).sum(axis=1).mean()))
    is_sound = error < _MOST_ERROR and _is_flat(matrix, on_sheet)
    return Plane(matrix, error) if is_sound else None


def rectified(picture: Picture, plane: Plane, page: PageLayout) -> Picture:
    """Return the page as seen from above, with `SCALE` pixels for a millimetre."""
    whole = Box(0, 0, page.width, page.height)
    return cut(picture, plane, whole, SCALE)


def cut(picture: Picture, plane: Plane, box: Box, scale: float) -> Picture:
    """Return a box of the sheet as seen from above, with `scale` pixels for a millimetre."""
    size = (max(1, round(box.width * scale)), max(1, round(box.height * scale)))
    to_mm = np.array(
        [
            [1 / scale, 0, box.x + 0.5 / scale],
            [0, 1 / scale, box.y + 0.5 / scale],
            [0, 0, 1],
        ]
    )
    # OpenCV counts from the centre of the first pixel.
    to_centres = np.array([[1, 0, -0.5], [0, 1, -0.5], [0, 0, 1]])
    matrix = to_centres @ plane.matrix @ to_mm
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    seen = cv2.warpPerspective(picture, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return seen.astype(np.uint8)


def _corners(marker: Marker) -> Array:
    """Return the corners of a marker in mm, clockwise from the upper left one."""
    half = marker.side / 2
    signs = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], dtype=np.float64)
    return np.array([marker.x, marker.y]) + half * signs


def _is_flat(matrix: Array, on_sheet: Array) -> bool:
    """Return whether the matrix shows a page from a side that a camera can see."""
    low, high = on_sheet.min(axis=0), on_sheet.max(axis=0)
    square = np.array([(low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1])])
    corners = through(matrix, square)
    if not np.isfinite(corners).all():
        return False
    edges = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    is_turned_over = cv2.contourArea(corners.astype(np.float32), oriented=True) < 0
    across, down = sorted(edges[::2]), sorted(edges[1::2])
    is_steep = across[1] > _STEEPEST * across[0] or down[1] > _STEEPEST * down[0]
    return not is_turned_over and not is_steep and cv2.isContourConvex(corners.astype(np.float32))
