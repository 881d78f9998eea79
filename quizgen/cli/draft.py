"""`quizgen draft`: a deck of what an article says, for the author to confirm."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.files import write_files
from quizgen.cli.next_step import named, suggest
from quizgen.cli.options import quiet_option
from quizgen.cli.output import echo
from quizgen.cli.problems import reporting
from quizgen.cli.summary import counted

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.drafting.draft import Draft


@click.command()
@click.argument("article", type=click.Path(path_type=Path, readable=False))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="DECK.yaml",
    help="The deck to write. If it exists, quizgen adds the facts that it lacks.",
)
@click.option(
    "--language",
    default="",
    metavar="CODE",
    help="The language of the article: de, en, es, fr or ru.  [default: as its words tell]",
)
@quiet_option
def draft(article: Path, output: Path, language: str, quiet: bool) -> None:
    """Draft a deck from ARTICLE: its dates, numbers, people, terms and quotations as facts.

    ARTICLE is a .txt, .md, .html, .pdf or .docx file. Rules find the facts on your computer. Each
    fact cites its paragraph and ends with `# confirm`: compare it with the article before you
    build the deck.
    """
    with reporting():
        from quizgen.drafting.draft import draft_deck

        made = draft_deck(article, output, language=language)
    _write(made, output, article)
    if not quiet:
        echo(_summary(made, output))
    suggest(f"confirm the facts in {output}, then: {_check(made, output, article)}", quiet=quiet)


def _write(made: Draft, output: Path, article: Path) -> None:
    from quizgen.drafting.starter import SCHEMA
    from quizgen.forms.registry import form_names
    from quizgen.schema.deck import deck_schema, schema_file

    files = {output: made.text.encode()}
    schema = output.parent / SCHEMA
    if made.is_new and not schema.exists():
        files[schema] = schema_file(deck_schema(form_names())).encode()
    write_files(files, inputs=[article])


def _summary(made: Draft, output: Path) -> str:
    counts = ", ".join(f"{count} {kind}" for kind, count in made.counts.items())
    what = f"{counted(len(made.facts), 'fact')} to confirm"
    left = f"; {made.left_out} left out, listed at its end" if made.left_out else ""
    return f"{output}: {what}{f' ({counts})' if counts else ''}{left}"


def _check(made: Draft, output: Path, article: Path) -> str:
    has_text = not made.is_new or "\n  text: " in made.text
    against = "" if has_text else f" --against {named([article])}"
    return f"quizgen check {named([output])}{against}"
