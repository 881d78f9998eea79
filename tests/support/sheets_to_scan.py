"""Printed answer sheets of real quizzes, to be marked and scanned by `scan_simulator`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from click.testing import CliRunner
from scan_simulator import Picture, printed_pages

from quizgen.cli import main
from quizgen.grade.read_page import Quiz
from quizgen.quiz.geometry import PageLayout, SheetLayout
from quizgen.quiz.manifest import Manifest
from quizgen.quiz.read_manifest import read_manifest
from quizgen.resources import shipped

DECK = shipped("decks") / "us-russia-2020.yaml"
FORMS = "choice,true-false,multiple,matching,ordering,fill-in,short"


@dataclass(frozen=True)
class PrintedSheet:
    """A page of a printed answer sheet in grey at 300 dpi, its paper and its layout."""

    picture: Picture
    quiz: Quiz
    paper: str
    layout: SheetLayout
    number: int

    @cached_property
    def page(self) -> PageLayout:
        return self.layout.pages[self.number]


def make_quiz(folder: Path, *options: str) -> Manifest:
    """Print a quiz of a shipped deck into a folder."""
    command = ["quiz", str(DECK), "-o", str(folder), *options]
    result = CliRunner().invoke(main, command)
    assert not result.exit_code, result.output
    return read_manifest(folder / "quiz.json")


def sheets_in(folder: Path, manifest: Manifest) -> list[PrintedSheet]:
    """Return the pages of answer-sheet.pdf, or those at the ends of the papers in quiz.pdf."""
    sheets = manifest.sheet
    assert sheets
    quiz = Quiz(manifest.fingerprint, sheets)
    expected = [
        (paper.paper, sheets.layouts[paper.layout], number)
        for paper in sheets.papers
        for number in range(len(sheets.layouts[paper.layout].pages))
    ]
    pages = printed_pages((folder / "answer-sheet.pdf").read_bytes())
    # A blank page follows each sheet but the last if sheets have one page and print is two-sided.
    pages = [page for page in pages if page.min() < 128]
    return [
        PrintedSheet(page, quiz, paper, layout, number)
        for page, (paper, layout, number) in zip(pages, expected, strict=True)
    ]


def make_sheets(folder: Path) -> None:
    """Print sheets of several kinds: for a class, for students, on Letter, in large print."""
    roster = folder / "class.csv"
    roster.write_text("name,number,class\nAnna,101,4b\n", "utf-8")
    kinds: Sequence[tuple[str, ...]] = (
        ("--versions", "3", "--items", "90"),
        ("--students", str(roster), "--items", "40", "--forms", FORMS),
        ("--students", str(roster), "--items", "160", "--options", "5", "--paper", "letter"),
        ("--students", str(roster), "--items", "160", "--options", "3"),
        ("--versions", "2", "--items", "30", "--large-print"),
    )
    for number, options in enumerate(kinds):
        make_quiz(folder / str(number), "--answer-sheet", *options)


def sheets_made(folder: Path) -> list[PrintedSheet]:
    """Return the sheets that `make_sheets` printed."""
    quizzes = sorted(path.parent for path in folder.glob("*/quiz.json"))
    return [
        sheet for quiz in quizzes for sheet in sheets_in(quiz, read_manifest(quiz / "quiz.json"))
    ]
