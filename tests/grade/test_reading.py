"""Sheets that a simulator marked and scanned are read as they were marked."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from scan_counts import Count
from scan_simulator import CONDITIONS, HELD_OUT, Condition, degraded, mark, simulated
from sheets_to_scan import PrintedSheet

from quizgen.grade.orders import PageRead, Quiz
from quizgen.grade.pages import picture_of
from quizgen.grade.read_page import read_page
from quizgen.grade.readings import Doubt, PageReading, Status, reading_of, to_review

ALL = {**CONDITIONS, **HELD_OUT}
SHEETS = 5
# No other run uses these seeds.
FIRST_SEED = 9_000
ABOUT = PageReading("scan.jpg", "ab" * 32, 1, Status.UNREADABLE)
PLAIN = Condition(dpi=(200, 200), turns=False, skew=0.5)


def read(picture: np.ndarray, quiz: Quiz) -> PageRead:
    return read_page(picture, quiz, ABOUT)


def counted(printed: list[PrintedSheet], name: str) -> Count:
    count = Count()
    for seed in range(FIRST_SEED, FIRST_SEED + SHEETS):
        sheet = printed[seed % len(printed)]
        marked, data = simulated(sheet.picture, sheet.layout, sheet.number, ALL[name], seed)
        page = read(picture_of(data), sheet.quiz).page
        assert page.status is Status.READ, page.reason
        assert (page.paper, page.sheet_page) == (sheet.paper, sheet.number + 1)
        assert page.layout == sheet.layout.fingerprint
        count.compare(page, marked)
    return count


@pytest.mark.parametrize("name", ALL)
def test_no_row_is_wrong_without_a_doubt(printed: list[PrintedSheet], name: str) -> None:
    count = counted(printed, name)
    assert count.rows >= 150
    assert (count.silent, count.heads_wrong) == (0, 0)
    assert count.wrong <= count.reviewed
    # Crossed out and double marks aside, a person need not look at more than one row of a hundred.
    assert count.clear_reviewed <= 0.01 * count.clear


KINDS = {
    "full": Doubt.NONE,
    "scribble": Doubt.NONE,
    "cross": Doubt.NONE,
    "blank": Doubt.NONE,
    "erased": Doubt.NONE,
    "corrected": Doubt.CROSSED,
    "double": Doubt.SEVERAL,
}


@pytest.mark.parametrize(("kind", "doubt"), KINDS.items())
def test_each_way_to_mark_is_known(another_sheet: PrintedSheet, kind: str, doubt: Doubt) -> None:
    sheet = another_sheet
    random = np.random.default_rng(7)
    kinds = {} if kind == "full" else {kind: 100}
    marked = mark(sheet.picture, sheet.layout, 0, random, kinds)
    read_ = read(degraded(marked.picture, PLAIN, random), sheet.quiz)
    rows = read_.page.rows
    assert {row.doubt for row in rows} == {doubt}
    for row in rows:
        assert frozenset(row.letters) == marked.rows[row.label].letters
        assert (row.confidence > 0.9) == (doubt is Doubt.NONE)
        assert bool(row.crop) == bool(doubt)
    crops = {row.crop for row in rows if row.crop}
    assert crops <= set(read_.crops)
    assert all(data.startswith(b"\x89PNG") for data in read_.crops.values())


@pytest.fixture
def another_sheet(another: object) -> PrintedSheet:
    return another.sheets[0]  # type: ignore[attr-defined,no-any-return]


def test_a_number_and_a_version_are_read(printed: list[PrintedSheet]) -> None:
    sheet = next(each for each in printed if each.page.version)
    random = np.random.default_rng(3)
    marked = mark(sheet.picture, sheet.layout, sheet.number, random, {})
    page = read(degraded(marked.picture, PLAIN, random), sheet.quiz).page
    assert (page.number.value, page.version.value) == (marked.number, marked.version)
    assert len(marked.number) == 5
    said = reading_of(page)
    assert (said.number, said.version) == (marked.number, marked.version)
    assert said.rows == {label: row.letters for label, row in marked.rows.items()}
    # Somebody wrote a name there by hand.
    assert page.name_crop


def test_rows_by_hand_always_go_to_a_person(students: object) -> None:
    sheet = students.sheets[0]  # type: ignore[attr-defined]
    random = np.random.default_rng(4)
    marked = mark(sheet.picture, sheet.layout, 0, random, {})
    read_ = read(degraded(marked.picture, PLAIN, random), sheet.quiz)
    by_hand = [row for row in read_.page.rows if row.doubt is Doubt.BY_HAND]
    assert len(by_hand) == sum(row.by_hand for row in sheet.layout.rows) > 0
    assert all(row.crop in read_.crops for row in by_hand)
    assert [frozenset(row.letters) for row in by_hand] == [
        marked.rows[row.label].letters for row in by_hand
    ]
    assert set(by_hand) <= set(to_review(read_.page))


def test_a_covered_code_goes_to_a_person(another_sheet: PrintedSheet) -> None:
    sheet = another_sheet
    random = np.random.default_rng(5)
    marked = mark(sheet.picture, sheet.layout, 0, random, {})
    box, mm = sheet.page.qr, 300 / 25.4
    rows = slice(round(box.y * mm), round((box.y + box.height) * mm))
    columns = slice(round(box.x * mm), round((box.x + box.width) * mm))
    marked.picture[rows, columns] = 200
    page = read(marked.picture, sheet.quiz).page
    assert page.status is Status.UNREADABLE
    assert "QR code" in page.reason
    # There is one kind of sheet, so its rows are known, and a person says whose they are.
    assert {row.label: frozenset(row.letters) for row in page.rows} == {
        label: row.letters for label, row in marked.rows.items()
    }
    assert not page.paper


def test_two_lost_corners_are_too_many(another_sheet: PrintedSheet) -> None:
    sheet = another_sheet
    picture = sheet.picture.copy()
    picture[-400:] = 255
    page = read(picture, sheet.quiz).page
    assert page.status is Status.UNREADABLE
    assert page.reason == "2 of its 4 corner markers can be seen, and it takes 3"


def test_two_sheets_in_one_picture_are_not_mixed(another_sheet: PrintedSheet) -> None:
    sheet = another_sheet
    page = read(np.hstack([sheet.picture, sheet.picture]), sheet.quiz).page
    assert (page.status, page.reason) == (
        Status.UNREADABLE,
        "it shows several sheets; scan each alone",
    )


def test_covered_bubbles_are_not_blank(another_sheet: PrintedSheet) -> None:
    sheet = another_sheet
    picture = sheet.picture.copy()
    mm = 300 / 25.4
    covered = {bubble.index for bubble in sheet.page.bubbles if bubble.index % 4 == 0}
    for bubble in sheet.page.bubbles:
        if bubble.index in covered and bubble.letter == "C":
            middle = (round(bubble.x * mm), round(bubble.y * mm))
            cv2.circle(picture, middle, round(3 * mm), 255, -1)
    page = read(picture, sheet.quiz).page
    doubtful = {row.label for row in page.rows if row.doubt is Doubt.WEAK}
    assert doubtful == {sheet.layout.rows[index].label for index in covered}


def test_bubbles_that_are_not_there_are_not_read(another_sheet: PrintedSheet) -> None:
    sheet = another_sheet
    picture = sheet.picture.copy()
    # Everything between the upper and the lower markers is gone.
    picture[500:3000] = 255
    page = read(picture, sheet.quiz).page
    assert page.status is Status.UNREADABLE
    assert "bubbles cannot be found" in page.reason


def test_all_bubbles_of_a_letter_may_be_filled(another_sheet: PrintedSheet) -> None:
    """A letter's own baseline is capped, or its bubbles would all seem empty."""
    sheet = another_sheet
    random = np.random.default_rng(6)
    picture = sheet.picture.copy()
    mm = 300 / 25.4
    for bubble in sheet.page.bubbles:
        if bubble.letter == "B":
            middle = (round(bubble.x * mm), round(bubble.y * mm))
            cv2.circle(picture, middle, round(bubble.radius * mm * 0.9), 60, -1)
    page = read(degraded(picture, PLAIN, random), sheet.quiz).page
    assert {row.letters for row in page.rows} == {("B",)}
    assert not [row for row in page.rows if row.doubt]


def test_a_sheet_of_another_quiz_is_foreign(another_sheet: PrintedSheet, students: object) -> None:
    quiz = students.sheets[0].quiz  # type: ignore[attr-defined]
    page = read(another_sheet.picture, quiz).page
    assert page.status is Status.FOREIGN
    assert another_sheet.quiz.fingerprint in page.reason


def test_a_blank_back_is_no_sheet(another_sheet: PrintedSheet) -> None:
    random = np.random.default_rng(2)
    blank = np.clip(random.normal(240, 3, (2339, 1654)), 0, 255).astype(np.uint8)
    page = read(blank, another_sheet.quiz).page
    assert (page.status, page.reason) == (Status.BLANK, "it is blank")
    # A page full of text is none either, but it might be a sheet that nobody can see.
    text = another_sheet.picture[500:2900, 200:2200]
    assert read(text, another_sheet.quiz).page.status is Status.UNREADABLE


def test_the_same_picture_gives_the_same_reading(another_sheet: PrintedSheet) -> None:
    sheet = another_sheet
    _, data = simulated(sheet.picture, sheet.layout, 0, ALL["photo, shadow"], 11)
    first, second = (read(picture_of(data), sheet.quiz) for _ in range(2))
    assert first == second
