"""What learners got with the last package, where the lock may not tell."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from quizgen.anki.fields import NOTHING
from quizgen.anki.genanki_models import content_of, key_of_type
from quizgen.anki.lock import LAST, Entry, Lock
from quizgen.anki.notetypes import CLOZE, NOTE_TYPES
from quizgen.anki.read_package import OldNote, OldPackage, OldType
from quizgen.anki.records import guid_for, note_hash, text_hash

# A deletion as quizgen writes it: its text has no colon, and a hint may follow.
_GAP = re.compile(r"\{\{c([1-9]\d{0,2})::([^:{}]*)(?:::[^{}]*)?\}\}")
_SHAPES = tuple(NOTE_TYPES.values())
_TEXT = [name for name, _ in CLOZE.fields].index("Text")
_TEXTS = {
    shape.model_id: [
        index for index, (name, _) in enumerate(shape.fields) if name in set(shape.texts)
    ]
    for shape in NOTE_TYPES.values()
}


def with_released(lock: Lock | None, deck: str, package: OldPackage) -> Lock | None:
    """Return the lock with what a package tells of notes and looks.

    Notes of other decks don't count. Looks do, because all decks share them.
    """
    found = {key: _entry(note) for note in package.notes if (key := key_of(deck, note))}
    looks = dict(_looks(package.types))
    if not (found or looks):
        return lock
    known = lock or Lock(deck)
    return replace(known, released={**found, **looks})


def _looks(types: Iterable[OldType]) -> Iterator[tuple[str, Entry]]:
    """Yield the entries of quizgen's own note types with their keys."""
    shapes = {shape.model_id: shape for shape in _SHAPES}
    for each in types:
        if each.model in shapes:
            # Another program's package does not tell what it holds as quizgen would.
            content = content_of(each.told) if each.told else ""
            changed = min(max(each.changed, 0), LAST)
            yield key_of_type(shapes[each.model]), Entry(content, changed)


def with_held(lock: Lock | None, deck: str, fields: Iterable[Mapping[str, str]]) -> Lock:
    """Return the lock with the cards that the notes in a learner's Anki have, by their fields."""
    held: dict[str, Entry] = {}
    for each in fields:
        key = html.unescape(each.get("Key", "")).removeprefix(f"{deck}/")
        shape = next((shape for shape in _SHAPES if set(shape.texts) <= each.keys()), None)
        if shape:
            texts = tuple((text_hash(each[name]),) for name in shape.texts)
            blanks, retired = _gaps(each.get("Text", ""))
            held[key] = Entry("", 0, texts=texts, blanks=blanks, retired=retired)
    return replace(lock or Lock(deck), held=held)


def key_of(deck: str, note: OldNote) -> str:
    """Return the key of a note that quizgen made for the deck, or an empty text."""
    named = html.unescape(note.fields[0])
    key = named.removeprefix(f"{deck}/") if named.startswith(f"{deck}/") else ""
    return key if key and guid_for(deck, key) == note.guid else ""


def _entry(note: OldNote) -> Entry:
    read = (index for index in _TEXTS.get(note.model, ()) if index < len(note.fields))
    texts = tuple((text_hash(note.fields[index]),) for index in read)
    content = note_hash(note.model, note.fields, note.tags)
    blanks, retired = _gaps(note.fields[_TEXT] if note.model == CLOZE.model_id else "")
    changed = min(max(note.changed, 0), LAST)
    return Entry(content, changed, texts=texts, blanks=blanks, retired=retired)


def _gaps(text: str) -> tuple[tuple[tuple[int, str], ...], ...]:
    """Return the numbers of the deletions in a field, with hashes of what they hold.

    First come those with words, then those that only keep a card from being empty.
    """
    found = [(int(number), html.unescape(held)) for number, held in _GAP.findall(text)]
    pairs = [(number, text_hash(held), held == NOTHING) for number, held in found]
    return tuple(
        tuple((number, words) for number, words, is_empty in pairs if is_empty == wanted)
        for wanted in (False, True)
    )
