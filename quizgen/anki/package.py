"""Anki packages: the notes of a deck, with identities that survive every edit of their text."""

from __future__ import annotations

import hashlib
import io
import itertools
import sqlite3
import zipfile
from collections.abc import Container, Iterable, Mapping
from contextlib import closing

import genanki

from quizgen.anki.fields import fields_of, ordinals_of
from quizgen.anki.looks import sides, style
from quizgen.anki.markup import as_deck_name, as_html, as_tags
from quizgen.anki.notes import NoteDeck
from quizgen.anki.notetypes import MACHINERY, NOTE_TYPES, NoteType
from quizgen.facts.model import Look

_DAY = 86_400_000


def write_apkg(deck: NoteDeck, *, timestamp: int, only: Container[str] | None = None) -> bytes:
    """Return the deck as an Anki package, the same bytes for the same deck and timestamp.

    `timestamp` is when the deck last changed, in seconds since 1970: Anki takes over what is newer
    than it has, and a learner's schedule stays. With `only`, the package is for a collection that has
    all notes but those with these keys: they are in it, in the places that they have in the deck. Raises
    ValueError for two notes with one key, and for a note that would have no card.
    """
    name = as_deck_name(deck.title) or deck.deck
    whole = genanki.Deck(_number(deck.deck, 40), name, as_html(deck.description))
    subdecks = {
        kind: genanki.Deck(_number(f"{deck.deck}/{kind}", 40), f"{name}::{as_deck_name(within) or kind}")
        for kind, within in deck.subdecks.items()
    }
    notes = _anki_notes(deck)
    carriers = {} if only is None else _carriers(notes, only)
    for key, note in notes:
        if only is None or key in only or key in carriers:
            subdecks.get(key.partition("/")[0], whole).add_note(note)
    # In memory, because genanki leaves its temporary file behind.
    with closing(sqlite3.connect(":memory:")) as database:
        genanki.Package([whole, *subdecks.values()]).write_to_db(
            database.cursor(), timestamp, _ids(deck.deck, timestamp)
        )
        # Nothing of a carrier is to be taken over, nor the deck in which it would be.
        guids = [(guid,) for guid in carriers.values()]
        database.executemany("DELETE FROM cards WHERE nid = (SELECT id FROM notes WHERE guid = ?)", guids)
        database.executemany("UPDATE notes SET mod = 0 WHERE guid = ?", guids)
        database.commit()
        collection = database.serialize()
    return _zip({"collection.anki2": collection, "media": b"{}"})


def guid_for(deck: str, key: str) -> str:
    """Return the identity of a note in every collection, from the deck's permanent id and the note's key."""
    return str(genanki.guid_for(f"{deck}\x1f{key}"))


class _Model(genanki.Model):  # type: ignore[misc]  # genanki ships no types
    """genanki's note type with permanent ids, and with what its cards need said instead of guessed."""

    def __init__(self, shape: NoteType, looks: Mapping[str, Look]) -> None:
        names = [name for name, _ in shape.fields]
        self.asks = [names.index(ask) for ask in shape.asks]
        super().__init__(
            shape.model_id,
            shape.name,
            fields=[{"name": name, "id": id_, "collapsed": name in MACHINERY} for name, id_ in shape.fields],
            templates=[
                {"name": name, "id": id_, "qfmt": front, "afmt": back}
                for (name, id_), (front, back) in zip(shape.templates, sides(shape, looks), strict=True)
            ],
            css=style(looks),
            model_type=shape.kind,
            # The learner's browser lists notes by their question, although the key comes first.
            sort_field_index=self.asks[0],
        )

    @property
    def _req(self) -> list[list[object]]:
        return [[ordinal, "all", [field]] for ordinal, field in enumerate(self.asks)]


class _AnkiNote(genanki.Note):  # type: ignore[misc]  # genanki ships no types
    """genanki's note with the cards that it is told to have."""

    def __init__(self, model: _Model, fields: Mapping[str, str], ordinals: Iterable[int], **options: object) -> None:
        names = [field["name"] for field in model.fields]
        super().__init__(model, [fields.get(name, "") for name in names], **options)
        self._ordinals = tuple(ordinals)

    @property
    def cards(self) -> list[genanki.Card]:
        return [genanki.Card(ordinal) for ordinal in self._ordinals]


def _anki_notes(deck: NoteDeck) -> list[tuple[str, _AnkiNote]]:
    models = {note: _Model(shape, deck.looks) for note, shape in NOTE_TYPES.items()}
    guids: set[str] = set()
    notes = []
    for position, note in enumerate(deck.notes, 1):
        guid = guid_for(deck.deck, note.key)
        if guid in guids:
            raise ValueError(f"two notes of the deck `{deck.deck}` have the key `{note.key}`")
        guids.add(guid)
        model = models[type(note)]
        ordinals, options = ordinals_of(note), {"guid": guid, "tags": as_tags(note.tags), "due": position}
        notes.append((note.key, _AnkiNote(model, fields_of(deck, note), ordinals, **options)))
    return notes


def _carriers(notes: Iterable[tuple[str, _AnkiNote]], only: Container[str]) -> dict[str, str]:
    """Return key and guid of a note for each note type that has none of its notes in a package of `only` these.

    Anki takes over the looks of note types whose notes are in a package. It leaves alone a note that
    is older than the one it has.
    """
    first: dict[int, tuple[str, str]] = {}
    brought: set[int] = set()
    for key, note in notes:
        first.setdefault(note.model.model_id, (key, note.guid))
        if key in only:
            brought.add(note.model.model_id)
    return dict(carrier for model, carrier in first.items() if model not in brought)


def _number(name: str, bits: int) -> int:
    """Return a number of `bits` + 1 bits that depends on the name alone."""
    digest = hashlib.sha256(name.encode(errors="replace")).digest()
    return (1 << bits) | int.from_bytes(digest[: bits // 8])


def _ids(deck: str, timestamp: int) -> Iterable[int]:
    """Return ids for the notes and cards of a package.

    To Anki an id is when the note was made, in milliseconds. This is the timestamp's day, at a time of
    day that depends on the deck, so that decks built in the same second do not meet.
    """
    midnight = timestamp * 1000 // _DAY * _DAY
    return itertools.count(midnight + _number(deck, 40) % _DAY + 1)


def _zip(members: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            package.writestr(entry, members[name])
    return written.getvalue()
