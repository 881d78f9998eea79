"""Reads the section `anki` of a deck: card types, subdecks, and card templates."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from collections.abc import Set as AbstractSet
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec import structs

from quizgen.deck.inside import folder_of, is_inside
from quizgen.deck.keys.anki import (
    ANKI_KEYS,
    CARD_KEYS_OF_A_KIND,
    CARD_KEYS_OF_A_QUESTION,
    CLOZE_KEYS,
    ENTRY_MODES,
    LOOK_KEYS,
)
from quizgen.deck.keys.key import Table
from quizgen.deck.model.anki import AdoptedType, AnkiDefaults, CardLook, CardTypes, EntryCards
from quizgen.deck.model.kinds import Kind
from quizgen.deck.model.looks import Look
from quizgen.deck.note_type import read_note_type
from quizgen.deck.read import read_keys, shorten
from quizgen.deck.voices import read_voices
from quizgen.diagnostics import Place, Problems, QuizgenError, did_you_mean
from quizgen.late import late_pattern
from quizgen.resources import shipped
from quizgen.sandbox.inputs import reason_of
from quizgen.yaml.nodes import Broken, Mapping, Node
from quizgen.yaml.text import read_text

# quizgen appends this style sheet to its own, so that a few lines can change a colour.
EXTRA_STYLE = "extra.css"
MAX_LOOK_BYTES = 64 * 1024
_MOST_ENTRIES = 1000
_SPOKEN = {"true": "both", "false": ""}
_COLOR = late_pattern("#?[0-9A-Fa-f]{6}")


def read_anki(
    node: Mapping,
    kinds: MappingType[str, Kind],
    deck: Path,
    problems: Problems,
    lost: AbstractSet[str] = frozenset(),
) -> AnkiDefaults:
    """Return the settings in the section ``anki`` of the file `deck`, reporting its problems.

    `lost` holds the names of kinds that quizgen could not read.
    """
    read = _read_cards(node, ANKI_KEYS, problems)
    places = {name.text: value.place for name, value in node}
    listed = read.pop("kinds", None)
    if listed is not None:
        known = tuple(pair for pair in listed if pair[0].text not in lost - kinds.keys())
        listed = structs.replace(listed, entries=known)
    own = dict(_kinds(listed, kinds, problems))
    adopted = dict(_note_types(listed, kinds, problems))
    folder = read.pop("templates", None)
    looks = {} if folder is None else _looks(deck, folder, places["templates"], problems)
    return AnkiDefaults(**read, kinds=own, looks=looks, note_types=adopted)


def _read_cards(node: Mapping, table: Table, problems: Problems) -> dict[str, Any]:
    """Return the settings of cards, those that have keys of their own read as well."""
    read = read_keys(node, table, problems)
    if "tts" in read:
        read["tts"] = _SPOKEN.get(read["tts"], read["tts"])
    if "look" in read:
        read["look"] = _look_of_cards(read["look"], problems)
    places = {name.text: value.place for name, value in node}
    return _with_cloze(read, places, problems)


def _look_of_cards(node: Mapping, problems: Problems) -> CardLook:
    read = read_keys(node, LOOK_KEYS, problems)
    places = {name.text: value.place for name, value in node}
    color = read.pop("color", "")
    if color and not _COLOR.fullmatch(color):
        message = f"`{shorten(color)}` is not a color in hexadecimal digits"
        fix = "write six of them, such as 7a1f5c, or '#7a1f5c' in quotation marks"
        problems.error("Q270", message, places["color"], fix)
        color = ""
    return CardLook(f"#{color.lower().removeprefix('#')}" if color else "", **read)


def _kinds(
    node: Mapping | None, kinds: MappingType[str, Kind], problems: Problems
) -> Iterator[tuple[str, CardTypes]]:
    for name, inner in node or ():
        if name.text not in kinds:
            fix = did_you_mean(name.text, kinds)
            problems.error("Q201", f"`{shorten(name.text)}` is not a kind of fact", name.place, fix)
        elif isinstance(inner, Mapping):
            read = _read_cards(inner, CARD_KEYS_OF_A_KIND, problems)
            read.pop("note_type", None)
            kind = kinds[name.text]
            asked = dict(_questions(read.pop("questions", None), kind, problems))
            read |= _voices(inner, read.pop("voice", ""), kind, problems)
            yield name.text, CardTypes(**read, questions=asked)
        else:
            _refuse(name.text, inner, "choice: true", problems)


def _voices(
    node: Mapping, written: str | Mapping, kind: Kind, problems: Problems
) -> dict[str, Any]:
    if not written:
        return {}
    place = next(inner.place for name, inner in node if name.text == "voice")
    voice, voices = read_voices(written, kind, place, problems)
    return {"voice": voice, "voices": voices}


def _questions(
    node: Mapping | None, kind: Kind, problems: Problems
) -> Iterator[tuple[str, CardTypes]]:
    for name, inner in node or ():
        shown = shorten(name.text)
        if name.text not in kind.questions:
            fix = did_you_mean(name.text, kind.questions)
            message = f"`{shown}` is not a question of `{kind.key}`"
            problems.error("Q201", message, name.place, fix)
        elif isinstance(inner, Mapping):
            read = _read_cards(inner, CARD_KEYS_OF_A_QUESTION, problems)
            yield name.text, CardTypes(**read)
        else:
            _refuse(name.text, inner, "tts: front", problems)


def _with_cloze(
    read: dict[str, Any], places: MappingType[str, Place], problems: Problems
) -> dict[str, Any]:
    """Return the settings with those of cards that hide the entries of lists."""
    written = read.pop("cloze", None)
    if isinstance(written, Mapping):
        inner = read_keys(written, CLOZE_KEYS, problems)
        return {**read, "cloze": EntryCards(**{"mode": "true", **inner})}
    if written in ENTRY_MODES:
        return {**read, "cloze": EntryCards(written)}
    if written == "false":
        return {**read, "cloze": EntryCards("off")}
    if written is not None:
        fix = did_you_mean(written, ENTRY_MODES) or f"write one of {', '.join(ENTRY_MODES)}"
        problems.error("Q209", f"`cloze` cannot be `{shorten(written)}`", places["cloze"], fix)
    return read


def _note_types(
    node: Mapping | None, kinds: MappingType[str, Kind], problems: Problems
) -> Iterator[tuple[str, AdoptedType]]:
    for name, inner in node or ():
        if name.text in kinds and isinstance(inner, Mapping):
            for key, written in inner:
                if key.text == "note_type" and isinstance(written, Mapping):
                    adopted = read_note_type(written, kinds[name.text], problems)
                    if adopted:
                        yield name.text, adopted


def _refuse(name: str, node: Node, example: str, problems: Problems) -> None:
    if not isinstance(node, Broken):
        problems.error(
            "Q203",
            f"`{name}` takes keys of its own here",
            node.place,
            f"write `{name}: {{{example}}}`",
        )


def _looks(deck: Path, name: str, place: Place, problems: Problems) -> dict[str, Look]:
    """Return the card templates in the folder `name`, each under the name of its file."""
    home, folder = folder_of(deck), deck.parent / name
    if not is_inside(home, deck.parent, name):
        problems.error(
            "Q007",
            f"`{shorten(name)}` lies outside the deck's folder",
            place,
            "give a path inside it",
        )
        return {}
    try:
        paths = _files(folder)
    except (FileNotFoundError, NotADirectoryError):
        message = f"the folder `{shorten(name)}` does not exist"
        problems.error("Q511", message, place, "create it beside the deck")
        return {}
    except OSError as error:
        reason = reason_of(error)
        message = f"`{shorten(name)}` cannot be read: {reason}"
        problems.error("Q511", message, place, "check its name and permissions")
        return {}
    known = _names()
    found = {}
    for path in paths:
        if path.name not in known:
            message = f"`{shorten(path.name)}` replaces no template of quizgen's"
            problems.warn("Q512", message, place, did_you_mean(path.name, known))
        else:
            look = _look(home, path, place, problems)
            if look:
                found[path.name] = look
    return found


def _names() -> list[str]:
    files = (
        path.name
        for path in (shipped("templates") / "anki").iterdir()
        if path.suffix in (".html", ".css")
    )
    return sorted([*files, EXTRA_STYLE])


def _files(folder: Path) -> list[Path]:
    """Return the templates and style sheets among the first thousand files of a folder."""
    return sorted(
        path for path in islice(folder.iterdir(), _MOST_ENTRIES) if path.suffix in (".html", ".css")
    )


def _look(home: Path, path: Path, place: Place, problems: Problems) -> Look | None:
    shown = shorten(path.name)
    if not is_inside(home, path.parent, path.name):
        problems.error(
            "Q007", f"`{shown}` lies outside the deck's folder", place, "put the file itself there"
        )
        return None
    try:
        size = path.stat().st_size if path.is_file() else -1
        if not 0 < size <= MAX_LOOK_BYTES:
            state = "too large" if size > 0 else "not a file" if size else "empty"
            message = f"`{shown}` is {state}"
            fix = f"a template is a file of up to {MAX_LOOK_BYTES // 1024} KiB"
            problems.error("Q511", message, place, fix)
            return None
        return Look(str(path), read_text(path))
    except OSError as error:
        reason = reason_of(error)
        problems.error(
            "Q511", f"`{shown}` cannot be read: {reason}", place, "check its permissions"
        )
    except QuizgenError as error:
        for problem in error.diagnostics:
            problems.add(problem)
    return None
