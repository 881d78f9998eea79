"""Reads an Anki package as a deck to adopt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from quizgen.adopt.foreign import Foreign
from quizgen.anki.learning import Learning, read_learning
from quizgen.anki.read_package import read_media


def from_package(path: Path) -> Foreign:
    """Return the deck in a package; raises QuizgenError as `read_learning` does."""
    learning = read_learning(path)
    used = {note.type for note in learning.notes}
    types = {number: each for number, each in learning.types.items() if number in used}

    def media(names: Iterable[str]) -> dict[str, bytes]:
        return read_media(path, names)

    return Foreign(_title(learning), learning.notes, types, media, frozenset(types))


def _title(learning: Learning) -> str:
    """Return the name of the deck with most of the cards, without the decks above and below it."""
    tops = Counter(learning.decks.get(card.deck, "").split("::")[0] for card in learning.cards)
    named = [name for name, _ in tops.most_common() if name]
    return named[0] if named else ""
