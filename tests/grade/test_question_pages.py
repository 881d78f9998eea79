"""Papers whose sheets are bound to them: their other pages are no bad scans."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image
from scan_simulator import CONDITIONS, DPI, HELD_OUT, Picture, degraded, mark, printed_pages
from sheets_to_scan import FORMS, PrintedSheet, make_quiz

from quizgen.cli import main
from quizgen.grade.orders import Quiz
from quizgen.grade.read_page import read_page
from quizgen.grade.readings import PageReading, Status

ALL = {**CONDITIONS, **HELD_OUT}
ABOUT = PageReading("scan.jpg", "ab" * 32, 1, Status.UNREADABLE)


@pytest.fixture(scope="module")
def bound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Papers of two students with bound sheets; each has pages without a part of a sheet."""
    folder = tmp_path_factory.mktemp("bound")
    roster = folder / "class.csv"
    roster.write_text("name,number\nAnna,101\nBen,102\n", "utf-8")
    make_quiz(folder, "--bound", "--students", str(roster), "--items", "24", "--forms", FORMS)
    return folder


def pages_of(folder: Path) -> list[Picture]:
    return printed_pages((folder / "quiz.pdf").read_bytes())


def status(page: Picture, quiz: Quiz, condition: str, seed: int) -> Status:
    seen = degraded(page, ALL[condition], np.random.default_rng(seed))
    return read_page(seen, quiz, ABOUT).page.status


def without_corners(sheet: PrintedSheet, seed: int) -> Picture:
    """Return a marked sheet on which all markers and the QR code are covered."""
    marked = mark(sheet.picture, sheet.layout, sheet.number, np.random.default_rng(seed))
    page, code = marked.picture.copy(), sheet.page.qr
    half = [(each.x, each.y, each.side / 2) for each in sheet.page.markers]
    middle = (code.x + code.width / 2, code.y + code.height / 2, code.width / 2)
    for x, y, reach in (*half, middle):
        left, top, right, bottom = (
            max(0, round(edge * DPI / 25.4))
            for edge in (x - reach - 2, y - reach - 2, x + reach + 2, y + reach + 2)
        )
        page[top:bottom, left:right] = 255
    return page


@pytest.mark.parametrize("condition", ALL)
def test_questions_are_told_from_sheets_without_corners(
    condition: str, bound: Path, printed: list[PrintedSheet]
) -> None:
    quiz = printed[0].quiz
    assert status(pages_of(bound)[0], quiz, condition, 1) is Status.QUESTIONS
    for seed in range(2):
        page = without_corners(printed[seed], seed)
        assert status(page, quiz, condition, seed) is Status.UNREADABLE


def test_a_picture_is_no_page_of_questions(printed: list[PrintedSheet]) -> None:
    spots = np.random.default_rng(1).integers(0, 256, (60, 40), np.uint8)
    cat = np.asarray(Image.fromarray(spots).resize((1200, 1800), Image.Resampling.BICUBIC))
    assert read_page(cat, printed[0].quiz, ABOUT).page.status is Status.UNREADABLE


def test_pages_with_questions_are_counted_and_not_listed(bound: Path, tmp_path: Path) -> None:
    papers = pages_of(bound)
    seen = [
        Image.fromarray(degraded(page, CONDITIONS["scan 150 dpi"], np.random.default_rng(number)))
        for number, page in enumerate(papers)
    ]
    first, *others = seen
    first.save(tmp_path / "stack.pdf", save_all=True, append_images=others, resolution=150)
    arguments = [bound / "quiz.json", tmp_path / "stack.pdf", "-o", tmp_path / "results"]
    done = CliRunner().invoke(main, ["grade", *map(str, arguments)])
    assert done.exit_code == 0, done.output
    blank = sum(page.min() > 128 for page in papers)
    counted = f"{len(papers)} pages in 1 file: {f'{blank} blank, ' if blank else ''}2 read"
    assert f"{counted}, {len(papers) - 2 - blank} question pages" in done.output
    assert "Q703" not in done.output
    assert "print and no answer sheet" not in done.output
