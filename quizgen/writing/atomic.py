"""Writing files whole or not at all, whenever the run ends.

New files are staged under hidden names, and each folder gets a plan. The commit record is the
commit point: from then on any run finishes this one, and before it any run takes this one back.
"""

from __future__ import annotations

import errno
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


def write_all(
    contents: Mapping[Path, bytes],
    *,
    heads: Collection[Path] = (),
    check: Callable[[], None] | None = None,
) -> None:
    """Write every file (path -> bytes) in this order, and create folders; or change none of them.

    Where one of the `heads` changes, the old files beside it go before it does: so none of them
    ever stands beside a head of another printing. `check` is called when no other run can write
    into the folders any more, and stops everything by what it raises. Raises OSError.
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


def write_what_can_be(
    contents: Mapping[Path, bytes],
    spare: Mapping[Path, bytes],
    *,
    heads: Collection[Path] = (),
    check: Callable[[], None] | None = None,
) -> dict[Path, OSError]:
    """Write as `write_all` does, first the files of `spare`.

    A file of `spare` that cannot be written is left out, and returned with the reason.
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
    """Write the files, and return True; or return False where other runs came between."""
    for path in contents:
        _make_folder(path, made)
    folders = tuple(names.by_place(path.parent for path in contents).values())
    settle(folders)
    with ExitStack() as held:
        try:
            held.enter_context(locked(folders))
        except FileNotFoundError:
            # A run that failed has removed a folder that it had made.
            return False
        if any(map(has_leftovers, folders)):
            return False
        if check:
            check()
        _Run(contents, heads, folders).write()
    return True


def _make_folder(path: Path, made: list[Path]) -> None:
    """Make the folder of a file; raises OSError that names the file."""
    folder, missing = path.parent, []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "a file is in the way", str(path))
    for each in reversed(missing):
        # Another run may make it as well.
        with suppress(FileExistsError):
            each.mkdir()
            made.append(each)
            sync_folder(each.parent)


class _Run:
    """One run that holds all its `folders`: its changes, and how far they are."""

    def __init__(
        self, contents: Mapping[Path, bytes], heads: Collection[Path], folders: Sequence[Path]
    ) -> None:
        self._run = names.new_run()
        self._contents = contents
        self._folders = folders
        self._home = folders[0]
        self._changes = tuple(_changes(self._run, contents, heads))

    def write(self) -> None:
        """Carry everything out, or take it back and raise what is in the way."""
        try:
            self._stage()
            self._commit()
            forward(self._changes)
            self._sync()
        except BaseException:
            # What fails here is taken back by the next run.
            with suppress(OSError):
                self._take_back()
            raise
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
        """Write a file that is there whole or not at all."""
        part = path.parent / names.part(self._run, path.suffix.removeprefix("."))
        try:
            write_durably(part, data)
        except OSError as error:
            error.filename = str(path.parent)
            raise
        part.replace(path)

    def _take_back(self) -> None:
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
    """Tell whether a file is there; raises OSError for what is no regular file."""
    what, _ = no_file(path)
    if what:
        number = errno.EISDIR if path.is_dir() else errno.EEXIST
        raise OSError(number, f"{what} is in the way", str(path))
    return os.path.lexists(path)
