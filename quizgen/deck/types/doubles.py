"""Sizes that computers have, each twice the one before: 8, 16 and 32 bits, 1,024 bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from quizgen.deck.quantities import Quantity
from quizgen.late import late_pattern

# Units in which sizes are powers of two from this one on.
_BINARY = frozenset(["bit", "bits", "byte", "bytes", "Bit", "Byte", "B", "KB", "MB", "GB"])
_BYTE = 8
# Words of a question about such sizes. Numbers without a unit are powers of two from the first
# size on where it has one of them, and from the second one on elsewhere.
_OF_BINARY = late_pattern(r"\b(?:kibi|mebi|gibi|kilo|mega|giga)?(?:bits?|bytes?)\b", re.IGNORECASE)
_LEAST_OF_BITS, _LEAST_OF_COUNTS = 4, 64
# How often a key is doubled or halved.
_TIMES = (1, 2, 3)
MOST_TIMES = 2 ** _TIMES[-1]


def power_of_two(size: Quantity) -> int:
    """Return a number that is a power of two, 0 for any other number."""
    is_whole = size.number > 0 and not (size.decimals or size.power or size.upper)
    number = int(size.number) if is_whole else 0
    return number if number & (number - 1) == 0 else 0


def is_in_bits(size: Quantity) -> bool:
    """Return whether a number of bits or bytes is 8, 16, 32 or so on."""
    return size.unit in _BINARY and power_of_two(size) >= _BYTE


def is_doubled(size: Quantity, stem: str) -> bool:
    """Return whether a number is such a size by its unit, by its question or by itself.

    Numbers with another unit are measures, of which 64 is as good as any.
    """
    if size.unit or size.money:
        return is_in_bits(size)
    least = _LEAST_OF_BITS if _OF_BINARY.search(stem) else _LEAST_OF_COUNTS
    return power_of_two(size) >= least


def doubles(key: Quantity, direction: int) -> Iterator[Decimal]:
    """Yield numbers ever farther from a key, each half or double the one before."""
    return (key.number * Decimal(2) ** (direction * times) for times in _TIMES)
