"""Bound answer sheets below the last items of a quiz, as scanner software sees them."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from key_support import read_aloud
from pdf_support import pages
from scan_support import page_count, qr_text, scanned
from sheet_checks import assert_page, assert_rows

from quizgen.cli import main
from quizgen.export import paper
from quizgen.quiz.geometry import SheetLayout
from quizgen.quiz.manifest import Manifest
from quizgen.quiz.read_manifest import read_manifest
from quizgen.resources import shipped

DECK = str(shipped("decks") / "us-russia-2020.yaml")
FORMS = "choice,true-false,matching,multiple,ordering,short"


def run(*args: str) -> None:
    done = CliRunner().invoke(main, ["quiz", *args])
    assert done.exit_code == 0, done.output


def made(folder: Path, *args: str) -> tuple[bytes, Manifest]:
    run(DECK, "-o", str(folder), *args)
    return (folder / "quiz.pdf").read_bytes(), read_manifest(folder / "quiz.json")


def roster(folder: Path, count: int) -> str:
    path = folder / "roster.csv"
    names = "".join(f"Pupil {n},{n},10b\n" for n in range(1, count + 1))
    path.write_text(f"name,number,class\n{names}", "utf-8")
    return str(path)


def panels(pdf: bytes, manifest: Manifest) -> dict[str, tuple[int, SheetLayout, str]]:
    """Return the page, the layout and the code of each paper's sheet, by what scanners read."""
    assert manifest.sheet
    found = {}
    for number in range(page_count(pdf)):
        try:
            code = qr_text(scanned(pdf, number))
        except ValueError:
            continue
        _, quiz, paper, page, of, layout = code.split("/")
        assert (quiz, page, of) == (manifest.fingerprint, "1", "1")
        assert paper not in found
        found[paper] = (number, manifest.sheet.layouts[layout], code)
    assert set(found) == {each.paper for each in manifest.sheet.papers}
    return found


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("density", ["normal", "compact"])
@pytest.mark.parametrize("items", ["8", "20", "40"])
def test_a_panel_stands_where_its_layout_says(
    tmp_path: Path, items: str, density: str, paper: str
) -> None:
    students = roster(tmp_path, 2)
    options = ("--bound", "--items", items, "--density", density, "--paper", paper)
    pdf, manifest = made(tmp_path / "out", "--students", students, *options)
    for number, layout, code in panels(pdf, manifest).values():
        assert layout.is_panel
        assert len(layout.pages) == 1
        # A printed number takes a part of the cell for the name.
        assert_page(pdf, number, layout.pages[0], code, is_first=True, named=False)
        assert_rows(layout, layout.rows)
        assert len(layout.rows) == int(items)


@pytest.mark.parametrize("forms", ["choice", FORMS])
def test_a_panel_of_a_version_asks_for_the_number(tmp_path: Path, forms: str) -> None:
    options = ("--bound", "--versions", "2", "--items", "20", "--forms", forms)
    pdf, manifest = made(tmp_path / "out", *options)
    for letter, (number, layout, code) in panels(pdf, manifest).items():
        assert layout.is_panel
        assert len(layout.pages[0].number) == 50
        assert_page(pdf, number, layout.pages[0], code, is_first=True)
        assert "Version" in pages(pdf)[number].text
        assert letter in {"A", "B"}


def test_a_panel_is_on_the_last_page_of_the_items_where_there_is_room(tmp_path: Path) -> None:
    pdf, manifest = made(tmp_path, "--bound", "--items", "20", "--digits", "0")
    ((number, layout, _),) = panels(pdf, manifest).values()
    assert number == page_count(pdf) - 1 == 1
    last = pages(pdf)[number]
    top = min(marker.y - marker.side / 2 for marker in layout.pages[0].markers)
    # The last option of the last item ends above the panel.
    above = [char for char in last.chars if (last.height - char.bottom) * 25.4 / 72 < top]
    assert "20." in "".join(char.text for char in above)
    near = [char for char in above if (last.height - char.bottom) * 25.4 / 72 > top - 3]
    assert not near


