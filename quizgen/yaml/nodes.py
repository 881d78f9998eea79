"""YAML as a tree of texts with their places, before quizgen looks at their meaning."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from quizgen.diagnostics import Place


class Scalar(Struct, frozen=True, gc=False):
    """A text exactly as written; `plain` means without quotation marks."""

    text: str
    place: Place
    plain: bool = True

    @property
    def is_missing(self) -> bool:
        """Tell whether nothing is written at all."""
        return self.plain and not self.text


class Mapping(Struct, frozen=True, gc=False):
    """Keys and values in written order, without duplicates.

    If not `whole`, some keys could not be read, so no key can be reported as missing.
    """

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place
    whole: bool = True

    def __iter__(self) -> Iterator[tuple[Scalar, Node]]:
        return iter(self.entries)


class Sequence(Struct, frozen=True, gc=False):
    """Values in written order."""

    items: tuple[Node, ...]
    place: Place

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)


class Broken(Struct, frozen=True, gc=False):
    """A value that was refused and reported, so it needs no further message."""

    place: Place


Node = Scalar | Mapping | Sequence | Broken


class Entry(Struct, frozen=True, gc=False):
    """One piece of a deck file: ``section: node``, or one ``key: node`` within a section."""

    section: Scalar
    key: Scalar | None
    node: Node
