"""Record changes of the note types and the shipped decks, with their times."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from deck_support import ROOT, SHIPPED, load

from quizgen.anki.genanki_models import Model, shipped_lock
from quizgen.anki.lock import Lock, entry_after
from quizgen.anki.notetypes import NOTE_TYPES
from quizgen.anki.package import lock_after
from quizgen.export.anki import notes
from quizgen.export.anki_lock import locks
from quizgen.project import Project

NOTE_TYPE_LOCK = ROOT / "templates" / "anki" / "note-types.lock"


def note_type_lock(now: int) -> Lock:
    """Return the current lock of the note types. Unchanged ones keep their times."""
    models = [Model(shape, {}) for shape in NOTE_TYPES.values()]
    old = shipped_lock()
    return Lock(
        "note-types",
        {each.key: entry_after(old.known(each.key), each.content, now) for each in models},
    )


def deck_lock(path: Path, now: int) -> Lock:
    """Return the lock of a shipped deck as `quizgen build` writes it."""
    project = Project(load(path))
    before = locks([project])[project.deck.id] or Lock(project.deck.id)
    return lock_after(notes(project, lock=before), timestamp=now, lock=before)


@click.command()
@click.argument(
    "decks",
    nargs=-1,
    type=click.Path(exists=True, dir_okay=False, resolve_path=True, path_type=Path),
)
@click.option("--check", is_flag=True, help="Name the locks that would change, and write nothing.")
def main(decks: tuple[Path, ...], *, check: bool) -> None:
    """Record what has changed in the note types and in DECKS, with the present time.

    Without DECKS, renew the locks of all shipped decks. What has not changed keeps its time.
    """
    second = int(time.time())
    changed = _renew(NOTE_TYPE_LOCK, note_type_lock(second), check=check)
    shipped_lock.cache_clear()
    for deck in decks or SHIPPED:
        changed |= _renew(deck.with_suffix(".lock"), deck_lock(deck, second), check=check)
    sys.exit(1 if check and changed else 0)


def _renew(path: Path, lock: Lock, *, check: bool) -> bool:
    """Write a lock unless it is there already; return whether it has changed."""
    data = lock.to_bytes()
    if path.is_file() and path.read_bytes() == data:
        return False
    if not check:
        path.write_bytes(data)
    click.echo(f"{path.name}: {'out of date' if check else 'renewed'}")
    return True


if __name__ == "__main__":
    main()
