"""`quizgen mcp`: the tools of quizgen for chat assistants."""

from __future__ import annotations

import gc
import sys
from importlib.util import find_spec

import click

from quizgen.cli.output import echo
from quizgen.cli.problems import MACHINE, reporting

_PACKAGE = "mcp"
_TYPED = """\
This waits for a chat assistant, and no key that you press has an effect; Ctrl-C ends it.
Next: name the command `quizgen mcp` and this folder in the settings of your assistant"""


@click.command()
@click.option("--read-only", is_flag=True, help="Offer no tool that writes a file.")
def mcp(read_only: bool) -> None:
    """Serve chat assistants, which check and write decks in this folder with quizgen's tools.

    You don't type this command yourself: name it in the settings of your assistant, with the
    folder in which your decks are. It speaks the Model Context Protocol over standard input and
    output, and reads and writes nothing outside this folder.
    """
    with reporting():
        _check_package()
        from quizgen.assistants.server import serve

        if sys.stdin.isatty():
            echo(_TYPED, err=True)
        # A server lives long, so that its memory has to be tidied up.
        gc.enable()
        serve(writes=not read_only)


def _check_package() -> None:
    from quizgen.diagnostics import Diagnostic, Place, QuizgenError

    if find_spec(_PACKAGE) is None:
        fix = "pip install 'quizgen[mcp]'"
        message = f"serving assistants needs the package {_PACKAGE}"
        raise QuizgenError([Diagnostic("Q635", message, Place("quizgen mcp"), fix)], MACHINE)
