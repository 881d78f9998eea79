"""The rows of a table, within the limits of a roster."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

MOST_STUDENTS = 2000
MOST_CHARACTERS = 200
MOST_COLUMNS = 1000
MOST_LINES = 10_000
MOST_TEXT = 8 * 1024 * 1024
# A letter of a name may be written as up to four characters.
_MOST_WRITTEN = 5 * MOST_CHARACTERS


class TooMuchError(Exception):
    """A table exceeds a roster's limits: which, and at which line, counted from 1, or 0."""

    def __init__(self, message: str, line: int = 0) -> None:
        self.message, self.line = message, line
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty: its line, counted from 1, and its cells without outer space."""

    line: int
    cells: tuple[str, ...]


def rows_within(lines: Iterable[tuple[int, Iterable[str]]]) -> list[Row]:
    """Return the rows that are not empty, up to one more than a roster may have.

    A cell that is too long for a roster is cut, but not so short that it would pass. Raises
    TooMuchError at the first line that exceeds a limit.
    """
    rows: list[Row] = []
    size = 0
    for line, cells in lines:
        cleaned = _cleaned(line, cells)
        if not cleaned:
            continue
        if line > MOST_LINES:
            raise TooMuchError(f"the table continues beyond line {MOST_LINES}", line)
        size += sum(map(len, cleaned))
        if size > MOST_TEXT:
            raise TooMuchError("the table contains too much text", line)
        rows.append(Row(line, cleaned))
        # A line of headings, and one student too many.
        if len(rows) == MOST_STUDENTS + 2:
            break
    return rows


def _cleaned(line: int, cells: Iterable[str]) -> tuple[str, ...]:
    """Return the cells up to the last one that is not empty."""
    cleaned: list[str] = []
    filled = 0
    for number, cell in enumerate(cells, 1):
        text = " ".join(cell.split())[:_MOST_WRITTEN]
        if text and number > MOST_COLUMNS:
            raise TooMuchError(f"a line has more than {MOST_COLUMNS} columns", line)
        if number <= MOST_COLUMNS:
            cleaned.append(unicodedata.normalize("NFC", text))
        filled = number if text else filled
    return tuple(cleaned[:filled])
