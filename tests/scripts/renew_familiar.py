"""Choose the nouns that every adult knows, for `quizgen/language/familiar.txt`.

    python tests/scripts/renew_familiar.py WRITTEN SPOKEN

WRITTEN is the frequency dictionary of SymSpell, from Google Books: a word and a number in each
line, the most frequent first. SPOKEN is SUBTLEX-US as JSON, from subtitles: a list of objects with
`word` and `count`. A noun of WordNet counts if people write it and say it often enough.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from quizgen.language.familiar import FILE
from quizgen.language.lexicon import NO_NOUN, sorts_of

# The place among written words, and how often subtitles have the word, of 51 million.
_RANK, _COUNT = 19_000, 95
_SHORTEST = 3


def _written(path: Path) -> dict[str, int]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return {line.split()[0]: number for number, line in enumerate(lines, 1)}


def _spoken(path: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    for entry in json.loads(path.read_text(encoding="utf-8")):
        found[entry["word"].casefold()] += entry["count"]
    return found


def main() -> None:
    """Write the file anew."""
    ranks, counts = _written(Path(sys.argv[1])), _spoken(Path(sys.argv[2]))
    usual = {word for word, rank in ranks.items() if rank <= _RANK and word.isalpha()}
    long = {word for word in usual if len(word) >= _SHORTEST}
    known = {word for word in long if counts[word] + counts[f"{word}s"] >= _COUNT}
    nouns = {word for word in known if sorts_of(word) - {NO_NOUN}}
    singular = {word for word in nouns if word.removesuffix("s") not in nouns - {word}}
    FILE.write_text("\n".join(sorted(singular)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
