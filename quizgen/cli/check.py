"""`quizgen check`: every problem in decks."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct
from msgspec.structs import asdict

from quizgen.cli.colours import paint_problems
from quizgen.cli.decks import find_decks, read_again
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
from quizgen.cli.unchanged import Again
from quizgen.sandbox.standard_input import STDIN

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.diagnostics import Diagnostic
    from quizgen.grounding.source import Articles
    from quizgen.project import Project
    from quizgen.records.runs import Checked, Said

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
    if is_fixed:
        from quizgen.grounding.source import Articles

        need_files(decks, "--fix changes the deck's file")
        fix(find_decks(decks), Articles(against), yes=yes)
    asked = _Asked(language, against, folders, lint)
    problems, checked = _known(find_decks(decks), asked)
    if form == "text" and not quiet:
        _tell(problems, checked, is_piped=STDIN in decks)
    elif problems or form == "json":
        _show(problems, form)
    sys.exit(_exit_code(problems, strict=strict))


def _tell(problems: Sequence[Diagnostic], checked: Sequence[Checked], *, is_piped: bool) -> None:
    """Print problems with the decks that have none, and how many facts nobody has confirmed."""
    drafts = {each.file: each.drafts for each in checked if each.drafts}
    if not problems:
        echo("\n".join(_praise(each, drafts) for each in checked))
        _suggest_build(checked, drafts, quiet=is_piped)
        return
    from quizgen.diagnostics import has_errors

    _show(problems, "text")
    if not has_errors(problems):
        echo("\n" + "\n".join(_praise(each, {}, "no errors") for each in checked))
    for file, count in drafts.items():
        echo(f"\n{file}: {counted(count, 'fact')} still marked {_MARK}")


def _show(problems: Sequence[Diagnostic], form: str) -> None:
    from quizgen.report import REPORTS

    echo(REPORTS[form](problems), paint=paint_problems if form == "text" else None)
    if problems:
        code = problems[0].code
        suggest_on_terminal(f"mend what is wrong, and check again; more: quizgen explain {code}")


def _exit_code(problems: Sequence[Diagnostic], *, strict: bool) -> int:
    from quizgen.diagnostics import Severity, has_errors

    is_serious = any(each.severity is not Severity.INFO for each in problems)
    return PROBLEMS if has_errors(problems) or (strict and is_serious) else 0


def _praise(deck: Checked, drafts: Mapping[str, int], what: str = "no problems") -> str:
    language = f" ({deck.language})" if deck.language else ""
    left = f", {drafts[deck.file]} still marked {_MARK}" if deck.file in drafts else ""
    return f"{deck.file}{language}: {what} in {counted(deck.facts, 'fact')}{left}"


def _suggest_build(checked: Iterable[Checked], drafts: Mapping[str, int], *, quiet: bool) -> None:
    """Suggest to build decks, which keeps a lock beside each; first, drafts need a reader."""
    build = f"quizgen build {named(dict.fromkeys(each.file for each in checked))}"
    first = f"compare the marked facts in {named(drafts)} with the article, then: "
    suggest(f"{first}{build}" if drafts else build, quiet=quiet)


class _Asked(Struct, frozen=True):
    """What the command line asks to check."""

    language: str | None
    against: Path | None
    folders: tuple[Path, ...]
    lint: bool


def _known(paths: list[Path], asked: _Asked) -> tuple[list[Diagnostic], list[Checked]]:
    """Return the problems of decks and what there is to say of each.

    Takes both from the last check, for the decks that have not changed since.
    """
    again = Again("check", paths, asdict(asked))
    said: dict[str, Said] = {} if again.is_done else _checked_again(again, asked)
    every = again.all_said(said).values()
    problems = [problem for each in every for group in each.problems for problem in group]
    return [*again.problems_of_reading, *problems], [one for each in every for one in each.checked]


def _checked_again(again: Again, asked: _Asked) -> dict[str, Said]:
    """Check the decks that have changed; cards and questions are checked in sound decks only."""
    from quizgen.diagnostics import has_errors
    from quizgen.records.runs import Said

    projects = read_again(again, asked.language)
    is_sound = not has_errors(again.problems_of_reading)
    found = _problems(projects, asked) if is_sound else {}
    said: dict[str, Said] = {}
    for project in projects:
        file = project.deck.files[0]
        before = said[file].checked if file in said else ()
        problems = tuple(found.get(file, ()))
        said[file] = Said((problems,), checked=(*before, _checked(project)))
    if is_sound and not has_errors(chain.from_iterable(found.values())):
        again.keep(said, more=[asked.against] if asked.against else [])
    return said


def _checked(project: Project) -> Checked:
    from quizgen.drafting.confirming import unconfirmed
    from quizgen.records.runs import Checked

    deck = project.deck
    language = deck.language if deck.languages else ""
    return Checked(deck.place.file, language, len(deck.own_facts), unconfirmed(deck))


def _articles(projects: Iterable[Project], against: Path | None) -> Articles | None:
    """Return what finds the articles of decks, None if no deck has one."""
    if not against and not any(project.deck.source.text for project in projects):
        return None
    from quizgen.grounding.source import Articles

    return Articles(against)


def _problems(projects: list[Project], asked: _Asked) -> dict[str, list[Diagnostic]]:
    """Return the problems of the cards and questions of decks, by their files."""
    from quizgen.checking.problems import each_file, further_problems

    articles = _articles(projects, asked.against)
    find = partial(further_problems, folders=asked.folders, lint=asked.lint, articles=articles)
    with reporting():
        return each_file(projects, find)
