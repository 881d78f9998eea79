"""Problems as values, each with a code, a place, a message and a fix."""

import difflib
from collections.abc import Collection, Iterable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace


class Severity(StrEnum):
    """How bad a problem is: an error stops a command, a warning or a hint does not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Place(Struct, frozen=True, gc=False, array_like=True):
    """A part of one line in a file; `line` and `column` count from 1, in code points.

    Every text of a deck has one, so it is a Struct, which takes a tenth of the time of a dataclass
    to make, and an array in records.
    """

    file: str
    line: int = 0
    column: int = 0
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Diagnostic(Struct, frozen=True):
    """A problem: what is wrong (`message`), where (`place`), and what to do (`help`).

    `mend` is the text that can stand at the place instead, "" if no such mend is safe.
    """

    code: str
    message: str
    place: Place
    help: str = ""
    severity: Severity = Severity.ERROR
    mend: str = ""


class QuizgenError(Exception):
    """A stage cannot continue because of `diagnostics`; the command ends with `exit_code`."""

    def __init__(self, diagnostics: Iterable[Diagnostic], exit_code: int = 1) -> None:
        self.diagnostics = tuple(diagnostics)
        self.exit_code = exit_code
        super().__init__("; ".join(d.message for d in self.diagnostics))


MAX_PROBLEMS = 1000


class TooManyProblemsError(Exception):
    """A run has found so many problems that it stops looking for more."""


class Problems(Struct):
    """The problems of one run, as found; raises TooManyProblemsError at the thousandth."""

    found: list[Diagnostic] = []

    def add(self, problem: Diagnostic) -> None:
        """Add a problem."""
        self.found.append(problem)
        if len(self.found) == MAX_PROBLEMS:
            message = f"there are {MAX_PROBLEMS} problems; quizgen stops looking for more"
            self.found.append(Diagnostic("Q199", message, problem.place, "fix these first"))
            raise TooManyProblemsError

    def error(
        self, code: str, message: str, place: Place, fix: str = "", *, mend: str = ""
    ) -> None:
        """Add an error."""
        self.add(Diagnostic(code, message, place, fix, mend=mend))

    def warn(self, code: str, message: str, place: Place, fix: str = "", *, mend: str = "") -> None:
        """Add a warning."""
        self.add(Diagnostic(code, message, place, fix, Severity.WARNING, mend))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether any of the diagnostics is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def as_warning(problem: Diagnostic) -> Diagnostic:
    """Return the same problem as a warning."""
    return replace(problem, severity=Severity.WARNING)


# How alike a word and a slip of it are at least, and below what two words are strangers.
_SLIP, _STRANGER = 0.8, 0.6
_MOST_SHOWN = 12


def did_you_mean(word: str, known: Iterable[str], first: Collection[str] = ()) -> str:
    """Return ``did you mean `x`?`` for the most similar known word, or a list of known words.

    The list begins with those that are `first`, and each part with the most similar ones.
    """
    names = sorted(known)
    near = _similar(word, names, _STRANGER)
    if near:
        return f"did you mean `{near[0]}`?"
    if not names:
        return ""
    ordered = sorted(names, key=lambda name: (name not in first, -_likeness(word, name)))
    shown = ", ".join(f"`{name}`" for name in ordered[:_MOST_SHOWN])
    return f"choose one of: {shown}" + (" …" if len(names) > _MOST_SHOWN else "")


def slip_of(word: str, known: Iterable[str]) -> str:
    """Return the known word that a word is certainly a slip of, "" if there is none or several."""
    near = _similar(word, sorted(known), _SLIP)
    if len(near) == 1 or (len(near) > 1 and near[0].casefold() == word.casefold()):
        return near[0]
    return ""


def _similar(word: str, names: list[str], cutoff: float) -> list[str]:
    """Return the names that are as alike to a word as `cutoff`, the most similar first."""
    # Only hostile files have long words, and the comparison takes quadratic time.
    folded = {name.casefold(): name for name in reversed(names)}
    near = difflib.get_close_matches(word[:80].casefold(), folded, n=2, cutoff=cutoff)
    return [folded[name] for name in near]


def _likeness(word: str, name: str) -> float:
    return difflib.SequenceMatcher(None, name.casefold(), word[:80].casefold()).ratio()
