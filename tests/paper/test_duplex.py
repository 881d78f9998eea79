"""Printing on both sides: each paper begins on a new sheet."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from deck_support import ROOT, SHIPPED
from pdf_support import Page, pages

from quizgen.cli import main
from quizgen.typeset import compiling, typesetting

DECK = ROOT / "decks" / "us-russia-2020.yaml"
ROSTER = "Name;Number;Class\n" + "".join(f"Name {n};{n};7b\n" for n in range(1, 8))


def quiz(folder: Path, *options: str, deck: Path = DECK, code: int = 0) -> dict[str, bytes]:
    """Make a quiz with one page for each paper, unless the options change that."""
    result = CliRunner().invoke(
        main, ["quiz", str(deck), "-o", str(folder), "--items", "6", *options]
    )
    assert result.exit_code == code, result.output
    return {path.name: path.read_bytes() for path in folder.glob("*.pdf")}


def begins(page: Page) -> bool:
    """Return whether a page is the first of a paper or of an answer sheet."""
    return any(first in page.words.lower() for first in ("page 1 of", "seite 1 von"))


def is_blank(page: Page) -> bool:
    return not page.chars


def starts(pdf: bytes) -> list[int]:
    """Return the indices of the pages that begin a document.

    Only the pages before them may be blank.
    """
    read = pages(pdf)
    found = [index for index, page in enumerate(read) if begins(page)]
    blank = [index for index, page in enumerate(read) if is_blank(page)]
    assert all(index + 1 in found for index in blank)
    return found


@pytest.mark.parametrize("items", ["6", "30"], ids=["one page", "three pages"])
def test_every_version_begins_on_a_front(tmp_path: Path, items: str) -> None:
    made = quiz(tmp_path, "--versions", "3", "--worked", "--items", items)
    for name in ("quiz.pdf", "quiz-worked.pdf"):
        assert len(starts(made[name])) == 3
        assert all(index % 2 == 0 for index in starts(made[name]))
        assert not is_blank(pages(made[name])[-1])
    assert not any(is_blank(page) for page in pages(made["quiz-key.pdf"]))


def test_a_paper_of_two_pages_has_no_blank_one(tmp_path: Path) -> None:
    made = quiz(tmp_path, "--versions", "3", "--items", "20")
    assert starts(made["quiz.pdf"]) == [0, 2, 4]
    assert not any(is_blank(page) for page in pages(made["quiz.pdf"]))


def test_one_paper_or_a_file_for_each_has_no_blank_page(tmp_path: Path) -> None:
    made = quiz(tmp_path / "one") | quiz(
        tmp_path / "each", "--versions", "3", "--split", "--answer-sheet"
    )
    assert len(made) == 9
    assert not any(is_blank(page) for pdf in made.values() for page in pages(pdf))


def whole(folder: Path) -> tuple[str, str]:
    """Return an option that gives bound sheets pages of their own: a template of the user's."""
    template = folder / "template"
    template.mkdir()
    (template / "user.typ").write_text("#let contract = 1\n", "utf-8")
    return ("--template", str(template))


