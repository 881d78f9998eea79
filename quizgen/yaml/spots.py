"""Finds texts in a YAML file by their places: where each begins and ends, and what holds it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import cast

import yaml
from msgspec import Struct

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


class Spot(Struct, frozen=True):
    """A text as written: its offsets in the file, its style and its value.

    `style` is "" for a plain text, else the sign that begins it: a quotation mark, `|` or `>`.
    """

    start: int
    end: int
    style: str
    text: str


class Holder(Struct):
    """A mapping or a list around a text: `flow` in braces or brackets, `indent` its column from 0.

    Of a mapping, `values` are the texts by key, and `keys` are all keys.
    """

    flow: bool
    indent: int = 0
    values: dict[str, Spot] = {}
    keys: list[str] = []


class Found(Struct, frozen=True):
    """A text, the key that it stands under ("" in a list), and what holds it, innermost first."""

    spot: Spot
    key: str
    holders: tuple[Holder, ...] = ()

    @property
    def in_braces(self) -> bool:
        """Return whether the text stands in braces or brackets, directly or not."""
        return any(each.flow for each in self.holders)


class _Frame(Struct):
    """A mapping or a list that is being read; the key is set while its value is awaited."""

    holder: Holder
    is_mapping: bool
    key: Spot | None = None


def line_starts(text: str) -> list[int]:
    """Return the offset of each line, counted as YAML counts lines."""
    return [0, *(found.end() for found in _LINE_END.finditer(text))]


def find(text: str, places: Collection[tuple[int, int]]) -> dict[tuple[int, int], Found]:
    """Return the texts that begin at these places (line and column from 1) of a sound YAML file."""
    wanted = set(places)
    return {place: found for place, found in every_text(text) if place in wanted}


def every_text(text: str) -> Iterator[tuple[tuple[int, int], Found]]:
    """Yield every text of a YAML file but the keys, with its place, in order.

    Raises yaml.YAMLError for a file that is no YAML.
    """
    starts = line_starts(text)
    frames: list[_Frame] = []
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            column = cast("yaml.Mark", event.start_mark).column
            holder = Holder(bool(event.flow_style), column)
            frames.append(_Frame(holder, isinstance(event, yaml.MappingStartEvent)))
        elif isinstance(event, yaml.CollectionEndEvent):
            frames.pop()
            if frames:
                frames[-1].key = None
        elif isinstance(event, yaml.ScalarEvent):
            spot = _spot(event, text, starts)
            place = cast("yaml.Mark", event.start_mark)
            key = _key_of(spot, frames[-1]) if frames else ""
            if key is not None:
                holders = tuple(each.holder for each in reversed(frames))
                yield (place.line + 1, place.column + 1), Found(spot, key, holders)


def _key_of(spot: Spot, frame: _Frame) -> str | None:
    """Return the key of a text, "" in a list, None if the text is itself a key."""
    if not frame.is_mapping:
        return ""
    if frame.key is None:
        frame.key = spot
        frame.holder.keys.append(spot.text)
        return None
    key, frame.key = frame.key.text, None
    frame.holder.values[key] = spot
    return key


def _spot(event: yaml.ScalarEvent, text: str, starts: list[int]) -> Spot:
    first, last = cast("yaml.Mark", event.start_mark), cast("yaml.Mark", event.end_mark)
    start = starts[first.line] + first.column
    end = starts[last.line] + last.column if last.line < len(starts) else len(text)
    return Spot(start, end, event.style or "", event.value)
