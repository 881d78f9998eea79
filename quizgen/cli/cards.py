"""`quizgen cards`: study cards to print and cut out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli.decks import projects_to_make
from quizgen.cli.files import inputs_of, open_files, write_files
from quizgen.cli.help_sections import SectionedCommand
from quizgen.cli.next_step import suggest
from quizgen.cli.options import (
    deck_argument,
    font_option,
    font_path_option,
    language_option,
    open_option,
    paper_size_option,
    quiet_option,
    template_option,
)
from quizgen.cli.output import echo
from quizgen.cli.papers import template_files
from quizgen.cli.parameters import grid
from quizgen.cli.problems import reporting, show_problems
from quizgen.cli.summary import counted, listed

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.project import Project


@click.command(cls=SectionedCommand)
@deck_argument
@language_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The PDF to write.  [default: the deck's id with -cards.pdf]",
)
@click.option(
    "--grid",
    "per_page",
    metavar="COLUMNSxROWS",
    default="2x4",
    show_default=True,
    callback=grid,
    help="How many cards fit on a page, in columns and rows, up to 5x8.",
)
@click.option(
    "--flip",
    type=click.Choice(["long", "short"]),
    default="long",
    show_default=True,
    help="The edge on which your printer flips the paper.",
)
@paper_size_option
@click.option(
    "--kinds",
    metavar="KIND,…",
    default="",
    help="Print only these kinds of fact, such as treaties,people.",
)
@font_option
@font_path_option
@template_option
@open_option
@quiet_option
def cards(
    deck: Path,
    language: str,
    output: Path | None,
    folders: tuple[Path, ...],
    is_opened: bool,
    quiet: bool,
    **given: Any,
) -> None:
    """Print DECK as study cards to cut out.

    Each card has a question on the front and its answer on the back. Print the file two-sided and
    at its actual size, and cut between the marks.
    """
    project = projects_to_make([deck], language)[0]
    kinds = _named_kinds(project, given["kinds"])
    with reporting():
        from quizgen.export.cards import CardSettings, CardWriter
        from quizgen.export.writer import Source
        from quizgen.paper.card_pdf import CardGrid

        columns, rows = given["per_page"]
        grid = CardGrid(columns, rows, given["paper"] or project.deck.quiz.paper, given["flip"])
        looks = {"font": given["font"], "template": given["template"]}
        settings = CardSettings(tuple(kinds), grid, folders, **looks)
        made = CardWriter().write(Source(project), settings)
        show_problems(made.losses)
    files = {output or Path(name): data for name, data in made.files.items()}
    write_files(files, inputs=[*inputs_of([project]), *template_files(given)])
    if not quiet:
        sheets = -(-made.count // (columns * rows))
        counts = f"{counted(made.count, 'card')} on {counted(sheets, 'sheet')} of paper"
        echo("\n".join([f"{project.deck.id}: {counts}", *listed(files)]))
    suggest("print it two-sided at its actual size, and cut between the marks", quiet=quiet)
    if is_opened:
        open_files(files)


def _named_kinds(project: Project, given: str) -> list[str]:
    """Return the kinds in a list with commas; exit if the deck lacks one of them."""
    from quizgen.diagnostics import did_you_mean

    named = [kind.strip() for kind in given.split(",") if kind.strip()]
    known = {fact.kind for fact in project.deck.facts.values() if not fact.background}
    for kind in named:
        if kind not in known:
            raise click.UsageError(
                f"--kinds: the deck has no facts of kind `{kind}`; {did_you_mean(kind, known)}"
            )
    return named
