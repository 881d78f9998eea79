"""Words in sorted lines, looked up without reading every line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

# So many bytes of lines are searched through as a block.
_BLOCK = 1 << 12


class SortedLines:
    """A file whose lines have a word, a tab and what is known of the word, sorted by the words."""

    def __init__(self, path: Path) -> None:
        self._lines = b"\n" + path.read_bytes()

    def about(self, word: str) -> str:
        """Return what is known of a word, "" for an unknown one."""
        wanted = word.encode(errors="surrogatepass")
        words, starts = self._blocks
        block = bisect_right(words, wanted) - 1
        if block < 0 or b"\t" in wanted or b"\n" in wanted:
            return ""
        line = b"\n%b\t" % wanted
        found = self._lines.find(line, starts[block], starts[block + 1])
        if found < 0:
            return ""
        start = found + len(line)
        return self._lines[start : self._lines.index(b"\n", start)].decode()

    @cached_property
    def _blocks(self) -> tuple[Sequence[bytes], Sequence[int]]:
        """Return the first word of each block, and where each begins and the last one ends."""
        lines, last = self._lines, len(self._lines) - 1
        words: list[bytes] = []
        starts = [0]
        while starts[-1] < last:
            words.append(lines[starts[-1] + 1 : lines.index(b"\t", starts[-1])])
            following = lines.find(b"\n", starts[-1] + _BLOCK)
            starts.append(following if following >= 0 else last)
        return words, starts
