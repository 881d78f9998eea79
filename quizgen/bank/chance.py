"""Choices that look random but depend only on names, the same on every machine and version."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import Generic, TypeVar

T = TypeVar("T")


def draw(*names: object) -> int:
    """Return a number from 0 to 2**64 - 1 that depends only on the names and their order."""
    text = "\x1f".join(map(str, names))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def drawer(*names: object) -> Callable[[str], int]:
    """Return a function that draws for the names and one more: faster than `draw` for many."""
    begun = blake2b("\x1f".join(map(str, (*names, ""))).encode(), digest_size=8)

    def drawn(name: str) -> int:
        whole = begun.copy()
        whole.update(name.encode())
        return int.from_bytes(whole.digest(), "big")

    return drawn


def weighted(weight: float, drawn: int) -> float:
    """Return a number to sort by: items come first in proportion to their weight (above 0).

    `drawn` comes from `draw`. The number is an exponential variate of rate `weight` (Efraimidis and
    Spirakis, 2006).
    """
    return -math.log((drawn + 1) / (2**64 + 1)) / weight


def shuffled(items: Iterable[tuple[str, T]], *names: object) -> list[T]:
    """Return the items of (name, item) pairs in an order drawn for the names."""
    listed, begun = list(items), "\x1f".join(map(str, (*names, "")))
    # The bytes of digests are in the order of the numbers that `draw` makes of them.
    places = [
        (blake2b(f"{begun}{name}".encode(), digest_size=8).digest(), name, place)
        for place, (name, _) in enumerate(listed)
    ]
    return [listed[place][1] for _, _, place in sorted(places)]


def disordered(ordered: list[tuple[str, T]], *names: object) -> list[T]:
    """Return the items of (name, item) pairs in an order drawn for the names, but not as given.

    Three or more are not in the given order backwards either.
    """
    drawn = shuffled(ordered, *names)
    given = [item for _, item in ordered]
    seen_through = drawn == given or (len(given) > 2 and drawn == given[::-1])
    return drawn[1:] + drawn[:1] if seen_through else drawn


# One name enters several rings.
@lru_cache(maxsize=16)
def entry(name: str) -> int:
    """Return the point at which a name enters every ring."""
    return draw("enter", name)


class Ring(Generic[T]):
    """Members in an order drawn from their names, which you can enter at any point.

    From one point you always meet the same neighbours, except for members that join or leave right
    there: a new member changes few results (Karger and others, 1997, consistent hashing).
    """

    def __init__(self, members: Iterable[tuple[str, T]]) -> None:
        placed = sorted(
            ((draw("ring", name), name, member) for name, member in members),
            key=lambda entry: entry[:2],
        )
        self._points = [point for point, _, _ in placed]
        self._members = [member for _, _, member in placed]

    def from_point(self, name: str, most: int) -> list[T]:
        """Return up to `most` members from the point drawn for the name, at most once round."""
        if len(self._members) <= most:
            return self._members
        start = bisect_left(self._points, entry(name))
        found = self._members[start : start + most]
        return found + self._members[: most - len(found)]
