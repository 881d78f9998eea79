"""Words in sorted lines, looked up without reading every line."""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path


class SortedLines:
    """A file whose lines have a word, a tab and what is known of the word, sorted by the words."""

    def __init__(self, path: Path) -> None:
        self._lines = path.read_bytes()

    def about(self, word: str) -> str:
        """Return what is known of a word, "" for an unknown one."""
        lines, wanted, low = self._lines, word.encode(errors="surrogatepass"), 0
        high = len(lines)
        while low < high:
            start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = lines.index(b"\n", start)
            found, _, known = lines[start:end].partition(b"\t")
            if found == wanted:
                return known.decode()
            low, high = (end + 1, high) if found < wanted else (low, start)
        return ""


class SplitLines:
    """Such a file for many words: splitting it takes as long as a hundred words, and each less."""

    def __init__(self, path: Path) -> None:
        self._lines = path.read_bytes().splitlines()

    def about(self, word: str) -> str:
        """Return what is known of a word, "" for an unknown one."""
        wanted = word.encode(errors="surrogatepass") + b"\t"
        at = bisect_left(self._lines, wanted)
        line = self._lines[at] if at < len(self._lines) else b""
        return line.removeprefix(wanted).decode() if line.startswith(wanted) else ""
