"""The notes of a deck in Anki: in a package that a learner exported, or in a running Anki."""

from __future__ import annotations

import unicodedata

from quizgen.anki.connect.client import Client
from quizgen.anki.connect.holdings import held_notes
from quizgen.anki.learning import LearnerNote, Learning
from quizgen.anki.notes import NoteDeck
from quizgen.anki.records import records_of


def held_in_package(learning: Learning, deck: NoteDeck) -> list[LearnerNote]:
    """Return the notes whose field `Key` names the deck, and those that it adopted."""
    prefix = unicodedata.normalize("NFC", f"{deck.deck}/")
    adopted = {record.guid for record in records_of(deck) if "Key" not in record.named}
    return [
        note
        for note in learning.notes
        if note.fields.get("Key", "").startswith(prefix) or note.guid in adopted
    ]


def held_in_anki(client: Client, deck: NoteDeck) -> list[LearnerNote]:
    """Return the notes of a deck in a running Anki; raises AnkiConnectError."""
    return [
        LearnerNote(note.id, "", 0, note.modified, note.fields, note.tags)
        for note in held_notes(client, deck.deck)
    ]
