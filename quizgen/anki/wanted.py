"""A deck as a push brings it into Anki."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.anki.lock import Lock
from quizgen.anki.markup import as_tags
from quizgen.anki.notes import NoteDeck


@dataclass(frozen=True, slots=True)
class Wanted:
    """The notes of a deck, the lock of its last build, and when its files last changed.

    `timestamp` is in seconds since 1970. With `overwrite`, the deck replaces what somebody edited
    in Anki; with `restore`, notes that somebody deleted there come back.
    """

    deck: NoteDeck
    lock: Lock
    timestamp: int
    overwrite: bool = False
    restore: bool = False

    @property
    def gone_tag(self) -> str:
        """Return the tag of notes that the deck no longer has."""
        return as_tags((f"{self.deck.deck}::gone",))[0]
