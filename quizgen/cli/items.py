"""`quizgen items`: the questions of a deck, with proofs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli.decks import sound_again
from quizgen.cli.help_sections import SectionedCommand
from quizgen.cli.next_step import named, suggest_on_terminal
from quizgen.cli.options import deck_argument, language_option, quiz_options
from quizgen.cli.output import echo
from quizgen.cli.papers import options_of
from quizgen.cli.problems import reporting, show_problems
from quizgen.cli.unchanged import Again

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.listing.shares import Shares
    from quizgen.project import Project, QuizOptions


@click.command(cls=SectionedCommand)
@deck_argument
@language_option
@click.option(
    "--explain",
    is_flag=True,
    help="Show why each option is wrong, and which candidates were rejected and why.",
)
@click.option(
    "--of",
    "prefix",
    default="",
    metavar="ID",
    help="List only questions whose id starts with this, such as treaties or treaties/inf.",
)
@click.option(
    "--responses",
    multiple=True,
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Show how many students chose each option, from the responses.csv of `quizgen grade`. You "
    "can give several.  [default: those that the deck names]",
)
@quiz_options
def items(
    deck: Path,
    language: str,
    explain: bool,
    prefix: str,
    responses: tuple[Path, ...],
    **given: Any,
) -> None:
    """List the questions of DECK, why each wrong option is wrong, and what is not asked.

    With --forms, list the items of these forms instead.
    """
    wanted = {"language": language, "explain": explain, "prefix": prefix, "responses": responses}
    again = Again("items", [deck], {**wanted, **given})
    if again.is_done:
        show_problems(again.problems_of_reading)
        (said,) = again.all_said({}).values()
        echo("\n".join(said.lines))
    else:
        from quizgen.records.runs import Said

        project = sound_again(again, language)[0]
        listed = _listed(project, given, prefix, responses, explain=explain)
        echo(listed)
        again.keep({project.deck.files[0]: Said(lines=(listed,))}, more=responses)
    if not given["forms"]:
        more = f"quizgen items {named([deck])} --explain, to see which options were refused"
        suggest_on_terminal(f"quizgen quiz {named([deck])}" if explain else more)


def _listed(
    project: Project,
    given: dict[str, Any],
    prefix: str,
    responses: tuple[Path, ...],
    *,
    explain: bool,
) -> str:
    """Return the questions, or the items of the forms that are asked for."""
    options = options_of(given)
    if given["forms"]:
        return _exercises(project, options, prefix)
    with reporting():
        shares = _shares(project, responses)
    return _questions(project, options, prefix, shares, explain=explain)


def _exercises(project: Project, options: QuizOptions, prefix: str) -> str:
    """Return the items of the forms that are asked for, and what is lacking for more."""
    from quizgen.listing.questions import list_exercises

    return list_exercises(
        [each for each in project.exercises(options) if each.id.startswith(prefix)],
        [each for each in project.lacking(options) if each.id.startswith(prefix)],
    )


def _shares(project: Project, responses: tuple[Path, ...]) -> Shares:
    """Return what students chose, in the files or in those that the deck names."""
    from quizgen.deck.answered import read_responses, tried_of
    from quizgen.listing.shares import Shares

    if not responses:
        return Shares(project.deck.quiz.tried)
    return Shares(tried_of(each for path in responses for each in read_responses(path)))


def _questions(
    project: Project, options: QuizOptions, prefix: str, shares: Shares, *, explain: bool
) -> str:
    """Return the questions with their options, and what is not asked."""
    from quizgen.bank.fit import fit_of
    from quizgen.bank.once import once
    from quizgen.diagnostics import did_you_mean
    from quizgen.listing.questions import list_questions

    prompts = [each for each in project.prompts if each.id.startswith(prefix)]
    unasked = [each for each in project.unasked if each.id.startswith(prefix)]
    if project.prompts and not (prompts or unasked):
        fix = did_you_mean(prefix, {each.id for each in project.prompts})
        raise click.UsageError(f"--of: no question has an id that starts with `{prefix}`; {fix}")
    if prefix:
        chosen = project.questions_about(prompts, options, explain=explain)
    else:
        chosen = project.questions(options, explain=explain)
    return list_questions(
        chosen,
        unasked,
        explain=explain,
        shares=shares,
        fields=once(project.base, fit_of).fields_of,
    )
