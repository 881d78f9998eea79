"""Standard input in the place of a deck, and standard output in the place of a file: `-`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from quizgen.cli.output import discard, echo
from quizgen.sandbox.standard_input import STDIN, hold

STDOUT = Path("<stdout>")
_DASH = "-"


class DeckPath(click.Path):
    """The path of a deck, or `-` for standard input.

    The reader of decks reports a deck that is missing or cannot be read.
    """

    def __init__(self) -> None:
        super().__init__(path_type=Path, readable=False, allow_dash=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; read standard input, within the limit for decks, for `-`."""
        if value != _DASH:
            return super().convert(value, param, ctx)
        if not (ctx and ctx.resilient_parsing):
            _read_standard_input(ctx)
        return STDIN


class TextTarget(click.Path):
    """The path of a text file to write, or `-` for standard output."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, dir_okay=False, allow_dash=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, `STDOUT` for `-`."""
        return STDOUT if value == _DASH else super().convert(value, param, ctx)


class FolderTarget(click.Path):
    """The path of a folder to write to, or `-` for standard output."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, file_okay=False, allow_dash=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, `STDOUT` for `-`."""
        return STDOUT if value == _DASH else super().convert(value, param, ctx)


def _read_standard_input(ctx: click.Context | None) -> None:
    """Hold what standard input has; a command that names `-` twice reads it once."""
    from quizgen.yaml.text import MAX_BYTES

    if ctx and ctx.meta.setdefault(__name__, False):
        return
    if sys.stdin.isatty():
        echo("quizgen reads the deck from standard input; end it with Ctrl-D", err=True)
    # One byte more than the limit shows that there is more.
    hold(sys.stdin.buffer.read(MAX_BYTES + 1))
    if ctx:
        ctx.meta[__name__] = True
        ctx.call_on_close(lambda: hold(None))


def need_files(decks: Iterable[Path], why: str, fix: str = "name a file") -> None:
    """Refuse standard input for a command that needs the deck's file."""
    if STDIN in decks:
        raise click.UsageError(f"`-` is standard input, and {why}; {fix}")


def need_place_for_lock(decks: Iterable[Path], *, no_lock: bool) -> None:
    """Refuse standard input for a command that keeps a lock, unless it should keep none."""
    if not no_lock:
        need_files(decks, "a lock has no place beside it", "name a file, or give --no-lock")


def print_text(text: str) -> None:
    """Write a text to standard output as it is; on a terminal, escape hidden characters.

    If the reader has gone (`| head`), the rest is discarded. Raises OSError.
    """
    if sys.stdout.isatty():
        echo(text.rstrip("\n"))
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        discard()
    except OSError as error:
        discard()
        error.filename = "standard output"
        raise
