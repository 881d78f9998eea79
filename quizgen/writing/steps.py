"""The steps that put new files in place, finish a killed run, or undo it.

Each step can be repeated from any point.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from quizgen.writing import names
from quizgen.writing.plans import Change, is_file


def forward(changes: Iterable[Change]) -> None:
    """Put the new files in place; raises OSError if one can't be.

    Old files that are `apart` go first, so that they are never beside a new file.
    """
    waiting = [each for each in in_turn(changes) if is_file(each.part)]
    for change in reversed(waiting):
        if change.apart:
            change.target.unlink(missing_ok=True)
    for change in waiting:
        _place(change)


def _place(change: Change) -> None:
    try:
        change.part.replace(change.target)
    except OSError as error:
        # Users don't know the hidden name.
        error.filename, error.filename2 = str(change.target), None
        raise


def backward(changes: Iterable[Change]) -> None:
    """Restore the old files and remove the new ones; raises OSError if that fails."""
    changes = in_turn(changes)[::-1]
    for change in changes:
        is_new = not os.path.lexists(change.part) and is_file(change.target)
        if is_new and (change.apart or not change.had):
            change.target.replace(change.part)
    for change in changes[::-1]:
        if not change.apart:
            _restore(change)
    for change in changes:
        if change.apart:
            _restore(change)


def _restore(change: Change) -> None:
    untouched = os.path.lexists(change.part) and os.path.lexists(change.target)
    if change.had and not untouched and is_file(change.kept):
        change.kept.replace(change.target)


def in_turn(changes: Iterable[Change]) -> Sequence[Change]:
    """Return the changes in the order of their turns."""
    return sorted(changes, key=lambda change: change.turn)


def sweep(folders: Iterable[Path], run: str, home: Path) -> None:
    """Delete what a finished run left in its folders; raises OSError only for plans.

    The plans go before the commit record at `home`, and both before the files that they list:
    without a plan, these may be deleted at any time.
    """
    others = [folder for folder in folders if names.place(folder) != names.place(home)]
    for folder in others:
        (folder / names.plan(run)).unlink(missing_ok=True)
        sync_folder(folder)
    (home / names.plan(run)).unlink(missing_ok=True)
    (home / names.commit(run)).unlink(missing_ok=True)
    sync_folder(home)
    for folder in (*others, home):
        delete_leftovers(folder, run)


def delete_leftovers(folder: Path, run: str) -> None:
    """Delete what a run without a plan left in a folder, except files that can't be deleted."""
    for name in names.hidden(folder).get(run, []):
        with suppress(OSError):
            (folder / name).unlink()


def sync_folder(folder: Path) -> None:
    """Flush a folder's names to the disk, if the system supports that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
