"""`quizgen grade` without scans: results from readings, corrections and a policy."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from axe_support import violations
from browser_support import ARGUMENTS, need_chromium
from click.testing import CliRunner, Result
from grade_support import item, page, quiz, readings
from playwright.sync_api import sync_playwright

from quizgen.cli import main
from quizgen.deck.answered import read_responses
from quizgen.grade.corrections import page_id
from quizgen.grade.readings import FILE, Readings, to_json
from quizgen.grade.scatter import Dot, scatter
from quizgen.quiz.manifest import Manifest, Mark, Student
from quizgen.quiz.write_manifest import to_json as manifest_json
from quizgen.tables.cells import guarded, joined, parted, unguarded

TURNED = {"A": (0, 1, 2, 3), "B": (3, 2, 1, 0)}
ITEMS = (item("one"), item("two", key=(1,)), item("three", key=(2,)))
EVIL = Student("1", '=HYPERLINK("http://x","Ada")', "@7b")
PUPILS = (EVIL, Student("2", "Ben"), Student("3", "Cleo"))
DECK = """\
deck: capitals
title: Capitals
kinds:
  cities:
    one: city
    name: name
    fields: {name: {type: text, required: true, single: true}, seat: {type: text, single: true}}
    questions: {seat: {ask: "Which city is {name}?"}}
cities:
  one: {name: one, seat: Paris}
  two: {name: two, seat: Rome}
  three: {name: three, seat: Madrid}
"""


def prepared(folder: Path, manifest: Manifest, read: Readings) -> Path:
    """Write a manifest and its readings into a folder; return the manifest's path."""
    (folder / "results").mkdir(exist_ok=True)
    (folder / "results" / FILE).write_bytes(to_json(read))
    path = folder / "quiz.json"
    path.write_bytes(manifest_json(manifest))
    return path


def run(quiz_file: Path, *options: str) -> Result:
    return CliRunner().invoke(
        main, ["grade", str(quiz_file), "-o", str(quiz_file.parent / "results"), *options]
    )


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


@pytest.fixture
def graded(tmp_path: Path) -> Path:
    """Return the folder of a quiz with two papers of three, marked."""
    manifest = quiz(ITEMS, TURNED, PUPILS)
    ada, ben = page(manifest, "A B D?", "1"), page(manifest, "B C A", "2")
    path = prepared(tmp_path, manifest, readings(manifest, ada, ben))
    done = run(path)
    assert done.exit_code == 0, done.output
    assert "2 papers marked, 1 with marks that a person should look at" in done.output
    return tmp_path


def test_every_student_has_a_row_and_every_item_a_column(graded: Path) -> None:
    rows = table(graded / "results" / "results.csv")
    assert [(row["number"], row["state"], row["total"], row["percent"]) for row in rows] == [
        ("1", "review", "2.00", "66.67"),
        ("2", "final", "2.00", "66.67"),
        ("3", "no paper", "", ""),
    ]
    assert rows[1]["cities/one/seat"] == "0.00"
    assert rows[1]["cities/two/seat"] == "1.00"


def test_no_cell_is_a_formula(graded: Path) -> None:
    (row, *_) = table(graded / "results" / "results.csv")
    assert row["name"].startswith("'=")
    assert row["group"] == "'@7b"
    book = openpyxl.load_workbook(graded / "results" / "results.xlsx")
    cells = book.worksheets[0]
    assert (cells["B2"].value, cells["B2"].data_type) == (EVIL.name, "s")
    assert cells["F2"].value == 2
    assert "f" not in {cell.data_type for line in cells.iter_rows() for cell in line}


def test_the_same_readings_give_the_same_bytes(graded: Path) -> None:
    folder = graded / "results"
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert run(graded / "quiz.json").exit_code == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    dates = {each.date_time for each in zipfile.ZipFile(folder / "results.xlsx").infolist()}
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_responses_name_options_and_facts_whatever_the_version(graded: Path) -> None:
    rows = table(graded / "results" / "responses.csv")
    bens = {row["item"]: row for row in rows if row["number"] == "2"}
    assert bens["cities/one/seat"]["chosen"] == "Vienna"
    assert bens["cities/one/seat"]["missed"] == "cities/one"
    assert bens["cities/two/seat"]["chosen"] == "Rome"
    assert bens["cities/two/seat"]["missed"] == ""
    assert [row["state"] for row in rows if row["number"] == "1"] == ["final", "final", "review"]
    read = read_responses(graded / "results" / "responses.csv")
    assert read[0].name == EVIL.name
    assert [each.offered for each in read] == [("Paris", "Rome", "Madrid", "Vienna")] * 6


