"""Reads rosters: the students of a class, from a spreadsheet's CSV or from .xlsx."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quizgen.diagnostics import (
    Diagnostic,
    Place,
    Problems,
    QuizgenError,
    TooManyProblemsError,
    has_errors,
)
from quizgen.language.labels import column_names
from quizgen.quiz.manifest import Student
from quizgen.quiz.roster_columns import (
    MOST_TITLES,
    Header,
    header_of,
    is_header,
    students_below,
    turned_names,
)
from quizgen.tables.read import TableError, is_workbook, read_table
from quizgen.tables.rows import MOST_BYTES, SUFFIXES, Limits, Row
from quizgen.yaml.text import bytes_of

MOST_STUDENTS = 2000
MOST_CHARACTERS = 200
# Titles, a line of headings, and one student too many. A letter may be written as up to four
# characters.
_LIMITS = Limits(rows=MOST_STUDENTS + MOST_TITLES + 2, characters=5 * MOST_CHARACTERS)
_EXAMPLE = "write a line of column names above the students: name,number,class"
# A warning names at most this many columns, each with at most this many characters.
_MOST_NAMED, _MOST_OF_A_TITLE = 8, 30
_NUMBERED = "the students are numbered 1, 2, 3 in the order of their lines"
_OWN_NUMBER = "give each student a different number"


@dataclass(frozen=True, slots=True)
class Roster:
    """The students in the file's order, the place of each as ``students/NUMBER``, and warnings."""

    students: tuple[Student, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def read_roster(path: Path) -> Roster:
    """Return the students of a roster.

    A row names the columns, in any of the languages that quizgen prints: a name, or a first and a
    last name; a number, else the students are counted; a class. Titles may stand above it. Names
    may be written `Last, First`. Rows of grade books that are no students are skipped. Text may be
    UTF-8, UTF-16 or Windows-1252, with commas, semicolons or tabs. The roster warns if students are
    counted although there are columns that may hold numbers (Q534), and about text that looks like
    another encoding (Q535).

    Raises QuizgenError with every problem at its line (Q530), with exit code 3 if `openpyxl` is
    missing for .xlsx, and if the file cannot be read (Q001, Q002, Q003).
    """
    data = bytes_of(path, MOST_BYTES + 1, "roster", SUFFIXES)
    if len(data) > MOST_BYTES:
        raise _refused(
            path,
            f"the roster is larger than {MOST_BYTES // 1024 // 1024} MiB",
            "give the students alone",
        )
    problems = Problems()
    rows = _rows(path, data, problems)
    try:
        students = _Reading(path, problems).students(rows)
    except TooManyProblemsError:
        students = {}
    if has_errors(problems.found):
        raise QuizgenError(problems.found)
    places = {f"students/{student.number}": place for student, place in students.items()}
    return Roster(tuple(students), places, tuple(problems.found))


class _Reading:
    """One roster being read, and what is wrong with it."""

    def __init__(self, path: Path, problems: Problems) -> None:
        self._path, self._problems = path, problems
        self._header = Header()
        self._seen: dict[str, int] = {}

    def students(self, rows: Sequence[Row]) -> dict[Student, Place]:
        if not rows:
            self._report(1, "the roster is empty", _EXAMPLE)
            return {}
        header = header_of(rows)
        line = rows[header.index].line
        if not header.has_names:
            self._report(line, "no column holds the students' names", _EXAMPLE)
            return {}
        self._header, below = students_below(rows, header)
        if "number" in header.columns and "number" not in self._header.columns:
            self._warn_of_empty(rows[header.index], header.columns["number"])
        else:
            self._warn_of_unused(rows[header.index], below)
        if not below:
            self._report(line, "the roster has no students", "write one per line, below the first")
        if len(below) > MOST_STUDENTS:
            message = f"the roster has more than {MOST_STUDENTS} students"
            self._report(below[MOST_STUDENTS].line, message, "make one roster per class")
            return {}
        return self._placed(below)

    def _placed(self, below: Sequence[Row]) -> dict[Student, Place]:
        """Return the students of the rows, each with its place."""
        names = turned_names([self._name(row) for row in below])
        read = [
            (self._student(row, count, name), row.line)
            for count, (row, name) in enumerate(zip(below, names, strict=True), 1)
        ]
        return {student: Place(str(self._path), line, 1) for student, line in read if student}

    def _warn_of_empty(self, header: Row, column: int) -> None:
        place = Place(str(self._path), header.line, 1)
        message = f"the column `{_short(header.cells[column])}` is empty; {_NUMBERED}"
        self._problems.warn("Q534", message, place, "if the students have numbers, fill it in")

    def _warn_of_unused(self, header: Row, below: Sequence[Row]) -> None:
        """Warn if students are counted, but an unknown column may hold their numbers."""
        columns = self._header.columns
        titles = _unused_titles(header, below, set(columns.values()))
        if "number" in columns or not titles:
            return
        more = [f"and {len(titles) - _MOST_NAMED} more"] * (len(titles) > _MOST_NAMED)
        unused = ", ".join([*(f"`{_short(title)}`" for title in titles[:_MOST_NAMED]), *more])
        were = "this column was" if len(titles) == 1 else "these columns were"
        known = ", ".join(sorted(column_names("en")["number"]))
        fix = (
            f"name the column of their numbers with one of {known},"
            " or with the German, French, Spanish or Russian word"
        )
        place = Place(str(self._path), header.line, 1)
        self._problems.warn("Q534", f"{were} not used: {unused}; {_NUMBERED}", place, fix)

    def _student(self, row: Row, count: int, name: str) -> Student | None:
        is_counted = "number" not in self._header.columns
        number = str(count) if is_counted else self._header.cell(row, "number")
        student = Student(number, name, self._header.cell(row, "group"))
        self._check_parts(student, row.line)
        self._check_number(number, row.line)
        return student if name and number else None

    def _name(self, row: Row) -> str:
        first, last = self._header.cell(row, "first"), self._header.cell(row, "last")
        whole = last if first in last.split() else f"{first} {last}".strip()
        return self._header.cell(row, "name") or whole

    def _check_parts(self, student: Student, line: int) -> None:
        """Report the parts of a student that are missing or too long."""
        if not student.name:
            self._report(line, "a student has no name", "write it, or delete the line")
        if not student.number:
            whose = _short(student.name) or "this student"
            self._report(line, f"{whose} has no number", _OWN_NUMBER)
        for words in (student.name, student.number, student.group):
            if len(words) > MOST_CHARACTERS:
                message = f"an entry has more than {MOST_CHARACTERS} characters"
                self._report(line, message, "shorten it")

    def _check_number(self, number: str, line: int) -> None:
        """Report a number that an earlier line has."""
        if number in self._seen:
            message = f"line {self._seen[number]} already has the number {_short(number)}"
            self._report(line, message, _OWN_NUMBER)
        elif number:
            self._seen[number] = line

    def _report(self, line: int, message: str, fix: str) -> None:
        self._problems.error("Q530", message, Place(str(self._path), line, 1), fix)


def _unused_titles(header: Row, below: Sequence[Row], used: set[int]) -> list[str]:
    """Return the titles of columns with entries that no part of a student uses."""
    filled = {n for row in below[:MOST_STUDENTS] for n, cell in enumerate(row.cells) if cell}
    titles = dict(enumerate(header.cells))
    return [titles.get(n) or f"column {n + 1}" for n in sorted(filled - used)]


def _short(title: str) -> str:
    return title if len(title) <= _MOST_OF_A_TITLE else f"{title[:_MOST_OF_A_TITLE]}…"


def _rows(path: Path, data: bytes, problems: Problems) -> Sequence[Row]:
    if path.suffix.lower() == ".xlsx" and data and not is_workbook(data):
        message = "the file is named .xlsx, but it is not a workbook, or it is damaged"
        raise _refused(path, message, "save the table again in your spreadsheet program")
    try:
        table = read_table(data, _LIMITS, is_header=is_header)
    except TableError as error:
        raise _refused(path, error.message, error.fix, error.line, error.exit_code) from None
    line, text = table.doubtful
    if line:
        message = f"the letters of “{_short(text)}” look wrong: the encoding may be another"
        place = Place(str(path), line, 1)
        problems.warn("Q535", message, place, "save the table again as CSV in UTF-8")
    return table.rows


def _refused(path: Path, message: str, fix: str, line: int = 0, exit_code: int = 1) -> QuizgenError:
    return QuizgenError(
        [Diagnostic("Q530", message, Place(str(path), line, 1 if line else 0), fix)], exit_code
    )
