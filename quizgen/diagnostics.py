"""Problems as values, each with a code, a place, a message and a fix."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Severity(StrEnum):
    """How bad a problem is: an error stops a command, a warning or a hint does not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """A part of one line in a file; `line` and `column` count from 1, in code points."""

    file: str
    line: int = 0
    column: int = 0
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A problem: what is wrong (`message`), where (`place`), and what to do (`help`)."""

    code: str
    message: str
    place: Place
    help: str = ""
    severity: Severity = Severity.ERROR


class QuizgenError(Exception):
    """A stage cannot continue because of `diagnostics`; the command ends with `exit_code`."""

    def __init__(self, diagnostics: Iterable[Diagnostic], exit_code: int = 1) -> None:
        self.diagnostics = tuple(diagnostics)
        self.exit_code = exit_code
        super().__init__("; ".join(d.message for d in self.diagnostics))


MAX_PROBLEMS = 1000


class TooManyProblemsError(Exception):
    """A run has found so many problems that it stops looking for more."""


@dataclass(slots=True)
class Problems:
    """The problems of one run, as found; raises TooManyProblemsError at the thousandth."""

    found: list[Diagnostic] = field(default_factory=list)

    def add(self, problem: Diagnostic) -> None:
        """Add a problem."""
        self.found.append(problem)
        if len(self.found) == MAX_PROBLEMS:
            message = f"there are {MAX_PROBLEMS} problems; quizgen stops looking for more"
            self.found.append(Diagnostic("Q199", message, problem.place, "fix these first"))
            raise TooManyProblemsError

    def error(self, code: str, message: str, place: Place, fix: str = "") -> None:
        """Add an error."""
        self.add(Diagnostic(code, message, place, fix))

    def warn(self, code: str, message: str, place: Place, fix: str = "") -> None:
        """Add a warning."""
        self.add(Diagnostic(code, message, place, fix, Severity.WARNING))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether any of the diagnostics is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def as_warning(problem: Diagnostic) -> Diagnostic:
    """Return the same problem as a warning."""
    return replace(problem, severity=Severity.WARNING)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``did you mean `x`?`` for the most similar known word, or a list of known words."""
    # Only hostile files have long words, and the comparison takes quadratic time.
    names = sorted(known)
    folded = {name.casefold(): name for name in reversed(names)}
    near = difflib.get_close_matches(word[:80].casefold(), folded, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{folded[near[0]]}`?"
    if not names:
        return ""
    shown = ", ".join(f"`{name}`" for name in names[:12])
    return f"choose one of: {shown}" + (" …" if len(names) > 12 else "")
