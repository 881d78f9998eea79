"""`quizgen lint`: flaws in the items of decks."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli.decks import find_decks, sound_again
from quizgen.cli.next_step import suggest_on_terminal
from quizgen.cli.options import (
    decks_argument,
    format_option,
    one_language_option,
    quiz_options,
)
from quizgen.cli.output import echo
from quizgen.cli.papers import options_of
from quizgen.cli.problems import PROBLEMS, show_problems
from quizgen.cli.unchanged import Again

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.diagnostics import Diagnostic
    from quizgen.records.runs import Said


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
    if rules:
        from quizgen.listing.rules import list_rules

        echo(list_rules())
        return
    from quizgen.report import REPORTS

    found = _found(find_decks(decks), language, given)
    if found or form == "json":
        echo(REPORTS[form](found))
    if found:
        suggest_on_terminal(f"quizgen explain {found[0].code}, for what a finding means")
    sys.exit(PROBLEMS if strict and found else 0)


def _found(paths: list[Path], language: str | None, given: dict[str, Any]) -> list[Diagnostic]:
    """Return the findings on decks, from the last run for those that have not changed since."""
    again = Again("lint", paths, {"language": language, **given})
    if again.is_done:
        show_problems(again.problems_of_reading)
        said: dict[str, Said] = {}
    else:
        said = _looked_again(again, language, given)
    problems = (each.problems for each in again.all_said(said).values())
    return [problem for groups in problems for group in groups for problem in group]


def _looked_again(again: Again, language: str | None, given: dict[str, Any]) -> dict[str, Said]:
    from quizgen.checking.linting import review
    from quizgen.checking.problems import each_file
    from quizgen.records.runs import Said

    projects = sound_again(again, language)
    found = each_file(projects, partial(review, options=options_of(given)))
    said = {file: Said((tuple(problems),)) for file, problems in found.items()}
    again.keep(said)
    return said
