"""Files as a run has read them, to compare before it writes what it made of them."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from quizgen.writing.plans import is_file

_CHANGED = "another run has changed this file meanwhile; run the command again"


class ChangedError(OSError):
    """Another run has written a file that this one has read; `filename` is the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EAGAIN, _CHANGED, str(path))


class Seen:
    """What files hold now, or that they are missing."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._hashes = {path: _hash(path) for path in paths}

    def check(self, written: Mapping[Path, bytes]) -> None:
        """Raise ChangedError for a file that another run has changed, unless to what is `written`."""
        for path, before in self._hashes.items():
            now = _hash(path)
            wanted = sha256(written[path]).digest() if path in written else before
            if now not in {before, wanted}:
                raise ChangedError(path)


def _hash(path: Path) -> bytes:
    """Return the hash of a file, empty where no regular file is there that can be read."""
    try:
        return sha256(path.read_bytes()).digest() if is_file(path) else b""
    except OSError:
        return b""
