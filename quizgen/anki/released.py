"""What learners got with the last package, where the lock may not tell."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from quizgen.anki.fields import NOTHING
from quizgen.anki.genanki_models import content_of, key_of_type, shipped_lock
from quizgen.anki.lock import LAST, Entry, Lock, text_hash
from quizgen.anki.notetypes import CLOZE, NOTE_TYPES, OCCLUSION
from quizgen.anki.read_package import OldNote, OldPackage, OldType
from quizgen.anki.records import guid_for, note_hash

# A deletion as quizgen writes it: its text has no colon, and a hint may follow.
_GAP = re.compile(r"\{\{c([1-9]\d{0,2})::([^:{}]*)(?:::[^{}]*)?\}\}")
# The key of the note that hides one entry of a list, after the key of the whole list.
_OF_LIST = re.compile(r"(.+)/entry/([1-9]\d{0,3})")
_SHAPES = tuple(NOTE_TYPES.values())
# The field of a note type that names what its deletions hide.
_NAMING = {CLOZE.model_id: "Text", OCCLUSION.model_id: "Names"}
_NAMED_AT = {
    shape.model_id: [name for name, _ in shape.fields].index(_NAMING[shape.model_id])
    for shape in (CLOZE, OCCLUSION)
}
_KEY_AT = {shape.model_id: shape.key_index for shape in NOTE_TYPES.values()}
_TEXTS = {
    shape.model_id: [
        index for index, (name, _) in enumerate(shape.fields) if name in set(shape.texts)
    ]
    for shape in NOTE_TYPES.values()
}


def with_released(lock: Lock | None, deck: str, package: OldPackage) -> Lock | None:
    """Return the lock with what a package tells of notes and looks.

    Notes of other decks don't count. Looks do, because all decks share them.
    """
    found = {key: _entry(note) for note in package.notes if (key := key_of(deck, note))}
    looks = dict(_looks(package.types))
    if not (found or looks):
        return lock
    known = lock or Lock(deck)
    return replace(known, released={**_with_lists(found), **looks})


def tells_more(lock: Lock) -> bool:
    """Return whether the last package tells of any note or looks what the lock's own lines don't.

    It does if the lock was lost, restored, or is that of another folder.
    """
    return not all(_is_known(lock, key, entry) for key, entry in lock.released.items())


def _is_known(lock: Lock, key: str, told: Entry) -> bool:
    """Return whether an entry of a package changes nothing beside the lock's own entry."""
    # The shipped note types stand in a lock of their own.
    own = lock.entries.get(key) or shipped_lock().entries.get(key)
    if own is None or own.gone:
        return False
    if (own.content, own.changed) != (told.content, told.changed) or told.ahead > own.ahead:
        return False
    numbers = {*own.blanks, *own.retired}
    return numbers.issuperset((*told.blanks, *told.retired)) and _have_texts(own, told)


def _have_texts(own: Entry, told: Entry) -> bool:
    """Return whether an entry has the texts of another one, present or former."""
    if len(own.texts) < len(told.texts):
        return False
    return all(
        set(mine).issuperset(theirs) for mine, theirs in zip(own.texts, told.texts, strict=False)
    )


def _looks(types: Iterable[OldType]) -> Iterator[tuple[str, Entry]]:
    """Yield the entries of quizgen's own note types with their keys."""
    shapes = {shape.model_id: shape for shape in _SHAPES}
    for each in types:
        if each.model in shapes:
            # Another program's package does not tell what it holds as quizgen would.
            content = content_of(each.told) if each.told else ""
            changed = min(max(each.changed, 0), LAST)
            yield key_of_type(shapes[each.model]), Entry(content, changed)


def with_held(lock: Lock | None, deck: str, fields: Iterable[Mapping[str, str]]) -> Lock:
    """Return the lock with the cards that the notes in a learner's Anki have, by their fields."""
    held: dict[str, Entry] = {}
    for each in fields:
        key = html.unescape(each.get("Key", "")).removeprefix(f"{deck}/")
        shape = next((shape for shape in _SHAPES if set(shape.texts) <= each.keys()), None)
        if shape:
            texts = tuple((text_hash(each[name]),) for name in shape.texts)
            named = each.get(_NAMING.get(shape.model_id, ""), "")
            blanks, retired = _gaps(named)
            held[key] = Entry("", 0, texts=texts, blanks=blanks, retired=retired)
    return replace(lock or Lock(deck), held=_with_lists(held))


def _with_lists(found: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return the entries, those of lists with the numbers that the notes of their entries have."""
    numbers: dict[str, list[tuple[int, str]]] = {}
    for key, entry in found.items():
        of_list = _OF_LIST.fullmatch(key)
        if of_list and of_list[1] in found and entry.blanks:
            numbers.setdefault(of_list[1], []).append((int(of_list[2]), entry.blanks[0][1]))
    lists = {key: replace(found[key], blanks=tuple(sorted(own))) for key, own in numbers.items()}
    return {**found, **lists}


def key_of(deck: str, note: OldNote) -> str:
    """Return the key of a note that quizgen made for the deck, or an empty text."""
    index = _KEY_AT.get(note.model, 0)
    named = html.unescape(note.fields[index]) if index < len(note.fields) else ""
    key = named.removeprefix(f"{deck}/") if named.startswith(f"{deck}/") else ""
    return key if key and guid_for(deck, key) == note.guid else ""


def _entry(note: OldNote) -> Entry:
    read = (index for index in _TEXTS.get(note.model, ()) if index < len(note.fields))
    texts = tuple((text_hash(note.fields[index]),) for index in read)
    content = note_hash(note.model, note.fields, note.tags)
    named_at = _NAMED_AT.get(note.model)
    blanks, retired = _gaps("" if named_at is None else note.fields[named_at])
    changed = min(max(note.changed, 0), LAST)
    return Entry(content, changed, texts=texts, blanks=blanks, retired=retired)


def _gaps(text: str) -> tuple[tuple[tuple[int, str], ...], ...]:
    """Return the numbers of the deletions in a field, with hashes of what they hold.

    First come those with words, then those that only keep a card from being empty.
    """
    found = [(int(number), html.unescape(held)) for number, held in _GAP.findall(text)]
    pairs = [(number, text_hash(held), held == NOTHING) for number, held in found]
    return tuple(
        tuple((number, words) for number, words, is_empty in pairs if is_empty == wanted)
        for wanted in (False, True)
    )
