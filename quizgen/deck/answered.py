"""Reads the answers of classes (``responses.csv``), and counts which options they chose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

from msgspec import Struct

from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.tables.cells import parted, unguarded
from quizgen.tables.rows import Limits, Row
from quizgen.yaml.text import bytes_of

RESPONSES = "responses.csv"
# What a reader needs of them.
_NEEDED = ("number", "item", "missed", "chosen", "offered", "earned", "possible")
_MOST_BYTES = 64 * 1024 * 1024
_LIMITS = Limits(rows=1_000_000, characters=20_000, lines=1_000_000)


class Answer(Struct, frozen=True):
    """An answer as ``responses.csv`` keeps it.

    `item` is the id of the item. `missed` are the facts (``kind/id``) that the student missed.
    `chosen` and `offered` are the texts of options without markup; `offered` begins with the first
    option in the item's own order. `is_right` tells whether it earned all points.
    """

    number: str
    name: str
    item: str
    missed: tuple[str, ...]
    chosen: tuple[str, ...]
    offered: tuple[str, ...]
    is_right: bool


class Tried(Struct, frozen=True):
    """How often an option of an item was offered to students, and how often it was chosen."""

    text: str
    offered: int
    chosen: int

    @property
    def share(self) -> float:
        """Return the share of students who chose it."""
        return self.chosen / self.offered


def tried_of(answers: Iterable[Answer]) -> dict[str, tuple[Tried, ...]]:
    """Return the options of each item (by its id) that students had, in the order of the item."""
    offered: dict[str, Counter[str]] = {}
    chosen: dict[str, Counter[str]] = {}
    for each in answers:
        offered.setdefault(each.item, Counter()).update(each.offered)
        chosen.setdefault(each.item, Counter()).update(set(each.chosen))
    return {
        item: tuple(Tried(text, count, chosen[item][text]) for text, count in counts.items())
        for item, counts in offered.items()
    }


def read_responses(path: Path) -> list[Answer]:
    """Return the answers in a file that `responses_csv` made.

    Raises QuizgenError (Q724) if it is another table, and if the file cannot be read.
    """
    # Every deck needs this module, and few need tables.
    from quizgen.tables.read import TableError, read_table  # noqa: PLC0415

    data = bytes_of(path, _MOST_BYTES, "list of answers", (".csv",))
    try:
        rows = read_table(data, _LIMITS).rows
    except TableError as error:
        raise _refused(path, error.line, error.message, error.fix) from None
    heads = [cell.casefold() for cell in rows[0].cells] if rows else []
    missing = [name for name in _NEEDED if name not in heads]
    if missing:
        message = f"the first line has no column `{missing[0]}`"
        fix = f"give the `{RESPONSES}` that `quizgen grade` wrote"
        raise _refused(path, rows[0].line if rows else 1, message, fix)
    return [_answer(path, heads, row) for row in rows[1:]]


def _answer(path: Path, heads: Sequence[str], row: Row) -> Answer:
    cells = dict.fromkeys(heads, "") | dict(zip(heads, map(unguarded, row.cells), strict=False))
    if not cells["item"]:
        raise _refused(path, row.line, "the line names no item", "delete the line")
    try:
        earned, possible = Fraction(cells["earned"]), Fraction(cells["possible"])
    except (ValueError, ZeroDivisionError):
        fix = "undo the change, or mark the papers again"
        raise _refused(path, row.line, "the points are not a number", fix) from None
    return Answer(
        cells["number"],
        cells.get("name", ""),
        cells["item"],
        tuple(cells["missed"].split()),
        parted(cells["chosen"]),
        parted(cells["offered"]),
        earned >= possible,
    )


def _refused(path: Path, line: int, message: str, fix: str) -> QuizgenError:
    return QuizgenError([Diagnostic("Q724", message, Place(str(path), line, 1), fix)])
