"""Locks folders, so that only one run at a time writes to a folder."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

from quizgen.writing.names import FOLDER_LOCK, by_place

WAIT_SECONDS = 10.0
_POLL_SECONDS = 0.05
_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}
_BUSY = "another run of quizgen is writing to this folder; try again when it has ended"


class FolderBusyError(OSError):
    """Another run holds the folder and did not end in time; `filename` is the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(errno.EAGAIN, _BUSY, str(folder))


class _TakenError(Exception):
    """Another run holds the folder at the moment."""


@contextmanager
def locked(folders: Iterable[Path], seconds: float | None = None) -> Iterator[None]:
    """Hold folders for this run; wait for other runs up to `seconds` in all (WAIT_SECONDS if None).

    The system releases a folder when the run ends, however it ends. A file system without locks
    holds nothing. Raises FolderBusyError, and FileNotFoundError for a missing folder.
    """
    deadline = time.monotonic() + (WAIT_SECONDS if seconds is None else seconds)
    # All runs take folders in the same order, so that no two wait for each other.
    in_order = sorted(by_place(folders).items())
    with ExitStack() as held:
        for _, folder in in_order:
            held.callback(_wait_for(folder, deadline))
        yield


def _wait_for(folder: Path, deadline: float) -> Callable[[], None]:
    """Wait until this run holds the folder, and return the function that releases it."""
    while True:
        with suppress(_TakenError):
            return _take(folder)
        if time.monotonic() >= deadline:
            raise FolderBusyError(folder)
        time.sleep(_POLL_SECONDS)


def _take(folder: Path) -> Callable[[], None]:
    for way in (_take_folder, _take_file):
        try:
            return way(folder)
        except FileNotFoundError:
            raise
        except OSError:
            # This file system has no such locks, or the folder is read-only.
            continue
    return _nothing


def _take_folder(folder: Path) -> Callable[[], None]:
    """Lock the folder itself, without a file in it."""
    if sys.platform == "win32":
        raise OSError(errno.ENOTSUP, "folders cannot be locked here")
    handle = os.open(folder, os.O_RDONLY)
    _lock_or_close(handle, folder)
    return partial(os.close, handle)


def _take_file(folder: Path) -> Callable[[], None]:
    """Lock a file in the folder, and delete it at the end."""
    path = folder / FOLDER_LOCK
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    _lock_or_close(handle, path)
    return partial(_drop_file, handle, path)


def _is_open_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _drop_file(handle: int, path: Path) -> None:
    if sys.platform == "win32":
        # Windows deletes no open file: this fails if another run waits for it.
        os.close(handle)
        _delete(path)
    else:
        _delete(path)
        os.close(handle)


def _delete(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _lock_or_close(handle: int, path: Path) -> None:
    try:
        _lock(handle)
        # The previous holder may have deleted the file, and a third run may hold a new one.
        is_there = _is_open_at(handle, path)
    except BaseException as error:
        os.close(handle)
        if isinstance(error, OSError) and error.errno in _TAKEN:
            raise _TakenError from None
        raise
    if not is_there:
        os.close(handle)
        raise _TakenError


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _nothing() -> None:
    pass
