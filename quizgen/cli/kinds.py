"""`quizgen kinds`: the kinds of fact."""

from __future__ import annotations

from pathlib import Path

import click

from quizgen.cli.decks import sound_projects
from quizgen.cli.next_step import suggest_on_terminal
from quizgen.cli.options import deck_path
from quizgen.cli.output import echo


@click.command()
@click.argument("kind", required=False)
@click.option("--deck", type=deck_path, help="Include the kinds that this deck defines.")
def kinds(kind: str | None, deck: Path | None) -> None:
    """List the kinds of fact, or describe one KIND."""
    from quizgen.deck.kinds import built_in_kinds
    from quizgen.diagnostics import did_you_mean
    from quizgen.listing.kinds import describe_kind, list_kinds

    known = sound_projects([deck], "")[0].deck.kinds if deck else built_in_kinds()
    if kind is None:
        echo(list_kinds(known))
        suggest_on_terminal("quizgen kinds KIND, for its fields and questions")
    elif kind in known:
        echo(describe_kind(known[kind]))
    else:
        raise click.UsageError(f"there is no kind `{kind}`; {did_you_mean(kind, known)}")
