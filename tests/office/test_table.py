"""The table of questions, read by the csv module and LibreOffice."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from libreoffice_support import converted, needs_libreoffice
from office_support import BLUE, choices, every_kind, full_set, question, set_of

from quizgen.exchange.authored import authored
from quizgen.exchange.model import Answering, Option, Question, QuestionSet
from quizgen.exchange.texts import clean
from quizgen.export.table import TableWriter
from quizgen.language.labels import load_labels
from quizgen.markup.parse import marked
from quizgen.tables.cells import unguarded

Line = dict[str, str]


def _lines(questions: QuestionSet, delimiter: str = ",") -> list[Line]:
    data = TableWriter().written(questions).files["deck-questions.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=delimiter, strict=True))


def _read(cell: str) -> str:
    return _squeezed(marked(unguarded(cell)))


def _squeezed(text: str) -> str:
    # Lines that would be a list are joined.
    return " ".join(text.split())


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(choices())
def test_hostile_texts_come_back(made: Question) -> None:
    (line,) = _lines(set_of([made]))
    assert _read(line["Question"]) == _squeezed(clean(made.stem))
    given_options = [_squeezed(clean(option.text)) for option in made.options]
    heads = [f"Option {number}" for number in range(1, len(given_options) + 1)]
    assert [_read(line[head]) for head in heads] == given_options
    assert line["Right"] == "ABCD"[made.key[0]]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(choices())
def test_no_cell_begins_like_a_formula(made: Question) -> None:
    (line,) = _lines(set_of([made]))
    for cell in line.values():
        assert not cell.startswith(("=", "+", "@", "\t", "\r", "\n"))
        assert not cell.startswith("-") or cell.strip("-0123456789.") == ""


def test_every_kind_has_a_line() -> None:
    lines = {line["Id"]: line for line in _lines(full_set())}
    assert list(lines) == [each.id for each in every_kind()]
    one = lines["things/one"]
    assert one["Question"] == r"What is **the capital** of \(\frac{France}{2}\)?"
    assert (one["Right"], one["Form"], one["Section"]) == ("A", "Multiple choice", "Things")
    assert (one["Tags"], one["Difficulty"]) == ("geo, europe", "0.50")
    assert (one["Explanation"], one["Source"]) == ("Paris has the Seine.", "Atlas, paragraph 3")
    assert one["Feedback 2"] == "That is Italy."
    assert lines["things/many"]["Right"] == "A, B, C"
    assert lines["things/many"]["Points"] == "2"
    pairs = lines["things/pairs"]
    assert (pairs["Entry 1"], pairs["Entry 2"], pairs["Right"]) == ("France", "Italy", "A, B")
    assert lines["things/order"]["Right"] == "B, A, C"
    assert (lines["things/gap"]["Answer"], lines["things/gap"]["Also right"]) == (
        "Paris",
        "City of Light",
    )
    assert lines["things/words"]["Text"] == "A tale\nOnce upon a time."


def test_pictures_lie_beside_the_table() -> None:
    files = TableWriter().written(full_set()).files
    lines = {line["Id"]: line for line in _lines(full_set())}
    named = re.fullmatch(r"!\[A blue box\]\((.*)\)", lines["things/one"]["Pictures"])
    assert named
    assert named[1] in files
    assert len(files) == 3


@pytest.mark.parametrize(("language", "title"), [("de", "Auswahlfragen"), ("fr", "Choix multiple")])
def test_forms_have_names_in_the_language_of_the_deck(language: str, title: str) -> None:
    made = question(Answering.ONE, "Was?", options="ab", key=[0])
    labels = load_labels(language).texts
    (file,) = TableWriter().written(replace(set_of([made]), labels=labels)).files.values()
    assert title in file.decode("utf-8-sig")


def test_losses_have_their_places() -> None:
    options = [Option("A blue box", BLUE), Option("b")]
    made = question(Answering.ONE, "Which?", id="a", options=options, key=[0])
    written = TableWriter().written(set_of([made, *every_kind()]))
    told = [each.message.partition(":")[0].strip("`") for each in written.losses]
    assert told == ["a", "things/words", "things/text", "things/text"]
    ends = [each.message.rpartition("; ")[2] for each in written.losses[-2:]]
    assert ends == ["only the total points are kept", "they are left out"]
    assert {each.place.line for each in written.losses} == {3}


@pytest.mark.parametrize(
    ("language", "delimiter", "heads"),
    [
        ("de", ";", ("Frage", "Antwort 1", "Richtig", "Quelle")),
        ("fr", ";", ("Question", "Choix 1", "Juste", "Source")),
        ("ru", ";", ("Вопрос", "Вариант 1", "Верно", "Источник")),
        ("en", ",", ("Question", "Option 1", "Right", "Source")),
    ],
)
def test_heads_and_separators_of_a_language(
    language: str, delimiter: str, heads: tuple[str, ...]
) -> None:
    (first, *_) = _lines(full_set(language), delimiter)
    assert set(heads) <= set(first)


@pytest.mark.parametrize(
    "text", ["5 * 3 = 15", "snake_case", "The gap is ______.", "$250", "C:\\new", "a^b", "[x](y)"]
)
def test_plain_texts_get_no_backslashes_without_need(text: str) -> None:
    assert authored(text) == text


def test_the_same_questions_give_the_same_bytes() -> None:
    assert TableWriter().written(full_set()) == TableWriter().written(full_set())


@needs_libreoffice
def test_libreoffice_opens_it_without_computing(tmp_path: Path) -> None:
    made = question(Answering.ONE, "=1+1", options=["+1+1", "@x", "-1"], key=[2])
    path = tmp_path / "questions.csv"
    path.write_bytes(TableWriter().written(set_of([made])).files["deck-questions.csv"])
    # Commas, quotation marks, UTF-8, and formulas are looked for.
    book = openpyxl.load_workbook(
        converted(path, "xlsx", "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1")
    )
    heads, cells = book.worksheets[0].iter_rows(values_only=True)
    line = dict(zip(heads, cells, strict=True))
    assert heads[0] == "Id"
    assert line["Question"] == "'=1+1"
    assert (line["Option 1"], line["Option 2"], line["Option 3"]) == ("'+1+1", "'@x", -1)
