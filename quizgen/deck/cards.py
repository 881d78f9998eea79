"""What a deck asks of its Anki deck: kinds of card, decks within it, and templates of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import islice
from pathlib import Path

from quizgen.deck.keys import ANKI_KEYS, CARD_KEYS
from quizgen.deck.model import AnkiDefaults, CardTypes, Kind, Look
from quizgen.deck.read import read_keys, shorten
from quizgen.diagnostics import Place, Problems, QuizgenError, did_you_mean
from quizgen.resources import shipped
from quizgen.yaml.nodes import Broken, Mapping, Node
from quizgen.yaml.text import read_text

# A style sheet of this name is added to the other one, so that a few lines change a colour.
EXTRA_STYLE = "extra.css"
MAX_LOOK_BYTES = 64 * 1024
_MOST_ENTRIES = 1000


def read_anki(
    node: Mapping,
    kinds: MappingType[str, Kind],
    deck: Path,
    problems: Problems,
    lost: AbstractSet[str] = frozenset(),
) -> AnkiDefaults:
    """Return what the section ``anki`` of the deck file `deck` says, reporting what is wrong with it.

    `lost` are names of kinds that could not be read.
    """
    read = read_keys(node, ANKI_KEYS, problems)
    places = {name.text: value.place for name, value in node}
    listed = read.pop("kinds", None)
    if listed is not None:
        known = tuple(pair for pair in listed if pair[0].text not in lost - kinds.keys())
        listed = replace(listed, entries=known)
    own = dict(_kinds(listed, kinds, problems))
    folder = read.pop("templates", None)
    looks = {} if folder is None else _looks(deck, folder, places["templates"], problems)
    return AnkiDefaults(**read, kinds=own, looks=looks)


def _kinds(
    node: Mapping | None, kinds: MappingType[str, Kind], problems: Problems
) -> Iterator[tuple[str, CardTypes]]:
    for name, inner in node or ():
        if name.text not in kinds:
            fix = did_you_mean(name.text, kinds)
            problems.error("Q201", f"`{shorten(name.text)}` is no kind of fact", name.place, fix)
        elif isinstance(inner, Mapping):
            yield name.text, CardTypes(**read_keys(inner, CARD_KEYS, problems))
        else:
            _refuse_kind(name.text, inner, problems)


def _refuse_kind(name: str, node: Node, problems: Problems) -> None:
    if not isinstance(node, Broken):
        problems.error(
            "Q203",
            f"`{name}` takes keys of its own here",
            node.place,
            f"write `{name}: {{choice: true}}`",
        )


def _looks(deck: Path, name: str, place: Place, problems: Problems) -> dict[str, Look]:
    home = Path(os.path.realpath(deck)).parent
    folder = deck.parent / name
    if not _within(home, folder) or Path(name).is_absolute():
        problems.error(
            "Q007",
            f"`{shorten(name)}` lies outside the deck's folder",
            place,
            "give a path within it",
        )
        return {}
    try:
        paths = _files(folder)
    except (FileNotFoundError, NotADirectoryError):
        message = f"there is no folder `{shorten(name)}`"
        problems.error("Q511", message, place, "make one beside the deck")
        return {}
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"`{shorten(name)}` cannot be read: {reason}"
        problems.error("Q511", message, place, "check its name and permissions")
        return {}
    known = _names()
    found = {}
    for path in paths:
        if path.name not in known:
            message = f"`{shorten(path.name)}` takes the place of no template"
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
    """Return the templates and style sheets of a folder; in one with very many files, some of them."""
    return sorted(
        path for path in islice(folder.iterdir(), _MOST_ENTRIES) if path.suffix in (".html", ".css")
    )


def _look(home: Path, path: Path, place: Place, problems: Problems) -> Look | None:
    shown = shorten(path.name)
    if not _within(home, path):
        problems.error(
            "Q007", f"`{shown}` leads out of the deck's folder", place, "put the file itself there"
        )
        return None
    try:
        size = path.stat().st_size if path.is_file() else -1
        if not 0 < size <= MAX_LOOK_BYTES:
            message = (
                f"`{shown}` is {'empty' if not size else 'no file' if size < 0 else 'too large'}"
            )
            fix = f"a template is a file of up to {MAX_LOOK_BYTES // 1024} KiB"
            problems.error("Q511", message, place, fix)
            return None
        return Look(str(path), read_text(path))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problems.error(
            "Q511", f"`{shown}` cannot be read: {reason}", place, "check its permissions"
        )
    except QuizgenError as error:
        for problem in error.diagnostics:
            problems.add(problem)
    return None


def _within(home: Path, path: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(home)
