"""The commands that tell of decks, and write nothing."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli.options import (
    deck_argument,
    deck_path,
    decks_argument,
    font_path_option,
    format_option,
    quiet_option,
    quiz_options,
)
from quizgen.cli.output import echo
from quizgen.cli.running import (
    PROBLEMS,
    counted,
    find_decks,
    options_of,
    sound_projects,
)

if TYPE_CHECKING:
    # Imported where they are used, so that `quizgen --help` starts at once.
    pass


@click.command()
@decks_argument
@format_option
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option(
    "--lint/--no-lint",
    default=True,
    help="Examine cards and written options too.  [default: --lint]",
)
@font_path_option
@quiet_option
def check(
    decks: tuple[Path, ...],
    form: str,
    strict: bool,
    lint: bool,
    folders: tuple[Path, ...],
    quiet: bool,
) -> None:
    """Find every problem in the decks, with its place and its fix.

    Where the decks can be read, their cards, and the questions whose options you wrote, are examined as well;
    hints, and flaws of the generated items, are told by `quizgen lint`. An error stops every
    command that makes something; what Anki can show and paper cannot, such as an emoji, is a warning.

    Without DECKS, take decks/*.yaml, else the decks among *.yaml in this folder.
    """
    from quizgen.diagnostics import has_errors
    from quizgen.project import read_projects
    from quizgen.report import REPORTS

    projects, problems = read_projects(find_decks(decks))
    if not has_errors(problems):
        from quizgen.checking.problems import further_problems

        problems += [
            each for project in projects for each in further_problems(project, folders, lint=lint)
        ]
    if problems or form == "json":
        echo(REPORTS[form](problems))
    if not problems and form == "text" and not quiet:
        for project in projects:
            echo(
                f"{project.deck.place.file}: no problems in {counted(len(project.deck.facts), 'fact')}"
            )
    sys.exit(PROBLEMS if has_errors(problems) or (strict and problems) else 0)


@click.command()
@deck_argument
@click.option(
    "--explain",
    is_flag=True,
    help="Tell why each option is wrong, and what was not offered and why.",
)
@click.option(
    "--of", "prefix", default="", help="Only questions whose id begins so: treaties, treaties/inf …"
)
@quiz_options
def items(deck: Path, explain: bool, prefix: str, **quiz: Any) -> None:
    """List every question of DECK with its options and the proof that each is wrong.

    With --forms, list the items of these forms instead.
    """
    from quizgen.bank.difficulty import of_choice
    from quizgen.listing.questions import list_exercises, list_questions

    project = sound_projects([deck])[0]
    if quiz["forms"]:
        made = project.exercises(options_of(quiz))
        echo(list_exercises([each for each in made if each.id.startswith(prefix)]))
        return
    listed = [
        each for each in project.questions(options_of(quiz)) if each.prompt.id.startswith(prefix)
    ]
    echo(list_questions(listed, explain=explain, difficulty=partial(of_choice, project.base)))


@click.command()
@decks_argument
@click.option("--rules", is_flag=True, help="List the rules instead.")
@format_option
@click.option("--strict", is_flag=True, help="Exit with 1 where anything is found.")
@quiz_options
def lint(decks: tuple[Path, ...], rules: bool, form: str, strict: bool, **quiz: Any) -> None:
    """Look for flaws in the items of DECKS, as an examiner would.

    A deck turns a rule off with `lint: {Q412: off}`. Findings are hints: read the item before you
    change it.
    """
    from quizgen.checking.linting import review
    from quizgen.listing.rules import list_rules
    from quizgen.report import REPORTS

    if rules:
        echo(list_rules())
        return
    found = [
        each
        for project in sound_projects(find_decks(decks))
        for each in review(project, options_of(quiz))
    ]
    if found or form == "json":
        echo(REPORTS[form](found))
    sys.exit(PROBLEMS if strict and found else 0)


@click.command("explain")
@click.argument("code", required=False)
def explain_code(code: str | None) -> None:
    """Tell what CODE means, with examples and how to mend it; without CODE, list all codes."""
    from quizgen.codes import codes, explain, list_codes
    from quizgen.diagnostics import did_you_mean

    if code is None:
        echo(list_codes())
        return
    known = codes().get(code.upper())
    if known is None:
        raise click.UsageError(f"there is no code `{code}`; {did_you_mean(code, codes())}")
    echo(explain(known))


@click.command()
@click.argument("kind", required=False)
@click.option("--deck", type=deck_path, help="Show the kinds of this deck as well.")
def kinds(kind: str | None, deck: Path | None) -> None:
    """List the kinds of fact, or the fields and questions of one KIND."""
    from quizgen.deck.kinds import built_in_kinds
    from quizgen.diagnostics import did_you_mean
    from quizgen.listing.kinds import describe_kind, list_kinds

    known = sound_projects([deck])[0].deck.kinds if deck else built_in_kinds()
    if kind is None:
        echo(list_kinds(known))
    elif kind in known:
        echo(describe_kind(known[kind]))
    else:
        raise click.UsageError(f"there is no kind `{kind}`; {did_you_mean(kind, known)}")
