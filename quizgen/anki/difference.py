"""What is new, changed and gone in a deck since its last build, or since an older package."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizgen.anki.lock import Lock, as_time
from quizgen.anki.markup import as_html
from quizgen.anki.notes import NoteDeck
from quizgen.anki.read_package import OldNote
from quizgen.anki.records import NOTE_KEY, Record, guid_for, records_of
from quizgen.visible import visible_line

# SQLite takes a thousand terms in one expression.
_MOST_TERMS = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """Keys of notes: those that are `new`, those that have `changed` with what of them, those that are `gone`.

    What has changed are names of fields, ``tags`` and ``note type``, none where that is not known; a
    note that is gone has the day since when, or an empty text.
    """

    new: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]
    gone: Mapping[str, str]


def since_lock(deck: NoteDeck, lock: Lock) -> Difference:
    """Return what has changed since the lock was written, and all that has gone at any time."""
    records = {record.key: record for record in records_of(deck)}
    known = {key: entry for key, entry in lock.entries.items() if NOTE_KEY.fullmatch(key)}
    return Difference(
        tuple(key for key in records if key not in known),
        {
            key: ()
            for key, record in records.items()
            if key in known and known[key].content != record.content
        },
        {
            key: (entry.gone and as_time(entry.gone)[:10]) or ""
            for key, entry in sorted(known.items())
            if key not in records
        },
    )


def since_package(deck: NoteDeck, notes: Iterable[OldNote]) -> Difference:
    """Return what has changed since a package was made; notes that were never of this deck play no part."""
    old = {note.guid: note for note in notes}
    records = {record.guid: record for record in records_of(deck)}
    changed = {
        record.key: _changes(old[guid], record) for guid, record in records.items() if guid in old
    }
    before = ((guid, _key_of(deck.deck, note)) for guid, note in old.items() if guid not in records)
    gone = sorted(key for guid, key in before if key and guid_for(deck.deck, key) == guid)
    new = tuple(record.key for guid, record in records.items() if guid not in old)
    return Difference(
        new, {key: what for key, what in changed.items() if what}, dict.fromkeys(gone, "")
    )


def _changes(old: OldNote, record: Record) -> tuple[str, ...]:
    if old.model != record.note_type.model_id:
        return ("note type",)
    names = [name for name, _ in record.note_type.fields]
    before = (*old.fields, *[""] * len(names))
    found = [
        name for name, was, now in zip(names, before, record.fields, strict=False) if was != now
    ]
    return (*found, *(["tags"] if old.tags != set(record.tags) else []))


def _key_of(deck: str, note: OldNote) -> str:
    key = html.unescape(note.fields[0])
    return key.removeprefix(f"{deck}/") if key.startswith(f"{deck}/") else ""


def searches(deck: str, keys: Iterable[str]) -> list[str]:
    """Return what to search for in Anki's browser to find the notes of a deck with these keys, 200 at a time."""
    terms = [f'"Key:{_escaped(as_html(f"{deck}/{key}"))}"' for key in keys]
    return [" OR ".join(terms[at : at + _MOST_TERMS]) for at in range(0, len(terms), _MOST_TERMS)]


def _escaped(text: str) -> str:
    return re.sub(r'[\\"*_]', r"\\\g<0>", text)


def as_text(deck: str, difference: Difference, since: str) -> str:
    """Return the difference as lines; `since` says what the deck was compared with."""
    counts = (
        f"{len(difference.new)} new, {len(difference.changed)} changed, {len(difference.gone)} gone"
    )
    lines = [f"{deck}: {counts} since {since}"]
    lines += [f"  + {visible_line(key)}" for key in difference.new]
    lines += [
        f"  ~ {visible_line(key)}{': ' if what else ''}{', '.join(what)}"
        for key, what in difference.changed.items()
    ]
    lines += [
        f"  - {visible_line(key)}{f' (since {day})' if day else ''}"
        for key, day in difference.gone.items()
    ]
    if difference.gone:
        lines += ["An import deletes nothing. To find in Anki's browser what is gone, search for:"]
        lines += [f"  {search}" for search in searches(deck, difference.gone)]
    return "\n".join(lines)
