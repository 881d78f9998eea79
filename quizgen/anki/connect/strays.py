"""Finds notes of a deck that Anki no longer holds as such: with another type, or without a key."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from quizgen.anki.collection import moment_in, moment_of
from quizgen.anki.connect.client import Client
from quizgen.anki.connect.held import HeldNote, Holdings, Stray, composed
from quizgen.anki.connect.holdings import batches, notes_with
from quizgen.anki.markup import as_tags
from quizgen.anki.notes import NoteDeck
from quizgen.anki.records import Record, records_of

# The fields whose texts tell which note it was.
_TELLING = ("Key", "Prompt", "Text", "BackPrompt", "Names")


def find_strays(client: Client, deck: NoteDeck, holdings: Holdings) -> tuple[Stray, ...]:
    """Return the notes that Anki holds without the deck's key, or with another note type.

    Anki matches notes by their guids, which AnkiConnect doesn't tell. But the guid decides the time
    of day in a note's id; and a note keeps its tags and most texts when its type changes. Raises
    AnkiConnectError.
    """
    keys = {composed(note.fields.get("Key", "")) for note in holdings.notes}
    missing = [record for record in records_of(deck) if composed(record.name) not in keys]
    if not missing:
        return ()
    moments = _index((moment_of(record.guid), record) for record in missing)
    told = _index(_texts(missing))
    known = {note.id for note in holdings.notes}
    notes = _candidates(client, deck, moments, known)
    found = ((note, _records(note, moments, told)) for note in notes)
    return tuple(
        _stray(note, records, holdings)
        for note, records in found
        if records and not _is_of_another_deck(note, deck)
    )


def _stray(note: HeldNote, records: list[Record], holdings: Holdings) -> Stray:
    model = holdings.models.get(records[0].note_type.model_id, "")
    return Stray(note, tuple(record.key for record in records), model)


def _texts(records: Iterable[Record]) -> Iterator[tuple[str, Record]]:
    """Yield the texts that tell which note it was."""
    for record in records:
        named = record.named
        yield from ((composed(named[name]), record) for name in _TELLING if named.get(name))


def _index(pairs: Iterable[tuple[object, Record]]) -> dict[object, list[Record]]:
    index: dict[object, list[Record]] = {}
    for key, record in pairs:
        index.setdefault(key, []).append(record)
    return index


def _candidates(
    client: Client, deck: NoteDeck, moments: Container[object], known: Container[int]
) -> Iterator[HeldNote]:
    """Yield notes with the deck's tag, or with an id that a missing note may have."""
    tag = as_tags((deck.deck,))[0].replace("_", r"\_")
    tagged = client.call_list("findNotes", query=f'"tag:{tag}"')
    every = client.call_list("findNotes", query="deck:*")
    like = (each for each in every if isinstance(each, int) and moment_in(each) in moments)
    ids = {each for each in (*tagged, *like) if isinstance(each, int) and each not in known}
    for batch in batches(sorted(ids)):
        yield from notes_with(client, batch)


def _records(
    note: HeldNote, moments: Mapping[object, list[Record]], told: Mapping[object, list[Record]]
) -> list[Record]:
    """Return the missing notes that this one may be."""
    by_id = moments.get(moment_in(note.id), [])
    return by_id or next(_by_text(note, told), [])


def _by_text(note: HeldNote, told: Mapping[object, list[Record]]) -> Iterator[list[Record]]:
    for text in note.fields.values():
        if text and composed(text) in told:
            yield told[composed(text)]


def _is_of_another_deck(note: HeldNote, deck: NoteDeck) -> bool:
    """Return whether the note's key names a note of another deck."""
    name, slash, rest = note.fields.get("Key", "").partition("/")
    return bool(slash) and "/" in rest and name != deck.deck
