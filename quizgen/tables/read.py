"""Reads the rows of a table, whichever program saved it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice

from msgspec import structs

from quizgen.diagnostics import did_you_mean
from quizgen.sandbox.limits import StoppedError, run_limited
from quizgen.tables.delimited import DELIMITERS, Delimited
from quizgen.tables.rows import Limits, Row, TooMuchError
from quizgen.tables.text import NoTextError, decoded

_ENDLESS = (
    f"a cell has more than {csv.field_size_limit()} characters,"
    " perhaps after a quotation mark that is not closed"
)
# A header is looked for in so many characters and lines.
_HEAD, _LINES_OF_HEAD = 20_000, 40
IsHeader = Callable[[Sequence[str]], bool]
# The limits for reading a workbook.
_SECONDS = 20
_MEGABYTES = 256
_STOPPED = {
    "time": f"reading the workbook takes more than {_SECONDS} seconds",
    "memory": f"reading the workbook takes more than {_MEGABYTES} MB of memory",
    "crash": "the workbook is damaged",
}
_ZIP = b"PK\x03\x04"
_FEWER = "save only the rows that you need as CSV"
_AS_CSV = "open it in your spreadsheet program, and save it again as .xlsx or CSV"
# What a file may be that looks like a workbook, by an entry of its archive.
_OTHERS = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "mimetype": "an OpenDocument file",
    "Index/Document.iwa": "a Numbers or Pages document",
}


class TableError(Exception):
    """The table cannot be read: why, what to do, at which line (or 0), and the exit code."""

    def __init__(self, message: str, fix: str, line: int = 0, exit_code: int = 1) -> None:
        self.message, self.fix, self.line, self.exit_code = message, fix, line, exit_code
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table; `doubtful` are the line and the text that look like another encoding."""

    rows: Sequence[Row]
    doubtful: tuple[int, str] = (0, "")


def is_workbook(data: bytes) -> bool:
    """Return whether the bytes begin like a workbook (.xlsx)."""
    return data.startswith(_ZIP)


def read_table(
    data: bytes,
    limits: Limits,
    *,
    sheet: str = "",
    places: bool = False,
    is_header: IsHeader | None = None,
) -> Table:
    """Return the rows of a table, in a workbook those of the sheet, by default of the first.

    Text may be UTF-8, UTF-16 or Windows-1252, with commas, semicolons or tabs. With `places`, rows
    of a text say where their cells begin. If titles may stand above the header, `is_header` says
    which row it is, and shows which sign separates the cells.

    Raises TableError, with exit code 3 if `openpyxl` is missing for .xlsx.
    """
    if is_workbook(data):
        return Table(_workbook_rows(data, limits, sheet))
    try:
        read = decoded(data)
    except NoTextError as error:
        raise TableError(error.message, error.fix) from None
    delimiter = _shown_by_header(read.text, limits, is_header) if is_header else ""
    records = Delimited(read.text, delimiter)
    try:
        rows = records.rows(limits)
    except TooMuchError as error:
        raise TableError(error.message, _FEWER, error.line) from None
    except csv.Error as error:
        told = _ENDLESS if "field limit" in str(error) else f"this is not CSV: {error}"
        raise TableError(told, "save the table again as CSV", records.line) from None
    doubtful = read.text.split("\n")[read.doubtful - 1] if read.doubtful else ""
    placed = [records.placed(row) for row in rows] if places else rows
    return Table(placed, (read.doubtful, " ".join(doubtful.split())))


def _shown_by_header(text: str, limits: Limits, is_header: IsHeader) -> str:
    """Return the sign between the cells with which the first lines have a header, "" for none."""
    lines = islice(io.StringIO(text[:_HEAD]), _LINES_OF_HEAD)
    head = "".join(lines)
    delimiters: tuple[str, ...] = ("", *DELIMITERS)
    for delimiter in delimiters:
        try:
            rows = Delimited(head, delimiter).rows(limits)
        except (TooMuchError, csv.Error):
            continue
        if any(is_header(row.cells) for row in rows):
            return delimiter
    return ""


def _workbook_rows(data: bytes, limits: Limits, sheet: str) -> list[Row]:
    if find_spec("openpyxl") is None:
        fix = "pip install openpyxl, or save the table as CSV"
        raise TableError("reading .xlsx needs the package openpyxl", fix, exit_code=3)
    arguments = [sheet, json.dumps(structs.astuple(limits))]
    try:
        answered = run_limited(
            "quizgen.tables.workbook", arguments, data, seconds=_SECONDS, megabytes=_MEGABYTES
        )
    except StoppedError as error:
        raise TableError(_STOPPED[error.reason], _FEWER) from None
    told = json.loads(answered)
    if "too much" in told:
        message, line = told["too much"]
        raise TableError(message, _FEWER, line)
    if "sheets" in told:
        raise TableError(
            f"the workbook has no sheet `{sheet[:40]}`", did_you_mean(sheet, told["sheets"])
        )
    if "rows" not in told:
        raise _damaged(told.get("entries"))
    return [Row(line, tuple(cells)) for line, cells in told["rows"]]


def _damaged(entries: Sequence[str] | None) -> TableError:
    """Return what is wrong with a workbook, from the names in its archive, None without one."""
    if entries is None:
        message = "the workbook is damaged: its end is missing"
        return TableError(message, f"copy or download it again, or {_AS_CSV}")
    found = [what for entry, what in _OTHERS.items() if entry in entries]
    if found:
        return TableError(f"this is {found[0]}, not an Excel workbook", _AS_CSV)
    return TableError(_STOPPED["crash"], _AS_CSV)
