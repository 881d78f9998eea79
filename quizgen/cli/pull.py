"""`quizgen pull`: learners' mends from Anki back into a deck."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli.decks import sound_projects
from quizgen.cli.files import look_at, write_files
from quizgen.cli.next_step import named, suggest_on_terminal
from quizgen.cli.options import (
    anki_options,
    card_options,
    cards_of,
    deck_argument,
    from_option,
    language_option,
    quiet_option,
)
from quizgen.cli.output import echo
from quizgen.cli.problems import show_problems
from quizgen.cli.running_anki import client_of, reporting_anki
from quizgen.cli.streams import need_files
from quizgen.cli.summary import counted

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.anki.learning import LearnerNote
    from quizgen.anki.wanted import Wanted
    from quizgen.pull.mends import Pulled


@click.command()
@deck_argument
@language_option
@from_option
@click.option("--apply", "is_applied", is_flag=True, help="Change the files of the deck.")
@card_options
@anki_options
@quiet_option
def pull(
    deck: Path,
    language: str,
    package: Path | None,
    is_applied: bool,
    quiet: bool,
    **given: Any,
) -> None:
    """Show what learners mended in Anki as a patch to DECK.

    quizgen reads the deck's cards in a running Anki, through its add-on AnkiConnect, or in a file
    that Anki exported. It prints a patch (a unified diff) of the deck's files, and lists what
    cannot go back, and why. Comments and layout stay. Nothing changes unless you give --apply.
    """
    need_files([deck], "what learners mended goes back into the deck's file")
    project = sound_projects([deck], language)[0]
    cards = cards_of(given)
    seen = look_at([project], force=False)
    with reporting_anki():
        from quizgen.anki.make_notes import wanted_cards
        from quizgen.export.anki import wanted_in_anki
        from quizgen.export.anki_lock import locks
        from quizgen.mending.sources import as_bytes
        from quizgen.pull.mends import problems_of
        from quizgen.pull.mends import pull as pull_mends

        wishes = wanted_cards(project.deck.anki, **cards)
        before = locks([project])[project.deck.id]
        wanted, _ = wanted_in_anki(project, wishes, before, overwrite=False, is_whole=True)
        pulled = pull_mends(project, wishes, wanted, _held(wanted, package, given))
        show_problems(problems_of(pulled))
        files = as_bytes(pulled.contents)
    if is_applied and files:
        write_files(files, seen=seen)
    elif pulled.patch:
        echo(pulled.patch.rstrip("\n"))
    if not quiet:
        echo(_summary(pulled, is_applied=is_applied), err=True)
    if is_applied:
        suggest_on_terminal(f"quizgen check {named([deck])}")
    sys.exit(0)


def _held(wanted: Wanted, package: Path | None, given: dict[str, Any]) -> list[LearnerNote]:
    """Return the deck's notes in a package, or in a running Anki."""
    from quizgen.anki.learning import read_learning
    from quizgen.pull.held import held_in_anki, held_in_package

    if package is not None:
        return held_in_package(read_learning(package), wanted.deck)
    client = client_of(given["url"], given["key"], allow_remote=given["allow_remote"])
    client.connect()
    return held_in_anki(client, wanted.deck)


def _summary(pulled: Pulled, *, is_applied: bool) -> str:
    done = "mended" if is_applied else "can go back"
    lines = [f"{counted(len(pulled.mends), 'field')} {done}, {len(pulled.refused)} cannot go back"]
    if pulled.older:
        notes = counted(pulled.older, "note")
        lines.append(f"{notes} with older texts of the deck in Anki: `quizgen push` updates them")
    if pulled.mends and not is_applied:
        lines.append("to change the deck, give --apply")
    return "\n".join(lines)
