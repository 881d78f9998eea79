"""Reads answers that were given without paper: exports of forms, with a column for each item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quizgen.diagnostics import (
    Diagnostic,
    Place,
    Problems,
    QuizgenError,
    TooManyProblemsError,
    did_you_mean,
    has_errors,
)
from quizgen.grade.typed import NOTHING, name_of, points_of
from quizgen.grade.typed_papers import Answers, TypedPaper, typed_papers
from quizgen.language.labels import column_names, load_labels
from quizgen.markup.plain import plain
from quizgen.paper.answer_sheet_rows import rows_of
from quizgen.quiz.geometry import Row as SheetRow
from quizgen.quiz.manifest import Manifest, Student, Version
from quizgen.quiz.printed_items import PrintedItem, labelled_rows, printed
from quizgen.quiz.score import Decision, exact
from quizgen.tables.cells import unguarded
from quizgen.tables.read import TableError, read_table
from quizgen.tables.rows import MOST_BYTES, SUFFIXES, Limits, Row
from quizgen.yaml.text import bytes_of

_LIMITS = Limits(rows=20_000, characters=2_000, lines=20_000)
# "7", "7.", "Q7", "Question 7", "Response 7", "Frage 7: Which city …", "Q. 13.2".
_NUMBERED = re.compile(
    r"(?:[^\W\d_]+\.?\s*)?\[?(\d{1,4}(?:\.\d{1,3})?)\]?(?:\s*[.:)].*|\s*)", re.DOTALL
)
# Some forms join several answers by a comma, others by a semicolon or a line break.
_BETWEEN = re.compile(r"\s*[;,|\n]\s*")
# "7. Which city …": forms often print the number before the question.
_BEFORE = re.compile(r"^\W*\d{1,4}\s*[.:)]\s*")
# Microsoft Forms counts the answers in a column `ID`, and says in the next one when they began.
_COUNTED_BEFORE = {"start time", "startzeit", "heure de début", "hora de inicio", "время начала"}
_MAILS = {"email", "email address", "e-mail", "e-mail-adresse", "username", "adresse e-mail"}
_MOST_NAMED = 8


@dataclass(slots=True)
class _Columns:
    """What each column of a table holds, by its index: a part of the student, or a row."""

    student: dict[str, int] = field(default_factory=dict)
    stems: dict[int, tuple[int, int]] = field(default_factory=dict)
    numbers: dict[int, str] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FormAnswers:
    """The papers in the order of the table, and warnings."""

    papers: tuple[TypedPaper, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_forms(paths: Sequence[Path], manifest: Manifest) -> FormAnswers:
    """Return the papers in exports of forms.

    The first row names the columns: a name or a number of the student, ``version`` if there are
    several, and the items by their printed numbers or by their stems. Cells hold letters or the
    texts of options; in items that a person marks, the points or what the student typed. Raises
    QuizgenError with every problem at its row (Q729), and if a file cannot be read.
    """
    problems = Problems()
    found: list[Answers] = []
    try:
        for path in paths:
            found += _Table(path, manifest, problems).answers()
    except TooManyProblemsError:
        pass
    if has_errors(problems.found):
        raise QuizgenError(problems.found)
    return FormAnswers(typed_papers(manifest, found), tuple(problems.found))


class _Table:
    """One export being read."""

    def __init__(self, path: Path, manifest: Manifest, problems: Problems) -> None:
        self._path, self._manifest, self._problems = path, manifest, problems
        labels = load_labels(manifest.language).texts
        self._versions = {each.version: each for each in manifest.versions}
        self._rows = {
            name: rows_of(manifest, each, labels) for name, each in self._versions.items()
        }
        # Points are written with these words behind them.
        self._points = {
            text.replace("{points}", "").strip().casefold()
            for key, text in labels.items()
            if key.startswith("item_points_")
        }
        self._heads: tuple[str, ...] = ()
        self._columns = _Columns()

    def answers(self) -> Iterator[Answers]:
        """Yield what each student answered."""
        data = bytes_of(self._path, MOST_BYTES + 1, "table of answers", SUFFIXES)
        try:
            rows = read_table(data, _LIMITS).rows
        except TableError as error:
            place = Place(str(self._path), error.line, 1)
            problem = Diagnostic("Q729", error.message, place, error.fix)
            raise QuizgenError([problem], error.exit_code) from None
        self._heads = rows[0].cells if rows else ()
        self._columns = _columns_of(self._heads, self._manifest)
        if not self._columns.stems and not self._columns.numbers:
            fix = "name the columns by the items' numbers or by their questions"
            self._report(rows[0].line if rows else 1, "no column holds answers to an item", fix)
            return
        self._warn_of_unused(rows[0].line)
        for row in rows[1:]:
            yield from self._answers(row)

    def _warn_of_unused(self, line: int) -> None:
        if self._columns.unused:
            named = ", ".join(f"`{each[:30]}`" for each in self._columns.unused[:_MOST_NAMED])
            more = len(self._columns.unused) - _MOST_NAMED
            shown = f"{named} and {more} more" if more > 0 else named
            message = f"these columns were not used: {shown}"
            fix = "if one holds answers, name it by the item's number"
            self._problems.warn("Q730", message, Place(str(self._path), line, 1), fix)

    def _answers(self, row: Row) -> Iterator[Answers]:
        student = self._student(row)
        version = self._version(row, student)
        if version is None:
            return
        decided, typed = self._cells(row, version)
        yield Answers(f"{self._path.name}, row {row.line}", student, version, decided, typed)

    def _cells(self, row: Row, version: Version) -> tuple[dict[str, Decision], dict[str, str]]:
        """Return what the cells decide, and those of items that a person marks, by labels."""
        items = [item for section in printed(self._manifest, version) for item in section]
        by_label = {each.label: each for each in self._rows[version.version]}
        filled = (label for label, each in by_label.items() if not each.by_hand)
        decided: dict[str, Decision] = dict.fromkeys(filled, frozenset())
        typed: dict[str, str] = {}
        for column, item, labels in self._asked(version, items):
            cell, rows = _cell(row, column), [by_label[each] for each in labels]
            decided |= self._answer(row.line, column, cell, item, rows)
            typed |= {each.label: cell for each in rows if each.by_hand}
        return decided, typed

    def _asked(
        self, version: Version, items: Sequence[PrintedItem]
    ) -> Iterator[tuple[int, PrintedItem, list[str]]]:
        """Yield each column with answers, its item, and the labels of the rows that it fills."""
        yield from self._asked_by_stem(version, items)
        # A label names a row, and the number of an item all of its rows.
        by_label = {label: (item, [label]) for item in items for label in _labels(item)}
        known = {str(item.number): (item, _labels(item)) for item in items} | by_label
        for column, label in self._columns.numbers.items():
            if label in known:
                yield (column, *known[label])

    def _asked_by_stem(
        self, version: Version, items: Sequence[PrintedItem]
    ) -> Iterator[tuple[int, PrintedItem, list[str]]]:
        places = [place for section in version.sections for place in section]
        by_item = {place.item: number for number, place in enumerate(places)}
        for column, (index, left) in self._columns.stems.items():
            number = by_item[index]
            labels = _labels(items[number])
            if left >= 0:
                labels = [labels[places[number].left.index(left)]]
            yield column, items[number], labels

    def _student(self, row: Row) -> Student:
        def cell(name: str) -> str:
            return _cell(row, self._columns.student.get(name, len(row.cells)))

        whole = cell("name") or f"{cell('first')} {cell('last')}".strip()
        return Student(cell("number"), whole, cell("group"))

    def _version(self, row: Row, student: Student) -> Version | None:
        """Return the version of a row's paper, None after reporting that there is none."""
        said = _cell(row, self._columns.student.get("version", len(row.cells)))
        name = said or (student.number if student.number in self._versions else "")
        if not name and any(each.student for each in self._versions.values()):
            fix = "add a column `number` with the numbers of the roster"
            self._report(row.line, "nothing tells whose paper this is", fix)
            return None
        found = self._versions.get(name or next(iter(self._versions)))
        if found is None:
            message = f"the quiz has no version `{name[:40]}`"
            self._report(row.line, message, did_you_mean(name, self._versions))
        return found

    def _answer(
        self, line: int, column: int, cell: str, item: PrintedItem, rows: Sequence[SheetRow]
    ) -> dict[str, Decision]:
        """Return what a cell decides about the rows of an item, by their labels."""
        if rows[0].by_hand:
            points = points_of(cell, item.item, exact(rows[0].points), self._points)
            return {} if points is None else {rows[0].label: points}
        is_single = len(rows) == 1
        parts = _parts(cell, item, rows[0]) if is_single else _split(cell)
        if parts and not is_single and len(parts) != len(rows):
            message = f"{self._where(column)} has {len(parts)} answers, not {len(rows)}"
            self._report(line, message, "give one for each row, with commas between them")
            return {}
        letters = self._letters(line, column, parts, item, rows[0])
        if is_single:
            return {rows[0].label: frozenset(letters)}
        pairs = zip(rows, letters, strict=False)
        return {each.label: frozenset({letter}) for each, letter in pairs}

    def _letters(
        self, line: int, column: int, parts: Sequence[str], item: PrintedItem, row: SheetRow
    ) -> list[str]:
        """Return the letters that answers name, none after reporting one that is no option."""
        found = [(part, _letter(part, item, row)) for part in parts]
        wrong = next((part for part, letter in found if letter is None), None)
        if wrong is None:
            return [letter for _, letter in found if letter]
        known = [*row.letters, *map(plain, item.options)]
        message = f"{self._where(column)} has `{wrong[:40]}`, which is no option of the item"
        self._report(line, message, did_you_mean(wrong, known))
        return []

    def _where(self, column: int) -> str:
        return f"column {column + 1} (`{self._heads[column][:30]}`)"

    def _report(self, line: int, message: str, fix: str) -> None:
        self._problems.error("Q729", message, Place(str(self._path), line, 1), fix)


