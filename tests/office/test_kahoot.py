"""Kahoot's workbook, read by openpyxl and LibreOffice."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from libreoffice_support import converted, needs_libreoffice
from office_support import BLUE, choices, every_kind, full_set, question, set_of

from quizgen.diagnostics import Severity
from quizgen.exchange.model import Answering, Question
from quizgen.export.kahoot import TIME_LIMITS, KahootWriter

Row = tuple[object, ...]


def _rows(data: bytes) -> list[Row]:
    """Return the lines below the heads, without their numbers and without empty cells."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    lines = sheet.iter_rows(min_row=9, values_only=True)
    return [tuple(line[1:8]) for line in lines if line[1]]


def _written(*questions: Question) -> tuple[list[Row], list[str]]:
    written = KahootWriter().written(set_of(questions))
    (data,) = written.files.values() or (b"",)
    return (_rows(data) if data else []), [each.message for each in written.losses]


def _line(text: str) -> str:
    return " ".join(text.split())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(choices())
def test_hostile_texts_come_back(made: Question) -> None:
    ((stem, *answers, seconds, right),), losses = _written(made)
    assert stem == _line(made.stem)
    given_answers = [_line(option.text) for option in made.options]
    assert [each for each in answers if each is not None] == given_answers
    assert right == str(made.key[0] + 1)
    assert seconds in TIME_LIMITS
    assert losses == []


def test_the_table_is_like_the_template() -> None:
    ((_, data),) = KahootWriter().written(full_set()).files.items()
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    heads = [cell.value for cell in sheet[8]][1:8]
    assert heads[0] == "Question - max 120 characters"
    assert heads[4] == "Answer 4 - max 75 characters"
    assert heads[5] == "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs"  # noqa: RUF001
    assert heads[6] == "Correct answer(s) - choose at least one"
    assert [sheet.cell(row, 1).value for row in (9, 10)] == [1, 2]


def test_what_kahoot_cannot_ask_is_a_loss_with_its_place() -> None:
    written = KahootWriter().written(full_set())
    ((_, data),) = written.files.items()
    assert [row[0] for row in _rows(data)] == [
        "Which lie in Europe? by the map; by law",
        "Water is H₂O.",
    ]
    told = {each.message.partition(":")[0].strip("`"): each for each in written.losses}
    left_out = {each.id for each in every_kind()} - {"things/many", "things/claim"}
    assert {name for name, each in told.items() if "left out" in each.message} >= left_out
    assert all(each.severity is Severity.WARNING for each in written.losses)
    assert told["things/pairs"].place == every_kind()[3].place
    assert "any one right answer" in told["things/many"].message


@pytest.mark.parametrize("length", [120, 121])
def test_a_question_has_120_characters(length: int) -> None:
    rows, losses = _written(question(Answering.ONE, "x" * length, options="ab", key=[0]))
    is_lost = any("121 characters, and Kahoot takes 120" in each for each in losses)
    assert bool(rows) is (length == 120)
    assert is_lost is (length == 121)


@pytest.mark.parametrize("length", [75, 76])
def test_an_answer_has_75_characters(length: int) -> None:
    rows, losses = _written(question(Answering.ONE, "?", options=["x" * length, "b"], key=[0]))
    is_lost = any("76 characters, and Kahoot takes 75" in each for each in losses)
    assert bool(rows) is (length == 75)
    assert is_lost is (length == 76)


def test_a_fifth_wrong_answer_is_reported() -> None:
    made = question(Answering.ONE, "?", options="abcdef", key=[5])
    ((_, *answers, _, right),), (loss,) = _written(made)
    assert answers == ["a", "b", "c", "f"]
    assert right == "4"
    assert "without `d`, `e`" in loss


def test_several_right_answers_are_parted_by_commas() -> None:
    ((*_, right),), losses = _written(question(Answering.ONE, "?", options="abc", key=[0, 2]))
    assert right == "1,3"
    assert losses == []


def test_a_picture_is_a_loss() -> None:
    made = question(Answering.ONE, "?", options="ab", key=[0], pictures=(BLUE,))
    rows, (loss,) = _written(made)
    assert rows == []
    assert "no pictures" in loss


def test_more_time_for_longer_questions() -> None:
    short = question(Answering.ONE, "1 + 1?", options=["2", "3"], key=[0])
    long = question(Answering.ONE, "x" * 120, id="b", options=["y" * 75, "z" * 75], key=[0])
    rows, _ = _written(short, long)
    assert [row[5] for row in rows] == [20, 60]


def test_a_hundred_questions_a_file() -> None:
    many = [
        question(Answering.ONE, f"{n}?", id=f"a/{n}", options="ab", key=[0]) for n in range(101)
    ]
    files = KahootWriter().written(set_of(many)).files
    assert {name: len(_rows(data)) for name, data in files.items()} == {
        "deck.kahoot.xlsx": 100,
        "deck.kahoot-2.xlsx": 1,
    }
    assert files == KahootWriter().written(set_of(many)).files


@needs_libreoffice
def test_no_text_is_computed(tmp_path: Path) -> None:
    texts = ["=1+1", "@SUM(A1)", "+1+1", "-1+1"]
    made = question(Answering.ONE, "=HYPERLINK(1)", options=texts, key=[0])
    path = tmp_path / "kahoot.xlsx"
    path.write_bytes(KahootWriter().written(set_of([made])).files["deck.kahoot.xlsx"])
    # Commas, quotation marks, UTF-8.
    table = converted(path, "csv:Text - txt - csv (StarCalc):44,34,76")
    lines = list(csv.reader(table.read_text("utf-8").splitlines()))
    assert lines[8][1:6] == ["=HYPERLINK(1)", *texts]
