"""`quizgen coverage`: what the facts of a deck cover of their article."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.decks import sound_projects
from quizgen.cli.files import inputs_of, write_text
from quizgen.cli.next_step import named, suggest_on_terminal
from quizgen.cli.options import against_option, deck_argument, text_target
from quizgen.cli.output import echo
from quizgen.cli.problems import PROBLEMS, reporting, show_problems
from quizgen.cli.streams import STDOUT

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.deck.model.deck import Deck
    from quizgen.grounding.article import Article
    from quizgen.grounding.source import Articles


@click.command()
@deck_argument
@against_option
@click.option(
    "--html",
    "page",
    type=text_target,
    metavar="FILE",
    help="Write a page for a browser, with a bar for each paragraph.",
)
def coverage(deck: Path, against: Path | None, page: Path | None) -> None:
    """List what no fact of DECK covers yet, paragraph by paragraph.

    For each paragraph of the article, quizgen counts the facts that cite it, and lists the dates,
    numbers, names, quotations and sentences that no fact mentions.
    """
    project = sound_projects([deck])[0]
    with reporting():
        from quizgen.grounding.coverage import coverage_of
        from quizgen.grounding.coverage_page import as_page
        from quizgen.grounding.coverage_text import as_text
        from quizgen.grounding.source import Articles

        articles = Articles(against)
        covered = coverage_of(project.deck, _article(project.deck, articles))
    if page is not None:
        inputs = [*inputs_of([project]), *filter(None, [articles.path_of(project.deck)])]
        write_text(page, as_page(covered), inputs=inputs)
    echo(as_text(covered), err=page == STDOUT)
    suggest_on_terminal(f"add facts for what is left, and then: quizgen check {named([deck])}")


def _article(deck: Deck, articles: Articles) -> Article:
    """Return the article of a deck; exit if there is none."""
    sought = articles.of(deck)
    show_problems(sought.problems)
    if sought.article is None:
        if sought.problems:
            raise SystemExit(PROBLEMS)
        raise click.UsageError(
            "the deck names no article; name it with --against, or as `text` of the `source`"
        )
    return sought.article
