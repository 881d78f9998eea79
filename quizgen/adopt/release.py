"""Ties somebody's notes to those that learners got in a package."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from quizgen.adopt.foreign import Foreign
from quizgen.anki.learning import HeldType, LearnerNote
from quizgen.anki.plain import plain_of


def as_released(foreign: Foreign, release: Foreign) -> Foreign:
    """Return a deck with the ids that its note types and notes have in a released package.

    Notes are the same if their guid is, or without guids if their first field is. A note type is
    the same if its fields are, or if the release has its notes with as many fields. Pictures and
    sounds that the deck lacks come from the release.
    """
    pairs = list(_pairs(foreign, release))
    types = {
        number: _same(held, (other for note, other in pairs if note.type == number), release)
        for number, held in foreign.types.items()
    }
    kept = {held.id: held for held in types.values() if held is not None}
    lone = {number: held for number, held in foreign.types.items() if types[number] is None}
    return replace(
        foreign,
        title=release.title or foreign.title,
        notes=tuple(_tied(note, types[note.type], other) for note, other in pairs),
        types={**lone, **kept},
        media=_media_of(foreign, release),
        known=frozenset(kept),
    )


def _pairs(foreign: Foreign, release: Foreign) -> Iterator[tuple[LearnerNote, LearnerNote | None]]:
    """Yield each note with the note of the release that it is, None if it is new."""
    by_guid = {note.guid: note for note in release.notes}
    by_first = {_first(note): note for note in release.notes}
    for note in foreign.notes:
        yield note, by_guid.get(note.guid) if note.guid else by_first.get(_first(note))


def _media_of(foreign: Foreign, release: Foreign) -> Callable[[Iterable[str]], dict[str, bytes]]:
    def media(names: Iterable[str]) -> dict[str, bytes]:
        wanted = list(names)
        found = foreign.media(wanted)
        return {**release.media(name for name in wanted if name not in found), **found}

    return media


def _same(held: HeldType, notes: Iterable[LearnerNote | None], release: Foreign) -> HeldType | None:
    """Return the note type of a release for the type of a deck, None if it has none."""
    names = _names(held)
    used = dict.fromkeys(note.type for note in notes if note is not None)
    alike = [each for each in release.types.values() if _names(each) == names]
    sized = [release.types[each] for each in used if len(release.types[each].fields) == len(names)]
    found = (*sorted(alike, key=lambda each: each.name != held.name), *sized)
    return found[0] if found else None


def _names(held: HeldType) -> list[str]:
    return [name for name, _ in held.fields]


def _tied(note: LearnerNote, held: HeldType | None, released: LearnerNote | None) -> LearnerNote:
    """Return a note with the type and the guid that it has in the release.

    It has the time of the release if it says the same, so that learners get it only if it differs.
    """
    if held is None:
        return note
    made = replace(note, type=held.id, fields=_renamed(note.fields, held), modified=0)
    if released is None:
        return made
    is_same = made.fields == released.fields
    return replace(made, guid=released.guid, modified=released.modified if is_same else 0)


def _renamed(fields: Mapping[str, str], held: HeldType) -> dict[str, str]:
    return dict(zip(_names(held), fields.values(), strict=True))


def _first(note: LearnerNote) -> str:
    return plain_of(next(iter(note.fields.values()), "")).text
