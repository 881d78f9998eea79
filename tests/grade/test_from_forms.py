"""`quizgen grade --responses`: answers that were given without paper."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from grade_support import item, quiz

from quizgen.cli import main
from quizgen.quiz.manifest import Manifest, QuizItem, Student
from quizgen.quiz.write_manifest import to_json

ITEMS = (
    item("one"),
    item("two", "multiple", (0, 1)),
    item("three", "matching", (2, 0), left=("Spain", "France")),
    item("four", "short"),
)
TURNED = {"A": (0, 1, 2, 3), "B": (3, 2, 1, 0)}
# Real exports begin with these columns.
EXPORTS = {
    "google": (
        (
            "Timestamp;Email Address;Name;1. Which city is one?;Which city is two?;"
            "Which city is three? [Spain];Which city is three? [France];Which city is four?"
        ),
        "2026/11/29 9:00:00 AM;a@x;Ada;Paris;Paris, Rome;Madrid;Paris;FOUR",
    ),
    "microsoft": (
        "ID;Start time;Completion time;Email;Name;Which city is one?;Which city is two?;3.1;3.2;4",
        '1;x;y;a@x;Ada;Paris;"Rome;Paris;";c;a;1',
    ),
    "moodle": (
        "Last name;First name;Email address;Grade/4.00;Response 1;Response 2;Response 3;Response 4",
        'Lovelace;Ada;a@x;4.00;A;"Rome; Paris";"Madrid; Paris";0.5',
    ),
}


def export(name: str) -> list[list[str]]:
    return [*csv.reader(EXPORTS[name], delimiter=";")]


def run(folder: Path, manifest: Manifest, *rows: list[str]) -> Result:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    (folder / "form.csv").write_text(text.getvalue(), "utf-8")
    return mark(folder, manifest, "form.csv")


def mark(folder: Path, manifest: Manifest, name: str) -> Result:
    path = folder / "quiz.json"
    path.write_bytes(to_json(manifest))
    options = ["-o", str(folder / "results"), "--responses", str(folder / name)]
    return CliRunner().invoke(main, ["grade", str(path), *options])


def results(folder: Path) -> list[dict[str, str]]:
    text = (folder / "results" / "results.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("name", "total", "who"),
    [("google", "4.00", "Ada"), ("microsoft", "4.00", "Ada"), ("moodle", "3.50", "Ada Lovelace")],
)
def test_exports_of_forms_give_results(name: str, total: str, who: str, tmp_path: Path) -> None:
    done = run(tmp_path, quiz(ITEMS), *export(name))
    assert done.exit_code == 0, done.output
    (row,) = results(tmp_path)
    assert (row["name"], row["number"], row["total"]) == (who, "", total)


def test_answers_without_paper_have_no_sheets_to_hand_back(tmp_path: Path) -> None:
    assert run(tmp_path, quiz(ITEMS), *export("google")).exit_code == 0
    options = ["-o", str(tmp_path / "results"), "--responses", str(tmp_path / "form.csv")]
    done = CliRunner().invoke(main, ["grade", str(tmp_path / "quiz.json"), *options, "--sheets"])
    assert done.exit_code == 0, done.output
    assert not (tmp_path / "results" / "sheets").exists()


def test_a_workbook_gives_the_same(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in export("google"):
        book.worksheets[0].append(row)
    book.save(tmp_path / "form.xlsx")
    assert mark(tmp_path, quiz(ITEMS), "form.xlsx").exit_code == 0
    assert results(tmp_path)[0]["total"] == "4.00"


def test_letters_are_those_of_the_version(tmp_path: Path) -> None:
    manifest = quiz(ITEMS[:2], TURNED)
    heads = ["number", "version", "1", "2"]
    # In version B, the second item comes first, and the options are turned round.
    done = run(tmp_path, manifest, heads, ["7", "B", "D C", "D"], ["8", "A", "A", "A, B"])
    assert "`D C`" in done.output
    done = run(tmp_path, manifest, heads, ["7", "B", "D,C", "D"], ["8", "A", "A", "A, B"])
    assert done.exit_code == 0, done.output
    assert [(row["number"], row["total"]) for row in results(tmp_path)] == [
        ("7", "2.00"),
        ("8", "2.00"),
    ]


def test_a_student_of_the_roster_has_their_own_order(tmp_path: Path) -> None:
    manifest = quiz(ITEMS[:2], TURNED, (Student("1", "Ada"), Student("2", "Ben")))
    heads = ["number", "Which city is one?", "Which city is two?"]
    done = run(tmp_path, manifest, heads, ["2", "Paris", "Paris, Rome"])
    assert done.exit_code == 0, done.output
    rows = {row["name"]: row for row in results(tmp_path)}
    assert (rows["Ben"]["total"], rows["Ada"]["state"]) == ("2.00", "no paper")
    done = run(tmp_path, manifest, heads[1:], ["Paris", "Rome"])
    assert "nothing tells whose paper this is" in done.output


def test_every_wrong_cell_is_reported_with_row_and_column(tmp_path: Path) -> None:
    heads = ["name", "1", "2", "3", "remark"]
    done = run(tmp_path, quiz(ITEMS), heads, ["Ada", "Pariss", "A", "a", "x"], ["Ben", "Z", "", ""])
    assert done.exit_code == 1
    assert done.output.count("error[Q729]") == 3
    assert "form.csv:2" in done.output
    assert "column 2 (`1`) has `Pariss`" in done.output
    assert "did you mean `Paris`?" in done.output
    assert "column 4 (`3`) has 1 answers, not 2" in done.output
    assert "form.csv:3" in done.output
    assert not (tmp_path / "results").exists()


def test_an_answer_in_words_waits_for_its_points(tmp_path: Path) -> None:
    done = run(tmp_path, quiz(ITEMS), ["name", "4", "hobby"], ["Ada", "something else", "chess"])
    assert done.exit_code == 0
    assert "these columns were not used: `hobby`" in done.output
    assert results(tmp_path)[0]["state"] == "review"


NUMBER = item("mass", "short", answer="6.0 kg", accepted=(5.9, 6.1), points=3)
WORDS = item("word", "fill-in", answer="Madrid")


@pytest.mark.parametrize(
    ("asked", "typed", "total"),
    [
        (NUMBER, "6", "3.00"),
        (NUMBER, "5,95 KG", "3.00"),
        (NUMBER, "6.10kg", "3.00"),
        (NUMBER, "6.2", "0.00"),
        # A bare number is an answer, and no points.
        (NUMBER, "2", "0.00"),
        (NUMBER, "-6", "0.00"),
        (NUMBER, "2 points", "2.00"),
        (NUMBER, "", "0.00"),
        (NUMBER, "6 g", "review"),
        (NUMBER, "6 or 7", "review"),
        (NUMBER, "about 6", "review"),
        (NUMBER, "1.2.3", "review"),
        (replace(NUMBER, accepted=(1168.5, 1291.5), answer="1.230 km/h"), "1,230 km/h", "3.00"),
        (replace(NUMBER, accepted=(1.2, 1.3), answer="1.23"), "1,230", "3.00"),
        (replace(NUMBER, accepted=None), "6", "3.00"),
        (replace(NUMBER, accepted=None), "2", "review"),
        (WORDS, "MADRID ", "1.00"),
        (WORDS, "Madird", "review"),
        (WORDS, "0.5", "0.50"),
        (WORDS, "7", "review"),
    ],
)
def test_a_typed_answer_is_marked_or_waits(
    asked: QuizItem, typed: str, total: str, tmp_path: Path
) -> None:
    done = run(tmp_path, quiz([asked]), ["name", "1"], ["Ada", typed])
    assert done.exit_code == 0, done.output
    (row,) = results(tmp_path)
    assert total == (row["total"] if row["state"] == "final" else row["state"])


def test_a_typed_answer_is_decided_on_the_review_page(tmp_path: Path) -> None:
    heads, ada = ["name", "1"], ["Ada", "<b>about</b> 6"]
    assert run(tmp_path, quiz([NUMBER]), heads, ada).exit_code == 0
    text = (tmp_path / "results" / "review.html").read_text("utf-8")
    assert "The student typed <b>&lt;b&gt;about&lt;/b&gt; 6</b>." in text
    assert "Which city is mass? Right: <b>6.0 kg</b>" in text
    assert "form.csv, row 2: a person gives points." in text
    (page,) = set(re.findall(r"[0-9a-f]{12}-0", text))
    review = tmp_path / "results" / "review.csv"
    review.write_text(f"page,row,value\n{page},1,2.5\n", "utf-8")
    # The decision is the student's, wherever the answer stands in the next export.
    done = run(tmp_path, quiz([NUMBER]), heads, ["Ben", "6"], ada)
    assert done.exit_code == 0, done.output
    assert [row["total"] for row in results(tmp_path)] == ["3.00", "2.50"]
    assert "Q726" not in done.output
    review.write_text(f"page,row,value\n{page},1,4\n", "utf-8")
    done = run(tmp_path, quiz([NUMBER]), heads, ada)
    assert "error[Q722]: the row 1 cannot get `4` points" in done.output


@pytest.mark.parametrize("rows", [[], [["name", "age"]], [[""]]])
def test_a_table_without_items_is_refused(rows: list[list[str]], tmp_path: Path) -> None:
    done = run(tmp_path, quiz(ITEMS), *rows)
    assert (done.exit_code, "no column holds answers" in done.output) == (1, True)
