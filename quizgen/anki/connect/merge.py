"""Merges a note of the deck with the note in Anki, field by field.

What somebody edited in Anki stays. The lock has hashes of the texts that quizgen ever released, so
a text that is none of them is somebody's edit, however old or new the note is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizgen.anki.connect.held import HeldNote, composed
from quizgen.anki.lock import Entry, entry_after, text_hash
from quizgen.anki.records import Record
from quizgen.anki.settings import is_setting
from quizgen.anki.wanted import Wanted

# Fields that make sense only together: the place of the right option is a number.
_TOGETHER = (frozenset({"Options", "Answer", "Right"}),)


@dataclass(frozen=True, slots=True)
class Change:
    """The new fields of a note in Anki, and the tags to add; either may be empty."""

    id: int
    key: str
    fields: Mapping[str, str]
    tags: tuple[str, ...]


# What to change, and what not to: edits of fields that the deck left alone, and conflicts.
Merged = tuple[Change | None, Change | None, Change | None]


def merged(wanted: Wanted, record: Record, held: HeldNote) -> Merged:
    """Return the change to make to a note in Anki, and the changes not made; None for none."""
    settings = _ours(record.settings, held.fields)
    fields = _differences({**record.named, **settings}, held.fields)
    tags = lacking_tags(record.tags, held.tags)
    edited = frozenset() if wanted.overwrite else _edited(wanted, record, held, fields)
    released = _present_texts(wanted.lock.known(record.key), record)
    kept: dict[str, str] = {}
    conflicts: dict[str, str] = {}
    for name in edited:
        is_same = released.get(name) == text_hash(fields[name])
        (kept if is_same else conflicts)[name] = fields[name]
    made = {name: text for name, text in fields.items() if name not in edited}
    change = Change(held.id, record.key, made, tags) if made or tags else None
    return change, _unmade(held, record, kept), _unmade(held, record, conflicts)


def _unmade(held: HeldNote, record: Record, fields: Mapping[str, str]) -> Change | None:
    order = [name for name in record.named if name in fields]
    return (
        Change(held.id, record.key, {name: fields[name] for name in order}, ()) if fields else None
    )


def _ours(settings: Mapping[str, str], held: Mapping[str, str]) -> dict[str, str]:
    """Return the settings without those in whose place somebody wrote something in Anki."""
    return {name: text for name, text in settings.items() if is_setting(name, held.get(name, ""))}


def _differences(wanted: Mapping[str, str], held: Mapping[str, str]) -> dict[str, str]:
    pairs = {name: composed(text) for name, text in wanted.items() if name in held}
    return {name: text for name, text in pairs.items() if text != composed(held[name])}


def _edited(
    wanted: Wanted, record: Record, held: HeldNote, fields: Mapping[str, str]
) -> frozenset[str]:
    """Return which of the fields that differ somebody edited in Anki."""
    edited = _edited_texts(wanted, record, held, fields)
    for group in _TOGETHER:
        if edited & group:
            edited |= group & fields.keys()
    return frozenset(edited)


def _edited_texts(
    wanted: Wanted, record: Record, held: HeldNote, fields: Mapping[str, str]
) -> set[str]:
    """Return which of the fields that people read and that differ somebody edited."""
    known = wanted.lock.known(record.key)
    read = {name for name in record.note_type.texts if name in fields}
    if any(entry.texts for entry in known) or _is_older(wanted, known):
        released = _released_texts(known, record)
        return {name for name in read if text_hash(held.fields[name]) not in released[name]}
    return read if _is_edited(wanted, record, held) else set()


def _is_older(wanted: Wanted, known: Sequence[Entry]) -> bool:
    """Return whether the lock is older than a note: it knows texts, but nothing of the note."""
    return not known and any(entry.texts for entry in wanted.lock.entries.values())


def _released_texts(known: Iterable[Entry], record: Record) -> dict[str, set[str]]:
    """Return the hashes of all texts that each field ever had in the deck."""
    found: dict[str, set[str]] = {name: set() for name in record.note_type.texts}
    for entry in known:
        for name, texts in zip(record.note_type.texts, entry.texts, strict=False):
            found[name].update(texts)
    return found


def _present_texts(known: Iterable[Entry], record: Record) -> dict[str, str]:
    """Return the hash of the text that each field had in the last build."""
    texts = next((entry.texts for entry in known if entry.texts), ())
    return {name: each[0] for name, each in zip(record.note_type.texts, texts, strict=False)}


def _is_edited(wanted: Wanted, record: Record, held: HeldNote) -> bool:
    """Return whether somebody may have changed a note in Anki, where no texts are known.

    A lock of format 1 tells whether the whole note is as it was built. Without a lock, a note that
    is newer than the deck counts as edited, and so does one whose time is unknown.
    """
    known = wanted.lock.known(record.key)
    names = (name for name, _ in record.note_type.fields)
    before = record.content_with([composed(held.fields.get(name, "")) for name in names])
    if any(entry.content == before for entry in known):
        return False
    changed = entry_after(known, record.content, wanted.timestamp).changed
    return not held.modified or held.modified > changed


def lacking_tags(wanted: Iterable[str], held: Iterable[str]) -> tuple[str, ...]:
    """Return the tags that a note lacks; case does not matter."""
    known = {composed(tag).casefold() for tag in held}
    return tuple(tag for tag in wanted if composed(tag).casefold() not in known)
