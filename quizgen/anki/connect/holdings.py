"""The notes of a deck that a running Anki holds, and the looks of their cards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from quizgen.anki.connect.client import AnkiConnectError, Client
from quizgen.anki.connect.held import HeldNote, composed
from quizgen.anki.looks import sides, style
from quizgen.anki.notes import NoteDeck
from quizgen.anki.notetypes import NOTE_TYPES, NoteType

# How many notes to ask for at once: Anki is blocked while it answers.
BATCH = 500

T = TypeVar("T")


def held_notes(
    client: Client, deck: str, advance: Callable[[int], None] = lambda _: None
) -> list[HeldNote]:
    """Return the notes whose field `Key` names the deck (its id), of any note type.

    Calls `advance` with the number of notes read.
    """
    # In Anki's search, an underscore matches any character, and case does not matter.
    name = deck.replace("_", r"\_")
    ids = [_typed(each, int) for each in client.call_list("findNotes", query=f'"Key:{name}/*"')]
    notes: list[HeldNote] = []
    for batch in batches(ids):
        notes += notes_with(client, batch)
        advance(len(batch))
    prefix = composed(f"{deck}/")
    return [note for note in notes if note.fields.get("Key", "").startswith(prefix)]


def notes_with(client: Client, ids: Sequence[int]) -> list[HeldNote]:
    """Return the notes with these ids, without those that no longer exist."""
    answers = client.call_list("notesInfo", notes=list(ids))
    return [_note(_typed(answer, dict)) for answer in answers if answer]


def _note(answer: Mapping[str, Any]) -> HeldNote:
    fields = _typed(answer.get("fields"), dict)
    return HeldNote(
        _typed(answer.get("noteId"), int),
        {name: _typed(_typed(field, dict).get("value"), str) for name, field in fields.items()},
        tuple(_typed(tag, str) for tag in _typed(answer.get("tags"), list)),
        _typed(answer.get("mod", 0), int),
        _typed(answer.get("modelName", ""), str),
        tuple(_typed(card, int) for card in _typed(answer.get("cards", []), list)),
    )


def models_by_id(client: Client) -> dict[int, str]:
    """Return the names of the note types in Anki by their ids."""
    named = _typed(client.call("modelNamesAndIds"), dict)
    return {_typed(id_, int): name for name, id_ in named.items()}


def other_looks(client: Client, deck: NoteDeck, names: Mapping[int, str]) -> tuple[str, ...]:
    """Return the names of the note types whose fields, templates or style differ in Anki.

    `names` are the names of the note types in Anki by their ids.
    """
    used = dict.fromkeys(NOTE_TYPES[type(note)] for note in deck.notes)
    return tuple(
        name
        for shape in used
        if (name := names.get(shape.model_id)) and _looks_other(client, deck, shape, name)
    )


def _looks_other(client: Client, deck: NoteDeck, shape: NoteType, name: str) -> bool:
    fields = {_typed(field, str) for field in client.call_list("modelFieldNames", modelName=name)}
    templates = _typed(client.call("modelTemplates", modelName=name), dict)
    css = _typed(client.call("modelStyling", modelName=name), dict).get("css")
    held = [(side.get("Front"), side.get("Back")) for side in map(_as_dict, templates.values())]
    lacking = {field for field, _ in shape.fields} - fields
    return (
        bool(lacking)
        or css != style(deck.looks)
        or any(side not in held for side in sides(shape, deck.looks))
    )


def batches(values: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    """Yield the values in batches of `size`."""
    return (values[start : start + size] for start in range(0, len(values), size))


def _as_dict(value: object) -> dict[str, Any]:
    return _typed(value, dict)


def _typed(value: object, wanted: type[T]) -> T:
    """Return the value; raise AnkiConnectError if it is not of the type that we expect."""
    if not isinstance(value, wanted):
        raise AnkiConnectError("AnkiConnect sent an unexpected answer: update it in Anki")
    return value
