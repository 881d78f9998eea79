"""Reads tables of questions: quizgen's own, and those that people and other programs make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from quizgen.deck.inside import is_inside
from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.exchange.model import Answering, Option, Question
from quizgen.importing.answers import (
    as_choice,
    as_claim,
    as_order,
    as_pairs,
    as_written,
)
from quizgen.importing.pictures import Pictures
from quizgen.importing.reader import ReadQuestions, left_out, not_held, refused
from quizgen.importing.table_columns import Columns, columns_of
from quizgen.importing.table_forms import form_named
from quizgen.language.labels import truth_words
from quizgen.markup.parse import marked
from quizgen.markup.plain import plain
from quizgen.quiz.manifest import Picture
from quizgen.tables.cells import parted
from quizgen.tables.read import TableError, read_table
from quizgen.tables.rows import MOST_BYTES, SUFFIXES, Limits, Row
from quizgen.yaml.text import bytes_of

_LIMITS = Limits(rows=10_000, characters=20_000, columns=200, one_line=False)
_MOST_PICTURE = 32 * 1024 * 1024
_LINES_BEFORE_HEADS = 40
_HEADS = "name the columns: question, option 1, option 2 …, right"
# An apostrophe that keeps a spreadsheet from computing a cell.
_GUARD = re.compile(r"\A'(?=[=+\-@\t\r\n]|\s*')")
# Bounded, so that a stranger's cell takes no long time.
_IMAGE = re.compile(r"!\[([^\[\]]{0,300})\]\(([^()\s]{1,300})\)")
_PATH = re.compile(r"\.(?:png|jpe?g|gif|webp|svg)\Z", re.IGNORECASE)
_BETWEEN_PATHS = re.compile(r"[\s,;]+")
_LETTERS = re.compile(r"[a-z](?: ?[,;/ ]? ?[a-z])*", re.IGNORECASE)
_NUMBERS = re.compile(r"[0-9]{1,2}(?: ?[,;/ ] ?[0-9]{1,2})*")
_MOST_OF_KEY = 200


class TableReader:
    """Reads CSV, tabs and .xlsx, with a question in each line below the headings."""

    name = "csv"
    about = "a table of questions, as CSV or .xlsx"

    def read(self, path: Path) -> ReadQuestions:
        """Return the questions in a table; raises QuizgenError (Q830) if it can't be read."""
        data = bytes_of(path, MOST_BYTES + 1, "table of questions", SUFFIXES)
        if len(data) > MOST_BYTES:
            raise refused(path, "the table is larger than 8 MiB", "split it")
        try:
            table = read_table(data, _LIMITS, places=True, is_header=lambda x: bool(columns_of(x)))
        except TableError as error:
            raise refused(path, error.message, error.fix, error.line) from None
        return _read(path, table.rows)


def _read(path: Path, rows: Sequence[Row]) -> ReadQuestions:
    columns, lines = _below_heads(path, rows)
    pictures = Pictures()
    made: list[Question] = []
    problems: list[Diagnostic] = []
    for row in lines:
        reading = _Line(path, row, columns, pictures)
        try:
            made.append(reading.question())
        except _UnreadError as unread:
            problems.append(left_out(reading.place, str(unread)))
        problems += reading.problems
    if not made and not problems:
        raise refused(path, "the table has no question", "write a question in each line")
    sections = dict.fromkeys(filter(None, (columns.cell(row.cells, "section") for row in lines)))
    if len(sections) > 1:
        what = f"a deck has no sections like the {len(sections)} of the table"
        problems.insert(0, not_held(Place(str(path)), what, "they are left out"))
    return ReadQuestions(tuple(made), pictures.files, _title(path), tuple(problems))


def _title(path: Path) -> str:
    """Return the name of a table in words; the table itself has no title."""
    name = path.stem.removesuffix("-questions")
    return " ".join(re.sub("[-_.]", " ", name).split())


def _below_heads(path: Path, rows: Sequence[Row]) -> tuple[Columns, list[Row]]:
    """Return the columns, and the lines below the headings that have a question."""
    for number, row in enumerate(rows[:_LINES_BEFORE_HEADS]):
        columns = columns_of(row.cells)
        if columns:
            below = rows[number + 1 :]
            return columns, [each for each in below if columns.cell(each.cells, "question")]
    line = rows[0].line if rows else 0
    raise refused(path, "the table has no headings that quizgen knows", _HEADS, line)


