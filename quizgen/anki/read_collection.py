"""A process that reads the notes of an Anki package, which a stranger may have made."""

from __future__ import annotations

import json
import sqlite3
import zipfile
import zlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from quizgen.sandbox.inputs import IrregularFileError, in_mebibytes, open_regular, reason_of
from quizgen.sandbox.limited import answer

# The most that is read of a package.
MOST_BYTES = 128 * 1024 * 1024
MOST_TEXT = 64 * 1024 * 1024
MOST_NOTES = 200_000
_MOST_NOTE = 8 * 1024 * 1024
_MOST_FIELDS = 500
_MOST_TAGS = 2_000
# An ordinary collection has about 30 tables and indexes.
_MOST_OBJECTS = 1_000
_MOST_SQL = 20_000
_MOST_STEPS = 200_000_000
_STEPS = 100_000
_CHUNK = 1024 * 1024
# Anki compresses with windows of 2 MiB; every reader of zstd takes 8 MiB.
_MOST_WINDOW = 8 * 1024 * 1024
# The most that a message quotes of a library's error, which may itself quote the file.
_MOST_QUOTED = 120
# A newer package holds an old collection too, whose only note says that Anki is too old.
_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MAGIC = b"SQLite format 3\0"
NOTE_COLUMNS = {"guid": "text", "mid": "integer", "mod": "integer", "flds": "text", "tags": "text"}
Columns = Mapping[str, str]
_OLD_TYPES = {"models": "text"}
_NEW_TYPES = {"id": "integer", "mtime_secs": "integer"}
_MOST_TYPES = 2_000
# Newer collections have a table of note types; the text in `col` is then empty.
_TYPE_TABLES: dict[str, Columns] = {"notetypes": _NEW_TYPES, "col": _OLD_TYPES}
_NO_TABLES: dict[str, Columns] = {}
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: _MOST_NOTE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: _MOST_SQL,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 50,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 2,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
}
_FUNCTIONS = {"length"}
_KINDS = {"text": str, "integer": int, "blob": bytes}
_NOT_ONE = "give a package that Anki or quizgen wrote"
_ALONE = "export the deck alone, without others and without media"
_OLDER = "`pip install zstandard`, or export again with “Support older Anki versions”"


class RefusedError(Exception):
    """The package cannot be read; `problem` is its code, message, fix and exit code."""

    def __init__(self, code: str, message: str, fix: str, exit_code: int = 1) -> None:
        self.problem = (code, message, fix, exit_code)
        super().__init__(message)


# A note: its guid, the id of its note type, its time, its fields as HTML, its tags.
Row = tuple[str, int, int, list[str], list[str]]
# A note type: its id, its time, and its JSON, an empty text for a newer collection.
TypeRow = tuple[int, int, str]


def notes_in(path: Path) -> tuple[list[Row], list[TypeRow]]:
    """Return the notes and the note types of a package.

    Raises RefusedError if it is not a package, is too large, or needs a library that is missing.
    """
    with collection_in(path, {"notes": NOTE_COLUMNS}, _TYPE_TABLES) as database:
        check_sizes(database, NOTE_COLUMNS)
        rows = rows_of(database, "notes", NOTE_COLUMNS)
        notes = [
            (guid, model, changed, *note_texts(count, fields, tags))
            for count, (guid, model, changed, fields, tags) in enumerate(rows, 1)
        ]
        return notes, list(_types(database))


def _types(database: sqlite3.Connection) -> Iterator[TypeRow]:
    found = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    if "notetypes" in found:
        for number, changed in rows_of(database, "notetypes", _NEW_TYPES, _MOST_TYPES):
            yield number, changed, ""
    elif "col" in found:
        for (text,) in rows_of(database, "col", _OLD_TYPES, 1):
            yield from _types_in(json.loads(text))


def _types_in(models: object) -> Iterator[TypeRow]:
    for model in models.values() if isinstance(models, dict) else ():
        told = model if isinstance(model, dict) else {}
        number, changed = str(told.get("id", "")), told.get("mod")
        if number.isdecimal() and isinstance(changed, int):
            yield int(number), changed, json.dumps(model)


