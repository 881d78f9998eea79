"""Crops of a rectified page, for people to look at."""

from __future__ import annotations

from collections.abc import Sequence

import cv2

from quizgen.grade.pictures import Picture
from quizgen.grade.rectify import SCALE
from quizgen.quiz.geometry import Box, Bubble

# A row is shown with its label, which stands to its left: so much more paper, in mm.
_LEFT, _OTHERS = 14.0, 1.6


def around(bubbles: Sequence[Bubble]) -> Box | None:
    """Return the box in mm that shows bubbles with their label, None if there are none."""
    if not bubbles:
        return None
    left = min(bubble.x - bubble.radius for bubble in bubbles) - _LEFT
    top = min(bubble.y - bubble.radius for bubble in bubbles) - _OTHERS
    right = max(bubble.x + bubble.radius for bubble in bubbles) + _OTHERS
    bottom = max(bubble.y + bubble.radius for bubble in bubbles) + _OTHERS
    return Box(max(0.0, left), max(0.0, top), right - max(0.0, left), bottom - max(0.0, top))


def as_png(seen: Picture, box: Box) -> bytes:
    """Return a box, in mm, of a rectified page as a PNG file."""
    left, top = round(box.x * SCALE), round(box.y * SCALE)
    right, bottom = round((box.x + box.width) * SCALE), round((box.y + box.height) * SCALE)
    part = seen[max(0, top) : max(1, bottom), max(0, left) : max(1, right)]
    done, data = cv2.imencode(".png", part)
    if not done:
        raise ValueError("the crop could not be written as PNG")
    return bytes(data)