class _UnreadError(Exception):
    """A line that is no question: why."""


class _Line:
    """Reads one line; `problems` are what a deck can't hold of it."""

    def __init__(self, path: Path, row: Row, columns: Columns, pictures: Pictures) -> None:
        self._path, self._row, self._columns = path, row, columns
        self._files = pictures
        self.problems: list[Diagnostic] = []

    @property
    def _is_own(self) -> bool:
        return {"id", "form", "accepted"} <= self._columns.single.keys()

    @property
    def place(self) -> Place:
        """Return the place of the question in the table."""
        index = self._columns.single["question"]
        starts = self._row.starts
        line, column = starts[index] if index < len(starts) else (self._row.line, 1)
        return Place(str(self._path), line, column)

    def question(self) -> Question:
        """Return the question; raises _UnreadError."""
        if any(len(cell) >= _LIMITS.characters for cell in self._row.cells):
            raise _UnreadError(f"a cell has more than {_LIMITS.characters:,} characters")
        name = self._cell("id")
        stem = self._text("question")
        passage = self._text("passage")
        if passage:
            self._lose("a question has a text to refer to", "the text stands before the question")
            stem = f"{passage}\n{stem}"
        question = Question(
            name,
            f"table/{name}" if "/" in name else name,
            "",
            Answering.TEXT,
            stem,
            explanation=self._paragraphs("explanation"),
            cited=self._paragraphs("source"),
            pictures=tuple(self._pictures()),
            tags=tuple(part.strip() for part in self._cell("tags").split(",") if part.strip()),
            points=_number(self._cell("points"), 1),
            place=self.place,
        )
        return self._answered(question)

    def _lose(self, what: str, instead: str) -> None:
        self.problems.append(not_held(self.place, what, instead))

    def _cell(self, name: str) -> str:
        return _GUARD.sub("", self._columns.cell(self._row.cells, name), count=1)

    def _text(self, name: str) -> str:
        return marked(self._cell(name))

    def _several(self, name: str) -> list[str]:
        found = self._columns.cells(self._row.cells, name)
        return [marked(_GUARD.sub("", each, count=1)) for each in found]

    def _paragraphs(self, name: str) -> tuple[str, ...]:
        return tuple(marked(line) for line in self._cell(name).split("\n") if line.strip())

    def _answered(self, question: Question) -> Question:
        """Return the question with its answers."""
        options = self._options()
        left = self._several("entry")
        form = form_named(self._cell("form"))
        made = self._by_form(question, options, left, form)
        others = parted(self._cell("accepted"))
        if made.answering is Answering.ONE:
            return replace(made, accepted=others)
        if others and not made.accepted:
            what = f"the question takes no other right answer (`{'; '.join(others)}`)"
            self._lose(what, "it is left out")
        return made

    def _by_form(
        self, question: Question, options: list[Option], left: list[str], form: str
    ) -> Question:
        if left:
            return self._pairs(question, left, options)
        if len(options) > 1 and form == "ordering":
            return as_order(question, [options[index] for index in self._key(options)])
        if len(options) > 1:
            return self._chosen(question, options, form)
        return self._written(question, form)

    def _options(self) -> list[Option]:
        texts = self._several("option")
        told = self._several("feedback")
        told += [""] * (len(texts) - len(told))
        return [Option(text, feedback=why) for text, why in zip(texts, told, strict=False) if text]

    def _chosen(self, question: Question, options: list[Option], form: str) -> Question:
        key = self._key(options)
        truth = _truth_of(options, key)
        if truth is not None and form in {"", "true-false"}:
            return as_claim(question, truth)
        marked_options = [
            replace(option, is_right=index in key) for index, option in enumerate(options)
        ]
        is_single = form == "choice" or len(key) == 1
        made = as_choice(question, marked_options, is_single=is_single)
        if not is_single or form != "choice":
            return made
        return replace(made, key=tuple(key))

    def _key(self, options: Sequence[Option]) -> list[int]:
        """Return the indices that the cell for what is right names; raises _UnreadError."""
        cell = self._cell("right") or self._cell("answer")
        texts = [_normal(option.text) for option in options]
        first, _, other = cell.partition(" | ")
        if other and _normal(marked(cell)) not in texts:
            self._lose("several keys are right", "the first one is the key")
            cell = first
        named = _named_in(cell, texts, by_letter=self._is_own)
        if not named:
            raise _UnreadError(f"`{cell}` names none of its options" if cell else _NO_KEY)
        return named

    def _pairs(self, question: Question, left: list[str], options: list[Option]) -> Question:
        key = self._key(options)
        if len(key) != len(left):
            raise _UnreadError(f"{len(left)} entries have {len(key)} answers")
        pairs = [(entry, options[index].text) for entry, index in zip(left, key, strict=True)]
        spare = [("", each.text) for index, each in enumerate(options) if index not in key]
        return as_pairs(question, [*pairs, *spare])

    def _written(self, question: Question, form: str) -> Question:
        """Return a question with an answer in words, or with wrong answers beside the right one."""
        answer = self._text("answer") or self._text("right")
        if not answer:
            raise _UnreadError(_NO_KEY)
        wrong = [text for text in self._several("wrong") if text]
        if wrong:
            options = [Option(answer, is_right=True), *map(Option, wrong)]
            return as_choice(question, options, is_single=True)
        word = plain(answer).casefold()
        true, false = truth_words()
        if word in true | false and form in {"", "true-false"}:
            return as_claim(question, word in true)
        others = parted(self._cell("accepted"))
        made = as_written(question, [plain(answer), *others])
        return replace(made, answer=answer)

    def _pictures(self) -> list[Picture]:
        """Return the pictures that the cell names, in or below the folder of the table."""
        cell = self._cell("pictures")
        named = [(found[2], found[1]) for found in _IMAGE.finditer(cell)]
        parts = _BETWEEN_PATHS.split(cell)
        named = named or [(part, "") for part in parts if _PATH.search(part)]
        made = []
        for path, words in named:
            picture = self._picture(path, words)
            if picture:
                made.append(picture)
            else:
                self._lose(f"the picture `{path}` can't be read", "it is left out")
        return made

    def _picture(self, written: str, words: str) -> Picture | None:
        home = self._path.parent
        if not is_inside(home, home, written):
            return None
        suffix = written.rpartition(".")[2]
        try:
            data = bytes_of(home / written, _MOST_PICTURE + 1, "picture", (f".{suffix}",))
        except QuizgenError:
            return None
        too_large = len(data) > _MOST_PICTURE
        return None if too_large else self._files.of_bytes(suffix, data, words)


