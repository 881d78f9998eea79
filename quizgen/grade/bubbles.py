"""The darkness of the bubbles on a rectified page, after moving each to where it really is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from quizgen.grade.pictures import Array, Picture
from quizgen.grade.rectify import SCALE
from quizgen.quiz.geometry import Bubble, Marker

# The part of the radius in which darkness is measured: the outline lies beyond.
_INSIDE = 0.8
# Marks that cross a bubble out reach this far beyond it, in parts of the radius.
_BEYOND = (1.25, 1.6)
# Paper without print is found on a page of this many pixels a millimetre.
_COARSE = 2
# A mark on paper is narrower than this, in mm, in one direction at least.
_WIDEST_MARK = 7.0
# A bubble may lie this far, in mm, from where the markers say: paper curls.
_SEARCH = 2.0
_SEARCH_SCALE = 4
# The share of bubbles whose outline lies within this distance, in mm, of where the others say.
_NEAR = 0.7
_DISC = 0.4
# Where so many bubbles can be seen, one without this part of their contrast is covered.
_MOST, _OUTLINE = 0.8, 0.3
# A bubble is this much darker than the paper round it, or it cannot be seen.
_VISIBLE = 0.06
_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Measures:
    """What was measured in bubbles, one number each: 0 is white paper, 1 is black print.

    `darkness` is the mean inside the bubble, `least` that of the lightest of its quarters, `beyond`
    the mean round it, where lines that cross it out go. `visible` is the share of bubbles whose
    outline can be seen: a copy in black and white may lose it. `found` is the share of those that
    lie where the others say. `has_outline` says of each bubble whether its own is there; of all, if
    a copy has lost many.
    """

    darkness: Array
    least: Array
    beyond: Array
    found: float
    visible: float
    has_outline: Array


def measure(page: Picture, bubbles: Sequence[Bubble], markers: Sequence[Marker]) -> Measures:
    """Return the measures of bubbles on a rectified page; there is at least one bubble."""
    dark = _darkness(page, markers)
    centres = np.array([(bubble.x, bubble.y) for bubble in bubbles])
    radii = np.array([bubble.radius for bubble in bubbles])
    moved, found, visible, has_outline = _settled(dark, centres, radii)
    inside, least, beyond = _sampled(dark, moved, radii)
    return Measures(inside, least, beyond, found, visible, has_outline)


def _darkness(page: Picture, markers: Sequence[Marker]) -> Array:
    """Return the page with 0 for its paper, wherever light falls on it, and 1 for black print."""
    paper = _paper(page)
    light = page.astype(np.float32) / np.maximum(paper, 8.0)
    black = _black(light, markers)
    dark: Array = np.clip((1.0 - light) / max(0.15, 1.0 - black), -0.3, 1.2)
    return dark


def _paper(page: Picture) -> Array:
    """Return the grey value that the paper has, or would have without print and marks."""
    share = _COARSE / SCALE
    small = cv2.resize(page, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    side = round(_WIDEST_MARK * _COARSE) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    closed = cv2.morphologyEx(cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, kernel)
    size = (page.shape[1], page.shape[0])
    paper: Array = cv2.resize(closed.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
    return paper


def _black(light: Array, markers: Sequence[Marker]) -> float:
    """Return how light the black print is, from the frames of the markers."""
    frames = [_frame(light, marker) for marker in markers]
    values = np.concatenate([frame for frame in frames if frame.size] or [np.zeros(1)])
    return float(np.median(values))


def _frame(light: Array, marker: Marker) -> Array:
    """Return the values in the middle of a marker's black frame, which is a module wide."""
    module = marker.side / 6
    middle = (marker.side - module) / 2
    steps = np.linspace(-middle, middle, 25)
    edges = [(steps, side) for side in (np.full(25, -middle), np.full(25, middle))]
    xs = np.concatenate([*(a for a, _ in edges), *(b for _, b in edges)]) + marker.x
    ys = np.concatenate([*(b for _, b in edges), *(a for a, _ in edges)]) + marker.y
    columns, rows = (xs * SCALE).astype(int), (ys * SCALE).astype(int)
    height, width = light.shape
    inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
    frame: Array = light[rows[inside], columns[inside]]
    return frame


def _settled(dark: Array, centres: Array, radii: Array) -> tuple[Array, float, float, Array]:
    """Return where bubbles are, the shares found there and visible, and which have outlines."""
    share = _SEARCH_SCALE / SCALE
    small = cv2.resize(dark, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    shifts = _shifts()
    scores = np.empty((len(centres), len(shifts)), np.float32)
    for radius in np.unique(radii):
        chosen = radii == radius
        scores[chosen] = _ring_scores(small, centres[chosen], float(radius))
    best = shifts[scores.argmax(axis=1)]
    smooth = _smooth(centres, best, scores.max(axis=1))
    is_seen = scores.max(axis=1) > _VISIBLE
    is_near = np.linalg.norm(best - smooth, axis=1) < _NEAR
    seen = int(is_seen.sum())
    found = float((is_seen & is_near).sum()) / max(1, seen)
    visible = seen / len(centres)
    return centres + smooth, found, visible, _outlined(scores, shifts, smooth, visible)


def _outlined(scores: Array, shifts: Array, smooth: Array, visible: float) -> Array:
    """Return which bubbles have an outline where they should be."""
    if visible < _MOST:
        return np.ones(len(scores), bool)
    nearest = np.linalg.norm(shifts[None] - smooth[:, None], axis=2).argmin(axis=1)
    there = scores[np.arange(len(scores)), nearest]
    outlined: Array = there > _OUTLINE * np.median(there)
    return outlined


def _shifts() -> Array:
    reach = round(_SEARCH * _SEARCH_SCALE)
    steps = np.arange(-reach, reach + 1) / _SEARCH_SCALE
    return np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)


