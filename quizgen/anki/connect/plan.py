"""Compares the notes of a deck with those that Anki holds, and plans what a push changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizgen.anki.connect.held import HeldNote, Holdings, composed
from quizgen.anki.lock import entry_after
from quizgen.anki.records import Record, records_of
from quizgen.anki.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Change:
    """The new fields of a note in Anki, and the tags to add; either may be empty."""

    id: int
    key: str
    fields: Mapping[str, str]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a push would change.

    `new` are the keys of notes that Anki lacks, and `changed` are changes to make. `kept` are
    changes of fields that a push does not make, because the note is newer in Anki. `same` counts
    the notes that need no change. `gone` are notes (key and id) that only Anki holds.
    `looks` names note types whose cards look different in Anki. `leaving` are the ids of gone notes
    that lack the tag for gone notes, and `back` of notes that have it although the deck has them
    again. `strays` are the keys of notes that Anki holds with another type or without their key,
    `settled` those of notes that it holds with their own type.
    """

    new: tuple[str, ...]
    changed: tuple[Change, ...]
    kept: tuple[Change, ...]
    same: int
    gone: tuple[tuple[str, int], ...]
    looks: tuple[str, ...] = ()
    leaving: tuple[int, ...] = ()
    back: tuple[int, ...] = ()
    strays: tuple[str, ...] = ()
    settled: frozenset[str] = frozenset()


def make_plan(wanted: Wanted, holdings: Holdings) -> Plan:
    """Compare a deck with its notes in Anki.

    Notes are matched by their field `Key`. Only fields that the deck fills are compared, and only
    those that the note type in Anki has. As in an import, a note that is newer in Anki keeps its
    fields, unless they are those of the last build and therefore nobody's edit.
    """
    notes = {composed(record.fields[0]): record for record in records_of(wanted.deck)}
    matched, gone = _match(notes, holdings.notes)
    found = {record.key for record, _ in matched}
    strays = {key for stray in holdings.strays for key in stray.keys}
    changed, kept = _all_changes(wanted, matched)
    touched = {change.id for change in (*changed, *kept)}
    tag = wanted.gone_tag
    return Plan(
        new=tuple(
            record.key
            for record in notes.values()
            if record.key not in found and record.key not in strays
        ),
        changed=tuple(changed),
        kept=tuple(kept),
        same=sum(each.id not in touched for _, each in matched),
        gone=tuple(sorted((key, each.id) for key, each in gone)),
        looks=holdings.looks,
        leaving=_ids((each for _, each in gone), tag, tagged=False),
        back=_ids((each for _, each in matched), tag, tagged=True),
        strays=tuple(record.key for record in notes.values() if record.key in strays),
        settled=frozenset(
            record.key for record, each in matched if _has_own_type(record, each, holdings)
        ),
    )


def _has_own_type(record: Record, held: HeldNote, holdings: Holdings) -> bool:
    return holdings.models.get(record.note_type.model_id, "") == held.model


def _match(
    notes: Mapping[str, Record], held: Iterable[HeldNote]
) -> tuple[list[tuple[Record, HeldNote]], list[tuple[str, HeldNote]]]:
    """Return the notes of the deck that Anki holds, and its other notes with their keys."""
    matched: list[tuple[Record, HeldNote]] = []
    gone: list[tuple[str, HeldNote]] = []
    for each in held:
        key = composed(each.fields.get("Key", ""))
        if key in notes:
            matched.append((notes[key], each))
        else:
            gone.append((key.partition("/")[2], each))
    return matched, gone


def _all_changes(
    wanted: Wanted, matched: Iterable[tuple[Record, HeldNote]]
) -> tuple[list[Change], list[Change]]:
    """Return the changes to make, and the changes of fields that are not made."""
    changed: list[Change] = []
    kept: list[Change] = []
    for record, each in matched:
        change, spared = _changes(wanted, record, each)
        changed += [change] if change else []
        kept += [spared] if spared else []
    return changed, kept


def _changes(wanted: Wanted, record: Record, held: HeldNote) -> tuple[Change | None, Change | None]:
    """Return the change to make to a note in Anki, and the change not made; None for neither."""
    fields = _differences(record.named, held.fields)
    tags = _lacking(record.tags, held.tags)
    kept = None
    if fields and not wanted.overwrite and _is_edited(wanted, record, held):
        kept = Change(held.id, record.key, fields, ())
        fields = {}
    change = Change(held.id, record.key, fields, tags) if fields or tags else None
    return change, kept


def _is_edited(wanted: Wanted, record: Record, held: HeldNote) -> bool:
    """Return whether somebody changed a note in Anki after its last change in the deck."""
    known = wanted.lock.known(record.key)
    names = (name for name, _ in record.note_type.fields)
    before = record.content_with([composed(held.fields.get(name, "")) for name in names])
    if any(entry.content == before for entry in known):
        return False
    return held.modified > entry_after(known, record.content, wanted.timestamp).changed


def _ids(notes: Iterable[HeldNote], tag: str, *, tagged: bool) -> tuple[int, ...]:
    """Return the ids of the notes that have the tag, or of those that lack it."""
    return tuple(note.id for note in notes if bool(_lacking((tag,), note.tags)) != tagged)


def _differences(wanted: Mapping[str, str], held: Mapping[str, str]) -> dict[str, str]:
    pairs = {name: composed(text) for name, text in wanted.items() if name in held}
    return {name: text for name, text in pairs.items() if text != composed(held[name])}


def _lacking(wanted: Iterable[str], held: Iterable[str]) -> tuple[str, ...]:
    known = {composed(tag).casefold() for tag in held}
    return tuple(tag for tag in wanted if composed(tag).casefold() not in known)
