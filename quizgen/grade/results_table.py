"""The results of a class as a table: one row per student, one column per item.

The workbook has the questions on a second sheet.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from quizgen.grade.responses import right_texts
from quizgen.grade.results import ClassResults, Result
from quizgen.markup.plain import plain
from quizgen.quiz.manifest import Manifest
from quizgen.quiz.score import shown
from quizgen.tables.cells import to_csv
from quizgen.tables.undated import undated

CSV, XLSX = "results.csv", "results.xlsx"
_HEADS = (
    "number",
    "name",
    "group",
    "version",
    "state",
    "total",
    "possible",
    "percent",
    "grade",
)
_NUMBERS_FROM = _HEADS.index("total")
_GRADE = _HEADS.index("grade")
_SHEET_NAME, _QUESTIONS = "Results", "Questions"
_QUESTION_HEADS = ("item", "question", "right")


def results_csv(results: ClassResults) -> bytes:
    """Return ``results.csv``."""
    return to_csv(heads(results.manifest), rows(results))


def heads(manifest: Manifest) -> tuple[str, ...]:
    """Return the heads of the columns: those of the student, then the ids of all items."""
    return (*_HEADS, *(item.id for item in manifest.items))


def rows(results: ClassResults) -> Iterator[tuple[str, ...]]:
    """Yield the row of each student; points have two decimals."""
    letters = {each.version: each.letter for each in results.manifest.versions}
    for each in results.results:
        # What students share has a letter; the number of a student is in a column of its own.
        version = letters.get(each.version) or each.version
        yield (*_of_student(each, version), *_of_items(each, results.manifest))


def _of_student(result: Result, version: str) -> tuple[str, ...]:
    student = result.student
    return (
        student.number,
        student.name,
        student.group,
        version,
        str(result.state),
        _shown(result.total),
        _shown(result.possible),
        _shown(result.percent),
        result.grade,
    )


def _of_items(result: Result, manifest: Manifest) -> Iterator[str]:
    earned = {each.item: each.score.earned - each.score.penalty for each in result.responses}
    yield from (_shown(earned.get(index)) for index in range(len(manifest.items)))


def _shown(points: Fraction | None) -> str:
    return "" if points is None else str(shown(points))


def results_xlsx(results: ClassResults) -> bytes:
    """Return ``results.xlsx``, the same bytes for the same results.

    Raises ModuleNotFoundError if `openpyxl` is not installed.
    """
    import openpyxl  # noqa: PLC0415 - an extra, imported when used
    from openpyxl.styles import Font  # noqa: PLC0415

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = _SHEET_NAME
    for number, cells in enumerate((heads(results.manifest), *rows(results)), 1):
        for column, text in enumerate(cells, 1):
            _fill(sheet.cell(number, column), text, is_number=number > 1 and _is_points(column))
    sheet.freeze_panes = "C2"
    sheet.column_dimensions["B"].width = 24
    questions: Any = book.create_sheet(_QUESTIONS)
    for number, cells in enumerate((_QUESTION_HEADS, *_questions(results.manifest)), 1):
        for column, text in enumerate(cells, 1):
            _fill(questions.cell(number, column), text, is_number=False)
    questions.freeze_panes = "A2"
    for letter in "ABC":
        questions.column_dimensions[letter].width = 40
    for cell in (*sheet[1], *questions[1]):
        cell.font = Font(bold=True)
    written = io.BytesIO()
    book.save(written)
    return undated(written.getvalue())


def _questions(manifest: Manifest) -> Iterator[tuple[str, ...]]:
    """Yield for each column of an item its question and what is right."""
    for item in manifest.items:
        right = item.answer or "; ".join(right_texts(item))
        yield item.id, plain(item.shown_stem), plain(right)


def _is_points(column: int) -> bool:
    """Return whether a column, counted from 1, holds points."""
    return column > _NUMBERS_FROM and column != _GRADE + 1


def _fill(cell: Any, text: str, *, is_number: bool) -> None:  # noqa: ANN401 - openpyxl's own
    """Fill a cell of a workbook; a text is never a formula, whatever it begins with."""
    if is_number:
        cell.value = float(text) if text else None
        cell.number_format = "0.##"
        return
    # A workbook cannot hold control characters.
    cell.value = "".join(char for char in text if char.isprintable())
    cell.data_type = "s"
