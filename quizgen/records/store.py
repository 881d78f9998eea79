"""Keeps records in the user's folder for caches, which is safe to delete at any time.

The folder belongs to the user, so that nobody can put a record beside a deck that they pass on. A
record is data alone, compressed and with a digest; one that another user has written is none.
"""

from __future__ import annotations

import os
import sys
import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from quizgen.records.digests import of_bytes

# The folder for records; an empty value means that none are kept.
FOLDER_VARIABLE = "QUIZGEN_CACHE"
# A record has at most so many bytes on the disk, and so many when it is read.
MOST_BYTES = 8 * 1024 * 1024
MOST_BYTES_READ = 128 * 1024 * 1024
MOST_RECORDS = 200
MOST_BYTES_IN_ALL = 64 * 1024 * 1024
MOST_DAYS = 30
_SUFFIX = ".record"
_DAY = 24 * 60 * 60
# Fast, and texts still take a fifth of the space.
_LEVEL = 1
_DIGEST_LENGTH = 64


def folder() -> Path | None:
    """Return the folder for records, None if the user wants none."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen is not None:
        return Path(chosen) if chosen else None
    from platformdirs import user_cache_path  # noqa: PLC0415 - most commands keep no records

    return user_cache_path("quizgen", appauthor=False) / "runs"


def read(key: str) -> bytes | None:
    """Return what is kept under a key, None if there is nothing sound."""
    where = folder()
    if where is None:
        return None
    try:
        with (where / f"{key}{_SUFFIX}").open("rb") as stream:
            if not _is_own(stream):
                return None
            digest = stream.read(_DIGEST_LENGTH)
            packed = stream.read(MOST_BYTES + 1)
    except OSError:
        return None
    if len(packed) > MOST_BYTES or of_bytes(key.encode() + packed).encode() != digest:
        return None
    return _unpacked(packed)


def _is_own(stream: BinaryIO) -> bool:
    """Tell whether a file belongs to the user, where files have users."""
    return sys.platform == "win32" or os.fstat(stream.fileno()).st_uid == os.getuid()


def _unpacked(packed: bytes) -> bytes | None:
    reader = zlib.decompressobj()
    try:
        data = reader.decompress(packed, MOST_BYTES_READ)
    except zlib.error:
        return None
    return data if reader.eof else None


def write(key: str, data: bytes) -> None:
    """Keep data under a key, and delete what is old or too much; do nothing if that fails."""
    where = folder()
    if where is None or len(data) > MOST_BYTES_READ:
        return
    packed = zlib.compress(data, _LEVEL)
    if len(packed) > MOST_BYTES:
        return
    with suppress(OSError):
        where.mkdir(mode=0o700, parents=True, exist_ok=True)
        _replace(where / f"{key}{_SUFFIX}", of_bytes(key.encode() + packed).encode() + packed)
        _tidy(where)


def _replace(path: Path, data: bytes) -> None:
    """Write a file in one step, so that no other run reads half of it."""
    # Most runs write nothing.
    import tempfile  # noqa: PLC0415

    handle, name = tempfile.mkstemp(dir=path.parent, suffix=_SUFFIX)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _tidy(where: Path) -> None:
    """Delete old records, and the oldest ones of too many."""
    oldest = time.time() - MOST_DAYS * _DAY
    found = [(path.stat(), path) for path in where.glob(f"*{_SUFFIX}")]
    size = 0
    for number, (status, path) in enumerate(sorted(found, key=_newest_first)):
        size += status.st_size
        if number >= MOST_RECORDS or size > MOST_BYTES_IN_ALL or status.st_mtime < oldest:
            path.unlink(missing_ok=True)


def _newest_first(each: tuple[os.stat_result, Path]) -> float:
    return -each[0].st_mtime
