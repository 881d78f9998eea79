"""Reads files that a user names: only regular files, and no more than a limit."""

from __future__ import annotations

import errno
import logging
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from quizgen.sandbox.standard_input import held

_LOG = logging.getLogger(__name__)

# Without these flags, opening a pipe would wait for a writer. Windows has neither flag.
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class IrregularFileError(OSError):
    """The path is a pipe, a device or a socket; for a folder there is IsADirectoryError."""


class TooLargeError(OSError):
    """The file is larger than the limit."""


def read_regular(path: Path, most: int) -> bytes:
    """Return the bytes of a regular file of at most `most` bytes.

    Raises TooLargeError if it is larger, and OSError as `open_regular` does.
    """
    with open_regular(path) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        reason = f"it is larger than {in_mebibytes(most)}"
        raise TooLargeError(errno.EFBIG, reason, str(path))
    return data


@contextmanager
def open_regular(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file for reading, without waiting, or what standard input had.

    Raises IsADirectoryError for a folder, IrregularFileError for a pipe, a device or a socket,
    FileNotFoundError if there is no such file or the name is impossible, and OSError if the file
    cannot be read.
    """
    data = held(path)
    if data is not None:
        _LOG.info("reads standard input, %d bytes", len(data))
        yield BytesIO(data)
        return
    try:
        # Check the type first, because opening a device can rewind a tape or hang up a terminal.
        _check_kind(path, path.stat().st_mode)
        handle = os.open(path, os.O_RDONLY | _NO_WAIT | _BINARY)
    except ValueError as error:
        raise FileNotFoundError(errno.ENOENT, str(error), str(path)) from None
    with os.fdopen(handle, "rb") as stream:
        # Another file may have replaced it in the meantime.
        status = os.fstat(handle)
        _check_kind(path, status.st_mode)
        _LOG.info("reads %s, %d bytes", path, status.st_size)
        yield stream


def reason_of(error: OSError) -> str:
    """Return what the system says about an error, in lower case."""
    return (error.strerror or str(error)).lower()


def in_mebibytes(size: int) -> str:
    """Return a number of bytes in readable form: 8 MiB."""
    return f"{size // 1024 // 1024} MiB"


def _check_kind(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
    if not stat.S_ISREG(mode):
        raise IrregularFileError(errno.EINVAL, "it is not a regular file", str(path))
