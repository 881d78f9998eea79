"""Reads a rendered page as scanner software does.

It finds markers, QR codes and circles. Positions are in mm from the upper left corner.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import cv2
import numpy as np
import pypdfium2
import zxingcpp

DPI = 300
MM = 25.4 / DPI
Image = np.ndarray


def page_count(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def scanned(pdf: bytes, number: int) -> Image:
    """Return a page, counted from 0, in grey at 300 dpi."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        image = document[number].render(scale=DPI / 72, grayscale=True).to_numpy()
        return image.reshape(image.shape[:2]).copy()
    finally:
        document.close()


def markers(image: Image) -> dict[int, tuple[float, float, float]]:
    """Return the center and the side of every marker, by its id."""
    parameters = cv2.aruco.DetectorParameters()
    parameters.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    corners, ids, _ = cv2.aruco.ArucoDetector(dictionary, parameters).detectMarkers(image)
    found = {}
    for each, number in zip(corners, ids.flatten().tolist(), strict=True):
        points = (each.reshape(4, 2) + 0.5) * MM
        sides = np.linalg.norm(points - np.roll(points, 1, axis=0), axis=1)
        assert number not in found
        found[number] = (*points.mean(axis=0).tolist(), float(sides.mean()))
    return found


def qr_text(image: Image) -> str:
    (found,) = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    return str(found.text)


def dark_box(  # noqa: PLR0917 - four edges in their usual order
    image: Image, left: float, top: float, right: float, bottom: float, level: int = 128
) -> tuple[float, float, float, float]:
    """Return the edges of the area within a box that is darker than a grey level."""
    rows_of, columns_of = (
        slice(round(a / MM), round(b / MM)) for a, b in ((top, bottom), (left, right))
    )
    part = image[rows_of, columns_of] < level
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    offset_x, offset_y = round(left / MM), round(top / MM)
    edges = (
        columns[0] + offset_x,
        rows[0] + offset_y,
        columns[-1] + 1 + offset_x,
        rows[-1] + 1 + offset_y,
    )
    return tuple(float(edge) * MM for edge in edges)  # type: ignore[return-value]


def circles(image: Image, radius: float) -> list[tuple[float, float]]:
    """Return the center of each circle with about this radius."""
    contours, _ = cv2.findContours(
        (image < 190).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE
    )
    found: dict[tuple[int, int], tuple[float, float]] = {}
    for x, y in _round_ones(contours, radius):
        found.setdefault((round(x), round(y)), (x, y))
    middles: list[tuple[float, float]] = []
    for x, y in found.values():
        if all(math.dist((x, y), other) > radius / 2 for other in middles):
            middles.append((x, y))
    return middles


def _round_ones(contours: tuple[Image, ...], radius: float) -> Iterator[tuple[float, float]]:
    for contour in contours:
        if len(contour) * MM < 4 * radius:
            continue
        moments = cv2.moments(contour)
        area = moments["m00"] * MM * MM
        if abs(math.sqrt(area / math.pi) - radius) > 0.25:
            continue
        (_, _), around = cv2.minEnclosingCircle(contour)
        if around * MM < radius + 0.35:
            yield (
                (moments["m10"] / moments["m00"] + 0.5) * MM,
                (moments["m01"] / moments["m00"] + 0.5) * MM,
            )