def test_a_correction_survives_the_next_run_and_overrides_the_reading(graded: Path) -> None:
    manifest = quiz(ITEMS, TURNED, PUPILS)
    ada = page(manifest, "A B D?", "1")
    review = graded / "results" / "review.csv"
    review.write_text(f"page,row,value\n{page_id(ada)},3,C\nffff-1,3,C\n", "utf-8")
    before = review.read_bytes()
    for _ in range(2):
        done = run(graded / "quiz.json")
        assert done.exit_code == 0, done.output
        assert "Q726" in done.output
        assert "2 papers marked\n" in done.output
        assert table(graded / "results" / "results.csv")[0]["total"] == "3.00"
        assert review.read_bytes() == before
    # The page writes the line that it cannot show again.
    assert "ffff-1" in (graded / "results" / "review.html").read_text("utf-8")


def test_a_policy_marks_again_without_scans(graded: Path) -> None:
    policy = graded / "policy.yaml"
    policy.write_text("wrong: 1\nscale: us\nitems: {cities/one/seat: {void: true}}\n", "utf-8")
    assert run(graded / "quiz.json", "--policy", str(policy)).exit_code == 0
    rows = table(graded / "results" / "results.csv")
    assert [(row["total"], row["grade"]) for row in rows] == [
        ("1.00", "F"),
        ("3.00", "A"),
        ("", ""),
    ]


def test_the_printed_scale_counts_unless_a_policy_has_another(tmp_path: Path) -> None:
    scale = (Mark("good", 66.6), Mark("poor", 0))
    manifest = replace(quiz(ITEMS, TURNED, PUPILS[:1]), scale=scale)
    path = prepared(tmp_path, manifest, readings(manifest, page(manifest, "A B D", "1")))
    assert run(path).exit_code == 0
    assert table(tmp_path / "results" / "results.csv")[0]["grade"] == "good"
    policy = tmp_path / "policy.yaml"
    policy.write_text("scale: {pass: 50, fail: 0}\n", "utf-8")
    assert run(path, "--policy", str(policy)).exit_code == 0
    assert table(tmp_path / "results" / "results.csv")[0]["grade"] == "pass"


def test_a_teacher_reads_marks_versions_and_questions(tmp_path: Path) -> None:
    scale = (Mark("1", 80), Mark("5", 0))
    items = (*ITEMS, item("four", "short", answer="a town"))
    manifest = replace(quiz(items, TURNED, PUPILS[:2]), language="de", scale=scale)
    first, second = manifest.versions
    versions = (replace(first, letter="A"), replace(second, letter="B"))
    manifest = replace(manifest, versions=versions)
    read = readings(manifest, page(manifest, "A B C 0", "1"))
    assert run(prepared(tmp_path, manifest, read)).exit_code == 0
    folder = tmp_path / "results"
    assert table(folder / "results.csv")[0]["version"] == "A"
    book = openpyxl.load_workbook(folder / "results.xlsx")
    asked = [*book["Questions"].iter_rows(values_only=True)]
    assert asked[1] == ("cities/one/seat", "Which city is one?", "Paris")
    assert asked[4] == ("cities/four/seat", "Which city is four?", "a town")
    feedback = (folder / "feedback.html").read_text("utf-8")
    assert "3 / 4 · 75 % · Note 5" in feedback
    # What was written is on the paper; only its points are known.
    assert "0 / 1</span> Which city is four?</p><p>→ a town</p>" in feedback
    report = (folder / "report.html").read_text("utf-8")
    assert "Papers with it" in report


def test_dots_at_one_place_share_a_label() -> None:
    dots = [Dot("1", 0.5, 0.25, "one"), Dot("2", 0.2, 0.25, "two"), Dot("3", 0.5, 0.25, "three")]
    drawn = scatter("name", "Title", dots, "about")
    assert ">1, 3</text>" in drawn
    assert drawn.count("<circle") == 2


def test_a_roster_shows_who_handed_in_nothing(tmp_path: Path) -> None:
    manifest = quiz(ITEMS)
    path = prepared(tmp_path, manifest, readings(manifest, page(manifest, "A B C", number="7")))
    roster = tmp_path / "class.csv"
    roster.write_text("name,number\nAda,7\nBen,8\n", "utf-8")
    assert run(path, "--students", str(roster)).exit_code == 0
    rows = table(tmp_path / "results" / "results.csv")
    assert [(row["name"], row["state"]) for row in rows] == [("Ada", "final"), ("Ben", "no paper")]


