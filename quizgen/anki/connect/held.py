"""What a running Anki holds of a deck, as values."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class HeldNote:
    """A note in Anki; `modified` is its last change in seconds since 1970, or 0 if unknown.

    `model` is the name of its note type, or an empty text if unknown; `cards` are the ids of its
    cards.
    """

    id: int
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    modified: int = 0
    model: str = ""
    cards: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Stray:
    """A note in Anki that was a note of the deck; `keys` are those that it may have had.

    `model` is the name that its own note type has in Anki, or an empty text if Anki lacks the type.
    """

    note: HeldNote
    keys: tuple[str, ...]
    model: str

    @property
    def has_other_type(self) -> bool:
        """Return whether somebody gave the note another type."""
        return self.note.model != self.model


@dataclass(frozen=True, slots=True)
class Holdings:
    """The deck's notes in Anki, and the `models` in Anki: names of note types by their ids.

    `looks` names note types whose cards look different in Anki. `strays` are notes of the deck that
    lost their key or have another note type. `home` is the name that the learner gave to the deck,
    "" for its own.
    """

    notes: tuple[HeldNote, ...]
    models: Mapping[int, str] = field(default_factory=dict)
    looks: tuple[str, ...] = ()
    strays: tuple[Stray, ...] = ()
    home: str = ""


def composed(text: str) -> str:
    """Return the text in the form in which Anki stores it."""
    return unicodedata.normalize("NFC", text)
