"""Reads rosters: the students of a class, from a spreadsheet's CSV or from .xlsx."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
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
from quizgen.tables.read import MOST_BYTES, SUFFIXES, TableError, read_table
from quizgen.tables.rows import Limits, Row
from quizgen.yaml.text import bytes_of

MOST_STUDENTS = 2000
MOST_CHARACTERS = 200
# A line of headings, and one student too many. A letter may be written as up to four characters.
_LIMITS = Limits(rows=MOST_STUDENTS + 2, characters=5 * MOST_CHARACTERS)
_EXAMPLE = "begin with a line of column names: name,number,class"
# A warning names at most this many columns, each with at most this many characters.
_MOST_NAMED, _MOST_OF_A_TITLE = 8, 30
_OWN_NUMBER = "give each student a different number"


@dataclass(frozen=True, slots=True)
class Roster:
    """The students in the file's order, the place of each as ``students/NUMBER``, and warnings."""

    students: tuple[Student, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def read_roster(path: Path) -> Roster:
    """Return the students of a roster.

    The first row names the columns, in any of the languages that quizgen prints: a name, or a first
    and a last name; a number, else the students are counted; a class. Text may be UTF-8, UTF-16 or
    Windows-1252, with commas, semicolons or tabs. The roster warns if students are counted although
    some columns were not understood (Q534), and about text that looks like another encoding (Q535).
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
        self._columns: dict[str, int] = {}
        self._seen: dict[str, int] = {}

    def students(self, rows: Sequence[Row]) -> dict[Student, Place]:
        if not rows:
            self._report(1, "the roster is empty", _EXAMPLE)
            return {}
        self._columns = _columns_of(rows[0].cells)
        if not self._columns.keys() & {"name", "last"}:
            self._report(rows[0].line, "no column holds the students' names", _EXAMPLE)
            return {}
        self._warn_of_unused(rows)
        if len(rows) == 1:
            self._report(
                rows[0].line, "the roster has no students", "write one per line, below the first"
            )
        if len(rows) - 1 > MOST_STUDENTS:
            message = f"the roster has more than {MOST_STUDENTS} students"
            self._report(rows[MOST_STUDENTS + 1].line, message, "make one roster per class")
            return {}
        read = [(self._student(row, count), row.line) for count, row in enumerate(rows[1:], 1)]
        return {student: Place(str(self._path), line, 1) for student, line in read if student}

    def _warn_of_unused(self, rows: Sequence[Row]) -> None:
        """Warn if students are counted, but an unknown column may hold their numbers."""
        titles = _unused_titles(rows, set(self._columns.values()))
        if "number" in self._columns or not titles:
            return
        more = [f"and {len(titles) - _MOST_NAMED} more"] * (len(titles) > _MOST_NAMED)
        unused = ", ".join([*(f"`{_short(title)}`" for title in titles[:_MOST_NAMED]), *more])
        were = "this column was" if len(titles) == 1 else "these columns were"
        numbered = "the students are numbered 1, 2, 3 in the order of their lines"
        known = ", ".join(sorted(column_names("en")["number"]))
        fix = (
            f"name the column of their numbers with one of {known},"
            " or with the German, French, Spanish or Russian word"
        )
        place = Place(str(self._path), rows[0].line, 1)
        self._problems.warn("Q534", f"{were} not used: {unused}; {numbered}", place, fix)

    def _student(self, row: Row, count: int) -> Student | None:
        name = self._name(row)
        number = self._cell(row, "number") if "number" in self._columns else str(count)
        student = Student(number, name, self._cell(row, "group"))
        self._check_parts(student, row.line)
        self._check_number(number, row.line)
        return student if name and number else None

    def _name(self, row: Row) -> str:
        first, last = self._cell(row, "first"), self._cell(row, "last")
        whole = last if first in last.split() else f"{first} {last}".strip()
        return self._cell(row, "name") or whole

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

    def _cell(self, row: Row, key: str) -> str:
        index = self._columns.get(key, len(row.cells))
        return row.cells[index] if index < len(row.cells) else ""

    def _report(self, line: int, message: str, fix: str) -> None:
        self._problems.error("Q530", message, Place(str(self._path), line, 1), fix)


def _unused_titles(rows: Sequence[Row], used: set[int]) -> list[str]:
    """Return the titles of columns with entries that no part of a student uses."""
    header, students = rows[0].cells, rows[1 : MOST_STUDENTS + 1]
    filled = {n for row in students for n, cell in enumerate(row.cells) if cell}
    titles = dict(enumerate(header))
    return [titles.get(n) or f"column {n + 1}" for n in sorted(filled - used)]


def _columns_of(header: Sequence[str]) -> dict[str, int]:
    """Return the column of each part.

    One word may name a whole name or a part of one: `Name` beside `Vorname` is the last name, `Nom`
    without `Prénom` the whole name.
    """
    fits = {key: _columns_named(header, names) for key, names in column_names().items()}
    columns = {key: fits[key][0] for key in ("number", "group") if fits[key]}
    firsts, lasts, wholes = fits["first"], fits["last"], fits["name"]
    if firsts:
        others = [n for n in (*lasts, *wholes) if n != firsts[0]]
        if others:
            return columns | {"first": firsts[0], "last": others[0]}
    names = (*wholes, *lasts, *firsts)
    return columns | {"name": names[0]} if names else columns


def _columns_named(header: Sequence[str], names: Iterable[str]) -> list[int]:
    plain = set(map(_plain, names))
    return [n for n, cell in enumerate(header) if _plain(cell) in plain]


def _short(title: str) -> str:
    return title if len(title) <= _MOST_OF_A_TITLE else f"{title[:_MOST_OF_A_TITLE]}…"


def _plain(text: str) -> str:
    """Return a column's name without case, accents and signs, unless it has only signs."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", "", letters) or text.strip()


def _rows(path: Path, data: bytes, problems: Problems) -> Sequence[Row]:
    try:
        table = read_table(data, _LIMITS)
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
