"""`quizgen grade --responses`: answers that were given without paper."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from grade_support import item, quiz

from quizgen.cli import main
from quizgen.quiz.manifest import Manifest, Student, to_json

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


@pytest.mark.parametrize("rows", [[], [["name", "age"]], [[""]]])
def test_a_table_without_items_is_refused(rows: list[list[str]], tmp_path: Path) -> None:
    done = run(tmp_path, quiz(ITEMS), *rows)
    assert (done.exit_code, "no column holds answers" in done.output) == (1, True)
