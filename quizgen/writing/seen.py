"""Detects that another run has changed a file which this run has read."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from quizgen.writing.plans import is_file

# Two runs that do the same within a second or two write other times alone.
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_CHANGED = "another run has changed this file in the meantime; run the command again"


class ChangedError(OSError):
    """Another run has changed a file that this one has read; `filename` is the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EAGAIN, _CHANGED, str(path))


class Seen:
    """The content of files at the time of reading; they may be missing."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._hashes = {path: _hash(path) for path in paths}

    def check(self, written: Mapping[Path, bytes]) -> None:
        """Raise ChangedError if another run has changed a file, unless as in `written`.

        Times make no difference: two runs may have done the same, one after the other.
        """
        for path, before in self._hashes.items():
            is_as_before = _hash(path) == before
            if not is_as_before and not (path in written and _says_the_same(path, written[path])):
                raise ChangedError(path)


def _says_the_same(path: Path, data: bytes) -> bool:
    """Return whether a file has these bytes, but for times."""
    try:
        found = path.read_bytes() if is_file(path) else None
    except OSError:
        return False
    return found is not None and _TIME.sub(b"", found) == _TIME.sub(b"", data)


def _hash(path: Path) -> bytes:
    """Return the hash of a file, or b"" if there is no readable regular file."""
    try:
        return sha256(path.read_bytes()).digest() if is_file(path) else b""
    except OSError:
        return b""
