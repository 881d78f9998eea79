"""Small rosters and packages that would take much memory or time, made for each test."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import openpyxl
import zstandard

MEBIBYTE = 1024 * 1024
NOTES = (
    "CREATE TABLE notes (id integer primary key, guid text, mid integer, mod integer, usn integer,"
    " tags text, flds text, sfld integer, csum integer, flags integer, data text)"
)
COLUMNS = "id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data"
# Which of the limits stops a process depends on the machine.
STOPPED = "reading the workbook takes more than"
_ROW = "INSERT INTO notes (guid, mid, mod, tags, flds) VALUES (?, ?, 1, ?, ?)"
_THOUSAND = "x AS (SELECT 1 n UNION ALL SELECT n + 1 FROM x LIMIT 1000)"
_ROWS = f"INSERT INTO notes WITH RECURSIVE {_THOUSAND} SELECT n, 1, 1, '' FROM x"  # noqa: S608 - no input


class Bomb(NamedTuple):
    """A file's bytes, and a word from the message that rejects it."""

    make: Callable[[], bytes]
    answer: str


# Packages


def package(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method, compresslevel=6) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return written.getvalue()


def database(*statements: str, rows: Iterable[tuple[object, ...]] = ()) -> bytes:
    """Return a database made by the statements, with rows of guid, mid, tags and flds."""
    with closing(sqlite3.connect(":memory:")) as opened:
        for statement in statements:
            opened.execute(statement)
        for row in rows:
            opened.execute(_ROW, row)
        opened.commit()
        return opened.serialize()


def old(*statements: str, rows: Iterable[tuple[object, ...]] = ()) -> bytes:
    return package({"collection.anki2": database(*statements, rows=rows)})


def generated() -> bytes:
    computed = "flds text AS (printf('%.*c', 15000000, char(31)))"
    table = f"CREATE TABLE notes (guid text, mid integer, mod integer, tags text, {computed})"
    insert = "INSERT INTO notes (guid, mid, mod, tags) SELECT n, 1, 1, '' FROM x"
    return old(table, f"WITH RECURSIVE {_THOUSAND} {insert}")


def view() -> bytes:
    select = "SELECT n guid, 1 mid, '' tags, printf('%.*c', 9000000, 'x') flds FROM x"
    return old(f"CREATE VIEW notes AS WITH RECURSIVE {_THOUSAND} {select}")


def endless_view() -> bytes:
    endless = "x AS (SELECT 1 n UNION ALL SELECT n + 1 FROM x)"
    select = "SELECT count(*) guid, 1 mid, '' tags, '' flds FROM x"
    return old(f"CREATE VIEW notes AS WITH RECURSIVE {endless} {select}")


def defaults() -> bytes:
    """Return rows shorter than their table, with a huge default for what is missing."""
    long = "x" * 1_000_000
    table = "CREATE TABLE notes (guid text, mid integer, mod integer, tags text)"
    return old(table, _ROWS, f"ALTER TABLE notes ADD COLUMN flds text DEFAULT '{long}'")


def short_defaults() -> bytes:
    """Return the same rows with a default that is short enough to read."""
    table = "CREATE TABLE notes (guid text, mid integer, mod integer, tags text)"
    return old(table, _ROWS, f"ALTER TABLE notes ADD COLUMN flds text DEFAULT '{'x' * 9000}'")


def many_tables() -> bytes:
    return old(NOTES, *(f"CREATE TABLE t{number} (a)" for number in range(5000)))


def sparse() -> bytes:
    """Return a nearly empty database of 120 MiB, compressed to about 120 kB."""
    return old(NOTES, "CREATE TABLE x AS SELECT zeroblob(120 * 1024 * 1024)")


def lying_sizes() -> bytes:
    """Return a package with an entry of 200 MiB that claims to have 100 bytes."""
    data = bytearray(package({"collection.anki2": bytes(200 * MEBIBYTE)}))
    size = (200 * MEBIBYTE).to_bytes(4, "little")
    return bytes(data).replace(size, (100).to_bytes(4, "little"))


