"""Colours for problems on a terminal; NO_COLOR turns them off."""

from __future__ import annotations

import os
import sys

import click

from quizgen.late import late_pattern

_LEVELS = {"error": "red", "warning": "yellow", "info": "cyan"}
_HEAD = late_pattern(r"(error|warning|info)\[Q[0-9]+\]")
_PLACE = " --> "
_MARGIN = late_pattern(r" *[0-9]* \|")
_CARETS = late_pattern(r"\^+$")
_HELP = "  = help:"


def are_wanted(*, err: bool) -> bool:
    """Return whether a stream is a terminal that shows colours, and the user wants them.

    Follows no-color.org: any value of NO_COLOR but "" turns colours off.
    """
    stream = sys.stderr if err else sys.stdout
    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return stream.isatty() and not is_plain


def paint_problems(text: str) -> str:
    """Return the text of problems with colours: their level, place, excerpt and fix."""
    colour = ""
    painted = []
    for line in text.split("\n"):
        head = _HEAD.match(line)
        colour = _LEVELS[head[1]] if head else colour
        painted.append(_paint(line, colour))
    return "\n".join(painted)


def _paint(line: str, colour: str) -> str:
    head, margin = _HEAD.match(line), _MARGIN.match(line)
    if head:
        level = click.style(head[0], fg=colour, bold=True)
        return level + click.style(line[head.end() :], bold=True)
    if line.startswith(_PLACE):
        return click.style(_PLACE, fg="blue") + line.removeprefix(_PLACE)
    if line.startswith(_HELP):
        return click.style(_HELP, fg="green") + line.removeprefix(_HELP)
    if margin:
        rest = _CARETS.sub(lambda carets: click.style(carets[0], fg=colour), line[margin.end() :])
        return click.style(margin[0], fg="blue") + rest
    return line
