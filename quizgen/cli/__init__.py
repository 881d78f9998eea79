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
from quizgen.cli.draft import draft
from quizgen.cli.explain import explain_code
from quizgen.cli.export import export
from quizgen.cli.grade import grade
from quizgen.cli.help_sections import SectionedGroup
from quizgen.cli.html import html
from quizgen.cli.import_questions import import_questions
from quizgen.cli.items import items
from quizgen.cli.kinds import kinds
from quizgen.cli.learners import learners
from quizgen.cli.lint import lint
from quizgen.cli.mcp import mcp
from quizgen.cli.new import new
from quizgen.cli.preview import preview
from quizgen.cli.pull import pull
from quizgen.cli.push import push
from quizgen.cli.quiz import quiz
from quizgen.cli.report import report
from quizgen.cli.schema import schema
from quizgen.cli.template import template
from quizgen.cli.verbose import add_verbose


@click.group(cls=SectionedGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="quizgen %(version)s")
def main() -> None:
    """Turn facts written in YAML into Anki decks and printed quizzes.

    A deck can be - for standard input; what it names lies in this folder. A text file to write
    can be - for standard output.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # If a console or pipe cannot encode a character, print a question mark and go on.
        sys.stdout.reconfigure(errors="replace")


COMMANDS = (
    new,
    draft,
    build,
    anki,
    push,
    pull,
    learners,
    adopt,
    import_questions,
    quiz,
    grade,
    cards,
    html,
    export,
    template,
    check,
    preview,
    coverage,
    items,
    lint,
    report,
    explain_code,
    kinds,
    schema,
    mcp,
)
for command in COMMANDS:
    main.add_command(command)
add_verbose(main)
