"""What a reader of another program's questions takes and returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from quizgen.diagnostics import Diagnostic, Place, QuizgenError, Severity
from quizgen.exchange.model import Question

BLANK_LINE = "put a blank line between the questions"


@dataclass(frozen=True, slots=True)
class ReadQuestions:
    """The questions in a file, in their order; each has its `place` there.

    The pictures of questions are in `pictures` by name. `title` is "" if the file has none. The
    `problems` are what no question holds; none is an error.
    """

    questions: tuple[Question, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    title: str = ""
    problems: tuple[Diagnostic, ...] = ()


class Reader(Protocol):
    """A format of another program that quizgen reads."""

    @property
    def name(self) -> str:
        """Return the name on the command line."""

    @property
    def about(self) -> str:
        """Return one line about the files that it reads."""

    def read(self, path: Path) -> ReadQuestions:
        """Return the questions in a file; raises QuizgenError (Q830) if it can't be read."""


def refused(path: Path, message: str, fix: str, line: int = 0) -> QuizgenError:
    """Return the error that a file can't be read (Q830)."""
    return QuizgenError([Diagnostic("Q830", message, place_at(path, line), fix)])


def needs_package(path: Path, error: ModuleNotFoundError) -> QuizgenError:
    """Return the error that reading a file needs a package that is not installed (Q803)."""
    message = f"reading this file needs the package `{error.name}`"
    fix = "pip install 'quizgen[export]'"
    return QuizgenError([Diagnostic("Q803", message, place_at(path), fix)])


def left_out(place: Place, why: str, fix: str = "write it by hand") -> Diagnostic:
    """Return a warning that a question is not imported (Q831), why, and what to do."""
    message = f"a question is left out: {why}"
    return Diagnostic("Q831", message, place, fix, Severity.WARNING)


def run_together(place: Place) -> Diagnostic:
    """Return a warning that a question follows another without a blank line (Q834)."""
    message = "a question follows another without a blank line; each is read by itself"
    return Diagnostic("Q834", message, place, BLANK_LINE, Severity.WARNING)


def not_held(place: Place, what: str, instead: str) -> Diagnostic:
    """Return a warning that a deck can't hold a part of a question (Q832)."""
    fix = "look the question over in the deck"
    return Diagnostic("Q832", f"{what}; {instead}", place, fix, Severity.WARNING)


def place_at(path: Path, line: int = 0) -> Place:
    """Return the place of a line, or the whole file for line 0."""
    return Place(str(path), line, 1 if line else 0)
