"""The command line: it parses options, calls the library, prints, writes and exits."""

from __future__ import annotations

import io
import sys
from importlib import import_module

import click

from quizgen import __version__
from quizgen.cli.help_sections import SectionedGroup
from quizgen.cli.verbose import add_verbose

# The commands of each module that is not called like its command.
_ELSEWHERE = {"explain": "explain.explain_code", "import": "import_questions.import_questions"}
COMMANDS = (
    *("new", "draft", "build", "anki", "push", "pull", "learners", "adopt", "import"),
    *("quiz", "grade", "cards", "html", "export", "template"),
    *("check", "preview", "coverage", "items", "review", "lint", "report"),
    *("explain", "kinds", "schema", "mcp"),
)


class _Commands(SectionedGroup):
    """The commands of quizgen, each imported when it is first asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, None for a name that none has."""
        # Click compares a wrong name with those of all commands that are here.
        for name in (cmd_name,) if cmd_name in COMMANDS else COMMANDS:
            if name not in self.commands:
                self.add_command(_loaded(name))
        return super().get_command(ctx, cmd_name)


def _loaded(command: str) -> click.Command:
    module, _, name = _ELSEWHERE.get(command, f"{command}.{command}").partition(".")
    loaded: click.Command = getattr(import_module(f"quizgen.cli.{module}"), name)
    add_verbose(loaded)
    return loaded


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="quizgen %(version)s")
def main() -> None:
    """Turn facts written in YAML into Anki decks and printed quizzes.

    A deck can be - for standard input; what it names lies in this folder. A text file to write
    can be - for standard output.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # If a console or pipe cannot encode a character, print a question mark and go on.
        sys.stdout.reconfigure(errors="replace")


add_verbose(main)
