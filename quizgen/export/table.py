"""CSV: questions as a table that spreadsheets open, with a line for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.diagnostics import Diagnostic
from quizgen.exchange.authored import authored
from quizgen.exchange.model import Answering, Question, QuestionSet
from quizgen.exchange.pictures import drawn
from quizgen.exchange.texts import clean, plain_line
from quizgen.export.questions import QuestionWriter, lost
from quizgen.export.writer import Written
from quizgen.forms.form import title_label
from quizgen.office.answer_words import letter
from quizgen.quiz.manifest import Picture
from quizgen.tables.cells import delimiter_in, joined, to_csv

PICTURES = "pictures"
# Between several answers in one cell, each of which is right.
OR = " | "
_BY_WORDS = frozenset({Answering.GAP, Answering.WORDS, Answering.TEXT})


@dataclass(frozen=True, slots=True)
class _Width:
    """How many columns the questions need for what they have several of."""

    entries: int
    options: int
    feedback: int


class TableWriter(QuestionWriter):
    r"""Writes a table of questions, and their pictures beside it.

    Texts are written as in a deck: `**strong**`, `\(x^2\)`. So quizgen reads them back as they
    were.
    """

    name = "csv"
    about = "a table of questions, as CSV"
    into = "open the table in a spreadsheet"

    def written(self, questions: QuestionSet) -> Written:
        """Return the table, and a loss for whatever it can't hold."""
        every = questions.questions
        width = _Width(
            max((len(each.left) for each in every), default=0),
            max((len(each.options) for each in every), default=0),
            max((_feedback(each) for each in every), default=0),
        )
        rows = [
            list(_row(each, section.title, questions, width))
            for section in questions.sections
            for each in section.questions
        ]
        heads = list(_heads(questions.labels, width))
        delimiter = delimiter_in(questions.language)
        files = {f"{questions.id}-questions.csv": to_csv(heads, rows, delimiter)}
        pictures = (picture for each in every for picture in each.every_picture)
        files |= _pictures([*pictures, *_of_passages(questions)], questions)
        return Written(files, tuple(_losses(questions)))


def _feedback(question: Question) -> int:
    return len(question.options) if any(each.feedback for each in question.options) else 0


def _heads(labels: Mapping[str, str], width: _Width) -> Iterator[str]:
    yield from (labels[f"column_{name}"] for name in ("id", "section", "form", "question"))
    for name, count in (
        ("entry", width.entries),
        ("option", width.options),
        ("feedback", width.feedback),
    ):
        head = labels[f"column_{name}"]
        yield from (head.replace("{number}", str(number)) for number in range(1, count + 1))
    yield from (labels[f"column_{name}"] for name in _LAST)


_LAST = (
    "right",
    "answer",
    "accepted",
    "explanation",
    "source",
    "tags",
    "difficulty",
    "points",
    "pictures",
    "passage",
)


def _row(question: Question, section: str, questions: QuestionSet, width: _Width) -> Iterator[str]:
    form = questions.labels.get(title_label(question.form), question.form)
    yield from (question.id, section, form, authored(question.stem))
    yield from _filled(question.left, width.entries)
    yield from _filled((each.text for each in question.options), width.options)
    yield from _filled((each.feedback for each in question.options), width.feedback)
    yield OR.join(", ".join(map(letter, key)) for key in (question.key, *question.other_keys))
    is_written = question.answering in _BY_WORDS
    yield authored(question.answer) if is_written else ""
    others = [text for text in question.accepted if text != plain_line(question.answer)]
    yield joined(others) if is_written else ""
    yield "\n".join(map(authored, question.explanation))
    yield "\n".join(map(authored, question.cited))
    yield ", ".join(question.tags)
    yield f"{question.difficulty:.2f}"
    yield f"{question.points:g}"
    yield " ".join(_named(each, questions) for each in question.pictures)
    passage = questions.passages.get(question.passage)
    yield authored("\n".join(filter(None, (passage.title, passage.text)))) if passage else ""


def _named(picture: Picture, questions: QuestionSet) -> str:
    """Return a picture as Markdown has it: its words, and the path of its file."""
    words = " ".join(re.sub(r"[\[\]]", " ", clean(picture.alt)).split())
    return f"![{words}]({PICTURES}/{drawn(picture, questions.pictures)[0]})"


def _filled(texts: Iterable[str], width: int) -> Sequence[str]:
    cells = [authored(text) for text in texts][:width]
    return [*cells, *[""] * (width - len(cells))]


def _of_passages(questions: QuestionSet) -> Iterator[Picture]:
    named = {each.passage for each in questions.questions}
    for name, passage in questions.passages.items():
        if name in named:
            yield from passage.pictures


def _pictures(pictures: Iterable[Picture], questions: QuestionSet) -> dict[str, bytes]:
    """Return the files of pictures, with their marks drawn in."""
    made = (drawn(each, questions.pictures) for each in pictures)
    return {f"{PICTURES}/{name}": data for name, data in made}


def _losses(questions: QuestionSet) -> Iterator[Diagnostic]:
    for question in questions.questions:
        if any(option.picture for option in question.options):
            what = "the table has no pictures in options"
            yield lost(question, what, "their words stand there")
        if question.bounds:
            yield lost(question, "the table has no tolerance of a number", "it has the number")
        if question.rubric:
            yield lost(question, "the table has no rubric", "only the total points are kept")
        if question.lines:
            yield lost(question, "the table has no lines to write on", "they are left out")
