"""The answers of a class as a table (``responses.csv``): one row per student and item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.forms.registry import form_of
from quizgen.grade.cells import joined, parted, to_csv, unguarded
from quizgen.grade.grading import Response
from quizgen.grade.results import ClassResults, State
from quizgen.quiz.manifest import Manifest, QuizItem
from quizgen.quiz.score import shown
from quizgen.tables.read import TableError, read_table
from quizgen.tables.rows import Limits, Row
from quizgen.yaml.text import bytes_of

FILE = "responses.csv"
_HEADS = (
    "number",
    "name",
    "group",
    "version",
    "printed",
    "item",
    "form",
    "facts",
    "missed",
    "given",
    "chosen",
    "right",
    "offered",
    "earned",
    "possible",
    "state",
)
# What a reader needs of them.
_NEEDED = ("number", "item", "missed", "chosen", "offered", "earned", "possible")
_MOST_BYTES = 64 * 1024 * 1024
_LIMITS = Limits(rows=1_000_000, characters=20_000, lines=1_000_000)


@dataclass(frozen=True, slots=True)
class Answer:
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


def responses_csv(results: ClassResults) -> bytes:
    """Return ``responses.csv``: every answer of every student, in the order of printing.

    Options and facts are the item's own, whatever the version. An answer that still waits for a
    person has the state ``review``.
    """
    return to_csv(_HEADS, _rows(results))


def _rows(results: ClassResults) -> Iterator[tuple[str, ...]]:
    for result in results.scored:
        student = result.student
        for each in result.paper.responses if result.paper else ():
            item = results.manifest.items[each.item]
            yield (
                student.number,
                student.name,
                student.group,
                result.version,
                str(each.score.number),
                item.id,
                item.form,
                " ".join(item.facts),
                " ".join(missed_facts(item, each)),
                each.given,
                joined(chosen_texts(item, each)),
                joined(right_texts(item)),
                joined(item.options),
                str(shown(each.score.earned - each.score.penalty)),
                str(shown(each.score.points)),
                str(State.REVIEW if each.doubtful else State.FINAL),
            )


def chosen_texts(item: QuizItem, response: Response) -> list[str]:
    """Return the texts of the chosen options, row by row, as the item orders them."""
    return [item.options[index] for row in response.chosen for index in sorted(row)]


def right_texts(item: QuizItem) -> list[str]:
    """Return the texts of the right options, or the answer in words."""
    return [item.options[index] for index in item.key] or [item.answer]


def missed_facts(item: QuizItem, response: Response) -> tuple[str, ...]:
    """Return the facts that a student missed: in matching, those of the wrong rows.

    In other forms, a wrong answer misses all facts that the item asks for. An item that earns all
    its points misses none.
    """
    if response.score.earned == response.score.points:
        return ()
    if item.left and len(item.facts) == len(item.left) == len(response.chosen):
        right = zip(item.facts, item.key, response.chosen, strict=True)
        return tuple(fact for fact, key, chosen in right if chosen != {key})
    return tuple(dict.fromkeys(item.facts))


def is_certain(response: Response) -> bool:
    """Return whether statistics may count an answer: no row of it waits for a person."""
    return not response.doubtful


def read_responses(path: Path) -> list[Answer]:
    """Return the answers in a file that `responses_csv` made.

    Raises QuizgenError (Q724) if it is another table, and if the file cannot be read.
    """
    data = bytes_of(path, _MOST_BYTES, "list of answers", (".csv",))
    try:
        rows = read_table(data, _LIMITS).rows
    except TableError as error:
        raise _refused(path, error.line, error.message, error.fix) from None
    heads = [cell.casefold() for cell in rows[0].cells] if rows else []
    missing = [name for name in _NEEDED if name not in heads]
    if missing:
        message = f"the first line has no column `{missing[0]}`"
        fix = f"give the `{FILE}` that `quizgen grade` wrote"
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


def has_options(manifest: Manifest, item: int) -> bool:
    """Return whether students chose among options, one of which was right."""
    return form_of(manifest.items[item]).one_right
