"""`quizgen learners`: what learners fail, and where to mend it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli.decks import sound_projects
from quizgen.cli.files import inputs_of, write_text
from quizgen.cli.next_step import named, suggest_on_terminal
from quizgen.cli.options import (
    anki_options,
    card_options,
    cards_of,
    deck_argument,
    language_option,
    text_target,
)
from quizgen.cli.output import echo
from quizgen.cli.running_anki import client_of, reporting_anki
from quizgen.cli.streams import STDOUT, need_files

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.anki.learning import Learning
    from quizgen.anki.notes import NoteDeck


@click.command()
@deck_argument
@language_option
@click.option(
    "--from",
    "packages",
    multiple=True,
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="A package or a collection that a learner exported with the learning progress (.apkg, "
    ".colpkg), in place of a running Anki. You can give several.",
)
@click.option(
    "--most",
    type=click.IntRange(1, 10_000),
    default=20,
    show_default=True,
    help="How many facts to list.",
)
@click.option(
    "--html",
    "page",
    type=text_target,
    metavar="FILE",
    help="Write all facts into a page for a browser.",
)
@card_options
@anki_options
def learners(
    deck: Path,
    language: str,
    packages: tuple[Path, ...],
    most: int,
    page: Path | None,
    **given: Any,
) -> None:
    """List the facts of DECK that learners fail, with the line to mend first.

    quizgen reads the reviews of the deck's cards in a running Anki, through its add-on AnkiConnect,
    or in files that learners exported. It reads nothing else, and sends nothing anywhere. Ask
    learners before you look at their reviews.

    Facts with leeches come first, then those with the most lapses. Recall is the share of reviews
    that succeeded, since the first review in eight periods of equal length.
    """
    need_files([deck], "the reviews belong to the lock beside the deck")
    project = sound_projects([deck], language)[0]
    cards = cards_of(given)
    with reporting_anki():
        from quizgen.anki.make_notes import wanted_cards
        from quizgen.export.anki import notes
        from quizgen.learners.history import history_of
        from quizgen.learners.page import as_page
        from quizgen.learners.text import as_text

        made = notes(project, wanted_cards(project.deck.anki, **cards))
        history = history_of(project, made, _learnings(made, packages, given))
    if page is not None:
        write_text(page, as_page(history), inputs=inputs_of([project]))
    echo(as_text(history, most), err=page == STDOUT)
    suggest_on_terminal(f"mend what stands first, then: quizgen push {named([deck])}")


def _learnings(
    notes: NoteDeck, packages: tuple[Path, ...], given: dict[str, Any]
) -> list[Learning]:
    """Return the collections of learners: from packages, or of a running Anki."""
    from quizgen.anki.connect.reviews import learning_of
    from quizgen.anki.learning import read_learning

    if packages:
        return [read_learning(each) for each in packages]
    client = client_of(given["url"], given["key"], allow_remote=given["allow_remote"])
    client.connect()
    return [learning_of(client, notes)]
