"""Finds words within the texts of a YAML file, however these are quoted and broken into lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import yaml

from quizgen.yaml.spots import Found, Spot, every_text, line_starts

At = tuple[int, int]
Around = tuple[str, str]
# How the signs of a text are written in double and in single quotation marks.
_WRITTEN = {'"': {"\\": r"\\\\", '"': r"\\\""}, "'": {"'": "''"}}


# So many texts after a place, and before it, are looked at.
_FARTHEST = 200


class WrittenTexts:
    """The texts of one file with the places at which they begin."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._starts = line_starts(file)
        try:
            self._found = list(every_text(file))
        except yaml.YAMLError:
            self._found = []

    def find(self, near: At, words: str, around: Around) -> tuple[int, int, int] | None:
        """Return line, column and length of `words` in the text nearest to a place, None for none.

        `near` is where a value begins; the words may stand in another key of it. `around` has the
        patterns of what stands before and after them. The length is that in the first line.
        """
        for spot in self._near(near):
            found = self._within(spot, words, around)
            if found:
                return found
        return None

    def _near(self, near: At) -> Iterator[Spot]:
        """Yield the texts of a file, those first that probably belong to the value at a place."""
        places = [place for place, _ in self._found]
        at = bisect_left(places, near)
        if at < len(places) and places[at] == near:
            own = self._found[at][1]
            yield own.spot
            yield from _beside(own)
        yield from (found.spot for _, found in self._found[at : at + _FARTHEST])
        before = self._found[max(at - _FARTHEST, 0) : at]
        yield from (found.spot for _, found in reversed(before))

    def _within(self, spot: Spot, words: str, around: Around) -> tuple[int, int, int] | None:
        if not words.strip() or words.split(maxsplit=1)[0] not in spot.text:
            return None
        pattern = _pattern(words, spot.style, around)
        found = pattern.search(self._file, spot.start, spot.end)
        if not found:
            return None
        row = bisect_right(self._starts, found.start()) - 1
        length = len(found[0].splitlines()[0])
        return row + 1, found.start() - self._starts[row] + 1, length


def _beside(own: Found) -> Iterator[Spot]:
    """Yield the other texts of a value in its long form."""
    if own.key == "value" and own.holders:
        yield from own.holders[0].values.values()


def _pattern(words: str, style: str, around: Around) -> re.Pattern[str]:
    written = _WRITTEN.get(style, {})
    parts = (
        r"\s+" if part.isspace() else written.get(part, re.escape(part))
        for part in re.findall(r"\s+|\S", words.strip())
    )
    begin, end = (each.replace(r"\\", written.get("\\", r"\\")) for each in around)
    return re.compile(f"{begin}{''.join(parts)}{end}")
