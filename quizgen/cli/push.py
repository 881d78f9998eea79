"""`quizgen push`: decks into a running Anki."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
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
    one_language_option,
    quiet_option,
)
from quizgen.cli.output import echo
from quizgen.cli.problems import MACHINE, reporting, show_problems
from quizgen.cli.progress import progress_bar
from quizgen.cli.running_anki import client_of
from quizgen.cli.streams import need_place_for_lock

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.anki.connect.apply import Outcome
    from quizgen.anki.connect.client import Client
    from quizgen.anki.connect.held import HeldNote, Holdings
    from quizgen.anki.connect.plan import Plan
    from quizgen.anki.lock import Lock
    from quizgen.anki.notes import NoteDeck
    from quizgen.anki.wanted import Wanted
    from quizgen.project import Project
    from quizgen.writing.seen import Seen


@click.command()
@decks_argument
@one_language_option
@card_options
@click.option(
    "--dry-run", is_flag=True, help="Show what would change, note by note; change nothing."
)
@click.option(
    "--overwrite",
    is_flag=True,
    help="Update also the fields that somebody has edited in Anki.",
)
@click.option(
    "--repair",
    is_flag=True,
    help="Restore every note of the deck: its note type, its key and all its fields.",
)
@click.option(
    "--restore",
    is_flag=True,
    help="Bring back the notes of the deck that somebody deleted in Anki.",
)
@click.option(
    "--after",
    type=click.Path(path_type=Path, readable=False),
    metavar="OLD.apkg",
    help="The package that learners have, if you have gone back to an older lock: what Anki has "
    "from it is nobody's edit.",
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

    need_place_for_lock(decks, no_lock=given["no_lock"])
    client = client_of(given["url"], given["key"], allow_remote=given["allow_remote"])
    projects = projects_to_make(find_decks(decks), given["language"])
    cards = cards_of(given)
    wishes = _Wishes(
        cards,
        given["dry_run"],
        given["overwrite"] or given["repair"],
        given["repair"],
        given["restore"],
        given["no_lock"],
        given["after"],
        quiet,
    )
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
    repair: bool
    restore: bool
    no_lock: bool
    after: Path | None
    quiet: bool


def _push(
    client: Client, project: Project, before: Lock | None, seen: Seen, wishes: _Wishes
) -> bool:
    """Push one deck and report what changes; return whether Anki took everything."""
    from quizgen.anki.connect.listing import describe, refusals, spare_cards
    from quizgen.anki.connect.plan import make_plan
    from quizgen.anki.connect.repair import repair
    from quizgen.anki.make_notes import wanted_cards
    from quizgen.anki.released import with_held, with_released
    from quizgen.export.anki import wanted_in_anki
    from quizgen.export.anki_dates import dates_ahead
    from quizgen.export.anki_lock import lock_to_write, released

    cards = wanted_cards(project.deck.anki, **wishes.cards)
    show_problems(dates_ahead(project.deck, before))
    known = before
    if wishes.after:
        old = released(wishes.after, b"", given=True)
        known = with_released(before, project.deck.id, old)
    held = _held(client, project, quiet=wishes.quiet)
    known = with_held(known, project.deck.id, (note.fields for note in held))
    wanted, after = wanted_in_anki(
        project, cards, known, overwrite=wishes.overwrite, restore=wishes.restore
    )
    deck = wanted.deck
    holdings = _holdings(client, deck, after, held)
    spare = 0
    if wishes.repair and holdings.strays and not wishes.dry_run:
        spare = repair(client, deck, holdings.strays)
        held = _held(client, project, quiet=wishes.quiet)
        holdings = _holdings(client, deck, after, held)
    plan = make_plan(wanted, holdings)
    refused: list[str] = []
    if not wishes.dry_run:
        outcome = _apply(client, wanted, plan, quiet=wishes.quiet)
        refused = refusals(outcome)
        released_before = known.entries
        after = after.without(set(outcome.not_added) - released_before.keys())
        kept = {} if wishes.no_lock else lock_to_write(project, before, after)
        write_files({}, kept, seen=seen)
    if not wishes.quiet:
        echo(describe(wanted, plan, each=wishes.dry_run))
        if spare:
            echo(spare_cards(spare))
    for line in refused:
        echo(f"error: {line}", err=True)
    return not refused


def _held(client: Client, project: Project, *, quiet: bool) -> tuple[HeldNote, ...]:
    from quizgen.anki.connect.holdings import held_notes

    deck = project.deck.id
    with progress_bar(f"Reading {deck}", len(project.prompts), quiet=quiet) as bar:
        return tuple(held_notes(client, deck, bar.update))


def _holdings(client: Client, deck: NoteDeck, lock: Lock, held: tuple[HeldNote, ...]) -> Holdings:
    """Return what Anki holds of a deck, beside the notes themselves."""
    from quizgen.anki.connect.held import Holdings
    from quizgen.anki.connect.holdings import models_by_id, other_looks
    from quizgen.anki.connect.home import find_home
    from quizgen.anki.connect.strays import find_strays

    models = models_by_id(client)
    found = Holdings(held, models, other_looks(client, deck, models))
    strays = find_strays(client, deck, found)
    return replace(found, strays=strays, home=find_home(client, deck, lock.names))


def _apply(client: Client, wanted: Wanted, plan: Plan, *, quiet: bool) -> Outcome:
    """Make the changes, and return what Anki did not do."""
    from quizgen.anki.connect.apply import apply_plan

    steps = len(plan.new) + len(plan.changed)
    with progress_bar(f"Pushing {wanted.deck.deck}", steps, quiet=quiet) as bar:
        return apply_plan(client, wanted, plan, bar.update)
