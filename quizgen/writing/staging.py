"""Writes new files under hidden names, complete and on the disk before anything else changes."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from quizgen.writing.plans import Change


def write_durably(path: Path, data: bytes, like: os.stat_result | None = None) -> None:
    """Write a new file and flush it to the disk; raises OSError.

    It gets the mode and the owner of the file that it will replace (`like`), or the usual ones.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        if like:
            _take_after(handle, path, like)
        _sync(handle)
    finally:
        os.close(handle)


def _take_after(handle: int, path: Path, like: os.stat_result) -> None:
    mode = stat.S_IMODE(like.st_mode) & 0o777
    there = os.fstat(handle)
    if (there.st_uid, there.st_gid) != (like.st_uid, like.st_gid) and hasattr(os, "chown"):
        # Only root may give files away.
        with suppress(OSError):
            os.chown(path, like.st_uid, like.st_gid)
    if stat.S_IMODE(there.st_mode) != mode:
        path.chmod(mode)


def _sync(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as error:
        # Some network drives can't do this. Other errors mean that the data is not on the disk.
        if error.errno not in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}:
            raise


def stage(change: Change, data: bytes) -> None:
    """Write the new file of a change under its hidden name, and give the old one a second name.

    Raises OSError with the target as its filename, because users don't know the hidden name.
    """
    try:
        like = change.target.lstat() if change.had else None
        write_durably(change.part, data, like)
        if change.had:
            _keep(change.target, change.kept)
    except OSError as error:
        error.filename, error.filename2 = str(change.target), None
        raise


def _keep(target: Path, kept: Path) -> None:
    try:
        os.link(target, kept, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(target, kept, follow_symlinks=False)