def _ring_scores(dark: Array, centres: Array, radius: float) -> Array:
    """Return how much darker a bubble would be than the paper round it, for each shift."""
    reach, templates = _templates(radius)
    patches = _patches(dark, centres, reach)
    return patches.reshape(len(centres), -1) @ templates


@cache
def _templates(radius: float) -> tuple[int, Array]:
    """Return how far patches reach, and the weights of their pixels: a column for each shift."""
    reach = int(np.ceil((radius * 1.5 + _SEARCH) * _SEARCH_SCALE)) + 1
    steps = np.arange(-reach, reach + 1, dtype=np.float32)
    across, down = np.meshgrid(steps, steps)
    shifts = (_shifts() * _SEARCH_SCALE).astype(np.float32)
    distance = np.hypot(
        across.ravel()[:, None] - shifts[:, 0], down.ravel()[:, None] - shifts[:, 1]
    ) / (radius * _SEARCH_SCALE)
    ring = (distance > 0.9) & (distance < 1.1)
    around = (distance > 1.2) & (distance < 1.45)
    disc = distance <= 0.9
    # The disc counts too: filled bubbles may have lost their outline.
    dark = (1 - _DISC) * ring / ring.sum(axis=0) + _DISC * disc / disc.sum(axis=0)
    weights = dark - around / around.sum(axis=0)
    return reach, weights.astype(np.float32)


def _patches(dark: Array, centres: Array, reach: int) -> Array:
    """Return the square round each centre, with `reach` pixels in each direction."""
    padded = np.pad(dark, reach + 1, mode="edge")
    middle = np.floor(centres * _SEARCH_SCALE).astype(int) + reach + 1
    size = 2 * reach + 1
    patches = np.empty((len(centres), size, size), np.float32)
    height, width = padded.shape
    for number, (x, y) in enumerate(middle):
        left = min(max(0, x - reach), width - size)
        top = min(max(0, y - reach), height - size)
        patches[number] = padded[top : top + size, left : left + size]
    return patches


def _smooth(centres: Array, shifts: Array, weights: Array) -> Array:
    """Return the shifts as a smooth surface over the page has them, without single errors."""
    terms = _terms(centres)
    weight = np.clip(weights, 1e-3, None).astype(np.float64)
    fitted = np.zeros_like(shifts, dtype=np.float64)
    robust = weight.copy()
    ridge = np.diag([1e-6, *[1e-3] * (terms.shape[1] - 1)]) * robust.sum()
    for _ in range(_ROUNDS):
        weighted = terms * robust[:, None]
        factors = np.linalg.solve(weighted.T @ terms + ridge, weighted.T @ shifts)
        fitted = terms @ factors
        distance = np.linalg.norm(shifts - fitted, axis=1)
        robust = weight / (1 + (distance / 0.3) ** 2)
    return fitted


def _terms(centres: Array) -> Array:
    """Return the terms of a polynomial in x and y, of a degree that the bubbles can settle."""
    count = len(centres)
    degree = 0 if count < 6 else 1 if count < 16 else 2 if count < 40 else 3
    span = np.maximum(np.ptp(centres, axis=0), 20.0)
    x, y = ((centres - centres.mean(axis=0)) / span * 2).T
    return np.stack([x**i * y**j for i in range(degree + 1) for j in range(degree + 1 - i)], axis=1)


def _sampled(dark: Array, centres: Array, radii: Array) -> tuple[Array, Array, Array]:
    """Return the darkness inside, in the lightest quarter, and beyond each bubble."""
    inside = _polar(_INSIDE, 0.0)
    means = _values(dark, centres, radii, inside)
    quarters = [means[:, inside[:, 2] == quarter].mean(axis=1) for quarter in range(4)]
    around = _values(dark, centres, radii, _polar(_BEYOND[1], _BEYOND[0]))
    return means.mean(axis=1), np.min(quarters, axis=0), around.mean(axis=1)


def _polar(outer: float, inner: float) -> Array:
    """Return points that fill a ring evenly, in radii: x, y and the quarter."""
    steps = np.linspace(-outer, outer, 33)
    x, y = (each.ravel() for each in np.meshgrid(steps, steps))
    distance = np.hypot(x, y)
    chosen = (distance <= outer) & (distance >= inner)
    quarter = (x > 0).astype(float) + 2 * (y > 0)
    return np.stack([x, y, quarter], axis=1)[chosen]


def _values(dark: Array, centres: Array, radii: Array, points: Array) -> Array:
    """Return the darkness at points round each centre: a line for each bubble."""
    where = centres[:, None] + radii[:, None, None] * points[None, :, :2]
    pixels = (where * SCALE - 0.5).astype(np.float32)
    return cv2.remap(
        dark, pixels[..., 0], pixels[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
