"""Parts of a text, and whether others touch them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable


class Spans:
    """Parts of a text that do not touch each other, each from its start to its end."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._ends = [end for _, end in self._spans]

    def touch(self, start: int, end: int) -> bool:
        """Return whether any of them has a character from `start` to before `end`."""
        index = bisect_left(self._ends, start + 1)
        return index < len(self._spans) and self._spans[index][0] < end
