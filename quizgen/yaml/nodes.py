"""YAML as a tree of text with places: what a deck file says, before anything is known of its meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.diagnostics import Place


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text exactly as written; `plain` means without quotation marks."""

    text: str
    place: Place
    plain: bool = True

    @property
    def is_missing(self) -> bool:
        """Tell whether nothing was written at all."""
        return self.plain and not self.text


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in written order, without duplicates.

    `whole` tells whether every key could be read: what is not in the others cannot be called missing.
    """

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place
    whole: bool = True

    def __iter__(self) -> Iterator[tuple[Scalar, Node]]:
        return iter(self.entries)


@dataclass(frozen=True, slots=True)
class Sequence:
    """Values in written order."""

    items: tuple[Node, ...]
    place: Place

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)


@dataclass(frozen=True, slots=True)
class Broken:
    """What stood here was refused and has been reported; say nothing more of it."""

    place: Place


Node = Scalar | Mapping | Sequence | Broken


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of a deck file: ``section: node``, or one ``key: node`` within a section."""

    section: Scalar
    key: Scalar | None
    node: Node
