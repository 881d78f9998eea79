"""Files that a user names: only regular ones are opened, and never more is read than a bound says."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

# Opening a pipe without a writer waits for one, unless told not to. Windows has neither flag.
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class IrregularFileError(OSError):
    """A path names a pipe, a device or a socket; a folder raises IsADirectoryError."""


class TooLargeError(OSError):
    """A file is larger than what is to be read of it."""


def read_regular(path: Path, most: int) -> bytes:
    """Return the bytes of a regular file of at most `most` bytes.

    Raises TooLargeError for a larger one, and OSError as `open_regular` does.
    """
    with open_regular(path) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        reason = f"it is larger than {in_mebibytes(most)}"
        raise TooLargeError(errno.EFBIG, reason, str(path))
    return data


@contextmanager
def open_regular(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file for reading.

    Raises IsADirectoryError for a folder, IrregularFileError for a pipe, a device or a socket,
    FileNotFoundError for nothing and for a name that no file can have, other OSErrors for what
    cannot be read. None of them waits.
    """
    try:
        # Opening alone can rewind a tape or hang up a terminal, so that the kind is asked first.
        _check_kind(path, path.stat().st_mode)
        handle = os.open(path, os.O_RDONLY | _NO_WAIT | _BINARY)
    except ValueError as error:
        raise FileNotFoundError(errno.ENOENT, str(error), str(path)) from None
    with os.fdopen(handle, "rb") as stream:
        # Another file may have taken its place meanwhile.
        _check_kind(path, os.fstat(handle).st_mode)
        yield stream


def in_mebibytes(size: int) -> str:
    """Return a number of bytes for people: 8 MiB."""
    return f"{size // 1024 // 1024} MiB"


def _check_kind(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
    if not stat.S_ISREG(mode):
        raise IrregularFileError(errno.EINVAL, "it is not a regular file", str(path))
