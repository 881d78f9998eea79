"""Notes as Anki stores them: their ids, fields, tags and cards."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat

from msgspec import Struct

from quizgen.anki.adopted_types import shape_of
from quizgen.anki.fields import fields_of, ordinals_of
from quizgen.anki.lock import text_hash
from quizgen.anki.markup import as_tags
from quizgen.anki.notes import (
    AdoptedNote,
    Gap,
    Note,
    NoteDeck,
    OcclusionNote,
    RecallNote,
    sentence_of,
)
from quizgen.anki.notetypes import PERSONAL, SETTINGS, NoteType

# A note's key has three or more parts; other keys of a lock have two.
NOTE_KEY = re.compile("[^/]+(?:/[^/]+){2,}")


class NoteError(ValueError):
    """A note that Anki could not hold; `key` is its key."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


class Record(Struct, frozen=True):
    """A note: `fields` as HTML in the note type's order, `ordinals` the numbers of its cards.

    `gaps` are the numbers of a cloze note's blanks with hashes of their texts, in order, or those
    of the entries of a list that have notes of their own. `texts` are the hashes of the fields
    that people read.
    """

    key: str
    guid: str
    note_type: NoteType
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    ordinals: tuple[int, ...]
    gaps: tuple[tuple[int, str], ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the field that names the note: a running Anki tells no guids."""
        return self.fields[self.note_type.key_index]

    @property
    def content(self) -> str:
        """Return a hash of all that an import replaces: the note type, the fields and the tags.

        The names of the fields don't count, because renaming a field changes no note.
        """
        return self.content_with(self.fields)

    def content_with(self, fields: Sequence[str]) -> str:
        """Return the hash that the note would have with other fields."""
        return note_hash(self.note_type.model_id, fields, self.tags)

    @property
    def named(self) -> dict[str, str]:
        """Return the fields by name, without the learner's own and without settings."""
        return {name: text for name, text in self._all if name not in SETTINGS | {PERSONAL}}

    @property
    def settings(self) -> dict[str, str]:
        """Return the fields that set something for the cards, by name."""
        return {name: text for name, text in self._all if name in SETTINGS}

    @property
    def _all(self) -> Iterator[tuple[str, str]]:
        pairs = zip(self.note_type.fields, self.fields, strict=True)
        return ((name, text) for (name, _), text in pairs)


def note_hash(model: int, fields: Iterable[str], tags: Iterable[str]) -> str:
    """Return a hash of a note: of the id of its note type, its fields and its tags."""
    return content_hash("\x1f".join((str(model), *fields, "\x1e", *tags)))


def content_hash(text: str) -> str:
    """Return a hash of a text, 16 hexadecimal digits."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def guid_for(deck: str, key: str) -> str:
    """Return a note's id in every collection; it depends on the deck's id and the note's key."""
    # Loading it takes longer than all of a small deck, and `check` needs no ids.
    from genanki import guid_for as guid_of_genanki  # noqa: PLC0415

    return str(guid_of_genanki(f"{deck}\x1f{key}"))


def records_of(deck: NoteDeck) -> Iterator[Record]:
    """Yield the notes of a deck in order.

    Raises NoteError for two notes with one key, and for a note without cards.
    """
    guids: set[str] = set()
    for note in deck.notes:
        guid = (isinstance(note, AdoptedNote) and note.guid) or guid_for(deck.deck, note.key)
        if guid in guids:
            raise NoteError(
                note.key, f"two notes of the deck `{deck.deck}` have the key `{note.key}`"
            )
        guids.add(guid)
        shape = shape_of(note)
        try:
            ordinals = tuple(ordinals_of(note))
        except ValueError as error:
            raise NoteError(note.key, str(error)) from None
        fields = fields_of(deck, note)
        values = tuple(_values(fields, shape.names))
        tags, gaps = tuple(as_tags(note.tags)), tuple(_gaps(note))
        texts = tuple(map(text_hash, _values(fields, shape.texts)))
        yield Record(note.key, guid, shape, values, tags, ordinals, gaps, texts)


def _values(fields: Mapping[str, str], names: Iterable[str]) -> Iterator[str]:
    """Return the values of the fields with these names; fields not named are empty."""
    return map(fields.get, names, repeat(""))


def _gaps(note: Note) -> Iterator[tuple[int, str]]:
    sentence = sentence_of(note)
    if sentence:
        gaps = (part for part in sentence.parts if isinstance(part, Gap))
        yield from ((gap.number, text_hash(gap.text)) for gap in gaps if not gap.former)
    elif isinstance(note, RecallNote):
        yield from ((number, text_hash(text)) for number, text in note.entries)
    elif isinstance(note, OcclusionNote):
        yield from ((area.number, text_hash(area.name)) for area in note.areas)
