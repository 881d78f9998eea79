"""Detects that another run has changed a file which this run has read."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from quizgen.writing.plans import is_file

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
        """Raise ChangedError if another run has changed a file, unless as in `written`."""
        for path, before in self._hashes.items():
            now = _hash(path)
            wanted = sha256(written[path]).digest() if path in written else before
            if now not in {before, wanted}:
                raise ChangedError(path)


def _hash(path: Path) -> bytes:
    """Return the hash of a file, or b"" if there is no readable regular file."""
    try:
        return sha256(path.read_bytes()).digest() if is_file(path) else b""
    except OSError:
        return b""
