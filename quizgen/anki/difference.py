"""Compares a deck with its last build or with an older package."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from quizgen.anki.lock import Lock, as_time
from quizgen.anki.markup import as_html
from quizgen.anki.notes import NoteDeck
from quizgen.anki.read_package import OldNote
from quizgen.anki.records import NOTE_KEY, Record, records_of
from quizgen.anki.released import key_of
from quizgen.visible import visible_line

# SQLite allows a thousand terms in one expression.
_MOST_TERMS = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """The keys of the notes that are `new`, `changed` or `gone`.

    `changed` gives what has changed: names of fields, ``tags`` or ``note type``, or nothing if that
    is unknown. `gone` gives the day on which the note went, or an empty text.
    """

    new: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]
    gone: Mapping[str, str]


def since_lock(deck: NoteDeck, lock: Lock) -> Difference:
    """Return what has changed since the lock was written, and every note that ever went."""
    contents = {record.key: record.content for record in records_of(deck)}
    known = {key: entry for key, entry in lock.entries.items() if NOTE_KEY.fullmatch(key)}
    new, both = _sorted_out(contents, known)
    changed = [key for key in both if known[key].content != contents[key]]
    gone, _ = _sorted_out(sorted(known), contents)
    days = {key: _day(known[key].gone) for key in gone}
    return Difference(tuple(new), dict.fromkeys(changed, ()), days)


def _sorted_out(keys: Iterable[str], known: Container[str]) -> tuple[list[str], list[str]]:
    """Return the keys that are not known, and those that are."""
    new: list[str] = []
    both: list[str] = []
    for key in keys:
        (both if key in known else new).append(key)
    return new, both


def _day(seconds: int) -> str:
    return as_time(seconds)[:10] if seconds else ""


def since_package(deck: NoteDeck, notes: Iterable[OldNote]) -> Difference:
    """Return what has changed since a package was made; notes of other decks don't count."""
    old = {note.guid: note for note in notes}
    records = {record.guid: record for record in records_of(deck)}
    new, both = _sorted_out(records, old)
    changes = {records[guid].key: _changes(old[guid], records[guid]) for guid in both}
    changed = {key: what for key, what in changes.items() if what}
    lost, _ = _sorted_out(old, records)
    gone = sorted(filter(None, (key_of(deck.deck, old[guid]) for guid in lost)))
    return Difference(tuple(records[guid].key for guid in new), changed, dict.fromkeys(gone, ""))


def _changes(old: OldNote, record: Record) -> tuple[str, ...]:
    if old.model != record.note_type.model_id:
        return ("note type",)
    names = [name for name, _ in record.note_type.fields]
    before = (*old.fields, *[""] * len(names))
    found = [
        name for name, was, now in zip(names, before, record.fields, strict=False) if was != now
    ]
    return (*found, *(["tags"] if set(old.tags) != set(record.tags) else []))


def searches(deck: str, keys: Iterable[str]) -> list[str]:
    """Return searches for Anki's browser that find these notes of a deck, 200 notes each."""
    terms = [f'"Key:{_escaped(as_html(f"{deck}/{key}"))}"' for key in keys]
    return [" OR ".join(terms[at : at + _MOST_TERMS]) for at in range(0, len(terms), _MOST_TERMS)]


def _escaped(text: str) -> str:
    return re.sub(r'[\\"*_]', r"\\\g<0>", text)


def as_text(deck: str, difference: Difference, since: str) -> str:
    """Return the difference as lines; `since` names what the deck is compared with."""
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
        lines += ["An import deletes nothing. To find these notes in Anki's browser, search for:"]
        lines += [f"  {search}" for search in searches(deck, difference.gone)]
    return "\n".join(lines)
