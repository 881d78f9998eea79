"""A process that reads the first sheet of a workbook, which may come from a stranger."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterator, Sequence

from quizgen.quiz.tablerows import MOST_COLUMNS, MOST_LINES, Row, TooMuchError, rows_within
from quizgen.sandbox.limits import answer

_MOST_UNPACKED = 64 * 1024 * 1024
_MOST_ENTRIES = 1000
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def rows_of(data: bytes) -> list[Row]:
    """Return the rows of the first sheet that are not empty.

    Raises TooMuchError beyond a roster's limits, and nearly any exception for a damaged workbook.
    """
    _check_size(data)
    return rows_within(_sheet(data))


def _check_size(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    # An entry is never read beyond the size that is recorded there.
    unpacked = sum(each.file_size for each in entries)
    if len(entries) > _MOST_ENTRIES or unpacked > _MOST_UNPACKED:
        raise TooMuchError("the workbook is too large once it is unpacked")
    if any(each.compress_type not in _PLAIN for each in entries):
        raise ValueError("no spreadsheet program compresses like this")


def _sheet(data: bytes) -> Iterator[tuple[int, Iterator[str]]]:
    import openpyxl  # noqa: PLC0415 - an extra, imported when used

    book = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False
    )
    # One row and one column beyond the limits, so that an excess shows.
    rows = book.worksheets[0].iter_rows(
        max_row=MOST_LINES + 1, max_col=MOST_COLUMNS + 1, values_only=True
    )
    for line, row in enumerate(rows, 1):
        if any(cell is not None for cell in row):
            yield line, map(_as_text, row)


def _as_text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _answered(_arguments: Sequence[str], order: bytes) -> bytes:
    told: dict[str, object]
    try:
        told = {"rows": [[row.line, row.cells] for row in rows_of(order)]}
    except TooMuchError as error:
        told = {"too much": [error.message, error.line]}
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a damaged workbook makes openpyxl raise nearly anything
        told = {"damaged": True}
    return json.dumps(told).encode()


if __name__ == "__main__":
    # openpyxl imports numpy if it is installed, and numpy reserves address space for every
    # processor.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    answer(_answered)
