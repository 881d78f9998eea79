"""Finds the decks that a deck may refer to, by their ids: those in its folder or its project."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice
from pathlib import Path

from quizgen.deck.inside import folder_of, is_inside, is_project, real_path
from quizgen.diagnostics import QuizgenError
from quizgen.late import late_pattern
from quizgen.yaml.text import bytes_of

# The line `deck:` stands within so many bytes, or other decks cannot refer to the deck.
_LOOKED_AT = 65_536
# So many files are looked at for decks, and so many entries of folders for such files.
_MOST_FILES = 5_000
_MOST_ENTRIES = 50_000
_SUFFIXES = (".yaml", ".yml")
_ID = late_pattern(r"""^deck:[ \t]+(["']?)([^"'#\s]+)\1[ \t]*(?:#.*)?$""", re.MULTILINE)


class Siblings:
    """The decks in the folder of a deck's file, or in the project that the folder belongs to.

    Which decks a command names plays no part, so that a deck says the same in every command.
    """

    def __init__(self, main: Path) -> None:
        self._main = main

    def named(self, deck_id: str) -> list[Path]:
        """Return the files of the decks that have an id: none, one, or several by mistake."""
        return list(self._by_id.get(deck_id, ()))

    @property
    def ids(self) -> list[str]:
        """Return the ids of all decks that were found."""
        return list(self._by_id)

    @cached_property
    def files(self) -> list[Path]:
        """Return the files that are looked at for decks, in order, without the deck's own."""
        own = real_path(self._main)
        files = islice(self._files(), _MOST_ENTRIES)
        others = (path for path in files if path.suffix in _SUFFIXES and real_path(path) != own)
        return sorted(islice(others, _MOST_FILES))

    @cached_property
    def _by_id(self) -> Mapping[str, list[Path]]:
        found: dict[str, list[Path]] = defaultdict(list)
        for path in self.files:
            deck_id = _id_in(path)
            if deck_id:
                found[deck_id].append(path)
        return found

    def _files(self) -> Iterator[Path]:
        """Yield the files that may be decks; links out of the folder are left out."""
        home, folder = self._main.parent, folder_of(self._main)
        if is_project(folder):
            yield from _below(folder)
            return
        for entry in _entries(home):
            if is_inside(folder, home, entry.name):
                yield home / entry.name


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """Return what is in a folder by name, nothing if the folder cannot be read."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def _below(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and in the folders below it, without hidden ones and links."""
    waiting = [folder]
    count = 0
    while waiting and count < _MOST_ENTRIES:
        entries = _entries(waiting.pop())
        count += len(entries)
        for entry in entries:
            if entry.name.startswith(".") or entry.is_symlink():
                continue
            if entry.is_dir():
                waiting.append(Path(entry.path))
            else:
                yield _shown(Path(entry.path))


def _shown(path: Path) -> Path:
    """Return a path as it is shorter to read: from the current folder, if it lies below."""
    here = real_path(Path())
    return path.relative_to(here) if path.is_relative_to(here) else path


def _id_in(path: Path) -> str:
    """Return the id of the deck in a file, "" if the file is no deck."""
    try:
        data = bytes_of(path, _LOOKED_AT, "deck", _SUFFIXES)
    except QuizgenError:
        return ""
    found = _ID.search(data.decode("utf-8-sig", "replace").replace("\r", "\n"))
    return found[2] if found else ""