@contextmanager
def collection_in(
    path: Path, tables: Mapping[str, Columns], optional: Mapping[str, Columns] = _NO_TABLES
) -> Iterator[sqlite3.Connection]:
    """Open the collection of a package, of which only these `tables` and columns can be read.

    It may lack the `optional` tables. Raises RefusedError if it is not a package, is too large,
    lacks a table or a column, or needs a library that is missing, and for every error of the
    database while it is open.
    """
    collection = _member(path)
    try:
        with _opened(collection, {*tables, *optional}) as database:
            found = _checked_tables(database, tables)
            wanted = {name: optional[name] for name in optional.keys() & found}
            for table, columns in {**tables, **wanted}.items():
                _check_columns(database, table, columns)
            yield database
    except (sqlite3.Error, UnicodeDecodeError, ValueError) as error:
        message = f"its collection cannot be read: {_short(error)}"
        raise RefusedError("Q527", message, _NOT_ONE) from None


def _member(path: Path) -> bytearray:
    """Return the collection in a package."""
    with opened_package(path) as package:
        return _collection(package)


@contextmanager
def opened_package(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a package; raises RefusedError for what is none, also while it is read."""
    try:
        with open_regular(path) as stream, zipfile.ZipFile(stream) as package:
            yield package
    except (IsADirectoryError, IrregularFileError):
        raise RefusedError("Q527", "this is not a regular file", _NOT_ONE) from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
    ) as error:
        raise RefusedError(
            "Q527", f"this is not an Anki package: {_short(error)}", _NOT_ONE
        ) from None
    except OSError as error:
        message = f"the package cannot be read: {reason_of(error)}"
        raise RefusedError("Q527", message, "check its name and permissions") from None


def _collection(package: zipfile.ZipFile) -> bytearray:
    names = set(package.namelist())
    name = next((name for name in _COLLECTIONS if name in names), None)
    if name is None:
        raise RefusedError("Q527", "this is not an Anki package: it has no collection", _NOT_ONE)
    entry = package.getinfo(name)
    if entry.compress_type not in _PLAIN:
        raise ValueError("it is compressed with a method that Anki does not use")
    if entry.file_size > MOST_BYTES:
        raise _too_large()
    with package.open(entry) as stream:
        if name != _COLLECTIONS[0]:
            return _database(stream)
        return _decompressed(_bounded(stream))


def _database(stream: IO[bytes]) -> bytearray:
    """Return a database; stop reading at once if the data does not begin like one."""
    begin = stream.read(len(_MAGIC))
    if begin != _MAGIC:
        raise ValueError("its collection is not a database")
    return _bounded(stream, begin)


def _bounded(stream: IO[bytes], begin: bytes = b"") -> bytearray:
    data = bytearray(begin)
    while chunk := stream.read(_CHUNK):
        data += chunk
        if len(data) > MOST_BYTES:
            raise _too_large()
    return data


def _decompressed(data: bytearray) -> bytearray:
    try:
        import zstandard  # noqa: PLC0415 - only packages of newer kinds need it
    except ImportError:
        message = "to read this package, quizgen needs the library `zstandard`"
        raise RefusedError("Q529", message, _OLDER, 3) from None
    reader = zstandard.ZstdDecompressor(max_window_size=_MOST_WINDOW)
    try:
        with reader.stream_reader(BytesIO(data)) as stream:
            return _database(stream)
    except zstandard.ZstdError as error:
        raise ValueError(str(error)) from None


@contextmanager
def _opened(collection: bytearray, tables: Container[str]) -> Iterator[sqlite3.Connection]:
    # A database in memory has no write-ahead log, whatever its header says.
    collection[18:20] = b"\x01\x01"
    with closing(sqlite3.connect(":memory:")) as database:
        for limit, most in _LIMITS.items():
            database.setlimit(limit, most)
        database.execute("PRAGMA trusted_schema = off")
        database.execute("PRAGMA query_only = on")
        database.execute("PRAGMA cell_size_check = on")
        database.deserialize(collection)
        steps = iter(range(_MOST_STEPS // _STEPS))
        database.set_progress_handler(lambda: next(steps, -1) < 0, _STEPS)
        database.set_authorizer(partial(_authorize, tables))
        # Newer collections compare names in this way; reading them whole compares nothing.
        database.create_collation("unicase", _compare)
        yield database


def _compare(one: str, other: str) -> int:
    return (one.casefold() > other.casefold()) - (one.casefold() < other.casefold())


def _authorize(
    tables: Container[str],
    action: int,
    first: str | None,
    second: str | None,
    *_: Any,  # noqa: ANN401
) -> int:
    """Allow a statement to select from the tables and the schema, and nothing else."""
    allowed = {
        sqlite3.SQLITE_SELECT: True,
        sqlite3.SQLITE_READ: first == "sqlite_master" or first in tables,
        sqlite3.SQLITE_FUNCTION: second in _FUNCTIONS,
        sqlite3.SQLITE_PRAGMA: first == "table_xinfo",
    }
    return sqlite3.SQLITE_OK if allowed.get(action) else sqlite3.SQLITE_DENY


def _checked_tables(database: sqlite3.Connection, tables: Iterable[str]) -> set[str]:
    """Return the names of all tables.

    Refuses a database that computes anything: Anki's has only tables and indexes.
    """
    found = database.execute("SELECT type, name, sql FROM sqlite_master LIMIT ?", (_MOST_OBJECTS,))
    objects = found.fetchall()
    if len(objects) == _MOST_OBJECTS:
        raise ValueError("it has more tables than a collection of Anki")
    for kind, name, sql in objects:
        if not _is_plain(kind, sql):
            raise ValueError(f"`{_short(name)}` is not a table of Anki's")
    named = {name for kind, name, _ in objects if kind == "table"}
    missing = sorted(set(tables) - named)
    if missing:
        raise ValueError(f"there is no table of {missing[0]}")
    return named


def _check_columns(database: sqlite3.Connection, table: str, wanted: Columns) -> None:
    columns = database.execute(f"PRAGMA table_xinfo({table})").fetchall()
    for _, name, _, _, default, _, hidden in columns:
        if hidden or default is not None:
            raise ValueError(f"the column `{_short(name)}` of its {table} is computed")
    missing = sorted(wanted.keys() - {name for _, name, *_ in columns})
    if missing:
        raise ValueError(f"its {table} have no column `{missing[0]}`")


def _is_plain(kind: object, sql: object) -> bool:
    """Return whether an object of the schema is an ordinary table or index."""
    if kind == "table":
        return isinstance(sql, str) and sql.startswith("CREATE TABLE ")
    begins = ("CREATE INDEX ", "CREATE UNIQUE INDEX ")
    return kind == "index" and (sql is None or str(sql).startswith(begins))


def check_sizes(database: sqlite3.Connection, columns: Columns) -> None:
    """Refuse too many or too large notes before any note is read; raises RefusedError."""
    sizes = " + ".join(f"length(CAST({name} AS BLOB))" for name in columns)
    size = 0
    rows = database.execute(f"SELECT {sizes} FROM notes")  # noqa: S608 - our own names
    for count, (each,) in enumerate(rows, 1):
        size += each or 0
        if count > MOST_NOTES:
            raise RefusedError("Q528", f"it has more than {MOST_NOTES:,} notes", _ALONE)
        if size > MOST_TEXT:
            message = f"its notes are larger than {in_mebibytes(MOST_TEXT)}"
            raise RefusedError("Q528", message, _ALONE)


def rows_of(
    database: sqlite3.Connection, table: str, columns: Columns, most: int = MOST_NOTES
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table, up to `most`, with values of the types that `columns` name.

    Raises ValueError for a value of another type, and RefusedError for more rows.
    """
    names = ", ".join(columns)
    one = table.removesuffix("s")
    rows = database.execute(f"SELECT {names} FROM {table}")  # noqa: S608 - our own names
    for count, row in enumerate(rows, 1):
        if count > most:
            raise RefusedError("Q528", f"it has more than {most:,} {table}", _ALONE)
        for (name, kind), value in zip(columns.items(), row, strict=True):
            if type(value) is not _KINDS[kind]:
                raise ValueError(f"`{name}` of its {one} {count} is not of type {kind}")
        yield row


def note_texts(count: int, fields: str, tags: str) -> tuple[list[str], list[str]]:
    """Return the fields and the tags of a note; raises ValueError if there are too many."""
    if fields.count("\x1f") >= _MOST_FIELDS:
        raise ValueError(f"its note {count} has more than {_MOST_FIELDS} fields")
    words = tags.split(None, _MOST_TAGS)
    if len(words) > _MOST_TAGS:
        raise ValueError(f"its note {count} has more than {_MOST_TAGS} tags")
    return fields.split("\x1f"), words


def _too_large() -> RefusedError:
    return RefusedError("Q528", f"its collection is larger than {in_mebibytes(MOST_BYTES)}", _ALONE)


def _short(quoted: object) -> str:
    text = " ".join(str(quoted).split())
    return text if len(text) <= _MOST_QUOTED else f"{text[:_MOST_QUOTED]}…"


def _answered(arguments: Sequence[str], _order: bytes) -> bytes:
    try:
        notes, types = notes_in(Path(arguments[0]))
        return json.dumps({"notes": notes, "types": types}, ensure_ascii=False).encode()
    except RefusedError as error:
        return json.dumps({"refused": error.problem}).encode()


if __name__ == "__main__":
    answer(_answered)
