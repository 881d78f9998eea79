"""A process that reads what a learner's package holds: notes, note types, cards, reviews."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from quizgen.anki.protobuf import number_in, text_in, values_in
from quizgen.anki.read_collection import (
    Columns,
    RefusedError,
    check_sizes,
    collection_in,
    note_texts,
    rows_of,
)
from quizgen.sandbox.limited import answer

MOST_CARDS = 1_000_000
MOST_REVIEWS = 1_000_000
_MOST_TYPES = 2_000
_MOST_DECKS = 20_000
_NOTES = {
    "id": "integer",
    "guid": "text",
    "mid": "integer",
    "mod": "integer",
    "flds": "text",
    "tags": "text",
}
_CARDS = dict.fromkeys(
    ("id", "nid", "did", "ord", "queue", "ivl", "factor", "reps", "lapses"), "integer"
)
_REVIEWS = dict.fromkeys(("id", "cid", "ease", "ivl", "type"), "integer")
_OLD_COLLECTION = {"models": "text", "decks": "text"}
_NAMED = {"id": "integer", "name": "text"}
_FIELDS = {"ntid": "integer", "ord": "integer", "name": "text", "config": "blob"}
_TYPES = {**_NAMED, "config": "blob"}
_OLD: dict[str, Columns] = {
    "notes": _NOTES,
    "cards": _CARDS,
    "revlog": _REVIEWS,
    "col": _OLD_COLLECTION,
}
_NEW: dict[str, Columns] = {
    "notes": _NOTES,
    "cards": _CARDS,
    "revlog": _REVIEWS,
    "notetypes": _TYPES,
    "fields": _FIELDS,
    "templates": _FIELDS,
    "decks": _NAMED,
}
# Newer collections have a table of note types; the text in `col` is then empty.
_HAS_TYPES = "SELECT name FROM sqlite_master WHERE name = 'notetypes'"
# Numbers of values in Anki's messages.
_KIND, _SORT_FIELD, _CSS = 1, 2, 3
_FRONT, _BACK = 1, 2
_FIELD_ID, _TEMPLATE_ID = 9, 8


def learning_in(path: Path) -> dict[str, Any]:
    """Return the notes, note types, cards, reviews and names of decks in a package.

    Raises RefusedError if it is not a package, is too large, or needs a library that is missing.
    """
    with collection_in(path, {"notes": _NOTES}) as database:
        is_new = database.execute(_HAS_TYPES).fetchone() is not None
    with collection_in(path, _NEW if is_new else _OLD) as database:
        check_sizes(database, _NOTES)
        types, decks = _new_names(database) if is_new else _old_names(database)
        return {
            "types": types,
            "decks": decks,
            "notes": list(_notes(database)),
            "cards": list(rows_of(database, "cards", _CARDS, MOST_CARDS)),
            "reviews": list(rows_of(database, "revlog", _REVIEWS, MOST_REVIEWS)),
        }


def _notes(database: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    for count, row in enumerate(rows_of(database, "notes", _NOTES), 1):
        number, guid, model, changed, fields, tags = row
        yield number, guid, model, changed, *note_texts(count, fields, tags)


def _new_names(database: sqlite3.Connection) -> tuple[list[dict[str, Any]], dict[int, str]]:
    fields = _parts(database, "fields")
    templates = _parts(database, "templates")
    types = []
    for number, name, config in rows_of(database, "notetypes", _TYPES, _MOST_TYPES):
        values = values_in(config)
        own = [
            (each, number_in(said, _TEMPLATE_ID), text_in(said, _FRONT), text_in(said, _BACK))
            for each, said in templates.get(number, ())
        ]
        types.append(
            {
                "id": number,
                "name": name,
                "kind": number_in(values, _KIND),
                "sort": number_in(values, _SORT_FIELD),
                "css": text_in(values, _CSS),
                "fields": [
                    (each, number_in(said, _FIELD_ID)) for each, said in fields.get(number, ())
                ],
                "templates": own,
            }
        )
    decks = rows_of(database, "decks", _NAMED, _MOST_DECKS)
    return types, {number: name.replace("\x1f", "::") for number, name in decks}


def _parts(
    database: sqlite3.Connection, table: str
) -> dict[int, list[tuple[str, dict[int, int | bytes]]]]:
    """Return the fields or templates of each note type in order: names and their messages."""
    rows = sorted(rows_of(database, table, _FIELDS, _MOST_TYPES * 10), key=lambda row: row[:2])
    parts: dict[int, list[tuple[str, dict[int, int | bytes]]]] = {}
    for number, _, name, config in rows:
        parts.setdefault(number, []).append((name, values_in(config)))
    return parts


def _old_names(database: sqlite3.Connection) -> tuple[list[dict[str, Any]], dict[int, str]]:
    rows = list(rows_of(database, "col", _OLD_COLLECTION, 1))
    if not rows:
        raise ValueError("its table `col` is empty")
    models, decks = (_mapping(json.loads(text)) for text in rows[0])
    types = [_old_type(number, _mapping(model)) for number, model in models.items()]
    named = {int(number): _text(_mapping(deck), "name") for number, deck in decks.items()}
    return types[:_MOST_TYPES], named


def _old_type(number: str, model: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": int(number),
        "name": _text(model, "name"),
        "kind": _whole(model, "type"),
        "sort": _whole(model, "sortf"),
        "css": _text(model, "css"),
        "fields": [(_text(each, "name"), _whole(each, "id")) for each in _listed(model, "flds")],
        "templates": [
            (_text(each, "name"), _whole(each, "id"), _text(each, "qfmt"), _text(each, "afmt"))
            for each in _listed(model, "tmpls")
        ],
    }


def _mapping(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("its note types or decks are not written as Anki writes them")  # noqa: TRY004
    return value


def _listed(values: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = values.get(name)
    if not isinstance(found, list):
        raise ValueError(f"`{name}` of its note types is no list")  # noqa: TRY004
    return sorted(map(_mapping, found), key=lambda each: _whole(each, "ord"))


def _text(values: dict[str, Any], name: str) -> str:
    found = values.get(name, "")
    if not isinstance(found, str):
        raise ValueError(f"`{name}` of its note types or decks is no text")  # noqa: TRY004
    return found


def _whole(values: dict[str, Any], name: str) -> int:
    found = values.get(name)
    return found if isinstance(found, int) else 0


def _answered(arguments: Sequence[str], _order: bytes) -> bytes:
    try:
        return json.dumps(learning_in(Path(arguments[0])), ensure_ascii=False).encode(
            errors="replace"
        )
    except RefusedError as error:
        return json.dumps({"refused": error.problem}).encode()


if __name__ == "__main__":
    answer(_answered)
