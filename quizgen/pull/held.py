"""The notes of a deck in Anki: in a package that a learner exported, or in a running Anki."""

from __future__ import annotations

import unicodedata

from quizgen.anki.connect.client import Client
from quizgen.anki.connect.holdings import held_notes
from quizgen.anki.learning import LearnerNote, Learning
from quizgen.anki.notes import NoteDeck


def held_in_package(learning: Learning, deck: NoteDeck) -> list[LearnerNote]:
    """Return the notes whose field `Key` names the deck."""
    prefix = unicodedata.normalize("NFC", f"{deck.deck}/")
    return [note for note in learning.notes if note.fields.get("Key", "").startswith(prefix)]


def held_in_anki(client: Client, deck: NoteDeck) -> list[LearnerNote]:
    """Return the notes of a deck in a running Anki; raises AnkiConnectError."""
    return [
        LearnerNote(note.id, "", 0, note.modified, note.fields, note.tags)
        for note in held_notes(client, deck)
    ]
