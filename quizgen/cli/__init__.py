"""The command line: it parses options, calls the library, prints, writes and exits."""

from __future__ import annotations

import io
import sys

import click

from quizgen import __version__
from quizgen.cli.adopt import adopt
from quizgen.cli.anki import anki
from quizgen.cli.build import build
from quizgen.cli.cards import cards
from quizgen.cli.check import check
from quizgen.cli.coverage import coverage
from quizgen.cli.explain import explain_code
from quizgen.cli.grade import grade
from quizgen.cli.help_sections import SectionedGroup
from quizgen.cli.items import items
from quizgen.cli.kinds import kinds
from quizgen.cli.learners import learners
from quizgen.cli.lint import lint
from quizgen.cli.new import new
from quizgen.cli.pull import pull
from quizgen.cli.push import push
from quizgen.cli.quiz import quiz
from quizgen.cli.schema import schema
from quizgen.cli.template import template


@click.group(cls=SectionedGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="quizgen %(version)s")
def main() -> None:
    """Turn facts written in YAML into Anki decks and printed quizzes."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # If a console or pipe cannot encode a character, print a question mark and go on.
        sys.stdout.reconfigure(errors="replace")


COMMANDS = (
    new,
    build,
    anki,
    push,
    pull,
    learners,
    adopt,
    quiz,
    grade,
    cards,
    template,
    check,
    coverage,
    items,
    lint,
    explain_code,
    kinds,
    schema,
)
for command in COMMANDS:
    main.add_command(command)
