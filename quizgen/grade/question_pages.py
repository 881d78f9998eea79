"""Tells pages of printed text, such as a paper's questions, from damaged answer sheets."""

from __future__ import annotations

import cv2
import numpy as np

from quizgen.grade.pictures import Array, Picture, shrunk

# Pixels of the longer side: a letter of 10 points is about 10 pixels high.
_LONGEST = 1500
# Ink is so much darker than the paper round it.
_DARKER = 40
# Letters are so high, and bubbles so wide, as shares of the longer side.
_LETTERS, _BUBBLES = (0.003, 0.02), (0.011, 0.024)
_FEWEST_LETTERS, _MOST_BUBBLES = 40, 3
# More ink than this is a picture.
_MOST_INK = 0.2
# Paper looks at least this light, on so much of the page.
_LIGHT, _LEAST_PAPER = 90, 0.5
_ROUND = 0.8


def is_text(picture: Picture) -> bool:
    """Return whether a page shows lines of print on paper, and no bubbles.

    Where letters can be told apart, corner markers would have been found. A page with bubbles and
    without markers is a sheet that lost its corners.
    """
    small = shrunk(picture, _LONGEST)
    paper = _paper_of(small)
    if float((paper > _LIGHT).mean()) < _LEAST_PAPER:
        return False
    ink = cv2.subtract(paper, small) > _DARKER
    if float(ink.mean()) > _MOST_INK:
        return False
    longest = max(small.shape)
    return _letters(ink, longest) >= _FEWEST_LETTERS and _bubbles(ink, longest) <= _MOST_BUBBLES


def _paper_of(small: Picture) -> Picture:
    """Return the page without its print."""
    kernel = np.ones((15, 15), np.uint8)
    return cv2.medianBlur(cv2.dilate(small, kernel), 31).astype(np.uint8)


def _letters(ink: Array, longest: int) -> int:
    """Return how many spots of ink are as large as letters."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8))
    wide, high = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    least, most = (share * longest for share in _LETTERS)
    return int(((high >= least) & (high <= most) & (wide <= most)).sum())


def _bubbles(ink: Array, longest: int) -> int:
    """Return how many outlines are as round and as large as bubbles."""
    least, most = (share * longest for share in _BUBBLES)
    found, _ = cv2.findContours(ink.astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    return sum(_is_round(each, least, most) for each in found)


def _is_round(outline: Array, least: float, most: float) -> bool:
    _, _, wide, high = cv2.boundingRect(outline)
    if not (least <= min(wide, high) and max(wide, high) <= most):
        return False
    (_, radius) = cv2.minEnclosingCircle(outline)
    return bool(cv2.contourArea(outline) > _ROUND * np.pi * radius * radius)
