"""English nouns that every adult knows, by how often people say and write them.

They were chosen from WordNet by the frequency dictionary of SymSpell, which is made of Google Books
Ngrams (CC BY 3.0), and by SUBTLEX-US, counts of words in subtitles.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

# One noun in each line, sorted.
FILE = Path(__file__).with_suffix(".txt")


def is_familiar(noun: str) -> bool:
    """Return whether every adult knows an English noun, in the singular or the plural."""
    word = noun.casefold()
    return not _nouns().isdisjoint((word, word.removesuffix("s"), word.removesuffix("es")))


@cache
def _nouns() -> frozenset[str]:
    return frozenset(FILE.read_text(encoding="utf-8").split())
