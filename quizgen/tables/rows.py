"""The rows of a table, within limits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from msgspec import Struct

MOST_BYTES = 8 * 1024 * 1024
SUFFIXES = (".csv", ".xlsx", ".txt", ".tsv")
MOST_LINES = 10_000
MOST_TEXT = 8 * 1024 * 1024


class TooMuchError(Exception):
    """A table exceeds its limits: which, and at which line, counted from 1, or 0."""

    def __init__(self, message: str, line: int = 0) -> None:
        self.message, self.line = message, line
        super().__init__(message)


class Limits(Struct, frozen=True):
    """How much of a table is read.

    - At most `rows` rows that are not empty are returned; the caller reports if that is too many.
    - Content beyond line `lines` or column `columns` is refused.
    - A cell is cut after `characters`, and its line breaks become spaces if `one_line`.
    """

    rows: int
    characters: int
    lines: int = MOST_LINES
    columns: int = 1000
    one_line: bool = True


class Row(Struct, frozen=True):
    """A row that is not empty: its line, counted from 1, and its cells without outer space.

    In a text file, `starts` has the line and the column at which each cell begins, from 1.
    """

    line: int
    cells: tuple[str, ...]
    starts: tuple[tuple[int, int], ...] = ()


def rows_within(lines: Iterable[tuple[int, Iterable[str]]], limits: Limits) -> list[Row]:
    """Return the rows that are not empty, and no more than the limits allow.

    Raises TooMuchError at the first line that exceeds a limit.
    """
    rows: list[Row] = []
    size = 0
    for line, cells in lines:
        cleaned = _cleaned(line, cells, limits)
        if not cleaned:
            continue
        if line > limits.lines:
            raise TooMuchError(f"the table continues beyond line {limits.lines}", line)
        size += sum(map(len, cleaned))
        if size > MOST_TEXT:
            raise TooMuchError("the table contains too much text", line)
        rows.append(Row(line, cleaned))
        if len(rows) == limits.rows:
            break
    return rows


def _cleaned(line: int, cells: Iterable[str], limits: Limits) -> tuple[str, ...]:
    """Return the cells up to the last one that is not empty."""
    cleaned: list[str] = []
    filled = 0
    for number, cell in enumerate(cells, 1):
        text = " ".join(cell.split()) if limits.one_line else cell.strip()
        text = text[: limits.characters]
        if text and number > limits.columns:
            raise TooMuchError(f"a line has more than {limits.columns} columns", line)
        if number <= limits.columns:
            cleaned.append(unicodedata.normalize("NFC", text))
        filled = number if text else filled
    return tuple(cleaned[:filled])