def _cell(row: Row, column: int) -> str:
    return unguarded(row.cells[column]).strip() if column < len(row.cells) else ""


def _labels(item: PrintedItem) -> list[str]:
    return [label for label, _ in labelled_rows(item)]


def _split(cell: str) -> list[str]:
    return _BETWEEN.split(cell) if cell not in NOTHING else []


def _parts(cell: str, item: PrintedItem, row: SheetRow) -> list[str]:
    """Return the answers in a cell; a text that is an option as it stands is one answer."""
    if cell in NOTHING:
        return []
    if _letter(cell, item, row):
        return [cell]
    # Options may hold commas themselves, so that semicolons and line breaks count first.
    for between in (re.compile(r"\s*[;\n]\s*"), _BETWEEN):
        parts = [part for part in between.split(cell) if part]
        if all(_letter(part, item, row) for part in parts):
            return parts
    return [cell]


def _letter(part: str, item: PrintedItem, row: SheetRow) -> str | None:
    """Return the letter that an answer names: itself, or the letter of an option's text."""
    for letter, option in zip(row.letters, item.options, strict=False):
        if name_of(part) == name_of(option):
            return letter
    bare = part.strip(" .)(").casefold()
    by_name = {letter.casefold(): letter for letter in row.letters}
    if bare in by_name:
        return by_name[bare]
    # "B) Rome" or "B. Rome".
    first, _, rest = part.partition(" ")
    if rest and first[-1:] in {")", ".", ":"}:
        return _letter(rest, item, row)
    return None


