"""A process that reads a sheet of a workbook, which may come from a stranger."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from quizgen.sandbox.limited import answer
from quizgen.tables.rows import Limits, Row, TooMuchError, rows_within

_MOST_UNPACKED = 64 * 1024 * 1024
_MOST_ENTRIES = 1000
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class NoSheetError(Exception):
    """The workbook has no sheet of this name; `names` are those that it has."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        super().__init__("no such sheet")


def rows_of(data: bytes, limits: Limits, sheet: str = "") -> list[Row]:
    """Return the rows of a sheet that are not empty, by default of the first sheet.

    Raises TooMuchError beyond the limits, NoSheetError, and nearly any exception for a damaged
    workbook.
    """
    _check_size(data)
    return rows_within(_lines(data, limits, sheet), limits)


def _check_size(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    # An entry is never read beyond the size that is recorded there.
    unpacked = sum(each.file_size for each in entries)
    if len(entries) > _MOST_ENTRIES or unpacked > _MOST_UNPACKED:
        raise TooMuchError("the workbook is too large once it is unpacked")
    if any(each.compress_type not in _PLAIN for each in entries):
        raise ValueError("no spreadsheet program compresses like this")


def _lines(data: bytes, limits: Limits, sheet: str) -> Iterator[tuple[int, Iterator[str]]]:
    import openpyxl  # noqa: PLC0415 - an extra, imported when used

    book = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False
    )
    if sheet and sheet not in book.sheetnames:
        raise NoSheetError(book.sheetnames)
    # One row and one column beyond the limits, so that an excess shows.
    rows = (book[sheet] if sheet else book.worksheets[0]).iter_rows(
        max_row=limits.lines + 1, max_col=limits.columns + 1, values_only=True
    )
    for line, row in enumerate(rows, 1):
        if any(cell is not None for cell in row):
            yield line, map(_as_text, row)


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        # Spreadsheets show 15 digits; further ones come from binary numbers.
        return str(int(value)) if value.is_integer() else format(value, ".15g")
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _answered(arguments: Sequence[str], order: bytes) -> bytes:
    told: dict[str, object]
    sheet, limits = arguments[0], Limits(*json.loads(arguments[1]))
    try:
        told = {"rows": [[row.line, row.cells] for row in rows_of(order, limits, sheet)]}
    except TooMuchError as error:
        told = {"too much": [error.message, error.line]}
    except NoSheetError as error:
        told = {"sheets": list(error.names)[:_MOST_ENTRIES]}
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a damaged workbook makes openpyxl raise nearly anything
        told = {"entries": _entries(order)}
    return json.dumps(told).encode()


def _entries(data: bytes) -> list[str] | None:
    """Return the names in the archive of a damaged workbook, None if it has no list of them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()[:_MOST_ENTRIES]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None


if __name__ == "__main__":
    # openpyxl imports numpy if it is installed, and numpy reserves address space for every
    # processor.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    answer(_answered)
