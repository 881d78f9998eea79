"""The manifest (``quiz.json``): what was printed, item by item, in the order that it was printed in."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

FORMAT = 1


@dataclass(frozen=True, slots=True)
class PrintedItem:
    """One item as printed.

    `id` is the item's permanent id, `fact` the ``kind/id`` that it was made from, `field` the field
    asked for; `options` stand in printed order and `key` holds the indices into them that are
    right; `paragraph` is where the source says so (None if another source does). `answer` is the key
    in full, `remarks` what the key tells besides, `source` the citation.
    """

    id: str
    fact: str
    field: str
    stem: str
    options: tuple[str, ...]
    key: tuple[int, ...]
    paragraph: int | None
    answer: str = ""
    remarks: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class PrintedVersion:
    """One version of the paper: its letter and its items in printed order."""

    version: str
    items: tuple[PrintedItem, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A printed quiz: what it was made from, and every version of it."""

    deck: str
    title: str
    language: str
    seed: int
    paper: str
    versions: tuple[PrintedVersion, ...]
    source: str = ""


def to_json(manifest: Manifest) -> bytes:
    """Return the manifest as UTF-8 JSON, the same bytes for the same manifest."""
    document = {"format": FORMAT, **asdict(manifest)}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
