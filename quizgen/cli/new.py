"""`quizgen new`: a deck to start from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.files import write_files
from quizgen.cli.next_step import named, suggest
from quizgen.cli.options import quiet_option
from quizgen.cli.output import echo
from quizgen.cli.problems import reporting

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.drafting.article import Article


@click.command()
@click.argument("name", type=click.Path(path_type=Path))
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="KIND",
    help="A kind of fact to begin with, such as treaties. You can give several.  "
    "[default: people, events and terms]",
)
@click.option(
    "--from",
    "article",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="The article that the facts come from: .txt, .md, .html, .pdf or .docx. The deck names "
    "it, and lists its paragraphs by their numbers.",
)
@quiet_option
def new(name: Path, kinds: tuple[str, ...], article: Path | None, quiet: bool) -> None:
    """Write a deck to start from: NAME.yaml, with comments and examples that build at once.

    Beside it stands quizgen.schema.json, with which your editor completes and checks keys.
    """
    path = name if name.suffix in {".yaml", ".yml"} else Path(f"{name}.yaml")
    # If the path cannot be a file name, `write_files` reports it.
    if os.path.lexists(path):
        raise click.UsageError(f"{path} already exists; choose another name")
    with reporting():
        from quizgen.deck.tables import id_from
        from quizgen.drafting.starter import SCHEMA, starter_deck, starter_kinds
        from quizgen.forms.registry import form_names
        from quizgen.schema.deck import deck_schema, schema_file

        _check_kinds(kinds, starter_kinds())
        text = starter_deck(
            id_from(path.stem) or "deck",
            _title_of(path.stem),
            kinds,
            _article(article) if article else None,
        )
        files = {path: text.encode()}
        schema = path.parent / SCHEMA
        if not schema.exists():
            files[schema] = schema_file(deck_schema(form_names())).encode()
    write_files(files, inputs=[article] if article else [])
    if not quiet:
        echo("\n".join(f"{each} written" for each in files))
    suggest(f"open {path} in your editor, then: quizgen build {named([path])}", quiet=quiet)


def _check_kinds(kinds: tuple[str, ...], known: tuple[str, ...]) -> None:
    from quizgen.deck.kinds import built_in_kinds
    from quizgen.diagnostics import did_you_mean

    for kind in kinds:
        if kind in built_in_kinds() and kind not in known:
            message = f"`{kind}` has no examples: it needs a picture of yours"
            raise click.UsageError(f"{message}; see quizgen kinds {kind}")
        if kind not in known:
            raise click.UsageError(f"there is no kind `{kind}`; {did_you_mean(kind, known)}")


def _title_of(stem: str) -> str:
    """Return the title that a file's name suggests: Space race for space-race."""
    words = stem.replace("-", " ").replace("_", " ").strip() or "My deck"
    return words[0].upper() + words[1:]


def _article(path: Path) -> Article:
    from quizgen.drafting.article import article_of
    from quizgen.grounding.reading import read_blocks

    return article_of(read_blocks(path))
