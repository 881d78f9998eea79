"""Writes all files of a run or none, even if the run is killed.

It stages new files under hidden names, and writes a plan into each folder. Then it writes the
commit record: after a kill, the next run finishes this one if the record exists, or else undoes it.
"""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from quizgen.writing import names
from quizgen.writing.locking import FolderBusyError, locked
from quizgen.writing.plans import Change, commit_bytes, plan_bytes
from quizgen.writing.recovery import MOST_TRIES, has_leftovers, settle
from quizgen.writing.staging import stage, write_durably
from quizgen.writing.steps import backward, forward, sweep, sync_folder
from quizgen.writing.targets import is_read_only, no_file

_LOG = logging.getLogger(__name__)


def write_all(
    contents: Mapping[Path, bytes],
    *,
    heads: Collection[Path] = (),
    check: Callable[[], None] | None = None,
) -> None:
    """Write every file (path -> bytes) in this order, and create folders; or change nothing.

    If one of the `heads` changes, the old files beside it go first, so that none of them is ever
    beside a head of another printing. Calls `check` when no other run can write to the folders any
    more; its exceptions stop everything. Raises OSError.
    """
    if not contents:
        return
    made: list[Path] = []
    try:
        tries = (_write_in_turn(contents, heads, check, made) for _ in range(MOST_TRIES))
        is_written = any(tries)
    except BaseException:
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise
    if not is_written:
        raise FolderBusyError(next(iter(contents)).parent)
    for path, data in contents.items():
        _LOG.info("writes %s, %d bytes", path, len(data))


def write_what_can_be(
    contents: Mapping[Path, bytes],
    spare: Mapping[Path, bytes],
    *,
    heads: Collection[Path] = (),
    check: Callable[[], None] | None = None,
) -> dict[Path, OSError]:
    """Write as `write_all` does, with the files of `spare` first.

    Leaves out files of `spare` that cannot be written, and returns them with the reason.
    """
    left_out = _read_only(spare)
    while True:
        written = {path: data for path, data in spare.items() if path not in left_out}
        try:
            write_all({**written, **contents}, heads=heads, check=check)
        except OSError as error:
            found = next((path for path in written if str(path) == error.filename), None)
            if found is None:
                raise
            left_out[found] = error
        else:
            return left_out


def _read_only(paths: Iterable[Path]) -> dict[Path, OSError]:
    refused = (path for path in paths if is_read_only(path))
    return {path: PermissionError(errno.EACCES, "it is read-only", str(path)) for path in refused}


def _write_in_turn(
    contents: Mapping[Path, bytes],
    heads: Collection[Path],
    check: Callable[[], None] | None,
    made: list[Path],
) -> bool:
    """Write the files and return True, or return False if another run interfered."""
    for path in contents:
        _make_folder(path, made)
    folders = tuple(names.by_place(path.parent for path in contents).values())
    settle(folders)
    with ExitStack() as held:
        try:
            held.enter_context(locked(folders))
        except FileNotFoundError:
            # A failed run has removed a folder that it had made.
            return False
        if any(map(has_leftovers, folders)):
            return False
        if check:
            check()
        _Run(contents, heads, folders).write()
    return True


def _make_folder(path: Path, made: list[Path]) -> None:
    """Make the folder of a file; raises OSError with the file as its filename."""
    folder, missing = path.parent, []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "a file is in the way", str(path))
    for each in reversed(missing):
        # Another run may make it too.
        with suppress(FileExistsError):
            each.mkdir()
            made.append(each)
            sync_folder(each.parent)


class _Run:
    """One run, which holds all its `folders`, and its changes."""

    def __init__(
        self, contents: Mapping[Path, bytes], heads: Collection[Path], folders: Sequence[Path]
    ) -> None:
        self._run = names.new_run()
        self._contents = contents
        self._folders = folders
        self._home = folders[0]
        self._changes = tuple(_changes(self._run, contents, heads))

    def write(self) -> None:
        """Make all changes; or undo them and raise the error."""
        try:
            self._stage()
            self._commit()
            forward(self._changes)
            self._sync()
        except BaseException:
            # If this fails, the next run undoes the changes.
            with suppress(OSError):
                self._undo()
            raise
        try:
            self._sweep()
        except KeyboardInterrupt:
            # The files are in place; further signals are ignored, so that nothing is left.
            self._sweep()
            raise

    def _sweep(self) -> None:
        """Delete what the run no longer needs; if that fails, the next run does it."""
        with suppress(OSError):
            sweep(self._folders, self._run, self._home)

    def _stage(self) -> None:
        for change in self._changes:
            stage(change, self._contents[change.target])

    def _commit(self) -> None:
        for folder in self._folders:
            here = names.place(folder)
            changes = [each for each in self._changes if names.place(each.target.parent) == here]
            self._write(folder / names.plan(self._run), plan_bytes(folder, self._home, changes))
            sync_folder(folder)
        record = commit_bytes(self._home, self._folders)
        self._write(self._home / names.commit(self._run), record)
        sync_folder(self._home)

    def _write(self, path: Path, data: bytes) -> None:
        """Write a complete file, or none."""
        part = path.parent / names.part(self._run, path.suffix.removeprefix("."))
        try:
            write_durably(part, data)
        except OSError as error:
            error.filename = str(path.parent)
            raise
        part.replace(path)

    def _undo(self) -> None:
        (self._home / names.commit(self._run)).unlink(missing_ok=True)
        sync_folder(self._home)
        backward(self._changes)
        self._sync()
        sweep(self._folders, self._run, self._home)

    def _sync(self) -> None:
        for folder in self._folders:
            sync_folder(folder)


def _changes(run: str, contents: Mapping[Path, bytes], heads: Collection[Path]) -> Iterator[Change]:
    renewed: set[Path] = set()
    seen: set[tuple[tuple[int, int], str]] = set()
    for turn, (path, data) in enumerate(contents.items()):
        there = (names.place(path.parent), path.name)
        if there in seen:
            raise FileExistsError(errno.EEXIST, "two files of this run have one name", str(path))
        seen.add(there)
        had = _is_replaced(path)
        if path in heads and not (had and path.read_bytes() == data):
            renewed.add(path.parent)
        apart = had and path.parent in renewed and path not in heads
        yield Change(run, turn, path, had, apart)


def _is_replaced(path: Path) -> bool:
    """Return whether a file exists; raises OSError if it is not a regular file."""
    what, _ = no_file(path)
    if what:
        number = errno.EISDIR if path.is_dir() else errno.EEXIST
        raise OSError(number, f"{what} is in the way", str(path))
    return os.path.lexists(path)
