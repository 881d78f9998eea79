"""Kahoot: a workbook like Kahoot's own template for importing questions."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.diagnostics import Diagnostic
from quizgen.exchange.model import Answering, Question, QuestionSet
from quizgen.exchange.texts import plain_line
from quizgen.export.questions import QuestionWriter, lost, lost_everywhere
from quizgen.export.writer import Written
from quizgen.tables.undated import undated

MOST_IN_QUESTION, MOST_IN_ANSWER, MOST_ANSWERS, FEWEST_ANSWERS = 120, 75, 4, 2
MOST_QUESTIONS = 100
TIME_LIMITS = (5, 10, 20, 30, 60, 90, 120, 240)
HEADS = (
    f"Question - max {MOST_IN_QUESTION} characters",
    *(f"Answer {number} - max {MOST_IN_ANSWER} characters" for number in range(1, 5)),
    "Time limit (sec) \N{EN DASH} 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)
# Kahoot looks for questions below this row.
HEAD_ROW = 8
_FONT = "Calibri"
_LEFT_OUT = "the question is left out"
# People read so many characters in a second, and need so many seconds to decide.
_READ, _DECIDE = 12, 10
_TAKEN = frozenset({Answering.ONE, Answering.MANY, Answering.CLAIM})
_LACKING = {
    Answering.PAIRS: "Kahoot's table has no matching",
    Answering.ORDER: "Kahoot's table has no ordering",
}


@dataclass(frozen=True, slots=True)
class _Row:
    """A question as Kahoot has it; `right` counts answers from 1."""

    question: str
    answers: tuple[str, ...]
    right: tuple[int, ...]

    @property
    def seconds(self) -> int:
        """Return the shortest time limit that leaves time to read and decide."""
        characters = len(self.question) + sum(map(len, self.answers))
        needed = characters / _READ + _DECIDE
        return next((limit for limit in TIME_LIMITS if limit >= needed), TIME_LIMITS[-1])


class KahootWriter(QuestionWriter):
    """Writes a workbook for every 100 questions: Kahoot takes no more at once."""

    name = "kahoot"
    about = "a workbook to import in Kahoot"
    into = "in Kahoot, add questions and choose `Import from spreadsheet`"

    def written(self, questions: QuestionSet) -> Written:
        """Return the workbooks, and a loss for whatever Kahoot can't hold."""
        rows: list[_Row] = []
        losses: list[Diagnostic] = []
        for question in questions.questions:
            row, told = _row(question)
            losses += told
            if row:
                rows.append(row)
        losses += _not_in_kahoot(questions)
        files = {}
        for start in range(0, len(rows), MOST_QUESTIONS):
            number = start // MOST_QUESTIONS + 1
            end = "" if number == 1 else f"-{number}"
            part = rows[start : start + MOST_QUESTIONS]
            files[f"{questions.id}.kahoot{end}.xlsx"] = _workbook(questions.title, part)
        left_out = len(questions.questions) - len(rows)
        return Written(files, tuple(losses), left_out=left_out)


def _not_in_kahoot(questions: QuestionSet) -> Iterator[Diagnostic]:
    """Yield what no row has a cell for, once for all questions."""
    told = sum(1 for each in questions.questions if each.feedback or _has_feedback(each))
    if told:
        what = "Kahoot's table has no explanations, sources and tags"
        yield lost_everywhere(questions, what, f"those of {told} questions are left out")


def _has_feedback(question: Question) -> bool:
    return any(option.feedback for option in question.options)


def _row(question: Question) -> tuple[_Row | None, list[Diagnostic]]:
    """Return a question as a row, None if it doesn't fit, and what is lost."""
    lacking = _lacking(question)
    if lacking:
        return None, [lost(question, lacking, _LEFT_OUT)]
    kept, losses = _answers(question)
    right = tuple(place for place, index in enumerate(kept, 1) if index in question.key)
    answers = tuple(plain_line(question.options[index].text) for index in kept)
    if question.answering is Answering.MANY:
        what = "Kahoot gives the points for any one right answer"
        losses.append(lost(question, what, "the question is kept"))
    return _Row(plain_line(question.stem), answers, right), losses