def test_a_panel_without_room_has_a_page_of_its_own(tmp_path: Path) -> None:
    pdf, manifest = made(tmp_path, "--bound", "--items", "38", "--density", "compact")
    ((number, _, _),) = panels(pdf, manifest).values()
    assert number == page_count(pdf) - 1 == 2
    assert "38." not in pages(pdf)[number].ink.partition("Answersheet")[0]
    # The footers count it.
    assert "Page 3 of 3" in pages(pdf)[number].words


def test_more_rows_than_half_a_page_holds_have_pages_of_their_own(tmp_path: Path) -> None:
    pdf, manifest = made(tmp_path, "--bound", "--items", "90")
    assert manifest.sheet
    assert not any(layout.is_panel for layout in manifest.sheet.layouts.values())
    assert page_count(pdf) > 5


def test_papers_printed_with_whole_pages_keep_them(tmp_path: Path) -> None:
    """A manifest from before there were panels prints its sheets as they were handed out."""
    _, first = made(tmp_path, "--versions", "2", "--items", "12")
    run(str(tmp_path / "quiz.json"), "--bound")
    with_panels = read_manifest(tmp_path / "quiz.json").sheet
    assert with_panels
    assert all(layout.is_panel for layout in with_panels.layouts.values())
    whole = tmp_path / "whole"
    made(whole, "--versions", "2", "--items", "12", "--bound", "--template", own(tmp_path))
    before = read_manifest(whole / "quiz.json")
    assert before.fingerprint == first.fingerprint
    run(str(whole / "quiz.json"), "--bound")
    after = read_manifest(whole / "quiz.json")
    assert after.sheet == before.sheet


def own(folder: Path) -> str:
    """Return a template of the user's, whose sheets have pages of their own."""
    template = folder / "template"
    template.mkdir()
    (template / "user.typ").write_text("#let contract = 1\n", "utf-8")
    return str(template)


def test_a_panel_is_read_aloud_and_its_bubbles_are_not(tmp_path: Path) -> None:
    pdf, _ = made(tmp_path, "--bound", "--items", "8")
    told = " ".join(words for _, words in read_aloud(pdf))
    assert "Answer sheet" in told
    assert "Fill in the whole bubble" in told
    assert "A B C D" not in told


def test_the_same_quiz_gives_the_same_bytes(tmp_path: Path) -> None:
    options = ("--bound", "--items", "12", "--students", roster(tmp_path, 2))
    first, _ = made(tmp_path / "a", *options)
    second, _ = made(tmp_path / "b", *options)
    assert first == second
    assert (tmp_path / "a" / "quiz.json").read_bytes() == (tmp_path / "b/quiz.json").read_bytes()


def test_split_papers_have_their_own_panels(tmp_path: Path) -> None:
    run(DECK, "-o", str(tmp_path), "--versions", "2", "--bound", "--split", "--items", "12")
    sheet = json.loads((tmp_path / "quiz.json").read_text("utf-8"))["sheet"]
    for letter in "AB":
        pdf = (tmp_path / f"quiz-{letter}.pdf").read_bytes()
        code = qr_text(scanned(pdf, page_count(pdf) - 1))
        assert code.split("/")[2] == letter
        assert code.rpartition("/")[2] in sheet["layouts"]


def test_large_print_has_its_sizes_and_reprints_have_those_of_the_first_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ("--answer-sheet", "--large-print", "--items", "12")
    with monkeypatch.context() as patch:
        smaller = partial(paper.render_answer_sheets, first_sizes=True)
        patch.setattr(paper, "render_answer_sheets", smaller)
        _, before = made(tmp_path / "before", *options)
    first = (tmp_path / "before" / "answer-sheet.pdf").read_bytes()
    run(str(tmp_path / "before" / "quiz.json"), "--answer-sheet", "--large-print")
    assert (tmp_path / "before" / "answer-sheet.pdf").read_bytes() == first
    assert read_manifest(tmp_path / "before" / "quiz.json").sheet == before.sheet
    _, now = made(tmp_path / "now", *options)
    assert now.sheet != before.sheet
    (page, *_) = pages((tmp_path / "now" / "answer-sheet.pdf").read_bytes())
    at = page.ink.index("Fillinthewhole")
    (older, *_) = pages(first)
    height = page.chars[at].top - page.chars[at].bottom
    was = older.chars[older.ink.index("Fillinthewhole")]
    assert height / (was.top - was.bottom) == pytest.approx(18 / 15, rel=0.02)
