"""Refuses to overwrite a run's own inputs, special files, and files of another type."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Place

_ELSEWHERE = "name another file with `-o`"
_NOT_FILES = (
    (stat.S_ISDIR, "a folder", "move it, or name another file with `-o`"),
    (stat.S_ISLNK, "a symbolic link", "name the file that the link points to, or delete the link"),
    (stat.S_ISFIFO, "a pipe", _ELSEWHERE),
    (stat.S_ISSOCK, "a socket", _ELSEWHERE),
)
# The first bytes of the files that an option may name.
_BEGINNINGS = {b"PK\x03\x04": "an Anki package", b"%PDF": "a PDF"}


def refused_outputs(files: Mapping[Path, bytes], inputs: Iterable[Path]) -> list[Diagnostic]:
    """Return the problems that keep files (path -> new bytes) from being written.

    `inputs` are files that the run reads; they are recognised through any path or link. Raises
    OSError for a path that cannot be examined.
    """
    known = _identities(inputs)
    return [problem for path, data in files.items() for problem in _refused(path, data, known)]


def is_read_only(path: Path) -> bool:
    """Return whether a file exists that nobody, or not this user, may write."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not mode & 0o222 or not os.access(path, os.W_OK)


def no_file(path: Path) -> tuple[str, str]:
    """Return what is there instead of a regular file and the fix, or empty texts if nothing is."""
    if not os.path.lexists(path):
        return "", ""
    mode = path.lstat().st_mode
    if stat.S_ISREG(mode):
        return "", ""
    found = ((what, fix) for is_kind, what, fix in _NOT_FILES if is_kind(mode))
    return next(found, ("a device", _ELSEWHERE))


def _refused(path: Path, data: bytes, inputs: Mapping[object, Path]) -> Iterator[Diagnostic]:
    place = Place(str(path))
    overwritten = [inputs[each] for each in _identity(path) if each in inputs]
    what, fix = no_file(path)
    if overwritten:
        message = f"the output would overwrite `{overwritten[0]}`, which this run reads"
        yield Diagnostic("Q551", message, place, _ELSEWHERE)
    elif what:
        yield Diagnostic("Q552", f"the output would replace {what}", place, fix)
    elif is_read_only(path):
        fix = "make it writable, or name another file with `-o`"
        yield Diagnostic("Q553", "the file is read-only; quizgen does not replace it", place, fix)
    elif _is_of_another_kind(path, data):
        kind = _BEGINNINGS[data[:4]]
        message = f"the existing file is not {kind}; quizgen does not replace it"
        yield Diagnostic("Q554", message, place, _ELSEWHERE)


def _is_of_another_kind(path: Path, data: bytes) -> bool:
    if data[:4] not in _BEGINNINGS or not path.is_file():
        return False
    with path.open("rb") as stream:
        beginning = stream.read(4)
    return bool(beginning) and beginning != data[:4]


def _identities(paths: Iterable[Path]) -> dict[object, Path]:
    return {identity: path for path in paths for identity in _identity(path)}


def _identity(path: Path) -> Iterator[object]:
    """Yield what all paths of one file share: its real path, and its device and inode."""
    yield os.path.realpath(path)
    with suppress(OSError, ValueError):
        status = path.stat()
        if status.st_ino:
            yield status.st_dev, status.st_ino
