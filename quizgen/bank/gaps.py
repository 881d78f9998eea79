"""Gaps: how far apart values usually lie, told so roughly that one more value changes nothing."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from itertools import pairwise
from statistics import median


def usual_gap(sizes: Iterable[float]) -> float:
    """Return the gap between values next to each other as a power of 4, 0 for less than two."""
    gaps = [above - below for below, above in pairwise(sorted(set(sizes)))]
    return _rough(median(gaps), 4) if gaps else 0.0


def share_of_span(sizes: Collection[float]) -> float:
    """Return the span of values divided by their number as a power of 2, 0 for less than two."""
    return _rough((max(sizes) - min(sizes)) / len(sizes), 2) if sizes else 0.0


def _rough(size: float, base: int) -> float:
    return float(base) ** round(math.log(size, base)) if size > 0 else 0.0
