"""Progress bars on standard error, hidden with --quiet and if no terminal shows them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.project import Project


def progress_over(projects: list[Project], label: str, *, quiet: bool) -> Any:
    """Return a bar that iterates over the decks."""
    return click.progressbar(
        projects, label=label, file=sys.stderr, hidden=_is_hidden(quiet), item_show_func=_deck_id
    )


def progress_bar(label: str, length: int, *, quiet: bool) -> Any:
    """Return a bar of `length` steps."""
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=_is_hidden(quiet))


def _is_hidden(quiet: bool) -> bool:
    return quiet or not sys.stderr.isatty()


def _deck_id(project: Project | None) -> str | None:
    return project.deck.id if project else None
