"""`quizgen schema`: the JSON Schema of deck files, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from quizgen.cli.files import write_text
from quizgen.cli.next_step import named, suggest
from quizgen.cli.options import deck_path, text_target
from quizgen.cli.output import echo
from quizgen.cli.problems import reporting
from quizgen.cli.streams import STDOUT


@click.command()
@click.argument("deck", required=False, type=deck_path)
@click.option(
    "-o",
    "--output",
    type=text_target,
    metavar="FILE",
    default="-",
    help="The file to write.  [default: print the schema]",
)
def schema(deck: Path | None, output: Path) -> None:
    """Write the JSON Schema of deck files, with which editors complete and check keys.

    With DECK, the schema knows the deck's own kinds and the ids of its facts. Editors with the
    YAML language server use it in decks that begin with this line:

    # yaml-language-server: $schema=FILE
    """
    with reporting():
        from quizgen.deck.load import load_deck
        from quizgen.diagnostics import QuizgenError
        from quizgen.forms.registry import form_names
        from quizgen.schema.deck import deck_schema, schema_file

        forms = form_names()
        loaded = load_deck(deck, forms) if deck else None
        if loaded and loaded.deck is None:
            raise QuizgenError(loaded.diagnostics)
        text = schema_file(deck_schema(forms, loaded.deck if loaded else None))
    write_text(output, text, inputs=[deck] if deck else [])
    if output == STDOUT:
        return
    echo(f"{output}: the schema of {named([deck]) if deck else 'the built-in kinds'}")
    suggest(f"begin the decks beside it with # yaml-language-server: $schema={output.name}")
