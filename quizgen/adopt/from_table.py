"""Reads a table as a deck to adopt: CSV, a workbook, or notes that Anki exported as text."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.adopt.foreign import Foreign
from quizgen.adopt.from_crowdanki import number_from
from quizgen.anki.learning import HeldType, LearnerNote
from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.tables.read import TableError, is_workbook, read_table
from quizgen.tables.rows import MOST_BYTES, SUFFIXES, Limits, Row
from quizgen.tables.text import NoTextError, decoded
from quizgen.yaml.text import bytes_of

_LIMITS = Limits(rows=50_002, characters=20_000, lines=100_000, columns=200, one_line=False)
# Anki writes such lines above the notes that it exports as text.
_DIRECTIVE = re.compile(r"#([a-z ]+):(.*)")
_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", "colon": ":", "space": " "}
_PARTS = ("guid", "notetype", "deck", "tags")


def from_table(path: Path) -> Foreign:
    """Return the notes in a table; raises QuizgenError (Q564) for one that cannot be read."""
    told, rows = _read(path)
    names, notes = _columns(told, rows)
    if not notes:
        raise _refused(path, "the table has no notes", "begin with a line of headings")
    kept = [index for index in range(len(names)) if index + 1 not in told.parts.values()]
    known = HeldType(
        number_from("/".join(names)),
        told.texts.get("notetype", "") or path.stem,
        0,
        tuple((names[index], 0) for index in kept),
        (),
    )
    made = (_note(number, row, told, names, known) for number, row in enumerate(notes, 1))
    return Foreign(told.texts.get("deck", "") or path.stem, tuple(made), {known.id: known})


def _read(path: Path) -> tuple[_Told, Sequence[Row]]:
    data = bytes_of(path, MOST_BYTES + 1, "table", SUFFIXES)
    if len(data) > MOST_BYTES:
        raise _refused(path, "the table is larger than 8 MiB", "split it")
    told = _Told({}, data) if is_workbook(data) else _told(path, data)
    try:
        return told, read_table(told.rest, _LIMITS).rows
    except TableError as error:
        line = error.line + told.lines if error.line else 0
        raise _refused(path, error.message, error.fix, line) from None


@dataclass(frozen=True, slots=True)
class _Told:
    """What the lines above Anki's exported notes say, and the rest of the file."""

    texts: dict[str, str]
    rest: bytes
    lines: int = 0

    @property
    def parts(self) -> dict[str, int]:
        """Return the columns, from 1, that hold no field: the guid, the tags."""
        named = ((part, self.texts.get(f"{part} column", "")) for part in _PARTS)
        return {part: int(number) for part, number in named if re.fullmatch("[0-9]{1,3}", number)}

    @property
    def is_html(self) -> bool:
        """Return whether the fields are HTML."""
        return self.texts.get("html") == "true"


def _told(path: Path, data: bytes) -> _Told:
    try:
        lines = decoded(data).text.split("\n")
    except NoTextError as error:
        raise _refused(path, error.message, error.fix) from None
    texts: dict[str, str] = {}
    count = 0
    for line in lines:
        found = _DIRECTIVE.fullmatch(line.rstrip("\r"))
        if not found:
            break
        texts[found[1]] = found[2]
        count += 1
    sign = _SEPARATORS.get(texts.get("separator", "").lower(), "")
    head = f"sep={sign}\n" if sign else ""
    return _Told(texts, (head + "\n".join(lines[count:])).encode(), count)


def _columns(told: _Told, rows: Sequence[Row]) -> tuple[list[str], Sequence[Row]]:
    """Return the names of the columns, and the rows with notes."""
    width = max((len(row.cells) for row in rows), default=0)
    sign = _SEPARATORS.get(told.texts.get("separator", "").lower(), ",")
    if "columns" in told.texts:
        names, notes = told.texts["columns"].split(sign), rows
    elif told.texts:
        names, notes = [], rows
    else:
        names, notes = list(rows[0].cells) if rows else [], rows[1:]
    numbered = [*names, *[""] * (width - len(names))]
    return [name.strip() or f"Field {n}" for n, name in enumerate(numbered, 1)], notes


def _note(number: int, row: Row, told: _Told, names: Sequence[str], known: HeldType) -> LearnerNote:
    cells = [*row.cells, *[""] * (len(names) - len(row.cells))]
    parts = {part: cells[column - 1] for part, column in told.parts.items() if column <= len(cells)}
    own = {name for name, _ in known.fields}
    fields = {
        name: cell if told.is_html else html.escape(cell, quote=False).replace("\n", "<br>")
        for name, cell in zip(names, cells, strict=True)
        if name in own
    }
    tags = tuple(parts.get("tags", "").split())
    return LearnerNote(number, parts.get("guid", ""), known.id, 0, fields, tags)


def _refused(path: Path, message: str, fix: str, line: int = 0) -> QuizgenError:
    place = Place(str(path), line, 1 if line else 0)
    return QuizgenError([Diagnostic("Q564", message, place, fix)])