def framed(size: int, window: int, begin: bytes = b"SQLite format 3\0") -> bytes:
    """Return a newer package: a frame of zeros that doesn't state its size."""
    parameters = zstandard.ZstdCompressionParameters(window_log=window, compression_level=1)
    writer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    zeros = bytes(MEBIBYTE)
    parts = [writer.compress(begin), *(writer.compress(zeros) for _ in range(size // MEBIBYTE))]
    return package({"collection.anki21b": b"".join([*parts, writer.flush()])})


def one_note(guid: object, mid: object, tags: object, fields: object) -> bytes:
    return old(NOTES, rows=[(guid, mid, tags, fields)])


PACKAGES = {
    "generated columns": Bomb(generated, "is computed"),
    "a view": Bomb(view, "is not a table of Anki's"),
    "a view without end": Bomb(endless_view, "is not a table of Anki's"),
    "a virtual table": Bomb(
        lambda: old("CREATE VIRTUAL TABLE notes USING fts5(guid, mid, tags, flds)"),
        "is not a table of Anki's",
    ),
    "a trigger": Bomb(
        lambda: old(NOTES, "CREATE TRIGGER t AFTER INSERT ON notes BEGIN SELECT 1; END"),
        "is not a table of Anki's",
    ),
    "an index that computes": Bomb(
        lambda: old(NOTES, "CREATE INDEX i ON notes (abs(mid))", rows=[("a", 1, "", "a")]),
        "",
    ),
    "long defaults": Bomb(defaults, "cannot be read"),
    "short defaults, many rows": Bomb(short_defaults, "is computed"),
    "5,000 tables": Bomb(many_tables, "more tables"),
    "a database of 120 MiB": Bomb(sparse, ""),
    "no database, 120 MiB": Bomb(
        lambda: package({"collection.anki2": bytes(120 * MEBIBYTE)}), "not a database"
    ),
    "a database of 300 MiB": Bomb(
        lambda: package({"collection.anki2": b"SQLite format 3\0" + bytes(300 * MEBIBYTE)}),
        "larger than 128 MiB",
    ),
    "an entry that lies about its size": Bomb(lying_sizes, "not an Anki package"),
    "an entry packed by LZMA": Bomb(
        lambda: package({"collection.anki2": bytes(120 * MEBIBYTE)}, zipfile.ZIP_LZMA), "compressed"
    ),
    "a frame of 1 GiB": Bomb(lambda: framed(1024 * MEBIBYTE, 20), "larger than 128 MiB"),
    "a frame with a window of 128 MiB": Bomb(lambda: framed(130 * MEBIBYTE, 27), "too much memory"),
    "8 million fields": Bomb(
        lambda: one_note("a", 1, "", "\x1f" * 8_000_000), "more than 500 fields"
    ),
    "4 million tags": Bomb(lambda: one_note("a", 1, "a " * 4_000_000, ""), "more than 2000 tags"),
    "300,000 notes": Bomb(
        lambda: old(NOTES, rows=((str(each), 1, "", "") for each in range(300_000))),
        "more than 200,000 notes",
    ),
    "notes of 80 MiB": Bomb(
        lambda: old(NOTES, rows=((str(each), 1, "", "x" * MEBIBYTE) for each in range(80))),
        "larger than 64 MiB",
    ),
    "a note of 9 MiB": Bomb(lambda: one_note("a", 1, "", "x" * 9 * MEBIBYTE), "cannot be read"),
    "an endless number": Bomb(
        lambda: one_note("a", float("inf"), "", "a"), "is not of type integer"
    ),
    "a missing number": Bomb(lambda: one_note("a", None, "", "a"), "is not of type integer"),
    "a missing guid": Bomb(lambda: one_note(None, 1, "", "a"), "is not of type text"),
    "fields of bytes": Bomb(lambda: one_note("a", 1, "", b"a\xff"), "is not of type text"),
    "a name of 60,000 characters": Bomb(
        lambda: old(NOTES, f"CREATE VIEW {'v' * 60_000} AS SELECT 1"), "cannot be read"
    ),
}

# Rosters

_STRINGS = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)


def workbook(sheet: str = "", strings: str = "", styles: str = "") -> bytes:
    """Return a workbook with some parts replaced; NAMES stands for the namespaces."""
    book = openpyxl.Workbook()
    book.active.append(["name", "number"])
    book.active.append(["Anna", 1])
    written = io.BytesIO()
    book.save(written)
    given = {
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": strings,
        "xl/styles.xml": styles,
    }
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    with zipfile.ZipFile(written) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members |= {name: part.replace("NAMES", space).encode() for name, part in given.items() if part}
    types = "[Content_Types].xml"
    members[types] = members[types].replace(b"</Types>", _STRINGS + b"</Types>")
    members.setdefault("xl/sharedStrings.xml", f"<sst {space}/>".encode())
    return package(members)


def sheet_of(rows: str) -> str:
    return f"<worksheet NAMES><sheetData>{rows}</sheetData></worksheet>"


def strings_of(items: str) -> str:
    return f"<sst NAMES>{items}</sst>"


def laughing() -> str:
    """Return shared strings made of entities, each of which expands to ten others."""
    entities = ['<!ENTITY a0 "aaaaaaaaaa">']
    for level in range(1, 10):
        entities += [f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">']
    return f"<!DOCTYPE sst [{''.join(entities)}]><sst NAMES><si><t>&a9;</t></si></sst>"


ANNA = '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
WORKBOOKS = {
    "1.5 million cells in a row": Bomb(
        lambda: workbook(sheet_of(f"<row>{'<c><v>1</v></c>' * 1_500_000}</row>")), STOPPED
    ),
    "3 million cells without values": Bomb(
        lambda: workbook(sheet_of(f"<row>{'<c/>' * 3_000_000}</row>")), STOPPED
    ),
    "a million styles": Bomb(
        lambda: workbook(
            styles=(
                f"<styleSheet NAMES><fonts>{'<font><b/></font>' * 1_000_000}</fonts></styleSheet>"
            )
        ),
        STOPPED,
    ),
    "a string of 2 million runs": Bomb(
        lambda: workbook(strings=strings_of(f"<si>{'<r><t>x</t></r>' * 2_000_000}</si>")), STOPPED
    ),
    "a string of 62 million characters": Bomb(
        lambda: workbook(
            sheet_of('<row><c t="s"><v>0</v></c></row>' * 3),
            strings_of(f"<si><t>{'x' * 62_000_000}</t></si>"),
        ),
        "no column",
    ),
    "entities of entities": Bomb(lambda: workbook(strings=laughing()), "damaged"),
    "a row far below": Bomb(
        lambda: workbook(sheet_of(f'{ANNA}<row r="999999999"><c><v>1</v></c></row>')),
        "no student",
    ),
    "100,000 rows": Bomb(
        lambda: workbook(sheet_of("<row><c><v>1</v></c></row>" * 100_000)), "no column"
    ),
    "2,000 columns": Bomb(
        lambda: workbook(sheet_of(f"{ANNA}<row>{'<c><v>1</v></c>' * 2_000}</row>")),
        "more than 1000 columns",
    ),
    "an entry of 80 MiB": Bomb(
        lambda: workbook(f"<worksheet NAMES>{' ' * 80 * MEBIBYTE}</worksheet>"), "too large"
    ),
    "2,000 entries": Bomb(
        lambda: package({str(number): b"" for number in range(2000)}), "too large"
    ),
}
TABLES = {
    "a line of 60 MB": Bomb(lambda: b"name\n" + b"x" * 60_000_000, "larger than 8 MiB"),
    "a line of 8 MB": Bomb(lambda: b"name\n" + b"x" * 8_000_000, "more than 131072 characters"),
    "a million columns": Bomb(lambda: b"name" + b",x" * 1_000_000, "more than 1000 columns"),
    "4 million empty columns": Bomb(lambda: b"name" + b"," * 4_000_000, "no student"),
    "a quotation mark without end": Bomb(
        lambda: b'name\n"' + b"x,\n" * 1_000_000, "quotation mark that is not closed"
    ),
    "8 million empty lines": Bomb(lambda: b"name\n" * 1 + b"\n" * 8_000_000, "lines"),
    "8 million carriage returns": Bomb(lambda: b"name" + b"\r" * 8_000_000, "lines"),
    "accents on accents": Bomb(
        lambda: b"name\n" + ("a" + "\u0301\u0323" * 60_000 + "\n").encode() * 30,
        "more than 200 characters",
    ),
    "long names and numbers": Bomb(
        lambda: b"name,number\na,1\n" + (b"n" * 90_000 + b",\n") * 40, "has no number"
    ),
}


def write(bomb: Bomb, path: Path) -> int:
    """Write a file and return its size in bytes."""
    return path.write_bytes(bomb.make())
