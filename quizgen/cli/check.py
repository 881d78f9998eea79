"""`quizgen check`: every problem in decks."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.colours import paint_problems
from quizgen.cli.decks import find_decks, read_decks
from quizgen.cli.fix import fix
from quizgen.cli.next_step import named, suggest, suggest_on_terminal
from quizgen.cli.options import (
    against_option,
    decks_argument,
    font_path_option,
    format_option,
    one_language_option,
    quiet_option,
)
from quizgen.cli.output import echo
from quizgen.cli.problems import PROBLEMS, reporting
from quizgen.cli.streams import need_files
from quizgen.cli.summary import counted
from quizgen.sandbox.standard_input import STDIN

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.diagnostics import Diagnostic
    from quizgen.grounding.source import Articles
    from quizgen.project import Project

_MARK = "`# confirm`"


@click.command()
@decks_argument
@format_option
@click.option("--strict", is_flag=True, help="Exit with 1 also for warnings.")
@click.option(
    "--lint/--no-lint",
    default=True,
    help="Check also the cards, and the questions whose options you wrote.  [default: --lint]",
)
@one_language_option
@click.option(
    "--fix",
    "is_fixed",
    is_flag=True,
    help="Mend what has one safe mend, such as a date in words or a misspelt key. You see the "
    "difference first.",
)
@click.option("-y", "--yes", is_flag=True, help="With --fix: mend without asking.")
@against_option
@font_path_option
@quiet_option
def check(
    decks: tuple[Path, ...],
    is_fixed: bool,
    yes: bool,
    form: str,
    strict: bool,
    lint: bool,
    against: Path | None,
    language: str | None,
    folders: tuple[Path, ...],
    quiet: bool,
) -> None:
    """Report every problem in DECKS, with its place and a fix.

    An error stops every command that makes something. If Anki can show something that paper
    cannot, such as an emoji, that is a warning. A hint counts the questions that facts do not get;
    `quizgen items` lists them. For flaws of generated items, run `quizgen lint`.

    If the deck's source has a `text`, or you name the article with --against, quizgen looks for
    the dates, numbers, names and quotations of each fact in the paragraph that it cites.

    If you name no deck, quizgen takes every deck in decks/ or, if there is none, every deck in
    this folder (.yaml or .yml).
    """
    from quizgen.grounding.source import Articles

    articles = Articles(against)
    if is_fixed:
        need_files(decks, "--fix changes the deck's file")
        fix(find_decks(decks), articles, yes=yes)
    projects, problems = _problems(find_decks(decks), language, folders, articles, lint=lint)
    drafts = _drafts(projects) if form == "text" and not quiet else {}
    if problems or form == "json":
        _show(problems, form)
        if form == "text" and not quiet and _are_hints(problems):
            echo("\n" + "\n".join(_praise(project, {}, "no errors") for project in projects))
        for file, count in drafts.items():
            echo(f"\n{file}: {counted(count, 'fact')} still marked {_MARK}")
    elif form == "text" and not quiet:
        echo("\n".join(_praise(project, drafts) for project in projects))
        _suggest_build(projects, drafts, quiet=STDIN in decks)
    sys.exit(_exit_code(problems, strict=strict))


def _show(problems: list[Diagnostic], form: str) -> None:
    from quizgen.report import REPORTS

    echo(REPORTS[form](problems), paint=paint_problems if form == "text" else None)
    if problems:
        code = problems[0].code
        suggest_on_terminal(f"mend what is wrong, and check again; more: quizgen explain {code}")


def _exit_code(problems: list[Diagnostic], *, strict: bool) -> int:
    from quizgen.diagnostics import Severity, has_errors

    is_serious = any(each.severity is not Severity.INFO for each in problems)
    return PROBLEMS if has_errors(problems) or (strict and is_serious) else 0


def _drafts(projects: list[Project]) -> dict[str, int]:
    """Return how many facts each deck has that nobody has confirmed, if there are any."""
    from quizgen.drafting.confirming import unconfirmed

    counts = {project.deck.place.file: unconfirmed(project.deck) for project in projects}
    return {file: count for file, count in counts.items() if count}


def _are_hints(problems: list[Diagnostic]) -> bool:
    from quizgen.diagnostics import Severity

    return all(each.severity is Severity.INFO for each in problems)


def _praise(project: Project, drafts: Mapping[str, int], what: str = "no problems") -> str:
    deck, file = project.deck, project.deck.place.file
    language = f" ({deck.language})" if deck.languages else ""
    left = f", {drafts[file]} still marked {_MARK}" if file in drafts else ""
    return f"{file}{language}: {what} in {counted(len(deck.own_facts), 'fact')}{left}"


def _suggest_build(projects: list[Project], drafts: Mapping[str, int], *, quiet: bool) -> None:
    """Suggest to build decks, which keeps a lock beside each; first, drafts need a reader."""
    build = f"quizgen build {named(dict.fromkeys(each.deck.place.file for each in projects))}"
    first = f"compare the marked facts in {named(drafts)} with the article, then: "
    suggest(f"{first}{build}" if drafts else build, quiet=quiet)


def _problems(
    paths: list[Path],
    language: str | None,
    folders: tuple[Path, ...],
    articles: Articles,
    *,
    lint: bool,
) -> tuple[list[Project], list[Diagnostic]]:
    """Return the decks and their problems; cards and questions are checked in sound decks only."""
    from quizgen.diagnostics import has_errors

    projects, problems = read_decks(paths, language)
    if not has_errors(problems):
        from quizgen.checking.problems import by_file, further_problems

        find = partial(further_problems, folders=folders, lint=lint, articles=articles)
        with reporting():
            problems += by_file(projects, find)
    return projects, problems
