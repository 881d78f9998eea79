"""Tells what a learner edited in a note from what the deck has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizgen.anki.connect.held import composed
from quizgen.anki.learning import LearnerNote
from quizgen.anki.lock import Entry, entry_after, text_hash
from quizgen.anki.records import Record
from quizgen.anki.wanted import Wanted
from quizgen.anki.written import written_of


@dataclass(frozen=True, slots=True)
class Edited:
    """The fields that a learner edited, by name: their HTML in the deck and in Anki.

    If `is_older`, Anki has an older version of the note, and nobody edited it since.
    """

    fields: Mapping[str, tuple[str, str]]
    is_older: bool = False


def edited(wanted: Wanted, record: Record, held: LearnerNote) -> Edited:
    """Return what a learner edited in a note.

    A note that is as the last build made it was not edited. If the lock knows the texts that
    learners got, every other text is an edit; else it is one if the note is newer than the deck's.
    """
    differing = {
        name: (text, held.fields[name])
        for name, text in record.named.items()
        if name in held.fields and not says_the_same(text, held.fields[name])
    }
    if not differing:
        return Edited({})
    known = wanted.lock.known(record.key)
    if _is_released(record, held, known):
        return Edited({}, is_older=True)
    if not any(entry.texts for entry in known) and _is_before(wanted, record, held, known):
        return Edited({}, is_older=True)
    own = {
        name: pair
        for name, pair in differing.items()
        if not _was_released(record, name, pair[1], known)
    }
    return Edited(own, is_older=not own)


def says_the_same(one: str, other: str) -> bool:
    """Return whether two fields show the same, however their HTML is written."""
    one, other = composed(one), composed(other)
    return one == other or written_of(one) == written_of(other)


def _is_released(record: Record, held: LearnerNote, known: Iterable[Entry]) -> bool:
    """Return whether a note has exactly what the last build gave it."""
    names = (name for name, _ in record.note_type.fields)
    content = record.content_with([composed(held.fields.get(name, "")) for name in names])
    return any(entry.content == content for entry in known)


def _is_before(wanted: Wanted, record: Record, held: LearnerNote, known: tuple[Entry, ...]) -> bool:
    """Return whether a note is older in Anki than in the deck; if Anki tells no time, it is not."""
    changed = entry_after(known, record.content, wanted.timestamp).changed
    return 0 < held.modified <= changed


def _was_released(record: Record, name: str, text: str, known: Iterable[Entry]) -> bool:
    """Return whether the lock knows that learners got this text in this field."""
    names = record.note_type.texts
    if name not in names:
        return False
    index = names.index(name)
    hashed = text_hash(composed(text))
    texts = (entry.texts for entry in known)
    return any(index < len(each) and hashed in each[index] for each in texts)
