"""The command that brings decks into a running Anki."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli.options import (
    card_options,
    decks_argument,
    lock_option,
    quiet_option,
)
from quizgen.cli.output import echo
from quizgen.cli.running import (
    MACHINE,
    find_decks,
    look_at,
    progress_bar,
    projects_to_make,
    reporting,
    show_problems,
    write_files,
)

if TYPE_CHECKING:
    # Imported where they are used, so that `quizgen --help` starts at once.
    from quizgen.anki.connect.client import Client
    from quizgen.anki.lock import Lock
    from quizgen.project import Project
    from quizgen.writing.seen import Seen


@click.command()
@decks_argument
@card_options
@click.option("--dry-run", is_flag=True, help="Only say what would change, note by note.")
@click.option(
    "--overwrite",
    is_flag=True,
    help="Set fields that were edited in Anki to what the deck says, too.",
)
@lock_option
@click.option(
    "--url",
    envvar="QUIZGEN_ANKI_URL",
    default="http://127.0.0.1:8765",
    show_default=True,
    show_envvar=True,
    help="Where AnkiConnect listens.",
)
@click.option("--allow-remote", is_flag=True, help="Let the address be that of another machine.")
@click.option(
    "--key",
    envvar="QUIZGEN_ANKI_KEY",
    show_envvar=True,
    help="The API key, where AnkiConnect wants one.",
)
@quiet_option
def push(decks: tuple[Path, ...], quiet: bool, **given: Any) -> None:
    """Bring DECKS up to date in a running Anki, by its add-on AnkiConnect.

    New notes are added, and fields that differ are set. Reviews, tags and fields of the learner's own
    stay, and so does what was edited in Anki; nothing is deleted. A push that was broken off is
    finished by the next one.

    Without DECKS, take decks/*.yaml, else the decks among *.yaml in this folder.
    """
    from quizgen.anki.connect.client import AnkiConnectError

    client = _client(given["url"], given["key"], allow_remote=given["allow_remote"])
    projects = projects_to_make(find_decks(decks))
    try:
        with reporting():
            from quizgen.export.anki_lock import locks

            client.connect()
            seen = {each.deck.id: look_at([each], force=False) for each in projects}
            before = locks(projects)
            taken = [
                _push(
                    client,
                    project,
                    before[project.deck.id],
                    seen[project.deck.id],
                    given,
                    quiet=quiet,
                )
                for project in projects
            ]
    except AnkiConnectError as error:
        echo(f"error: {error}", err=True)
        sys.exit(MACHINE)
    sys.exit(0 if all(taken) else MACHINE)


def _client(url: str, key: str | None, *, allow_remote: bool) -> Client:
    from quizgen.anki.connect.client import Client, parse_address

    try:
        address = parse_address(url)
    except ValueError as error:
        raise click.UsageError(f"--url: {error}") from None
    if not address.is_local and not allow_remote:
        raise click.UsageError(
            f"{address.host} is another machine; --allow-remote lets decks be pushed there"
        )
    return Client(address, key)


def _push(
    client: Client,
    project: Project,
    before: Lock | None,
    seen: Seen,
    given: Mapping[str, Any],
    *,
    quiet: bool,
) -> bool:
    """Push one deck whose lock was `seen`, tell what changes, and return whether Anki took it all."""
    from quizgen.anki.cards import wanted_cards
    from quizgen.anki.connect.apply import apply_plan
    from quizgen.anki.connect.holdings import held_notes, other_looks
    from quizgen.anki.connect.listing import describe, refusals
    from quizgen.anki.connect.plan import make_plan
    from quizgen.export.anki import wanted_in_anki
    from quizgen.export.anki_dates import dates_ahead
    from quizgen.export.anki_lock import lock_to_write

    asked = {name: given[name] for name in ("choice", "typed", "subdecks")}
    cards = wanted_cards(project.deck.anki, **asked)
    show_problems(dates_ahead(project.deck, before))
    wanted, after = wanted_in_anki(project, cards, before, overwrite=given["overwrite"])
    deck = wanted.deck
    with progress_bar(f"Reading {deck.deck}", len(deck.notes), quiet=quiet) as bar:
        held = held_notes(client, deck, bar.update)
    plan = make_plan(wanted, held, other_looks(client, deck))
    refused: list[str] = []
    if not given["dry_run"]:
        with progress_bar(
            f"Pushing {deck.deck}", len(plan.new) + len(plan.changed), quiet=quiet
        ) as bar:
            refused = refusals(apply_plan(client, wanted, plan, bar.update))
        kept = {} if given["no_lock"] else lock_to_write(project, before, after)
        write_files({}, kept, seen=seen)
    if not quiet:
        echo(describe(wanted, plan, each=given["dry_run"]))
    for line in refused:
        echo(f"error: {line}", err=True)
    return not refused
