"""Finds the header of a roster, and which column holds which part of a student."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from quizgen.language.labels import column_names
from quizgen.tables.rows import Row

# At most this many lines, such as the name of the school, stand above the header.
MOST_TITLES = 10
# Grade books of learning platforms have lines that are no students: `Points Possible` in Canvas,
# the average in Moodle. The student for previews in Canvas is called Test Student.
_NO_STUDENTS = frozenset(
    {
        "pointspossible",
        "possiblepoints",
        "moglichepunkte",
        "pointspossibles",
        "puntosposibles",
        "overallaverage",
        "gesamtdurchschnitt",
        "moyennegenerale",
        "promediogeneral",
        "общеесреднее",
        "studenttest",
        "teststudent",
    }
)
# What follows a comma in these is no first name.
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "esq"})


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a roster: its place among the rows, and the column of each part.

    The parts are `name`, or `first` and `last`, and `number` and `group` where there are any.
    """

    index: int = 0
    columns: Mapping[str, int] = field(default_factory=dict)

    @property
    def has_names(self) -> bool:
        """Return whether a column holds the names."""
        return not self.columns.keys().isdisjoint({"name", "last"})

    def cell(self, row: Row, part: str) -> str:
        """Return a part of a student as the row has it, "" without one."""
        index = self.columns.get(part, len(row.cells))
        return row.cells[index] if index < len(row.cells) else ""


def header_of(rows: Sequence[Row]) -> Header:
    """Return the header: of the first rows, the one that names the most columns."""
    found = [Header(n, columns_of(row.cells)) for n, row in enumerate(rows[: MOST_TITLES + 1])]
    named = [header for header in found if header.has_names]
    return max(named, key=lambda header: len(header.columns), default=Header())


def is_header(cells: Sequence[str]) -> bool:
    """Return whether a row names the columns."""
    return Header(0, columns_of(cells)).has_names


def students_below(rows: Sequence[Row], header: Header) -> tuple[Header, list[Row]]:
    """Return the rows of students, and the header without a column of numbers that is empty."""
    below = [row for row in rows[header.index + 1 :] if not _is_summary(header, row)]
    # Canvas writes `Manual Posting` between the header and the students.
    while below and not any(header.cell(below[0], part) for part in header.columns):
        del below[0]
    if any(header.cell(row, "number") for row in below):
        return header, below
    columns = {part: index for part, index in header.columns.items() if part != "number"}
    return Header(header.index, columns), below


def turned_names(names: Sequence[str]) -> list[str]:
    """Return names with the first name first, if most are written `Last, First`."""
    turned = [_turned(name) for name in names]
    changed = sum(new != name for new, name in zip(turned, names, strict=True))
    return turned if 2 * changed > len(names) else list(names)


def columns_of(header: Sequence[str]) -> dict[str, int]:
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


def _is_summary(header: Header, row: Row) -> bool:
    names = (header.cell(row, part) for part in ("name", "first", "last"))
    return any(_plain(name) in _NO_STUDENTS for name in names if name)


def _turned(name: str) -> str:
    last, comma, first = (part.strip() for part in name.partition(","))
    if not (comma and last and first) or "," in first or _plain(first) in _SUFFIXES:
        return name
    return f"{first} {last}"


def _plain(text: str) -> str:
    """Return a column's name without case, accents and signs, unless it has only signs."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", "", letters) or text.strip()
