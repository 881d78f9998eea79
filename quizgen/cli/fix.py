"""Mending decks where one mend is safe, after the user has seen the difference."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from quizgen.cli.files import write_files
from quizgen.cli.output import echo
from quizgen.cli.problems import reporting
from quizgen.cli.summary import counted


def fix(decks: Iterable[Path], *, yes: bool) -> None:
    """Show the safe mends of decks as a patch, and make them if the user wants them.

    Without a terminal nobody can answer, so nothing changes unless `yes`.
    """
    for deck in decks:
        with reporting():
            from quizgen.forms.registry import form_names
            from quizgen.mending.safe import mended, patch
            from quizgen.mending.sources import as_bytes

            done = mended(deck, form_names())
            if not done.count:
                continue
            echo(patch(done.contents).rstrip("\n"))
            files = as_bytes(done.contents)
        what = counted(done.count, "problem")
        if yes or _agrees(what):
            write_files(files)
            echo(f"{deck}: {what} mended")
        elif not sys.stdin.isatty():
            echo(f"{deck}: nothing changed; to mend {what}, add --yes")


def _agrees(what: str) -> bool:
    return sys.stdin.isatty() and click.confirm(f"Mend {what}?", err=True)
