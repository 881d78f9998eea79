"""What a push would change: the notes of a deck beside those that Anki holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizgen.anki.fields import fields_of
from quizgen.anki.markup import as_tags
from quizgen.anki.notes import NoteDeck


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
    and id) that Anki holds and the deck does not.
    """

    new: tuple[str, ...]
    changed: tuple[Change, ...]
    kept: tuple[Change, ...]
    same: int
    gone: tuple[tuple[str, int], ...]
    looks: tuple[str, ...] = ()


def make_plan(
    deck: NoteDeck, held: Iterable[HeldNote], looks: tuple[str, ...] = (), *, keep_newer_than: int | None = None
) -> Plan:
    """Compare a deck with the notes that Anki holds of it.

    Notes are matched by their field `Key`. Of a note in Anki only fields that the deck fills are
    looked at, and only if its note type has them. With `keep_newer_than` (seconds since 1970), the
    fields of a note that Anki says has changed since are left alone.
    """
    notes = {_composed(fields["Key"]): (note, fields) for note in deck.notes if (fields := fields_of(deck, note))}
    found: set[str] = set()
    changed, kept, gone, same = [], [], [], 0
    for each in held:
        key = _composed(each.fields.get("Key", ""))
        if key not in notes:
            gone.append((key.partition("/")[2], each.id))
            continue
        found.add(key)
        note, fields = notes[key]
        fields, tags = _differences(fields, each.fields), _lacking(as_tags(note.tags), each.tags)
        if fields and keep_newer_than is not None and each.modified > keep_newer_than:
            kept.append(Change(each.id, note.key, fields, ()))
            fields = {}
        elif not fields and not tags:
            same += 1
        if fields or tags:
            changed.append(Change(each.id, note.key, fields, tags))
    places = {note.key: place for place, note in enumerate(deck.notes)}
    for changes in (changed, kept):
        changes.sort(key=lambda change: places[change.key])
    new = tuple(note.key for key, (note, _) in notes.items() if key not in found)
    return Plan(new, tuple(changed), tuple(kept), same, tuple(sorted(gone)), looks)


def _differences(wanted: Mapping[str, str], held: Mapping[str, str]) -> dict[str, str]:
    pairs = {name: _composed(text) for name, text in wanted.items() if name in held}
    return {name: text for name, text in pairs.items() if text != _composed(held[name])}


def _lacking(wanted: Iterable[str], held: Iterable[str]) -> tuple[str, ...]:
    known = {_composed(tag).casefold() for tag in held}
    return tuple(tag for tag in wanted if _composed(tag).casefold() not in known)


def _composed(text: str) -> str:
    # As Anki stores it.
    return unicodedata.normalize("NFC", text)
