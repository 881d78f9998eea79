"""`quizgen preview`: a page that shows a deck while you write it."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.next_step import named
from quizgen.cli.options import against_option, deck_argument
from quizgen.cli.output import echo
from quizgen.cli.problems import reporting
from quizgen.cli.streams import need_files

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.preview.editor import Editor


@click.command()
@deck_argument
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="The port on this machine.  [default: a free one]",
)
@click.option(
    "--editor",
    "command",
    envvar="QUIZGEN_EDITOR",
    show_envvar=True,
    default="",
    metavar="COMMAND",
    help='The command that opens a line, such as "code -g {file}:{line}:{column}".  '
    "[default: links for Visual Studio Code]",
)
@against_option
@click.option("--open/--no-open", "is_opened", default=False, help="Open the page in your browser.")
def preview(deck: Path, port: int, command: str, against: Path | None, *, is_opened: bool) -> None:
    """Show DECK on a page that follows your edits.

    The page shows each fact with its cards and questions, why each wrong option is offered, the
    problems where they are, and the printed quiz. It changes as soon as you save the deck. While
    the deck has errors, you see them beside its last good state.

    Only this machine can open the page, and only with the whole address that quizgen prints.
    Ctrl-C ends the preview.
    """
    need_files([deck], "the preview follows a file")
    with reporting():
        from quizgen.watching import need_packages

        need_packages("The preview")
        from quizgen.preview.running import Wish, run

        # This program runs for hours, and others only for moments.
        gc.enable()
        wish = Wish(deck, against, port, _editor(command))
        run(wish, lambda address: _tell(address, deck, is_opened=is_opened))


def _editor(command: str) -> Editor:
    from quizgen.preview.editor import Editor, EditorError

    try:
        return Editor(command)
    except EditorError as error:
        raise click.UsageError(
            f"--editor: {error}; write it as code -g {{file}}:{{line}}"
        ) from None


def _tell(address: str, deck: Path, *, is_opened: bool) -> None:
    echo(f"Preview of {deck}: {address}")
    echo(f"Next: open this address, and edit {named([deck])}; Ctrl-C ends the preview")
    if is_opened:
        click.launch(address)
