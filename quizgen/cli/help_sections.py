"""Help under headings: the commands by what people want, and the options of long commands."""

from __future__ import annotations

from collections.abc import Iterable

import click

_COMMANDS = {
    "Start a deck": ("new", "draft", "adopt", "import", "kinds", "schema"),
    "Work on it": (
        "check",
        "preview",
        "coverage",
        "items",
        "review",
        "lint",
        "report",
        "explain",
        "mcp",
    ),
    "Make cards and papers": (
        "build",
        "anki",
        "push",
        "quiz",
        "cards",
        "html",
        "export",
        "template",
    ),
    "Mark papers": ("grade",),
    "Learn from learners": ("pull", "learners"),
}
_OPTIONS = {
    "What is asked": (
        "quiz_file",
        "version",
        "items",
        "options",
        "seed",
        "forms",
        "kinds",
        "explain",
        "prefix",
    ),
    "Papers": ("versions", "students", "title", "instructions", "wrong", "partial"),
    "Answer sheets": ("sheet", "bound", "digits"),
    "Layout": (
        "paper",
        "columns",
        "large_print",
        "font",
        "folders",
        "template",
        "duplex",
        "border",
    ),
    "Cards": ("choice", "typed", "subdecks", "no_lock"),
    "Files": (
        "output",
        "is_app",
        "pdf",
        "split",
        "worked",
        "release",
        "force",
        "dry_run",
        "is_watching",
        "is_opened",
    ),
}
_OTHERS = "Options"
# Short helps are never cut: longer ones go on in the next line.
_NO_LIMIT = 1000


class SectionedGroup(click.Group):
    """A group whose help lists its commands under headings."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, each under the heading of what it is for."""
        left = dict.fromkeys(self.list_commands(ctx))
        for heading, names in _COMMANDS.items():
            shown = [name for name in names if name in left]
            write_section(formatter, heading, self._rows(ctx, shown))
            for name in names:
                left.pop(name, None)
        write_section(formatter, "Other commands", self._rows(ctx, left))

    def _rows(self, ctx: click.Context, names: Iterable[str]) -> list[tuple[str, str]]:
        found = ((name, self.get_command(ctx, name)) for name in names)
        return [(name, each.get_short_help_str(_NO_LIMIT)) for name, each in found if each]


class SectionedCommand(click.Command):
    """A command whose help lists its options under headings."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, each under the heading of what it changes."""
        records = {
            param.name: param.get_help_record(ctx)
            for param in self.get_params(ctx)
            if isinstance(param, click.Option)
        }
        shown = {name: record for name, record in records.items() if record}
        for heading, names in _OPTIONS.items():
            write_section(formatter, heading, [shown.pop(name) for name in names if name in shown])
        write_section(formatter, _OTHERS, list(shown.values()))


def write_section(
    formatter: click.HelpFormatter, heading: str, rows: list[tuple[str, str]]
) -> None:
    """Write rows of names and texts under a heading, nothing without rows."""
    if rows:
        with formatter.section(heading):
            formatter.write_dl(rows)
