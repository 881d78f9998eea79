"""Compares the notes of a deck with those that Anki holds, and plans what a push changes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from quizgen.anki.connect.held import HeldNote, Holdings, composed
from quizgen.anki.connect.merge import Change, lacking_tags, merged
from quizgen.anki.records import Record, records_of
from quizgen.anki.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Plan:
    """What a push would change.

    `new` are the keys of notes that Anki lacks, and `changed` are changes to make. `kept` are
    changes that a push does not make, because somebody edited the fields in Anki; in `conflicts`,
    the deck has changed the same fields since. `same` counts the notes that need no change. `gone`
    are notes (key and id) that only Anki holds. `looks` names note types whose cards look different
    in Anki. `leaving` are the ids of gone notes that lack the tag for gone notes, and `back` of
    notes that have it although the deck has them again. `strays` are the keys of notes that Anki
    holds with another type or without their key, `settled` those of notes that it holds with their
    own type, `deleted` those of notes that somebody deleted there. `home` is the name that the
    learner gave to the deck.
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
    conflicts: tuple[Change, ...] = ()
    deleted: tuple[str, ...] = ()
    home: str = ""


def make_plan(wanted: Wanted, holdings: Holdings) -> Plan:
    """Compare a deck with its notes in Anki.

    Notes are matched by their field `Key`. Only fields that the deck fills are compared, and only
    those that the note type in Anki has; `merge.py` decides about each.
    """
    notes = {composed(record.name): record for record in records_of(wanted.deck)}
    matched, gone = _match(notes, holdings.notes)
    strays = {key for stray in holdings.strays for key in stray.keys}
    known = strays | {record.key for record, _ in matched}
    missing = [record for record in notes.values() if record.key not in known]
    deleted = _deleted(wanted, missing, matched)
    changed, kept, conflicts = _merges(wanted, matched)
    touched = {change.id for change in (*changed, *kept, *conflicts)}
    tag = wanted.gone_tag
    return Plan(
        new=_keys(missing, {record.key for record in missing} - deleted),
        deleted=_keys(missing, deleted),
        home=holdings.home,
        changed=changed,
        kept=kept,
        conflicts=conflicts,
        same=sum(each.id not in touched for _, each in matched),
        gone=tuple(sorted((key, each.id) for key, each in gone)),
        looks=holdings.looks,
        leaving=_ids((each for _, each in gone), tag, tagged=False),
        back=_ids((each for _, each in matched), tag, tagged=True),
        strays=_keys(notes.values(), strays),
        settled=_settled(matched, holdings),
    )


def _keys(records: Iterable[Record], wanted: Container[str]) -> tuple[str, ...]:
    """Return which of the wanted keys there are, in the order of the records."""
    return tuple(record.key for record in records if record.key in wanted)


def _merges(
    wanted: Wanted, matched: Iterable[tuple[Record, HeldNote]]
) -> tuple[tuple[Change, ...], ...]:
    """Return the changes to make, and those not made: edits that stay, and conflicts."""
    merges = [merged(wanted, record, each) for record, each in matched]
    return tuple(tuple(filter(None, (each[part] for each in merges))) for part in range(3))


def _deleted(
    wanted: Wanted, missing: Iterable[Record], matched: Iterable[tuple[Record, HeldNote]]
) -> frozenset[str]:
    """Return the keys of notes that Anki had once: it holds others that came later, or with them.

    Types of notes count apart, because a deck may be pushed without its choice cards.
    """
    if wanted.restore:
        return frozenset()
    latest: dict[int, int] = {}
    for record, _ in matched:
        model = record.note_type.model_id
        since = _since(wanted, record)
        latest[model] = max(latest.get(model, 0), since)
    return frozenset(
        record.key
        for record in missing
        if 0 < _since(wanted, record) <= latest.get(record.note_type.model_id, 0)
    )


def _since(wanted: Wanted, record: Record) -> int:
    """Return the number of the build that brought a note, 0 if unknown or if it was gone since."""
    entry = wanted.lock.entries.get(record.key)
    return entry.since if entry and not entry.gone else 0


def _settled(matched: Iterable[tuple[Record, HeldNote]], holdings: Holdings) -> frozenset[str]:
    """Return the keys of notes that Anki holds with their own types."""
    return frozenset(
        record.key
        for record, held in matched
        if holdings.models.get(record.note_type.model_id, "") == held.model
    )


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


def _ids(notes: Iterable[HeldNote], tag: str, *, tagged: bool) -> tuple[int, ...]:
    """Return the ids of the notes that have the tag, or of those that lack it."""
    return tuple(note.id for note in notes if bool(lacking_tags((tag,), note.tags)) != tagged)
