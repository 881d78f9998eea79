"""The manifest (``quiz.json``): what was printed, and for every version the order that it was printed in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

FORMAT = 2


@dataclass(frozen=True, slots=True)
class Source:
    """Where an answer stands: what it was taken from, and the paragraph of that, None if it has none."""

    source: str
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class QuizItem:
    """An item in its own order, which versions permute.

    `id` is permanent, `form` one of the forms of `kinds`; `facts` are the ``kind/id`` that it asks
    for, `field` the field. `key` are the indices of the right `options`; in matching, the option that
    belongs to each of `left`; in ordering, 0, 1, 2 …, as `options` stand in the right order. `answer` is the
    key in words, `remarks` what the key tells besides. `difficulty` is an estimated share of wrong
    answers.
    """

    id: str
    form: str
    facts: tuple[str, ...]
    field: str
    stem: str
    options: tuple[str, ...] = ()
    key: tuple[int, ...] = ()
    left: tuple[str, ...] = ()
    answer: str = ""
    remarks: tuple[str, ...] = ()
    cited: tuple[Source, ...] = ()
    difficulty: float = 0.5


@dataclass(frozen=True, slots=True)
class QuizSection:
    """A section of every version: its title and instructions as the author wrote them, and the points of an item."""

    title: str = ""
    instructions: str = ""
    points: float = 1


@dataclass(frozen=True, slots=True)
class Place:
    """An item in a version: its index in `items`, and the indices of its options and left entries in printed order."""

    item: int
    options: tuple[int, ...] = ()
    left: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the paper: its letter, and for each section its items in printed order."""

    version: str
    sections: tuple[tuple[Place, ...], ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A printed quiz: what it was made from, its items, its sections, and every version of it."""

    deck: str
    title: str
    language: str
    seed: int
    paper: str
    items: tuple[QuizItem, ...]
    sections: tuple[QuizSection, ...]
    versions: tuple[Version, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class PrintedItem:
    """An item as a version prints it: `number` counts from 1, `options`, `left` and `key` are in printed order.

    `key` holds indices into `options`; in matching, one for each of `left`; in ordering, from the first to
    the last.
    """

    item: QuizItem
    number: int
    options: tuple[str, ...]
    left: tuple[str, ...]
    key: tuple[int, ...]


def printed(manifest: Manifest, version: Version) -> Iterator[list[PrintedItem]]:
    """Yield the items of each section as a version prints them."""
    number = 0
    for section in version.sections:
        made = []
        for place in section:
            number += 1
            made.append(_printed(manifest.items[place.item], place, number))
        yield made


def _printed(item: QuizItem, place: Place, number: int) -> PrintedItem:
    options = tuple(item.options[index] for index in place.options)
    left = tuple(item.left[index] for index in place.left)
    key = item.key
    if item.left:
        key = tuple(item.key[index] for index in place.left)
    places = tuple(place.options.index(index) for index in key)
    # What is right has an order in matching and ordering alone.
    kept = bool(item.left) or item.form == "ordering"
    return PrintedItem(item, number, options, left, places if kept else tuple(sorted(places)))


def to_json(manifest: Manifest) -> bytes:
    """Return the manifest as UTF-8 JSON, the same bytes for the same manifest."""
    document = {"format": FORMAT, **asdict(manifest)}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
