"""What learners got with the last package, where the lock may not tell."""

from __future__ import annotations

import html
from collections.abc import Iterable

from quizgen.anki.lock import LAST, Entry, Lock
from quizgen.anki.notetypes import NOTE_TYPES
from quizgen.anki.read_package import OldNote
from quizgen.anki.records import guid_for, note_hash, text_hash

_TEXTS = {
    shape.model_id: [
        index for index, (name, _) in enumerate(shape.fields) if name in set(shape.texts)
    ]
    for shape in NOTE_TYPES.values()
}


def with_released(lock: Lock | None, deck: str, notes: Iterable[OldNote]) -> Lock | None:
    """Return the lock with what the notes of a package tell; notes of other decks don't count."""
    found = {key: _entry(note) for note in notes if (key := key_of(deck, note))}
    if not found:
        return lock
    known = lock or Lock(deck)
    return Lock(known.deck, known.entries, known.names, found)


def key_of(deck: str, note: OldNote) -> str:
    """Return the key of a note that quizgen made for the deck, or an empty text."""
    named = html.unescape(note.fields[0])
    key = named.removeprefix(f"{deck}/") if named.startswith(f"{deck}/") else ""
    return key if key and guid_for(deck, key) == note.guid else ""


def _entry(note: OldNote) -> Entry:
    read = (index for index in _TEXTS.get(note.model, ()) if index < len(note.fields))
    texts = tuple((text_hash(note.fields[index]),) for index in read)
    content = note_hash(note.model, note.fields, note.tags)
    return Entry(content, min(max(note.changed, 0), LAST), texts=texts)
