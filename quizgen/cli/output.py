"""What the command line prints: safe to show on a terminal, and no surprise where nobody can read it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import click

from quizgen.visible import visible


def echo(text: str, *, err: bool = False) -> None:
    """Print a text and a line end, hidden characters escaped; `err` means the standard error.

    A reader that has gone (`| head`) has read enough, so printing goes on into nothing. Raises OSError
    where the standard output takes no more.
    """
    try:
        click.echo(visible(text), err=err)
    except BrokenPipeError:
        discard(err=err)
    except OSError as error:
        discard(err=err)
        # There is no other place to report an error about the standard error.
        if not err:
            error.filename = "standard output"
            raise


def discard(*, err: bool = False) -> None:
    """Let everything that is still to be printed vanish, what waits in buffers as well."""
    stream = sys.stderr if err else sys.stdout
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