def test_a_flawed_policy_writes_nothing(graded: Path) -> None:
    before = (graded / "results" / "results.csv").read_bytes()
    policy = graded / "policy.yaml"
    policy.write_text("wrng: 1\n", "utf-8")
    done = run(graded / "quiz.json", "--policy", str(policy))
    assert (done.exit_code, "Q201" in done.output) == (1, True)
    assert (graded / "results" / "results.csv").read_bytes() == before


def test_readings_of_another_quiz_are_refused(tmp_path: Path) -> None:
    manifest, other = quiz(ITEMS), quiz(ITEMS[:2])
    path = prepared(tmp_path, manifest, readings(other))
    done = run(path)
    assert (done.exit_code, "Q706" in done.output) == (1, True)
    assert [each.name for each in (tmp_path / "results").iterdir()] == [FILE]


def test_the_feedback_tells_what_was_given_and_what_is_right(graded: Path) -> None:
    text = (graded / "results" / "feedback.html").read_text("utf-8")
    assert text.count("<article>") == 2
    assert "<script" not in text
    assert "=HYPERLINK(&quot;http://x&quot;" in text
    rows = table(graded / "results" / "feedback.csv")
    (wrong,) = (row for row in rows if row["number"] == "2" and row["points"] == "0")
    assert (wrong["given"], wrong["right"]) == ("A Vienna", "Paris")
    assert wrong["explanation"] == "[A book, paragraph 3]"


def of_a_class(count: int, folder: Path) -> Path:
    """Mark the papers of a class, whose weak half chooses Vienna where Rome is right."""
    manifest = quiz(ITEMS, TURNED)
    chance = random.Random(1)  # noqa: S311 - a class, not a secret
    pages = []
    for number in range(count):
        good = number % 2
        rest = "C" if good or chance.random() < 0.3 else "A"
        letters = f"{'A' if good else 'D'} {'D' if good else 'B'} {rest}"
        pages.append(page(manifest, letters, "A", str(number + 1)))
    path = prepared(folder, manifest, readings(manifest, *pages))
    (folder / "capitals.yaml").write_text(DECK, "utf-8")
    done = run(path)
    assert done.exit_code == 0, done.output
    return folder / "results" / "report.html"


def test_a_bad_item_leads_to_the_line_of_its_fact(tmp_path: Path) -> None:
    text = of_a_class(40, tmp_path).read_text("utf-8")
    line = DECK.split("\n").index("  two: {name: two, seat: Rome}") + 1
    assert f"capitals.yaml:{line}" in text
    assert "check the key" in text
    assert "vary much from class to class" not in text


def test_a_small_class_is_warned_about_its_numbers(tmp_path: Path) -> None:
    assert "vary much from class to class" in of_a_class(10, tmp_path).read_text("utf-8")


@pytest.mark.parametrize("text", ["=1+1", "+a", "-a", "@a", "\ta", "'a", "a", "-", "-3.5", "é|"])
def test_a_cell_comes_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("texts", [(), ("a",), ("a | b", "c\\", "\\|"), ("x|", "|y")])
def test_several_texts_in_a_cell_come_back(texts: tuple[str, ...]) -> None:
    assert parted(joined(texts)) == texts


@pytest.mark.xdist_group("chromium")
def test_the_pages_are_accessible_and_fit_a_phone(tmp_path: Path) -> None:
    report = of_a_class(40, tmp_path)
    path = need_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        for file in (report, report.with_name("feedback.html")):
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": 400, "height": 800},
                    color_scheme=scheme,  # type: ignore[arg-type]
                    bypass_csp=True,
                )
                shown = context.new_page()
                shown.goto(file.as_uri())
                assert violations(shown) == [], (file.name, scheme)
                assert shown.evaluate("document.documentElement.scrollWidth") == 400, file.name
                context.close()
        browser.close()


def test_versions_are_compared_with_a_warning(tmp_path: Path) -> None:
    manifest = quiz(ITEMS, TURNED)
    pages = [
        page(manifest, f"{'A' if number % 3 else 'B'} B C", "A", f"1{number:02}")
        for number in range(20)
    ]
    # In version B, the order is turned: three, two, one.
    pages += [
        page(manifest, f"B C {'D' if number % 2 else 'A'}", "B", f"2{number:02}")
        for number in range(20)
    ]
    path = prepared(tmp_path, manifest, readings(manifest, *pages))
    assert run(path).exit_code == 0
    text = (tmp_path / "results" / "report.html").read_text("utf-8")
    assert "The smallest version has 20 papers." in text
    assert "Odds above 1 mean" in text