def test_every_students_paper_and_sheet_begin_on_a_front(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each part of a document is typeset alone, and the next one begins where it ends.
    monkeypatch.setattr(typesetting, "_MOST_ITEMS", 12)
    monkeypatch.setattr(compiling, "_MOST_WEIGHT", 24)
    monkeypatch.setattr(compiling, "_SMALL", 0)
    roster = tmp_path / "class.csv"
    roster.write_text(ROSTER, "utf-8")
    made = quiz(tmp_path / "apart", "--students", str(roster), "--answer-sheet")
    assert starts(made["quiz.pdf"]) == starts(made["answer-sheet.pdf"]) == list(range(0, 14, 2))
    options = ("--students", str(roster), "--bound")
    panels = quiz(tmp_path / "panels", *options)["quiz.pdf"]
    assert starts(panels) == list(range(0, 14, 2))
    bound = quiz(tmp_path / "bound", *options, *whole(tmp_path))["quiz.pdf"]
    assert starts(bound) == list(range(0, 28, 2))
    assert len(pages(bound)) == 27


def test_a_bound_sheet_is_no_back_of_its_paper_in_a_file_of_its_own(tmp_path: Path) -> None:
    made = quiz(tmp_path / "out", "--versions", "2", "--bound", "--split", *whole(tmp_path))
    assert starts(made["quiz-A.pdf"]) == starts(made["quiz-B.pdf"]) == [0, 2]
    assert len(pages(made["quiz-A.pdf"])) == 3


def test_who_prints_on_one_side_says_so(tmp_path: Path) -> None:
    options = ("--versions", "3", "--bound", *whole(tmp_path))
    one_sided = quiz(tmp_path / "option", *options, "--no-duplex")["quiz.pdf"]
    assert len(pages(one_sided)) == 6
    assert not any(is_blank(page) for page in pages(one_sided))
    deck = tmp_path / "deck.yaml"
    text = DECK.read_text("utf-8")
    assert re.search(r"^quiz: \{", text, re.MULTILINE)
    deck.write_text(
        re.sub(r"^quiz: \{", "quiz: {duplex: false, ", text, flags=re.MULTILINE), "utf-8"
    )
    assert len(pages(quiz(tmp_path / "key", *options, deck=deck)["quiz.pdf"])) == 6
    assert len(pages(quiz(tmp_path / "both", *options, "--duplex", deck=deck)["quiz.pdf"])) == 11


def test_blank_pages_leave_the_file_a_tagged_one(tmp_path: Path) -> None:
    made = quiz(tmp_path / "out", "--versions", "3", "--bound", *whole(tmp_path))["quiz.pdf"]
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert not pdf.check_pdf_syntax()
        assert pdf.Root.MarkInfo.Marked
        # A page without marks needs no entry in the tag tree.
        blank = [page for page, read in zip(pdf.pages, pages(made), strict=True) if is_blank(read)]
        assert len(blank) == 5


# Typst makes a few layout passes, too few if each version depended on the one before.
# One to three columns and 6 to 40 items give odd and even numbers of pages.
ITEMS = ["6", "20", "30", "40"]


@pytest.mark.parametrize("versions", range(1, 27))
def test_any_number_of_versions_begins_on_fronts(tmp_path: Path, versions: int) -> None:
    deck = SHIPPED[versions % len(SHIPPED)]
    options = ("--items", ITEMS[versions % 4], "--columns", str(versions // 4 % 3 + 1))
    made = quiz(tmp_path, *options, "--versions", str(versions), "--worked", deck=deck)
    for name in ("quiz.pdf", "quiz-worked.pdf"):
        found = starts(made[name])
        assert len(found) == versions
        assert all(index % 2 == 0 for index in found)
    assert not any(is_blank(page) for page in pages(made["quiz-key.pdf"]))


@pytest.mark.parametrize("deck", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize("columns", ["1", "2", "3"])
def test_forty_items_in_five_versions_and_their_bound_sheets_begin_on_fronts(
    tmp_path: Path, deck: Path, columns: str
) -> None:
    options = ("--items", "40", "--versions", "5", "--columns", columns, "--bound")
    panels = starts(quiz(tmp_path / "panels", *options, deck=deck)["quiz.pdf"])
    assert len(panels) == 5
    assert all(index % 2 == 0 for index in panels)
    found = starts(quiz(tmp_path / "out", *options, *whole(tmp_path), deck=deck)["quiz.pdf"])
    assert len(found) == 10
    assert all(index % 2 == 0 for index in found)


@pytest.mark.parametrize("worked", [False, True])
def test_five_students_with_thirty_items_begin_on_fronts(tmp_path: Path, worked: bool) -> None:  # noqa: FBT001
    roster = tmp_path / "class.csv"
    roster.write_text(ROSTER, "utf-8")
    options = ("--students", str(roster), "--items", "30", *(["--worked"] if worked else []))
    made = quiz(tmp_path / "made", *options)
    for name in ("quiz.pdf", *(["quiz-worked.pdf"] if worked else [])):
        found = starts(made[name])
        assert len(found) == 7
        assert all(index % 2 == 0 for index in found)
