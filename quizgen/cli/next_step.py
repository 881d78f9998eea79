"""The last line of a command: what people usually do next."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from quizgen.cli.output import echo
from quizgen.sandbox.standard_input import STDIN


def suggest(step: str, *, quiet: bool = False, err: bool = False) -> None:
    """Print the next step, unless only problems are wanted; `err` selects standard error."""
    if not quiet:
        echo(f"Next: {step}", err=err)


def suggest_on_terminal(step: str) -> None:
    """Print the next step of a command whose output other programs read, if a terminal shows it."""
    if sys.stderr.isatty() and sys.stdout.isatty():
        echo(f"Next: {step}", err=True)


def named(paths: Iterable[str | Path]) -> str:
    """Return files as a command takes them, with quotes around names that have spaces."""
    shown = ("-" if str(path) == str(STDIN) else str(path) for path in paths)
    return " ".join(f'"{path}"' if " " in path else path for path in shown)
