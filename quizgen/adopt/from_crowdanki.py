"""Reads a folder of the add-on CrowdAnki as a deck to adopt."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from quizgen.adopt.foreign import Foreign
from quizgen.anki.learning import HeldType, LearnerNote
from quizgen.anki.read_collection import MOST_NOTES
from quizgen.anki.read_media import MOST_BYTES, MOST_FILE_BYTES
from quizgen.deck.inside import is_inside
from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.sandbox.inputs import read_regular, reason_of

_DECK_FILES = ("deck.json", "*.json")
_MOST_JSON = 64 * 1024 * 1024
_MOST_LEVELS = 100
_NOT_ONE = "give the folder that CrowdAnki exported, with its JSON file"


def is_crowdanki(path: Path) -> bool:
    """Return whether a path is a folder, or a JSON file as CrowdAnki writes them."""
    return path.is_dir() or path.suffix.lower() == ".json"


def from_crowdanki(path: Path) -> Foreign:
    """Return the deck in a folder; raises QuizgenError (Q564) if CrowdAnki did not write it."""
    file = _deck_file(path)
    try:
        told = json.loads(read_regular(file, _MOST_JSON))
    except OSError as error:
        raise _refused(file, f"the file cannot be read: {reason_of(error)}") from None
    except (ValueError, RecursionError):
        raise _refused(file, "the file is not JSON") from None
    try:
        return _deck(file.parent, told)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError):
        raise _refused(file, "the file is not written as CrowdAnki writes it") from None


def _deck_file(path: Path) -> Path:
    if not path.is_dir():
        return path
    named = [path / f"{path.name}.json", path / "deck.json"]
    found = [each for each in named if each.is_file()] or sorted(path.glob("*.json"))[:1]
    if not found:
        raise _refused(path, "the folder has no JSON file")
    return found[0]


def _deck(folder: Path, told: dict[str, Any]) -> Foreign:
    decks = list(_decks(told, 0))
    models = {each["crowdanki_uuid"]: _type(each) for deck in decks for each in _models(deck)}
    notes = [note for deck in decks for note in deck.get("notes", [])]
    if len(notes) > MOST_NOTES:
        raise ValueError("too many notes")
    made = tuple(
        _note(number, note, models[note["note_model_uuid"]]) for number, note in enumerate(notes, 1)
    )

    def media(names: Iterable[str]) -> dict[str, bytes]:
        return dict(_media(folder / "media", names))

    types = {each.id: each for each in models.values()}
    return Foreign(_text(told["name"]), made, types, media, description=_text(told.get("desc", "")))


def _decks(told: dict[str, Any], depth: int) -> Iterator[dict[str, Any]]:
    if depth > _MOST_LEVELS:
        raise ValueError("too many levels of decks")
    yield told
    for child in told.get("children", []):
        yield from _decks(child, depth + 1)


def _models(deck: dict[str, Any]) -> list[dict[str, Any]]:
    found = deck.get("note_models", [])
    if not isinstance(found, list):
        raise TypeError("no list of note types")
    return found


def _type(told: dict[str, Any]) -> HeldType:
    fields = sorted(told["flds"], key=lambda each: int(each["ord"]))
    templates = sorted(told["tmpls"], key=lambda each: int(each["ord"]))
    return HeldType(
        number_from(_text(told["crowdanki_uuid"])),
        _text(told["name"]),
        int(told.get("type", 0)),
        tuple((_text(each["name"]), 0) for each in fields),
        tuple(
            (_text(each["name"]), 0, _text(each["qfmt"]), _text(each["afmt"])) for each in templates
        ),
    )


def number_from(name: str) -> int:
    """Return an id for a note type that depends on a name alone, of 13 digits as Anki's are."""
    digest = hashlib.sha256(name.encode(errors="replace")).digest()
    return 10**12 + int.from_bytes(digest[:5]) % (9 * 10**11)


def _note(number: int, told: dict[str, Any], known: HeldType) -> LearnerNote:
    texts = [_text(each) for each in told["fields"]]
    names = [name for name, _ in known.fields]
    fields = dict(zip(names, texts, strict=True))
    tags = tuple(_text(tag) for tag in told.get("tags", []))
    return LearnerNote(number, _text(told["guid"]), known.id, 0, fields, tags)


def _media(folder: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    size = 0
    for name in names:
        if not is_inside(folder, folder, name):
            continue
        try:
            data = read_regular(folder / name, MOST_FILE_BYTES)
        except OSError:
            continue
        size += len(data)
        if size > MOST_BYTES:
            return
        yield name, data


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _refused(path: Path, message: str) -> QuizgenError:
    return QuizgenError([Diagnostic("Q564", message, Place(str(path)), _NOT_ONE)])