def _lacking(question: Question) -> str:
    """Return why Kahoot can't ask a question, "" if it can."""
    if question.answering not in _TAKEN:
        return _LACKING.get(question.answering, "Kahoot's table has no written answers")
    if question.every_picture:
        return "Kahoot's table has no pictures"
    if question.passage:
        return f"Kahoot's table has no place for the text `{question.passage}`"
    return "".join([*_too_long(question), *_too_few(question)][:1])


def _too_long(question: Question) -> Iterator[str]:
    length = len(plain_line(question.stem))
    if length > MOST_IN_QUESTION:
        yield f"its question has {length} characters, and Kahoot takes {MOST_IN_QUESTION}"
    for option in question.options:
        text = plain_line(option.text)
        if len(text) > MOST_IN_ANSWER:
            beginning = f"{text[:30]}…"
            yield (
                f"the answer `{beginning}` has {len(text)} characters, and Kahoot takes "
                f"{MOST_IN_ANSWER}"
            )


def _too_few(question: Question) -> Iterator[str]:
    right = len(question.key)
    if len(question.options) < FEWEST_ANSWERS:
        yield f"Kahoot needs {FEWEST_ANSWERS} answers"
    elif len(question.options) > MOST_ANSWERS and (
        right >= MOST_ANSWERS or question.answering is Answering.MANY
    ):
        yield f"it has {len(question.options)} answers, and Kahoot takes {MOST_ANSWERS}"


def _answers(question: Question) -> tuple[list[int], list[Diagnostic]]:
    """Return the indices of the options to keep in order: all that are right, and others."""
    every = range(len(question.options))
    if len(every) <= MOST_ANSWERS:
        return list(every), []
    wrong = [index for index in every if index not in question.key]
    room = MOST_ANSWERS - len(question.key)
    kept = sorted([*question.key, *wrong[:room]])
    what = f"it has {len(every)} answers, and Kahoot takes {MOST_ANSWERS}"
    dropped = ", ".join(f"`{plain_line(question.options[index].text)}`" for index in wrong[room:])
    return kept, [lost(question, what, f"without {dropped}")]


def _workbook(title: str, rows: Sequence[_Row]) -> bytes:
    import openpyxl  # noqa: PLC0415 - an extra, imported when used
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Sheet1"
    _write(sheet["B2"], plain_line(title))
    sheet["B2"].font = Font(name=_FONT, bold=True, size=14)
    for column, head in enumerate(HEADS, 2):
        cell = sheet.cell(HEAD_ROW, column, head)
        cell.font, cell.alignment = Font(name=_FONT, bold=True), Alignment(wrap_text=True)
    for number, row in enumerate(rows, 1):
        line = HEAD_ROW + number
        sheet.cell(line, 1, number)
        answers = (*row.answers, *[""] * (MOST_ANSWERS - len(row.answers)))
        for column, text in enumerate((row.question, *answers), 2):
            _write(sheet.cell(line, column), text)
        sheet.cell(line, 7, row.seconds)
        _write(sheet.cell(line, 8), ",".join(map(str, row.right)))
    for name, width in zip("ABCDEFGH", (5, 60, 25, 25, 25, 25, 14, 14), strict=True):
        sheet.column_dimensions[name].width = width
    written = io.BytesIO()
    book.save(written)
    return undated(written.getvalue())


def _write(cell: object, text: str) -> None:
    """Fill a cell with a text, which is never a formula, whatever it begins with."""
    if not text:
        return
    cell.value = text  # type: ignore[attr-defined] # openpyxl's cells have no common type
    cell.data_type = "s"  # type: ignore[attr-defined]
    # Excel keeps it a text when somebody edits the cell.
    cell.quotePrefix = True  # type: ignore[attr-defined]
