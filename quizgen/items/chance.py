"""Choices that look random and hang on names alone, the same on every machine and in every version."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def draw(*names: object) -> int:
    """Return a number from 0 to 2**64 - 1 that depends on the names (and their order) alone."""
    text = "\x1f".join(str(name) for name in names)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def shuffled(items: Iterable[tuple[str, T]], *names: object) -> list[T]:
    """Return the items of (name, item) pairs in an order drawn for the names."""
    return [item for _, item in sorted(items, key=lambda pair: (draw(*names, pair[0]), pair[0]))]
