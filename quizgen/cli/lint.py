"""`quizgen lint`: flaws in the items of decks."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from quizgen.cli.decks import find_decks, sound_projects
from quizgen.cli.next_step import suggest_on_terminal
from quizgen.cli.options import (
    decks_argument,
    format_option,
    one_language_option,
    quiz_options,
)
from quizgen.cli.output import echo
from quizgen.cli.papers import options_of
from quizgen.cli.problems import PROBLEMS


@click.command()
@decks_argument
@click.option("--rules", is_flag=True, help="List the rules instead.")
@format_option
@click.option("--strict", is_flag=True, help="Exit with 1 if there is any finding.")
@one_language_option
@quiz_options
def lint(
    decks: tuple[Path, ...],
    rules: bool,
    form: str,
    strict: bool,
    language: str | None,
    **given: Any,
) -> None:
    """Look for flaws in the items of DECKS, as an examiner would.

    Findings may be false alarms: read the item before you change it. To turn a rule off, write
    `lint: {Q412: off}` in the deck.

    If you name no deck, quizgen takes every deck in decks/ or, if there is none, every deck in
    this folder (.yaml or .yml).
    """
    from quizgen.checking.linting import review
    from quizgen.checking.problems import by_file
    from quizgen.listing.rules import list_rules
    from quizgen.report import REPORTS

    if rules:
        echo(list_rules())
        return
    options = options_of(given)
    projects = sound_projects(find_decks(decks), language)
    found = by_file(projects, partial(review, options=options))
    if found or form == "json":
        echo(REPORTS[form](found))
    if found:
        suggest_on_terminal(f"quizgen explain {found[0].code}, for what a finding means")
    sys.exit(PROBLEMS if strict and found else 0)
