"""The command line: it parses options, calls the library, prints, writes and exits."""

from __future__ import annotations

import io
import sys

import click

from quizgen import __version__
from quizgen.cli.making import anki, build
from quizgen.cli.printing import cards, quiz, template
from quizgen.cli.pushing import push
from quizgen.cli.telling import check, explain_code, items, kinds, lint


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="quizgen %(version)s")
def main() -> None:
    """Turn facts written in YAML into Anki decks and printed quizzes."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A console or a pipe may lack the letters of a deck; it shows question marks rather than nothing.
        sys.stdout.reconfigure(errors="replace")


for command in (build, anki, push, quiz, cards, template, check, items, lint, explain_code, kinds):
    main.add_command(command)
