"""The review page in Chromium: a person decides marks by keyboard, and saves review.csv."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_support import violations
from browser_support import ARGUMENTS, need_chromium
from grade_support import item, page, quiz
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from quizgen.diagnostics import Place
from quizgen.grade.corrections import Correction, Corrections, page_id, read_corrections
from quizgen.grade.grading import grade
from quizgen.grade.readings import PageReading
from quizgen.grade.review_page import review_page
from quizgen.quiz.manifest import Student

pytestmark = pytest.mark.xdist_group("chromium")

EVIL = '</script><img src=x onerror="document.title=1">'
ITEMS = (item("one"), item("two", "multiple", (0, 1)), item("three", "short"))
MANIFEST = quiz(ITEMS, None, (Student("1", EVIL), Student("2", "Ben")))
KEPT = Correction("abc-1", "4", EVIL, Place("review.csv", 2, 1), 'old, "scan".png')


def pages() -> list[PageReading]:
    first = page(MANIFEST, "A? AB? -", "1")
    rows = tuple(dataclasses.replace(row, crop="row.png") for row in first.rows)
    return [dataclasses.replace(first, rows=rows), page(MANIFEST, "- AB -", "2")]


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("L", (300, 40), 200).save(made, "PNG")
    return made.getvalue()


def made(corrections: Corrections | None = None) -> str:
    papers = grade(MANIFEST, pages(), corrections or Corrections())
    rows = [row for paper in papers for row in paper.to_review]
    return review_page(f"Cities {EVIL}", rows, [KEPT], lambda _: picture())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = need_chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def review(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    path = tmp_path / "review.html"
    path.write_text(made(), "utf-8")
    shown = browser.new_page()
    wrong: list[str] = []
    shown.on("console", lambda told: wrong.append(told.text))
    shown.on("pageerror", lambda error: wrong.append(str(error)))
    shown.goto(path.as_uri())
    yield shown
    assert wrong == []
    shown.close()


def saved(review: Page, folder: Path) -> Path:
    with review.expect_download() as download:
        review.click("#save")
    path = folder / "saved.csv"
    download.value.save_as(path)
    assert download.value.suggested_filename == "review.csv"
    return path


def test_marks_are_decided_by_keyboard_and_saved(review: Page, tmp_path: Path) -> None:
    first, second = pages()
    # Item 1: none; item 2: B and C in place of A and B; item 3: half a point.
    # Then Ben, in his order.
    review.keyboard.press("Space")
    review.keyboard.press("ArrowDown")
    for key in ("a", "b"):
        review.keyboard.press(key)
    review.keyboard.press("a")
    review.keyboard.press("c")
    review.keyboard.press("Enter")
    review.keyboard.type("0.5")
    review.keyboard.press("Enter")
    review.keyboard.type("1")
    review.keyboard.press("Enter")
    assert review.inner_text("#done") == "4"
    read = read_corrections(saved(review, tmp_path), [first, second])
    decided = {(each.page, each.row): each.value for each in read.all()}
    assert decided == {
        (page_id(first), "1"): "-",
        (page_id(first), "2"): "B C",
        (page_id(first), "3"): "0.5",
        (page_id(second), "1"): "1",
        ("abc-1", "4"): EVIL,
    }
    (kept,) = read.without_page([first, second])
    assert kept.scan == KEPT.scan
    # The marks that the person decided give the score.
    papers = grade(MANIFEST, pages(), read)
    assert [float(paper.score.total) for paper in papers if paper.score] == [0.5, 2]
    assert all(paper.is_final for paper in papers)


def test_enter_keeps_what_was_read_and_backspace_takes_it_back(review: Page) -> None:
    review.keyboard.press("Enter")
    review.keyboard.press("Enter")
    assert review.inner_text("#done") == "2"
    assert [each.input_value() for each in review.locator("input").all()] == ["A", "A B", "", ""]
    review.keyboard.press("ArrowUp")
    review.keyboard.press("Backspace")
    assert review.inner_text("#done") == "1"


def test_a_wrong_decision_shows_and_a_page_takes_over_an_earlier_file(review: Page) -> None:
    first, _ = pages()
    review.locator("input").first.fill("Z")
    assert review.locator("input").first.get_attribute("aria-invalid") == "true"
    review.click("summary")
    review.fill("#text", f'page,row,value,scan\n{page_id(first)},1,B,"a, b"\nzz-1,2,C,x\n')
    review.click("#load")
    assert review.locator("input").first.input_value() == "B"
    assert "zz-1,2,C,x" in review.input_value("#text")
    review.fill("#text", "nonsense")
    review.click("#load")
    assert "not a review.csv" in review.inner_text("#told")
    assert review.locator("input").first.input_value() == "B"


def test_decisions_so_far_are_shown(browser: Browser, tmp_path: Path) -> None:
    first, _ = pages()
    place = Place("review.csv", 2, 1)
    said = Corrections([Correction(page_id(first), "1", "D", place)])
    path = tmp_path / "review.html"
    path.write_text(made(said), "utf-8")
    shown = browser.new_page()
    shown.goto(path.as_uri())
    assert shown.locator("input").first.input_value() == "D"
    # The next row that waits is the first to decide.
    assert shown.locator(".here").get_attribute("id") == "row-1"
    shown.close()


def test_the_page_is_accessible_and_runs_nothing_of_a_stranger(
    browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "review.html"
    path.write_text(made(), "utf-8")
    for scheme in ("light", "dark"):
        context = browser.new_context(
            color_scheme=scheme,  # type: ignore[arg-type]
            bypass_csp=True,
            viewport={"width": 400, "height": 800},
        )
        shown = context.new_page()
        shown.goto(path.as_uri())
        # Even without its policy, the page runs nothing that a name or a file brings along.
        assert shown.title().startswith("Review: Cities </script>")
        assert violations(shown) == []
        assert shown.evaluate("document.documentElement.scrollWidth") == 400
        context.close()


def test_a_row_that_a_person_marks_says_what_is_right() -> None:
    text = made()
    assert text.count("<p>Which city is three? Right: <b>three</b></p>") == 2
    # A doubtful mark is decided by what it looks like.
    assert "Which city is one?" not in text
    assert "Read: <b>nothing</b>" in text
