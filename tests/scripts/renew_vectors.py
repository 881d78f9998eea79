"""Round GloVe's word vectors, for `quizgen/language/glove/vectors.bin`.

    python tests/scripts/renew_vectors.py GLOVE

GLOVE is a file of GloVe with a word and 100 numbers in each line, the most frequent word first,
such as `glove.6B.100d.txt`. A word counts the more, the rarer it is. The two directions that most
words share tell little of any, so they are left out (Mu and others, 2018, "All-but-the-Top").
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quizgen.language.lexicon import fold
from quizgen.language.vectors import DIMENSIONS, VECTORS, digest

# So many words are kept, and so many of them tell the directions.
_KEPT, _USUAL = 250_000, 50_000
_SHARED = 2
# How much a word tells, by its share of a text (Arora and others, 2017, "A simple but tough-to-beat
# baseline for sentence embeddings"). The share comes from its rank, as Zipf's law has it.
_HALF, _MOST = 1e-4, 15
_ZIPF = 12.0, 2.7

Matrix = NDArray[np.float64]


def _read(path: Path) -> tuple[list[tuple[int, str]], Matrix]:
    """Return the words with their ranks, and their vectors in rows."""
    words, rows, seen = [], [], set()
    with path.open(encoding="utf-8") as lines:
        for rank, line in enumerate(lines):
            word, *numbers = line.rstrip().split(" ")
            folded = fold(word)
            if len(folded) > 1 and folded.isalpha() and folded not in seen:
                seen.add(folded)
                words.append((rank, folded))
                rows.append(np.array(numbers, dtype=np.float64))
            if len(words) == _KEPT:
                break
    return words, np.array(rows)


def _rounded(vectors: Matrix) -> NDArray[np.uint8]:
    """Return for each number of the main directions which of four levels it has."""
    centred = vectors - vectors[:_USUAL].mean(axis=0)
    _, _, directions = np.linalg.svd(centred[:_USUAL], full_matrices=False)
    turned = centred @ directions[_SHARED : _SHARED + DIMENSIONS].T
    step = np.abs(turned).mean(axis=1, keepdims=True)
    return np.clip(np.floor(turned / step) + 2, 0, 3).astype(np.uint8)


def _packed(levels: NDArray[np.uint8]) -> bytes:
    quads = levels.reshape(-1, 4)
    return bytes(sum(int(level) << 2 * place for place, level in enumerate(quad)) for quad in quads)


def _tells(rank: int) -> int:
    share = 1 / (_ZIPF[0] * (rank + _ZIPF[1]))
    return round(_MOST * _HALF / (_HALF + share))


def main() -> None:
    """Write the file anew."""
    words, vectors = _read(Path(sys.argv[1]))
    levels = _rounded(vectors)
    entries = (
        digest(word) + bytes([_tells(rank)]) + _packed(row)
        for (rank, word), row in zip(words, levels, strict=True)
        if _tells(rank)
    )
    VECTORS.write_bytes(b"".join(sorted(entries)))


if __name__ == "__main__":
    main()
