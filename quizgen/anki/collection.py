"""The collection inside a package: notes, cards and note types in a database of SQLite."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import chain, islice
from operator import itemgetter

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from quizgen.anki.records import Record

_DAY = 86_400_000
_NOTES = "INSERT INTO notes VALUES "
_NOTE = "(?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')"
_CARDS = "INSERT INTO cards VALUES "
_CARD = "(?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')"
# Starting a statement takes SQLite as long as writing a row, so each statement writes several.
_ROWS_AT_ONCE = 64
_INDEX = re.compile(r"CREATE INDEX[^;]*;")
# Long notes fill pages of 4 KiB badly. If the build fails, nobody needs what was written.
_PRAGMAS = ("PRAGMA page_size = 16384", "PRAGMA journal_mode = OFF")


# A note to write: its record, its last change (seconds since 1970), its deck, and the positions of
# its cards, in their order.
Row = tuple[Record, int, int, tuple[int, ...]]
# A note as stored: the seven values of its row (id, guid, note type, last change, tags, fields and
# sort field), then its deck, and the numbers and positions of its cards. Plain tuples take the
# least time to make and to sort.
_Stored = tuple[int, str, int, int, str, str, str, int, tuple[int, ...], tuple[int, ...]]
_id_in = itemgetter(0)
_row_in = itemgetter(slice(7))


def make_collection(rows: Iterable[Row], decks: Callable[[], Iterable[genanki.Deck]]) -> bytes:
    """Return the collection inside a package, an SQLite database.

    `decks` is called after all `rows` are written. The decks have names and note types, but no
    notes.
    """
    # genanki would leave a temporary file behind. SQLite's `memdb` keeps the database in one piece,
    # so that it need not be gathered from its pages.
    database = sqlite3.connect("file:package?vfs=memdb", uri=True, isolation_level=None)
    with closing(database):
        for pragma in _PRAGMAS:
            database.execute(pragma)
        _BulkPackage(rows, decks).write_to_db(database.cursor(), 0, iter(()))
        return database.serialize()


class _BulkPackage(genanki.Package):  # type: ignore[misc]  # genanki ships no types
    """genanki's package, but all notes are written at once and the indexes last."""

    def __init__(self, rows: Iterable[Row], decks: Callable[[], Iterable[genanki.Deck]]) -> None:
        super().__init__([])
        self._rows = rows
        self._find_decks = decks

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Iterator[int]) -> None:
        cursor.executescript(_INDEX.sub("", APKG_SCHEMA))
        cursor.executescript(APKG_COL)
        notes = _stored(self._rows)
        cursor.execute("BEGIN")
        _insert(cursor, _NOTES, _NOTE, map(_row_in, notes))
        _insert(cursor, _CARDS, _CARD, _card_rows(notes))
        # The indexes need memory too.
        notes.clear()
        for deck in self._find_decks():
            deck.write_to_db(cursor, timestamp, id_gen)
        for index in _INDEX.findall(APKG_SCHEMA):
            cursor.execute(index)
        cursor.execute("COMMIT")


def _insert(
    cursor: sqlite3.Cursor, statement: str, row: str, rows: Iterable[tuple[int | str, ...]]
) -> None:
    """Insert rows of values; `row` is what the `statement` has for each of them."""
    left, width = iter(rows), row.count("?")
    while values := tuple(chain.from_iterable(islice(left, _ROWS_AT_ONCE))):
        count = len(values) // width
        cursor.execute(statement + ", ".join([row] * count), values)


def _stored(rows: Iterable[Row]) -> list[_Stored]:
    """Return the notes sorted by id, because SQLite fills a table fastest in that order."""
    notes = [
        (
            _id_of(record.guid, changed),
            record.guid,
            record.note_type.model_id,
            changed,
            f" {' '.join(record.tags)} ",
            "\x1f".join(record.fields),
            record.fields[record.note_type.sort_index],
            deck,
            record.ordinals,
            positions,
        )
        for record, changed, deck, positions in rows
    ]
    # Numbers are sorted faster than tuples, and tuples fast if few are out of order.
    notes.sort(key=_id_in)
    notes.sort()
    _part(notes)
    return notes


def _part(notes: list[_Stored]) -> None:
    """Give each of the sorted notes an id of its own."""
    last = 0
    for index, number in enumerate(map(_id_in, notes)):
        if number > last:
            last = number
        else:
            last += 1
            notes[index] = (last, *notes[index][1:])


def _card_rows(notes: Iterable[_Stored]) -> Iterator[tuple[int, int, int, int, int, int]]:
    free = 0
    for number, _, _, changed, _, _, _, deck, ordinals, positions in notes:
        free = max(free, number)
        for index, ordinal in enumerate(ordinals):
            yield free, number, deck, ordinal, changed, positions[index]
            free += 1


def _id_of(guid: str, changed: int) -> int:
    """Return an id that depends on this note alone, unless another note has the same.

    For Anki, an id is the time when the note was made, in milliseconds. Here it is the day of the
    last change, at a time of day that depends on the guid.
    """
    return changed * 1000 // _DAY * _DAY + moment_of(guid)


def moment_of(guid: str) -> int:
    """Return the time of day in a note's id, in milliseconds, which depends on the guid."""
    return zlib.crc32(guid.encode()) % _DAY + 1


def moment_in(note_id: int) -> int:
    """Return the time of day in the id of a note that Anki holds, as `moment_of` gives it."""
    return (note_id - 1) % _DAY + 1
