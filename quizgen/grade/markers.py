"""The corner markers in a picture of a page, by the corners of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import cv2
import numpy as np

from quizgen.grade.pictures import Array, Picture, enlarged, shrunk

# A sheet has one marker in each corner.
CORNERS = 4
# A smaller picture is enlarged, so that a module of a marker has enough pixels.
_SMALL = 1400
# A larger one is shrunk: a module of a marker still has about 14 pixels.
_LARGE = 2000
# Illumination is evened out in this many tiles across and down.
_TILES = 8


class SeveralSheetsError(ValueError):
    """The picture shows a corner of several sheets."""


def find_markers(picture: Picture, wanted: int = CORNERS) -> dict[int, Array]:
    """Return the markers by their ids: the corners of each, clockwise from its upper left one.

    Corners are in pixels, x first, as an array of 4 x 2. Tries harder until `wanted` markers are
    found. Raises SeveralSheetsError if one of them is there twice.
    """
    best: dict[int, Array] = {}
    seen = shrunk(picture, _LARGE)
    whole = seen.shape[1] / picture.shape[1]
    for candidate, factor in _candidates(seen):
        found = _detected(candidate, factor * whole)
        best = {**found, **best}
        if len(best) >= wanted:
            break
    return best


def _candidates(picture: Picture) -> Iterator[tuple[Picture, float]]:
    """Yield the picture as it is, and in forms that may be easier to read, with their factors."""
    yield picture, 1.0
    evened = cv2.createCLAHE(4.0, (_TILES, _TILES)).apply(picture).astype(np.uint8)
    yield cv2.GaussianBlur(evened, (0, 0), 1.5).astype(np.uint8), 1.0
    if max(picture.shape) < _SMALL:
        yield enlarged(picture, 2), 2.0
    else:
        half = shrunk(picture, max(picture.shape) // 2)
        yield half, half.shape[1] / picture.shape[1]


def _detected(picture: Picture, factor: float) -> dict[int, Array]:
    detector = cv2.aruco.ArucoDetector(
        cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50), _parameters(picture)
    )
    corners, ids, _ = detector.detectMarkers(picture)
    if ids is None:
        return {}
    found: dict[int, Array] = {}
    for each, number in zip(corners, map(int, ids.flatten()), strict=True):
        if number >= CORNERS:
            continue
        if number in found:
            raise SeveralSheetsError
        # A pixel's centre lies half a pixel from its edge.
        found[number] = (each.reshape(4, 2).astype(np.float64) + 0.5) / factor
    return _plausible(found)


def _parameters(picture: Picture) -> cv2.aruco.DetectorParameters:
    parameters = cv2.aruco.DetectorParameters()
    parameters.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    # A marker's side is about a twentieth of the page's, so its windows grow with the picture.
    side = max(picture.shape) / 25
    parameters.adaptiveThreshWinSizeMin = 5
    parameters.adaptiveThreshWinSizeMax = max(23, round(side) | 1)
    parameters.adaptiveThreshWinSizeStep = max(6, round(side / 3))
    parameters.minMarkerPerimeterRate = 0.05
    parameters.maxMarkerPerimeterRate = 0.6
    return parameters


def _plausible(markers: Mapping[int, Array]) -> dict[int, Array]:
    """Return the markers without those that are far smaller or larger than most."""
    sides = {number: _side(corners) for number, corners in markers.items()}
    if not sides:
        return {}
    middle = float(np.median(list(sides.values())))
    return {
        number: corners
        for number, corners in markers.items()
        if middle / 2 < sides[number] < middle * 2
    }


def _side(corners: Array) -> float:
    return float(np.linalg.norm(corners - np.roll(corners, 1, axis=0), axis=1).mean())
