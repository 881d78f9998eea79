"""The type of pictures, and what all readers of pictures share."""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

# Grey values from 0, black, to 255; rows come first.
Picture = npt.NDArray[np.uint8]
Array = npt.NDArray[Any]


def shrunk(picture: Picture, longest: int) -> Picture:
    """Return a picture whose longer side has at most `longest` pixels."""
    height, width = picture.shape
    share = longest / max(height, width)
    if share >= 1:
        return picture
    size = (max(1, math.floor(width * share)), max(1, math.floor(height * share)))
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA).astype(np.uint8)


def enlarged(picture: Picture, factor: float) -> Picture:
    """Return a picture that is larger by a factor."""
    grown = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    return grown.astype(np.uint8)
