"""What English texts are about: the vectors of their words, by GloVe, in a table that is small."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import chain
from math import sqrt
from mmap import ACCESS_READ, mmap
from operator import mul
from pathlib import Path
from typing import NamedTuple

from quizgen.language.lexicon import fold

VECTORS = Path(__file__).parent / "glove" / "vectors.bin"
# Each number of a vector is one of four levels, and takes two bits.
LEVELS = (-3, -1, 1, 3)
DIMENSIONS = 48
# An entry of the file: the digest of a word, how much the word tells, and its vector.
DIGEST = 5
_ENTRY = DIGEST + 1 + DIMENSIONS // 4
_WORD = re.compile(r"[^\W\d_]{2,}")
_LEVELS_OF = tuple(
    tuple(LEVELS[byte >> shift & 3] for shift in (0, 2, 4, 6)) for byte in range(256)
)


class Vector(NamedTuple):
    """What a text is about: the `numbers` of its direction, and the sum of their `squares`."""

    numbers: tuple[int, ...]
    squares: int


NOTHING = Vector((0,) * DIMENSIONS, 0)


def digest(word: str) -> bytes:
    """Return the digest under which the file has a word in small letters without accents."""
    return blake2b(word.encode(), digest_size=DIGEST).digest()


def about(texts: Iterable[str]) -> Vector:
    """Return the sum of the vectors of all words in texts, each by how much it tells.

    Unknown words count nothing, so that the vector of none is `NOTHING`.
    """
    words = chain.from_iterable(_WORD.findall(fold(text)) for text in texts)
    known = [vector for word in words if (vector := _vector(word))]
    if not known:
        return NOTHING
    numbers = tuple(map(sum, zip(*known, strict=True)))
    return Vector(numbers, sum(map(mul, numbers, numbers)))


def closeness(one: Vector, other: Vector) -> float:
    """Return the cosine between two vectors, from -1 to 1; 0 if one of them is `NOTHING`."""
    lengths = one.squares * other.squares
    return sum(map(mul, one.numbers, other.numbers)) / sqrt(lengths) if lengths else 0.0


@lru_cache(1 << 14)
def _vector(word: str) -> tuple[int, ...] | None:
    """Return the vector of a word times how much it tells, None for an unknown one."""
    entry = _entry(digest(word))
    if not entry:
        return None
    tells, packed = entry[DIGEST], entry[DIGEST + 1 :]
    levels = chain.from_iterable(_LEVELS_OF[byte] for byte in packed)
    return tuple(tells * level for level in levels)


def _entry(wanted: bytes) -> bytes:
    """Return the entry of a digest, b"" for none; the entries are sorted."""
    entries = _entries()
    low, high = 0, len(entries) // _ENTRY
    while low < high:
        middle = (low + high) // 2
        entry = entries[middle * _ENTRY : (middle + 1) * _ENTRY]
        found = entry[:DIGEST]
        if found == wanted:
            return entry
        low, high = (middle + 1, high) if found < wanted else (low, middle)
    return b""


@cache
def _entries() -> mmap:
    with VECTORS.open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)
