"""From readings and corrections to scores."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from pathlib import Path

import pytest
from grade_support import CITIES, item, page, quiz

from quizgen.diagnostics import Place, QuizgenError
from quizgen.grade.corrections import (
    Correction,
    Corrections,
    page_id,
    read_corrections,
    to_csv,
)
from quizgen.grade.grading import Paper, grade
from quizgen.grade.policy import Policy, read_policy, with_policy
from quizgen.grade.readings import Doubt, HeadReading, PageReading, Status
from quizgen.quiz.manifest import Manifest, Student
from quizgen.quiz.score import mark_of

ITEMS = (item("one"), item("two", key=(1,)), item("three", key=(2,)))
TURNED = {"A": (0, 1, 2, 3), "B": (3, 2, 1, 0)}
PUPILS = (Student("1", "Ada"), Student("2", "Ben"))


def corrected(*said: tuple[PageReading, str, str]) -> Corrections:
    place = Place("review.csv", 2, 1)
    return Corrections(Correction(page_id(of), row, value, place) for of, row, value in said)


def graded(manifest: Manifest, *pages: PageReading, by: Corrections | None = None) -> list[Paper]:
    return grade(manifest, pages, by or Corrections())


def totals(papers: list[Paper]) -> list[Fraction | None]:
    return [paper.score.total if paper.score else None for paper in papers]


def test_a_paper_of_a_roster_belongs_to_its_student() -> None:
    manifest = quiz(ITEMS, TURNED, PUPILS)
    # Ben's paper has the items and the options backwards.
    papers = graded(manifest, page(manifest, "B C A", "2"), page(manifest, "A B C", "1"))
    assert [paper.student for paper in papers] == [*PUPILS]
    assert totals(papers) == [3, 2]


def test_chosen_options_are_in_the_items_own_order() -> None:
    manifest = quiz(ITEMS, TURNED)
    (paper,) = graded(manifest, page(manifest, "B C A", "B", "7"))
    chosen = {each.item: [CITIES[n] for n in each.chosen[0]] for each in paper.responses}
    assert chosen == {2: ["Madrid"], 1: ["Rome"], 0: ["Vienna"]}
    assert [each.given for each in paper.responses] == ["B", "C", "A"]


def test_matching_rows_are_in_the_items_own_order() -> None:
    matched = item("m", "matching", (2, 0), left=("seat of Spain", "seat of France"))
    manifest = quiz([matched])
    (place,) = manifest.versions[0].sections[0]
    turned = place.__class__(0, (3, 2, 1, 0), (1, 0))
    version = manifest.versions[0].__class__("A", ((turned,),))
    manifest = manifest.__class__(**{**vars(manifest), "versions": (version,)})
    (paper,) = graded(manifest, page(manifest, "d b", "A", "1"))
    assert totals([paper]) == [1]
    assert paper.responses[0].chosen == (frozenset({2}), frozenset({0}))


def test_an_unknown_version_waits_for_a_person() -> None:
    manifest = quiz(ITEMS, TURNED)
    sure = page(manifest, "A B C", "A", "7")
    unsure = dataclasses.replace(sure, version=HeadReading("A", 0.5, Doubt.WEAK))
    (paper,) = graded(manifest, unsure)
    assert paper.score is None
    assert [(each.row, each.read) for each in paper.to_review] == [("version", "A")]
    (paper,) = graded(manifest, unsure, by=corrected((unsure, "version", "A")))
    assert totals([paper]) == [3]
    assert paper.is_final


def test_a_sheet_without_a_number_waits_for_one() -> None:
    manifest = quiz(ITEMS)
    nobody = page(manifest, "A B C")
    (paper,) = graded(manifest, nobody)
    assert [each.row for each in paper.to_review] == ["number"]
    assert not paper.is_final
    fixed = corrected((nobody, "number", "7"), (nobody, "name", "Cleo"))
    (paper,) = graded(manifest, nobody, by=fixed)
    assert (paper.student, paper.is_final) == (Student("7", "Cleo"), True)


def test_a_roster_names_the_students_of_numbers() -> None:
    manifest = quiz(ITEMS)
    roster = [Student("7", "Ada", "7b")]
    (paper,) = grade(manifest, [page(manifest, "A B C", number="007")], Corrections(), roster)
    assert paper.student == roster[0]


def test_two_students_with_one_number_are_two_papers() -> None:
    manifest = quiz(ITEMS)
    one = page(manifest, "A B C", number="7", file="one.png")
    two = page(manifest, "D D D", number="7", file="two.png")
    papers = graded(manifest, one, two)
    assert totals(papers) == [3, 0]
    assert [each.why for paper in papers for each in paper.to_review] == [
        "another paper has the same number"
    ] * 2
    papers = graded(manifest, one, two, by=corrected((two, "number", "8")))
    assert [paper.student.number for paper in papers] == ["7", "8"]
    assert all(paper.is_final for paper in papers)


def test_a_sheet_that_was_scanned_twice_counts_once() -> None:
    manifest = quiz(ITEMS, TURNED, PUPILS)
    again = page(manifest, "A B C", "1", file="again.png", status=Status.DUPLICATE)
    (paper,) = graded(manifest, page(manifest, "A B C", "1"), again)
    assert (totals([paper]), paper.to_review) == ([3], ())


def test_pages_that_differ_leave_the_row_open_until_a_person_decides() -> None:
    manifest = quiz(ITEMS, TURNED, PUPILS)
    one = page(manifest, "A B C", "1")
    two = page(manifest, "A B D", "1", file="again.png")
    (paper,) = graded(manifest, one, two)
    assert totals([paper]) == [2]
    assert {each.row for each in paper.to_review} == {"3"}
    (paper,) = graded(manifest, one, two, by=corrected((two, "3", "C")))
    assert totals([paper]) == [3]


def test_a_clear_reading_of_a_row_settles_a_doubtful_one() -> None:
    manifest = quiz(ITEMS, TURNED, PUPILS)
    weak = page(manifest, "A B D?", "1")
    (paper,) = graded(manifest, weak, page(manifest, "A B C", "1", file="again.png"))
    assert (totals([paper]), paper.to_review) == ([3], ())


def test_a_doubtful_row_counts_as_it_seems_until_a_person_decides() -> None:
    manifest = quiz(ITEMS, TURNED, PUPILS)
    weak = page(manifest, "A B C?", "1")
    (paper,) = graded(manifest, weak)
    assert totals([paper]) == [3]
    assert [each.doubtful for each in paper.responses] == [False, False, True]
    assert not paper.is_final
    (paper,) = graded(manifest, weak, by=corrected((weak, "3", "-")))
    assert totals([paper]) == [2]
    assert paper.is_final


def test_a_page_that_a_person_leaves_out_does_not_count() -> None:
    manifest = quiz(ITEMS, TURNED, PUPILS)
    stray = page(manifest, "D D D", "1", file="stray.png")
    kept = page(manifest, "A B C", "1")
    papers = graded(manifest, kept, stray, by=corrected((stray, "page", "leave out")))
    assert totals(papers) == [3]


def test_a_row_by_hand_takes_the_points_of_a_person() -> None:
    manifest = quiz([item("one", "short")], None, PUPILS)
    blank = page(manifest, "-", "1")
    (paper,) = graded(manifest, blank)
    assert [each.row for each in paper.to_review] == ["1"]
    (paper,) = graded(manifest, blank, by=corrected((blank, "1", "0,5")))
    assert totals([paper]) == [Fraction(1, 2)]


@pytest.mark.parametrize(
    ("row", "value", "told"),
    [
        ("1", "Z", "no letter `Z`"),
        ("version", "Q", "no version `Q`"),
    ],
)
def test_a_correction_that_cannot_be_is_reported_at_its_line(
    row: str, value: str, told: str
) -> None:
    manifest = quiz(ITEMS)
    one = page(manifest, "A B C", number="7")
    with pytest.raises(QuizgenError) as caught:
        graded(manifest, one, by=corrected((one, row, value)))
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.place.line) == ("Q722", 2)
    assert told in problem.message


def test_corrections_come_back_from_their_file(tmp_path: Path) -> None:
    manifest = quiz(ITEMS)
    one = page(manifest, "A B C", number="7")
    path = tmp_path / "review.csv"
    made = corrected((one, "1", "-"), (one, "name", "=HYPERLINK(1)"), (one, "2", "A C"))
    path.write_bytes(to_csv(made.all()))
    assert "'=HYPERLINK" in path.read_text("utf-8")
    read = read_corrections(path, [one])
    assert {each.row: each.value for each in read.all()} == {
        "1": "-",
        "name": "=HYPERLINK(1)",
        "2": "A C",
    }


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("row,value\n1,A\n", "no column `page`"),
        ("page,row,value\n{page},99,A\n", "no row `99`"),
        ("page,row,value\n,1,A\n", "does not name a page"),
        ("page,row,value\n{page},page,burn\n", "cannot be `burn`"),
        ("", "no column `page`"),
    ],
)
def test_a_damaged_file_of_corrections_is_reported(lines: str, told: str, tmp_path: Path) -> None:
    one = page(quiz(ITEMS), "A B C", number="7")
    path = tmp_path / "review.csv"
    path.write_text(lines.format(page=page_id(one)), "utf-8")
    with pytest.raises(QuizgenError, match=told) as caught:
        read_corrections(path, [one])
    assert caught.value.diagnostics[0].code == "Q722"


def policy(tmp_path: Path, text: str, manifest: Manifest) -> Policy:
    path = tmp_path / "policy.yaml"
    path.write_text(text, "utf-8")
    return read_policy(path, manifest)


def test_a_policy_changes_what_papers_earn(tmp_path: Path) -> None:
    manifest = quiz(ITEMS, TURNED, PUPILS)
    read = policy(
        tmp_path,
        "wrong: 0.5\nfloor: 0\nscale: german\n"
        "items:\n  cities/one/seat: {void: true}\n  cities/two/seat: {also: [Vienna]}\n",
        manifest,
    )
    changed = with_policy(manifest, read)
    (paper,) = graded(changed, page(manifest, "B D A", "1"))
    assert totals([paper]) == [Fraction(3, 2)]
    assert read.total(Fraction(-3)) == 0
    percents = (100, 92, 91, 50, 30, 0, -5)
    assert [mark_of(changed, Fraction(each)) for each in percents] == list("1124566")


def test_an_option_that_is_right_too_joins_the_right_ones_of_a_multiple_answer(
    tmp_path: Path,
) -> None:
    manifest = quiz([item("m", "multiple", (0, 1))], None, PUPILS)
    changed = with_policy(
        manifest, policy(tmp_path, "items: {cities/m/seat: {also: [Vienna]}}", manifest)
    )
    every = graded(changed, page(manifest, "ABD", "1"))
    printed = graded(changed, page(manifest, "AB", "1"))
    assert totals(every) == totals(printed) == [1]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("wrng: 1\nfloor: [1]\n", ["Q201", "Q203"]),
        ("scale: {A: ninety}\n", ["Q207"]),
        ("scale: {A: 101, B: -1}\n", ["Q207", "Q207"]),
        (f"scale: {{{', '.join(f'M{each}: {each}' for each in range(31))}}}\n", ["Q207"]),
        ("scale: usa\n", ["Q209"]),
        ("scale: [A]\n", ["Q209"]),
        ("items: {cities/tow/seat: {void: true}}\n", ["Q721"]),
        ("items: {cities/two/seat: true}\n", ["Q720"]),
        ("items: {cities/two/seat: {also: [Viena]}}\n", ["Q721"]),
    ],
)
def test_every_problem_of_a_policy_has_its_place(
    text: str, codes: list[str], tmp_path: Path
) -> None:
    with pytest.raises(QuizgenError) as caught:
        policy(tmp_path, text, quiz(ITEMS))
    assert [each.code for each in caught.value.diagnostics] == codes
    assert all(each.place.line for each in caught.value.diagnostics)
