"""Reads and writes what people decided about marks (``review.csv``), apart from the readings."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.diagnostics import (
    Diagnostic,
    Place,
    Problems,
    QuizgenError,
    TooManyProblemsError,
    did_you_mean,
)
from quizgen.grade.readings import PageReading
from quizgen.tables.cells import guarded, unguarded
from quizgen.tables.read import TableError, read_table
from quizgen.tables.rows import MOST_BYTES, Limits, Row
from quizgen.yaml.text import bytes_of

FILE = "review.csv"
COLUMNS = ("page", "row", "value", "scan")
# In the column `row`, these stand for something else than a row of bubbles.
VERSION, NUMBER, NAME, PAGE = "version", "number", "name", "page"
# The value of a row without marks, and that of a page to leave out.
BLANK, LEFT_OUT = "-", "leave out"
_LIMITS = Limits(rows=200_000, characters=200, lines=200_000)
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person decided about a row of a page, and where it is written.

    `page` is a page's id as `page_id` returns it. `row` is the label of a row, or one of
    ``version``, ``number``, ``name`` and ``page``.
    """

    page: str
    row: str
    value: str
    place: Place
    scan: str = ""


class Corrections:
    """All corrections of a quiz: the last one for a row of a page counts."""

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        self._by_page: dict[str, dict[str, Correction]] = {}
        for each in corrections:
            self._by_page.setdefault(each.page, {})[each.row] = each

    def of(self, page: PageReading) -> Mapping[str, Correction]:
        """Return the corrections of a page by what they are about."""
        return self._by_page.get(page_id(page), {})

    def value(self, page: PageReading, row: str) -> str:
        """Return what a person decided about a row of a page, "" if nothing."""
        found = self.of(page).get(row)
        return found.value if found else ""

    def leaves_out(self, page: PageReading) -> bool:
        """Return whether a person left the page out."""
        return self.value(page, PAGE) == LEFT_OUT

    def without_page(self, pages: Iterable[PageReading]) -> list[Correction]:
        """Return the corrections of pages that are not among `pages`."""
        known = {page_id(page) for page in pages}
        lost = (rows for page, rows in self._by_page.items() if page not in known)
        return [each for rows in lost for each in rows.values()]

    def all(self) -> list[Correction]:
        """Return every correction that counts."""
        return [each for rows in self._by_page.values() for each in rows.values()]


def page_id(page: PageReading) -> str:
    """Return the id of a page: it stays the same when its file is renamed or read again."""
    return f"{page.sha256[:_DIGITS]}-{page.page}"


def to_csv(corrections: Iterable[Correction]) -> bytes:
    """Return corrections as the bytes of ``review.csv``."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for each in corrections:
        writer.writerow(map(guarded, (each.page, each.row, each.value, each.scan)))
    return text.getvalue().encode()


def read_corrections(path: Path, pages: Sequence[PageReading]) -> Corrections:
    """Return the corrections in a file, which may come from a spreadsheet.

    Raises QuizgenError (Q722) with each line that makes no sense, and if the file cannot be read.
    """
    data = bytes_of(path, MOST_BYTES + 1, "list of corrections", (".csv",))
    problems = Problems()
    try:
        rows = read_table(data, _LIMITS).rows
    except TableError as error:
        place = Place(str(path), error.line, 1)
        raise QuizgenError([Diagnostic("Q722", error.message, place, error.fix)]) from None
    try:
        found = list(_Reader(path, problems, pages).corrections(rows))
    except TooManyProblemsError:
        found = []
    if problems.found:
        raise QuizgenError(problems.found)
    return Corrections(found)


class _Reader:
    """Reads the rows of one file, and reports those that make no sense."""

    def __init__(self, path: Path, problems: Problems, pages: Iterable[PageReading]) -> None:
        self._path, self._problems = path, problems
        self._rows = {page_id(page): {row.label for row in page.rows} for page in pages}

    def corrections(self, rows: Sequence[Row]) -> Iterable[Correction]:
        heads = [cell.casefold() for cell in rows[0].cells] if rows else []
        missing = [name for name in COLUMNS[:3] if name not in heads]
        if missing:
            message = f"the first line has no column `{missing[0]}`"
            fix = f"begin with a line of column names: {','.join(COLUMNS)}"
            self._report(rows[0].line if rows else 1, message, fix)
            return
        for row in rows[1:]:
            cells = dict(zip(heads, map(unguarded, row.cells), strict=False))
            yield from self._correction(row.line, cells)

    def _correction(self, line: int, cells: Mapping[str, str]) -> Iterable[Correction]:
        page, row, value = (cells.get(name, "") for name in COLUMNS[:3])
        if not value:
            # Nothing is decided yet.
            return
        if not page or not row:
            self._report(line, "the line does not name a page and a row", "copy both, or delete it")
            return
        labels = self._rows.get(page)
        heads = {VERSION, NUMBER, NAME, PAGE}
        if labels is not None and row not in labels | heads:
            message = f"the page {page} has no row `{row[:40]}`"
            self._report(line, message, did_you_mean(row, labels | heads))
            return
        if row == PAGE and value != LEFT_OUT:
            message = f"a page cannot be `{value[:40]}`"
            self._report(line, message, f"write `{LEFT_OUT}`, or delete the line")
            return
        yield Correction(page, row, value, self._place(line), cells.get(COLUMNS[3], ""))

    def _place(self, line: int) -> Place:
        return Place(str(self._path), line, 1)

    def _report(self, line: int, message: str, fix: str) -> None:
        self._problems.error("Q722", message, self._place(line), fix)
