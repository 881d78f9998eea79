"""What a push would change: the notes of a deck beside those that Anki holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizgen.anki.lock import entry_after
from quizgen.anki.records import Record, records_of
from quizgen.anki.wanted import Wanted


@dataclass(frozen=True, slots=True)
class HeldNote:
    """A note as Anki has it; `modified` is when it last changed, in seconds since 1970, 0 where Anki does not say."""

    id: int
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    modified: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """The fields of a note in Anki that are to be others, and the tags that it lacks; either may be empty."""

    id: int
    key: str
    fields: Mapping[str, str]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a push would change, by the keys of notes; `looks` names note types whose cards look different in Anki.

    `kept` are changes of fields that are not made, because the note is newer in Anki. `gone` are notes (key
    and id) that Anki holds and the deck does not. `leaving` are the ids of those that lack the tag that
    says so, and `back` of notes that have it although the deck has them again.
    """

    new: tuple[str, ...]
    changed: tuple[Change, ...]
    kept: tuple[Change, ...]
    same: int
    gone: tuple[tuple[str, int], ...]
    looks: tuple[str, ...] = ()
    leaving: tuple[int, ...] = ()
    back: tuple[int, ...] = ()


def make_plan(wanted: Wanted, held: Iterable[HeldNote], looks: tuple[str, ...] = ()) -> Plan:
    """Compare a deck with the notes that Anki holds of it.

    Notes are matched by their field `Key`. Of a note in Anki only fields that the deck fills are
    looked at, and only if its note type has them. As in an import, fields stay as they are in a note
    that Anki says has changed since the deck's own did; but one that is as it was in the last build
    is nobody's edit.
    """
    notes = {_composed(record.fields[0]): record for record in records_of(wanted.deck)}
    found: set[str] = set()
    changed, kept, gone, same = [], [], [], 0
    leaving, back = [], []
    for each in held:
        key = _composed(each.fields.get("Key", ""))
        if key not in notes:
            gone.append((key.partition("/")[2], each.id))
            leaving += [each.id] if _lacking((wanted.gone_tag,), each.tags) else []
            continue
        found.add(key)
        back += [] if _lacking((wanted.gone_tag,), each.tags) else [each.id]
        record = notes[key]
        fields = _differences(record.named, each.fields)
        tags = _lacking(record.tags, each.tags)
        if fields and not wanted.overwrite and _is_edited(wanted, record, each):
            kept.append(Change(each.id, record.key, fields, ()))
            fields = {}
        elif not fields and not tags:
            same += 1
        if fields or tags:
            changed.append(Change(each.id, record.key, fields, tags))
    new = tuple(record.key for key, record in notes.items() if key not in found)
    return Plan(
        new,
        tuple(changed),
        tuple(kept),
        same,
        tuple(sorted(gone)),
        looks,
        tuple(leaving),
        tuple(back),
    )


def _is_edited(wanted: Wanted, record: Record, held: HeldNote) -> bool:
    known = wanted.lock.known(record.key)
    names = (name for name, _ in record.note_type.fields)
    before = record.content_with([_composed(held.fields.get(name, "")) for name in names])
    if any(entry.content == before for entry in known):
        return False
    return held.modified > entry_after(known, record.content, wanted.timestamp).changed


def _differences(wanted: Mapping[str, str], held: Mapping[str, str]) -> dict[str, str]:
    pairs = {name: _composed(text) for name, text in wanted.items() if name in held}
    return {name: text for name, text in pairs.items() if text != _composed(held[name])}


def _lacking(wanted: Iterable[str], held: Iterable[str]) -> tuple[str, ...]:
    known = {_composed(tag).casefold() for tag in held}
    return tuple(tag for tag in wanted if _composed(tag).casefold() not in known)


def _composed(text: str) -> str:
    # As Anki stores it.
    return unicodedata.normalize("NFC", text)
