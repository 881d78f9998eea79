"""Printing text that is safe to show on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress

import click

from quizgen.cli.colours import are_wanted
from quizgen.visible import visible


def echo(text: str, *, err: bool = False, paint: Callable[[str], str] | None = None) -> None:
    """Print a text and a line end, with hidden characters escaped; `err` selects standard error.

    `paint` adds colours to the text where a terminal shows them.

    If the reader has gone (`| head`), the rest is discarded. Raises OSError if standard output
    cannot be written.
    """
    shown = visible(text)
    if paint and are_wanted(err=err):
        shown = paint(shown)
    try:
        click.echo(shown, err=err)
    except BrokenPipeError:
        discard(err=err)
    except OSError as error:
        discard(err=err)
        # An error on standard error cannot be reported anywhere else.
        if not err:
            error.filename = "standard output"
            raise


def discard(*, err: bool = False) -> None:
    """Discard all further output to the stream, including what is still buffered."""
    stream = sys.stderr if err else sys.stdout
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
