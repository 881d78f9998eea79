"""Finishes or undoes runs that were killed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from quizgen.writing import names
from quizgen.writing.locking import locked
from quizgen.writing.plans import committed_folders, is_file, read_plan
from quizgen.writing.steps import backward, delete_leftovers, forward, sweep, sync_folder

# Between two looks, another run rarely leaves something new.
MOST_TRIES = 20


def has_leftovers(folder: Path) -> bool:
    """Return whether a run has left something in a folder, or is writing there now."""
    return bool(names.hidden(folder))


def settle(folders: Iterable[Path]) -> None:
    """Finish or undo every run that was killed while it wrote to one of the folders.

    A run with a commit record is finished in all its folders; any other is undone. Waits for a run
    that is still alive. Raises OSError if a file cannot be put in place, and FolderBusyError if
    another run does not end.
    """
    folders = [folder for folder in folders if folder.is_dir()]
    for _ in range(MOST_TRIES):
        if not any(has_leftovers(folder) or _has_lock(folder) for folder in folders):
            return
        related = _related(folders)
        with locked(related.values()):
            # Settle only if all related folders are locked.
            if _related(folders).keys() <= related.keys():
                for folder in related.values():
                    _settle_folder(folder)
                return


def _has_lock(folder: Path) -> bool:
    return is_file(folder / names.FOLDER_LOCK)


def _related(folders: Iterable[Path]) -> dict[tuple[int, int], Path]:
    """Return the folders and all other folders of the runs killed in them, by place."""
    found: dict[tuple[int, int], Path] = {}
    waiting = list(folders)
    while waiting:
        folder = waiting.pop()
        if not folder.is_dir() or names.place(folder) in found:
            continue
        found[names.place(folder)] = folder
        for run in names.hidden(folder):
            plan = read_plan(folder, run)
            homes = [folder, plan.home] if plan else [folder]
            waiting += homes
            waiting += [each for home in homes for each in committed_folders(home, run) or []]
    return found


def _settle_folder(folder: Path) -> None:
    for run in names.hidden(folder):
        plan = read_plan(folder, run)
        home = plan.home if plan else folder
        together = committed_folders(home, run)
        if together is not None:
            _finish(together, run, home)
        elif plan:
            backward(plan.changes)
            sync_folder(folder)
            (folder / names.plan(run)).unlink(missing_ok=True)
            sync_folder(folder)
        delete_leftovers(folder, run)


def _finish(folders: list[Path], run: str, home: Path) -> None:
    plans = [plan for folder in folders if (plan := read_plan(folder, run))]
    forward(change for plan in plans for change in plan.changes)
    for folder in folders:
        sync_folder(folder)
    sweep(folders, run, home)
