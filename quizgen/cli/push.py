"""`quizgen push`: decks into a running Anki."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli.decks import find_decks, projects_to_make
from quizgen.cli.files import look_at, write_files
from quizgen.cli.options import (
    anki_options,
    card_options,
    cards_of,
    decks_argument,
    lock_option,
    quiet_option,
)
from quizgen.cli.output import echo
from quizgen.cli.problems import MACHINE, reporting, show_problems
from quizgen.cli.progress import progress_bar
from quizgen.cli.running_anki import client_of

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.anki.connect.client import Client
    from quizgen.anki.connect.plan import Plan
    from quizgen.anki.lock import Lock
    from quizgen.anki.wanted import Wanted
    from quizgen.project import Project
    from quizgen.writing.seen import Seen


@click.command()
@decks_argument
@card_options
@click.option(
    "--dry-run", is_flag=True, help="Show what would change, note by note; change nothing."
)
@click.option(
    "--overwrite",
    is_flag=True,
    help="Update also the fields that somebody has edited in Anki.",
)
@lock_option
@anki_options
@quiet_option
def push(decks: tuple[Path, ...], quiet: bool, **given: Any) -> None:
    """Update DECKS in a running Anki, through its add-on AnkiConnect.

    quizgen adds new notes and updates fields that differ. It keeps reviews, tags, learners' own
    fields and what they edited in Anki, and it deletes nothing. If a push is interrupted, run it
    again.

    If you name no deck, quizgen takes every deck in decks/ or, if there is none, every deck in
    this folder (.yaml or .yml).
    """
    from quizgen.anki.connect.client import AnkiConnectError

    client = client_of(given["url"], given["key"], allow_remote=given["allow_remote"])
    projects = projects_to_make(find_decks(decks))
    cards = cards_of(given)
    wishes = _Wishes(cards, given["dry_run"], given["overwrite"], given["no_lock"], quiet)
    try:
        with reporting():
            from quizgen.export.anki_lock import locks

            client.connect()
            seen = {each.deck.id: look_at([each], force=False) for each in projects}
            before = locks(projects)
            taken = [
                _push(client, project, before[project.deck.id], seen[project.deck.id], wishes)
                for project in projects
            ]
    except AnkiConnectError as error:
        echo(f"error: {error}", err=True)
        sys.exit(MACHINE)
    sys.exit(0 if all(taken) else MACHINE)


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What the command line asks for, for every deck."""

    cards: dict[str, bool | None]
    dry_run: bool
    overwrite: bool
    no_lock: bool
    quiet: bool


def _push(
    client: Client, project: Project, before: Lock | None, seen: Seen, wishes: _Wishes
) -> bool:
    """Push one deck and report what changes; return whether Anki took everything."""
    from quizgen.anki.connect.holdings import held_notes, other_looks
    from quizgen.anki.connect.listing import describe
    from quizgen.anki.connect.plan import make_plan
    from quizgen.anki.make_notes import wanted_cards
    from quizgen.export.anki import wanted_in_anki
    from quizgen.export.anki_dates import dates_ahead
    from quizgen.export.anki_lock import lock_to_write

    cards = wanted_cards(project.deck.anki, **wishes.cards)
    show_problems(dates_ahead(project.deck, before))
    wanted, after = wanted_in_anki(project, cards, before, overwrite=wishes.overwrite)
    deck = wanted.deck
    with progress_bar(f"Reading {deck.deck}", len(deck.notes), quiet=wishes.quiet) as bar:
        held = held_notes(client, deck, bar.update)
    plan = make_plan(wanted, held, other_looks(client, deck))
    refused: list[str] = []
    if not wishes.dry_run:
        refused = _apply(client, wanted, plan, quiet=wishes.quiet)
        kept = {} if wishes.no_lock else lock_to_write(project, before, after)
        write_files({}, kept, seen=seen)
    if not wishes.quiet:
        echo(describe(wanted, plan, each=wishes.dry_run))
    for line in refused:
        echo(f"error: {line}", err=True)
    return not refused


def _apply(client: Client, wanted: Wanted, plan: Plan, *, quiet: bool) -> list[str]:
    """Make the changes, and return a line for each kind of change that Anki did not make."""
    from quizgen.anki.connect.apply import apply_plan
    from quizgen.anki.connect.listing import refusals

    steps = len(plan.new) + len(plan.changed)
    with progress_bar(f"Pushing {wanted.deck.deck}", steps, quiet=quiet) as bar:
        return refusals(apply_plan(client, wanted, plan, bar.update))