_NO_KEY = "it does not say what is right"


def _normal(text: str) -> str:
    return " ".join(plain(text).casefold().split())


def _named_in(cell: str, texts: list[str], *, by_letter: bool) -> list[int]:
    """Return the indices of options that a cell names; the texts are in normal form.

    In quizgen's own tables, a letter is never the text of an option.
    """
    parts = (cell, *re.split(r"[;\n]", cell))
    by_text = [texts.index(part) for part in map(_normal, map(marked, parts)) if part in texts]
    in_one = by_text[:1] if _normal(marked(cell)) in texts and not by_letter else []
    for named in (in_one, _indices(cell), by_text):
        if named and max(named) < len(texts):
            return list(dict.fromkeys(named))
    return []


def _truth_of(options: Sequence[Option], key: Sequence[int]) -> bool | None:
    """Return whether a claim is true, None for other options."""
    true, false = truth_words()
    words = [plain(option.text).casefold() for option in options]
    if len(words) != 2 or len(key) != 1 or not (words[0] in true and words[1] in false):
        return None
    return key[0] == 0


def _indices(cell: str) -> list[int]:
    """Return the indices that letters or numbers name: ``A, C`` or ``1,3``."""
    text = " ".join(cell.split())
    if len(text) > _MOST_OF_KEY:
        return []
    if _NUMBERS.fullmatch(text):
        return [int(each) - 1 for each in re.findall("[0-9]+", text) if int(each)]
    if _LETTERS.fullmatch(text):
        return [ord(each) - ord("a") for each in re.findall("[a-z]", text.casefold())]
    return []


def _number(cell: str, usual: float) -> float:
    try:
        number = float(cell.replace(",", "."))
    except ValueError:
        return usual
    return number if 0 < number < 1_000_000 else usual
