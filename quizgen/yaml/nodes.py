"""YAML as a tree of texts with their places, before quizgen looks at their meaning."""

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
        """Tell whether nothing is written at all."""
        return self.plain and not self.text


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in written order, without duplicates.

    If not `whole`, some keys could not be read, so no key can be reported as missing.
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
    """A value that was refused and reported, so it needs no further message."""

    place: Place


Node = Scalar | Mapping | Sequence | Broken


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of a deck file: ``section: node``, or one ``key: node`` within a section."""

    section: Scalar
    key: Scalar | None
    node: Node
