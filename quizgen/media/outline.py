"""Measures the outline of a shape: its numbers, its corners, its length and its dashes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_COMMAND = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)")
# How many numbers follow each command of a path.
_TAKES = {"M": 2, "L": 2, "T": 2, "H": 1, "V": 1, "S": 4, "Q": 4, "C": 6, "A": 7}
# The flags of an arc may stand together with the number after them: "00.5" counts as one.
_FEWEST_OF_ARC = 5
# A renderer turns an arc into up to four curves, with a corner where they meet.
_CURVES_OF_ARC = 4
_POINT_LISTS = frozenset({"polyline", "polygon"})
# Larger numbers are cut to this one, because their squares would overflow.
_FURTHEST = 1e100


class Outline(Struct, frozen=True):
    """How many `numbers` a shape has, how many `corners`, and at most how long it is."""

    numbers: int
    corners: int
    length: float


def outline(name: str, attributes: Mapping[str, str]) -> Outline:
    """Return the outline of the element `name`; its length is an upper bound."""
    if name == "path":
        return _of_path(attributes.get("d", ""))
    if name in _POINT_LISTS:
        values = _numbers(attributes.get("points", ""))
        points = list(zip(values[::2], values[1::2], strict=False))
        return Outline(len(values), len(points), _way(points, closed=name == "polygon"))
    if name == "line":
        ends = [_first(attributes, key) for key in ("x1", "y1", "x2", "y2")]
        return Outline(4, 2, math.dist(ends[:2], ends[2:]))
    sides = [_first(attributes, key) for key in ("width", "height", "r", "rx", "ry")]
    # A circle is 2πr long, an ellipse or a rectangle at most 4 times the sum of its sides.
    return Outline(4, 0, max(2 * math.pi * abs(sides[2]), 4 * sum(map(abs, sides))))


def dashes(pattern: str, length: float) -> float:
    """Return how many dashes a `stroke-dasharray` makes along a line, perhaps infinitely many."""
    period = sum(_numbers(pattern))
    return length / period if period > 0 else 0.0


def numbers_in(text: str) -> int:
    """Return how many numbers a text holds."""
    return sum(1 for _ in _NUMBER.finditer(text))


def _numbers(text: str) -> list[float]:
    return [_bounded(float(each)) for each in _NUMBER.findall(text)]


def _bounded(number: float) -> float:
    return max(-_FURTHEST, min(number, _FURTHEST))


def _first(attributes: Mapping[str, str], key: str) -> float:
    found = _NUMBER.search(attributes.get(key, ""))
    return _bounded(float(found[0])) if found else 0.0


def _way(points: Sequence[tuple[float, float]], *, closed: bool = False) -> float:
    if closed and points:
        points = [*points, points[0]]
    return sum(map(math.dist, points, points[1:]))


def _of_path(text: str) -> Outline:
    """Measure a path; a curve is at most as long as the way past its control points."""
    numbers = corners = 0
    length = 0.0
    here = start = (0.0, 0.0)
    for found in _COMMAND.finditer(text):
        command, values = found[1], _numbers(found[2])
        numbers += len(values)
        corners += _corners(command.upper(), len(values))
        if command in "Zz":
            length += math.dist(here, start)
            here = start
            continue
        for stop, way in _steps(command, values, here):
            length += way
            here = stop
        if command in "Mm":
            start = here
    return Outline(numbers, corners, length)


def _corners(command: str, numbers: int) -> int:
    if command == "Z":
        return 1
    if command == "A":
        return _CURVES_OF_ARC * (numbers // _FEWEST_OF_ARC)
    return -(-numbers // _TAKES[command])


def _steps(
    command: str, values: Sequence[float], here: tuple[float, float]
) -> Iterator[tuple[tuple[float, float], float]]:
    """Yield the end of each segment of a command, and an upper bound of its length."""
    kind, is_relative = command.upper(), command.islower()
    size = _TAKES[kind]
    for at in range(0, len(values) - size + 1, size):
        given = values[at : at + size]
        base = here if is_relative else (0.0, 0.0)
        points = _points(kind, given, here, base)
        way = _way([here, *points])
        if kind == "A":
            # An arc is at most as long as its circle, which grows to reach both ends.
            way += 2 * math.pi * (max(abs(given[0]), abs(given[1])) + way)
        here = points[-1]
        yield here, way


def _points(
    kind: str, given: Sequence[float], here: tuple[float, float], base: tuple[float, float]
) -> list[tuple[float, float]]:
    if kind == "H":
        return [(base[0] + given[0], here[1])]
    if kind == "V":
        return [(here[0], base[1] + given[0])]
    if kind == "A":
        return [(base[0] + given[5], base[1] + given[6])]
    pairs = zip(given[::2], given[1::2], strict=True)
    return [(base[0] + x, base[1] + y) for x, y in pairs]
