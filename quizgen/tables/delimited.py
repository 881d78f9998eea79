"""Reads CSV and other text whose cells a sign separates, with the place of each cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from quizgen.tables.rows import Limits, Row, TooMuchError, rows_within

# Empty lines and those within quotation marks count as well.
_MOST_LINES = 100_000
DELIMITERS = ",;\t"


class Delimited:
    """The records of a text; `line` is where the record that was last read begins.

    Without a `delimiter`, the first line shows which sign separates the cells.
    """

    def __init__(self, text: str, delimiter: str = "") -> None:
        self._lines: list[str] = []
        first = next((line for line in io.StringIO(text) if line.strip()), "").strip(" \r\n")
        # Excel may write a first line that says which sign separates the cells.
        self._told = re.fullmatch(r"sep=(.)", first.strip('"'))
        shown = self._told[1] if self._told else max(DELIMITERS, key=first.count)
        self.delimiter: str = delimiter or shown
        stream = self._kept(io.StringIO(text, newline=""))
        self._reader = csv.reader(stream, delimiter=self.delimiter, strict=True)
        self._ends: dict[int, int] = {}
        self.line = 1

    def rows(self, limits: Limits) -> list[Row]:
        """Return the rows within the limits; raises TooMuchError and csv.Error."""
        return rows_within(self, limits)

    def placed(self, row: Row) -> Row:
        """Return the row with the places of its cells."""
        raw = "".join(self._lines[row.line - 1 : self._ends[row.line]])
        return replace(row, starts=_starts(raw, row.line, self.delimiter, len(row.cells)))

    def _kept(self, stream: Iterable[str]) -> Iterator[str]:
        for line in stream:
            self._lines.append(line)
            yield line

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        is_first = bool(self._told)
        for cells in self._reader:
            self._ends[self.line] = self._reader.line_num
            if not (is_first and cells and cells[0].strip().startswith("sep=")):
                yield self.line, cells
            is_first = is_first and not any(map(str.strip, cells))
            self.line = self._reader.line_num + 1
            if self.line > _MOST_LINES:
                raise TooMuchError(f"the table has more than {_MOST_LINES} lines", self.line)


def _starts(raw: str, line: int, delimiter: str, count: int) -> tuple[tuple[int, int], ...]:
    """Return the line and the column of the first `count` cells of a record."""
    sign = re.escape(delimiter)
    cell = re.compile(rf'(?:"(?:[^"]|"")*")?[^{sign}]*')
    starts: list[tuple[int, int]] = []
    at = line_start = 0
    while len(starts) < count and at <= len(raw):
        starts.append((line, at - line_start + 1))
        found = cell.match(raw, at)
        end = found.end() if found else len(raw)
        breaks = raw.count("\n", at, end)
        if breaks:
            line += breaks
            line_start = raw.rindex("\n", at, end) + 1
        at = end + 1
    return tuple(starts)


def cell_length(raw: str, column: int, delimiter: str) -> int:
    """Return how many characters of a line, from `column` on, belong to the cell there."""
    found = re.compile(rf'"(?:[^"]|"")*"|[^{re.escape(delimiter)}\r\n]*').match(raw, column - 1)
    return len(found[0]) if found else 0
