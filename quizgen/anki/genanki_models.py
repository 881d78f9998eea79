"""Note types as genanki writes them, with permanent ids and the time of their last change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

import genanki

from quizgen.anki.lock import Entry, Lock, entry_after, read_lock
from quizgen.anki.looks import sides, style
from quizgen.anki.notetypes import MACHINERY, NoteType
from quizgen.anki.records import content_hash
from quizgen.deck.model.looks import Look
from quizgen.resources import shipped


class Model(genanki.Model):  # type: ignore[misc]  # genanki ships no types
    """genanki's note type with permanent ids, and with stated instead of guessed requirements.

    `key` is its key in a lock, and `is_shipped` says whether it has the shipped looks. `changed` is
    when its fields, templates or style last changed, in seconds since 1970.
    """

    def __init__(self, shape: NoteType, looks: Mapping[str, Look]) -> None:
        names = [name for name, _ in shape.fields]
        self.asks = [names.index(ask) for ask in shape.asks]
        # A note's key has at least three parts, so it never equals this key.
        self.key = key_of_type(shape)
        self.is_shipped = not looks
        self.is_adopted = bool(shape.own_sides)
        self.changed = 0
        self.stock = shape.stock
        super().__init__(
            shape.model_id,
            shape.name,
            fields=[{**_named(name, id_), **_editing(shape, name)} for name, id_ in shape.fields],
            templates=[
                {**_named(name, id_), "qfmt": front, "afmt": back}
                for (name, id_), (front, back) in zip(
                    shape.templates, sides(shape, looks), strict=True
                )
            ],
            css=style(looks),
            model_type=shape.kind,
            # Anki's browser sorts notes by their question, and not by their first field.
            sort_field_index=shape.sort_index,
        )

    @property
    def _req(self) -> list[list[object]]:
        return [[ordinal, "all", [field]] for ordinal, field in enumerate(self.asks)]

    def to_json(self, _timestamp: float, deck_id: int) -> dict[str, object]:
        """Return the note type as Anki stores it, with its own time instead of the package's."""
        stock = {"originalStockKind": self.stock} if self.stock else {}
        return {**super().to_json(self.changed, deck_id), **stock}

    @property
    def content(self) -> str:
        """Return a hash of the fields, the templates and the style."""
        return content_of(self.to_json(0, 0))


def _named(name: str, number: int) -> dict[str, object]:
    """Return the name and the id of a field or a template, without an id of 0."""
    return {"name": name, "id": number} if number else {"name": name}


def key_of_type(shape: NoteType) -> str:
    """Return the key of a note type in a lock."""
    return f"note-type/{shape.stems[0]}"


def content_of(told: Mapping[str, object]) -> str:
    """Return a hash of a note type as Anki stores it, whatever its time and its deck."""
    return content_hash(json.dumps({**told, "mod": 0, "did": 0}, sort_keys=True))


def _editing(shape: NoteType, name: str) -> dict[str, object]:
    """Return how Anki's editor treats a field."""
    collapsed: dict[str, object] = {"collapsed": name in MACHINERY and not shape.own_sides}
    if name not in shape.stock_tags:
        return collapsed
    return {**collapsed, "tag": shape.stock_tags.index(name), "preventDeletion": True}


def dated(model: Model, lock: Lock, now: int) -> Entry | None:
    """Set the time when a note type changed, and return its entry for the deck's lock.

    All decks share the shipped note types, which have the same time everywhere. A deck's lock has
    entries only for note types that once had the deck's own looks, here or in the package that
    learners got last; for others, returns None.

    A note type that learners had before gets the oldest time, so that they keep its looks.
    """
    if model.is_adopted:
        model.changed = 1
        return None
    shipped_before = shipped_lock().known(model.key)
    entry = entry_after((*lock.known(model.key), *shipped_before), model.content, now)
    model.changed = entry.changed
    is_own = not model.is_shipped or bool(lock.known(model.key))
    is_kept = model.key in lock.entries or (is_own and entry not in shipped_before)
    return entry if is_kept else None


@cache
def shipped_lock() -> Lock:
    """Return the lock that says when the shipped note types changed."""
    path = shipped("templates") / "anki" / "note-types.lock"
    return read_lock(path, "note-types") or Lock("note-types")
