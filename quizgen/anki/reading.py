"""The notes of any Anki package, old or new, ours or a stranger's."""

from __future__ import annotations

import sqlite3
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from quizgen.diagnostics import Diagnostic, Place, QuizgenError

_MOST_BYTES = 512 * 1024 * 1024
_MOST_NOTE = 16 * 1024 * 1024
_MOST_STEPS = 200_000_000
_STEPS = 100_000
# Newer packages have the older collection too, with one note that says that it is too old.
_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
_NOT_ONE = "give a package that Anki or quizgen wrote"


@dataclass(frozen=True, slots=True)
class OldNote:
    """A note of a package: its note type's id, its fields as HTML, its tags."""

    guid: str
    model: int
    fields: tuple[str, ...]
    tags: frozenset[str]


def read_notes(path: Path) -> list[OldNote]:
    """Return the notes of a package.

    Nothing is unpacked to the disk, and nothing over 512 MiB is read. Raises QuizgenError for what
    is no package, is too large, or needs a library that is missing.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _refused("Q527", path, "this is not a file", _NOT_ONE)
        with zipfile.ZipFile(path) as package:
            collection = _collection(path, package)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
    ) as error:
        raise _refused("Q527", path, f"this is no Anki package: {error}", _NOT_ONE) from None
    except OSError as error:
        message = f"the package cannot be read: {(error.strerror or str(error)).lower()}"
        raise _refused("Q527", path, message, "check its name and permissions") from None
    try:
        with _opened(collection) as database:
            return list(_notes(database))
    except (sqlite3.Error, UnicodeDecodeError, TypeError, ValueError) as error:
        raise _refused("Q527", path, f"its collection cannot be read: {error}", _NOT_ONE) from None


def _collection(path: Path, package: zipfile.ZipFile) -> bytes:
    names = package.namelist()
    name = next((name for name in _COLLECTIONS if name in names), None)
    if name is None:
        raise _refused("Q527", path, "this is no Anki package: it has no collection", _NOT_ONE)
    with package.open(name) as stream:
        return (
            _bounded(path, stream)
            if name != _COLLECTIONS[0]
            else _decompressed(path, _bounded(path, stream))
        )


def _bounded(path: Path, stream: IO[bytes]) -> bytes:
    data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        message = f"its collection is larger than {_MOST_BYTES // 1024 // 1024} MiB"
        raise _refused(
            "Q528", path, message, "export the deck alone, without others and without media"
        )
    return data


def _decompressed(path: Path, data: bytes) -> bytes:
    try:
        import zstandard  # noqa: PLC0415 - only packages of newer kinds need it
    except ImportError:
        fix = "`pip install zstandard`, or export again with “Support older Anki versions”"
        raise QuizgenError(
            [
                Diagnostic(
                    "Q529",
                    "reading this package takes the library `zstandard`",
                    Place(str(path)),
                    fix,
                )
            ],
            3,
        ) from None
    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(
            BytesIO(data)
        ) as stream:
            return _bounded(path, stream)
    except zstandard.ZstdError as error:
        raise _refused("Q527", path, f"its collection cannot be read: {error}", _NOT_ONE) from None


@contextmanager
def _opened(collection: bytes) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as database:
        # A database in memory has no write-ahead log, whatever its header says.
        database.deserialize(collection[:18] + b"\x01\x01" + collection[20:])
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_NOTE)
        database.execute("PRAGMA trusted_schema = off")
        database.execute("PRAGMA query_only = on")
        steps = iter(range(_MOST_STEPS // _STEPS))
        database.set_progress_handler(lambda: next(steps, -1) < 0, _STEPS)
        yield database


def _notes(database: sqlite3.Connection) -> Iterator[OldNote]:
    kind = database.execute("SELECT type, sql FROM sqlite_master WHERE name = 'notes'").fetchone()
    if not kind or kind[0] != "table" or "VIRTUAL" in str(kind[1]).upper():
        raise ValueError("there is no table of notes")
    size = 0
    for guid, model, fields, tags in database.execute("SELECT guid, mid, flds, tags FROM notes"):
        size += len(str(fields)) + len(str(tags)) + len(str(guid))
        if size > _MOST_BYTES:
            raise ValueError("its notes are too large")
        yield OldNote(
            str(guid), int(model), tuple(str(fields).split("\x1f")), frozenset(str(tags).split())
        )


def _refused(code: str, path: Path, message: str, fix: str) -> QuizgenError:
    return QuizgenError([Diagnostic(code, message, Place(str(path)), fix)])
