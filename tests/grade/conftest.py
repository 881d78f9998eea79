from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import pytest
from sheets_to_scan import FORMS, PrintedSheet, make_quiz, make_sheets, sheets_in, sheets_made

from quizgen.quiz.manifest import Manifest


@pytest.fixture(scope="session", autouse=True)
def _one_thread() -> Iterator[None]:
    # Tests run beside each other.
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    yield
    cv2.setNumThreads(before)


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[PrintedSheet]:
    """Sheets for a class, for a student, on Letter and in large print."""
    folder = tmp_path_factory.mktemp("printed")
    make_sheets(folder)
    return sheets_made(folder)


@dataclass(frozen=True)
class PrintedQuiz:
    folder: Path
    manifest: Manifest
    sheets: list[PrintedSheet]

    @property
    def path(self) -> Path:
        return self.folder / "quiz.json"


@pytest.fixture(scope="session")
def students(tmp_path_factory: pytest.TempPathFactory) -> PrintedQuiz:
    """A quiz for three students, whose sheets have one page and rows by hand."""
    folder = tmp_path_factory.mktemp("students")
    roster = folder / "class.csv"
    roster.write_text("name,number,class\nAnna,101,4b\nBen,102,4b\nCem,103,4b\n", "utf-8")
    options = ("--students", str(roster), "--items", "20", "--forms", FORMS)
    manifest = make_quiz(folder, "--answer-sheet", *options)
    return PrintedQuiz(folder, manifest, sheets_in(folder, manifest))


@pytest.fixture(scope="session")
def another(tmp_path_factory: pytest.TempPathFactory) -> PrintedQuiz:
    """A quiz for a whole class."""
    folder = tmp_path_factory.mktemp("another")
    manifest = make_quiz(folder, "--answer-sheet", "--items", "12", "--seed", "9")
    return PrintedQuiz(folder, manifest, sheets_in(folder, manifest))
