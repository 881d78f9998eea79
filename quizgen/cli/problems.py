"""Showing problems, and the exit codes of commands."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from quizgen.cli.colours import paint_problems
from quizgen.cli.output import echo
from quizgen.sandbox.inputs import reason_of

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.diagnostics import Diagnostic

PROBLEMS, USAGE, MACHINE = 1, 2, 3
# The lists that collect problems in the groups in which they are shown.
_collecting: list[list[tuple[Diagnostic, ...]]] = []


@contextmanager
def collecting() -> Iterator[list[tuple[Diagnostic, ...]]]:
    """Yield a list that gets the problems that are shown meanwhile, in the same groups."""
    collected: list[tuple[Diagnostic, ...]] = []
    _collecting.append(collected)
    try:
        yield collected
    finally:
        _collecting.pop()


def show_problems(problems: Iterable[Diagnostic]) -> None:
    """Print problems to standard error."""
    from quizgen.report import as_text

    problems = tuple(problems)
    for collected in _collecting:
        collected.append(problems)
    shown = as_text(problems)
    if shown:
        echo(shown, err=True, paint=paint_problems)


@contextmanager
def reporting() -> Iterator[None]:
    """Report a QuizgenError or an OSError, and exit."""
    try:
        with _reporting_problems():
            yield
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        echo(f"error: {name}{reason_of(error)}", err=True)
        sys.exit(MACHINE)


@contextmanager
def reporting_writes() -> Iterator[None]:
    """Do as `reporting` does, for code that changes all its files or none."""
    try:
        with _reporting_problems():
            yield
    except OSError as error:
        name = f" {error.filename}" if error.filename else ""
        echo(f"error: cannot write{name}: {reason_of(error)} (no file was changed)", err=True)
        sys.exit(MACHINE)


@contextmanager
def _reporting_problems() -> Iterator[None]:
    from quizgen.diagnostics import QuizgenError

    try:
        yield
    except QuizgenError as error:
        show_problems(error.diagnostics)
        sys.exit(error.exit_code)
