"""`quizgen template`: a template of your own for what is printed."""

from __future__ import annotations

import os
from pathlib import Path

import click

from quizgen.cli.files import write_files
from quizgen.cli.next_step import named, suggest
from quizgen.cli.output import echo


@click.group()
def template() -> None:
    """Change how printed pages look."""


@template.command()
@click.argument("folder", type=click.Path(path_type=Path))
def eject(folder: Path) -> None:
    """Write a user.typ to start from into FOLDER.

    It describes every function that you can replace, and its arguments.
    """
    from quizgen.deck.print_template import OWN_TEMPLATE
    from quizgen.resources import shipped

    path = folder / OWN_TEMPLATE
    # If the path cannot be a file name, `write_files` reports it.
    if os.path.lexists(path):
        raise click.UsageError(f"{path} already exists; name another folder, or delete the file")
    write_files({path: (shipped("templates") / "print" / OWN_TEMPLATE).read_bytes()})
    echo(f"Wrote {path}")
    suggest(f"edit it, then print with --template {named([folder])}")