def _columns_of(heads: Sequence[str], manifest: Manifest) -> _Columns:
    found = _Columns()
    names = {name: set(map(name_of, words)) for name, words in column_names().items()}
    names |= {"version": {"version"}, "mail": _MAILS}
    stems = _stems(manifest)
    said = [name_of(head) for head in heads]
    for column, head in enumerate(heads):
        asked = stems.get(said[column]) or stems.get(_BEFORE.sub("", said[column]))
        part = _part(said, column, names)
        number = _NUMBERED.fullmatch(head)
        if asked:
            found.stems[column] = asked
        elif part and part not in found.student:
            found.student[part] = column
        elif number:
            found.numbers[column] = number[1]
        elif head:
            found.unused.append(head)
    _settle_names(found.student)
    return found


def _part(said: Sequence[str], column: int, names: Mapping[str, set[str]]) -> str:
    """Return which part of a student a column holds, "" for none."""
    if _is_counter(said, column):
        return ""
    return next((key for key, words in names.items() if said[column] in words), "")


def _is_counter(said: Sequence[str], column: int) -> bool:
    """Return whether a column only counts the answers."""
    following = said[column + 1] if column + 1 < len(said) else ""
    return said[column] == "id" and following in _COUNTED_BEFORE


def _settle_names(student: dict[str, int]) -> None:
    """Let a last name alone, or else an address, stand for the name."""
    mail = student.pop("mail", None)
    if "name" in student or "first" in student:
        return
    if "last" in student:
        student["name"] = student.pop("last")
    elif mail is not None:
        student["name"] = mail


def _stems(manifest: Manifest) -> Mapping[str, tuple[int, int]]:
    """Return the item by its stem, and of each entry to match by the stem with it in brackets.

    The second number is the index of the entry, -1 for the whole item. Stems that several items
    share name none.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    for index, item in enumerate(manifest.items):
        found.setdefault(name_of(item.stem), []).append((index, -1))
        for place, entry in enumerate(item.left):
            found.setdefault(name_of(f"{item.stem} [{entry}]"), []).append((index, place))
    return {stem: places[0] for stem, places in found.items() if len(places) == 1}
