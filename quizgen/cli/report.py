"""`quizgen report`: how good a deck is, on one page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.decks import sound_projects
from quizgen.cli.files import inputs_of, open_files, write_text
from quizgen.cli.next_step import suggest
from quizgen.cli.options import (
    against_option,
    deck_argument,
    language_option,
    open_option,
    quiet_option,
    text_target,
)
from quizgen.cli.output import echo
from quizgen.cli.problems import reporting, show_problems
from quizgen.cli.streams import STDOUT
from quizgen.cli.summary import size_of

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.grounding.coverage import Coverage
    from quizgen.grounding.source import Articles
    from quizgen.project import Project


@click.command()
@deck_argument
@language_option
@against_option
@click.option(
    "-o",
    "--output",
    type=text_target,
    metavar="FILE",
    help="The page to write.  [default: build/ID/report.html, with the deck's id]",
)
@click.option(
    "--json",
    "is_json",
    is_flag=True,
    help="Print the same as JSON, for programs. With -o, write it into that file.",
)
@open_option
@quiet_option
def report(
    deck: Path,
    language: str,
    against: Path | None,
    output: Path | None,
    is_json: bool,
    is_opened: bool,
    quiet: bool,
) -> None:
    """Show how good DECK is, on a page for a browser, and what to write next.

    The page counts what the facts give: items, cards or nothing, and why. It shows what they cover
    of the article, how well the wrong options fit, how hard the items are, what the linter found,
    and whether guessing pays. It loads nothing and runs nothing.
    """
    project = sound_projects([deck], language)[0]
    with reporting():
        from quizgen.grounding.source import Articles
        from quizgen.quality.as_json import as_json
        from quizgen.quality.measures import quality_of
        from quizgen.quality.page import as_page
        from quizgen.quality.text import as_text

        articles = Articles(against)
        quality = quality_of(project, _coverage(project, articles))
        made = f"{as_json(quality)}\n" if is_json else as_page(quality)
        inputs = [*inputs_of([project]), *filter(None, [articles.path_of(project.deck)])]
    path = output or (STDOUT if is_json else Path("build") / project.deck.id / "report.html")
    write_text(path, made, inputs=inputs)
    if is_json:
        return
    is_printed = path == STDOUT
    if not quiet:
        written = "" if is_printed else f"\n  {path}  {size_of(len(made.encode()))}"
        echo(f"{as_text(quality)}{written}", err=is_printed)
    suggest(f"open {path} in your browser", quiet=quiet or is_opened or is_printed)
    if is_opened:
        open_files([path])


def _coverage(project: Project, articles: Articles) -> Coverage | None:
    """Return what the facts cover of the article, None if there is none that can be read."""
    from quizgen.grounding.coverage import coverage_of

    sought = articles.of(project.deck)
    show_problems(sought.problems)
    return coverage_of(project.deck, sought.article) if sought.article else None
