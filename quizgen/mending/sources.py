"""The files of a deck, and changes to the texts in them at their places."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from quizgen.deck.inside import real_path
from quizgen.diagnostics import Place, QuizgenError
from quizgen.markup.parse import marked
from quizgen.sandbox.inputs import read_regular
from quizgen.tables.edit import cell_at
from quizgen.tables.rows import MOST_BYTES
from quizgen.yaml.edit import Edit, applied, beside, replaced, with_key
from quizgen.yaml.spots import Found, find, line_starts
from quizgen.yaml.text import read_text

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Change:
    """A new text for what stands at a place.

    With `key`, the value at the place gets this key, such as a `note`. If the value or its fact
    has the key with the text `old` already, that text changes. With `is_beside`, the fact gets the
    key instead, beside the value.
    """

    place: Place
    text: str
    key: str = ""
    old: str = ""
    is_beside: bool = False


FileEdit = tuple[Path, Edit]


class CannotChangeError(Exception):
    """A change cannot be made; the message says why."""


class Sources:
    """The texts of a deck's files, each read once."""

    def __init__(self) -> None:
        self._texts: dict[Path, str] = {}
        self._spots: dict[Place, Found | None] = {}

    def text(self, path: Path) -> str:
        """Return the text of a file; raises CannotChangeError if it is no text that can change."""
        if path not in self._texts:
            self._texts[path] = _read(path)
        return self._texts[path]

    def spot(self, place: Place) -> Found | None:
        """Return the text in a YAML file at a place, None if none begins there."""
        if place not in self._spots:
            text = self.text(Path(place.file))
            at = place.line, place.column
            self._spots[place] = find(text, {at}).get(at)
        return self._spots[place]

    def look_up(self, places: Iterable[Place]) -> None:
        """Find the texts at many places in one go through each file."""
        by_file: dict[str, set[Place]] = {}
        for place in places:
            if place not in self._spots and not is_table(place):
                by_file.setdefault(place.file, set()).add(place)
        for file, wanted in by_file.items():
            found = find(self.text(Path(file)), {(each.line, each.column) for each in wanted})
            self._spots |= {each: found.get((each.line, each.column)) for each in wanted}

    def edit(self, change: Change) -> FileEdit:
        """Return the file and the edit of a change; raises CannotChangeError."""
        path = Path(change.place.file)
        text = self.text(path)
        if is_table(change.place):
            return path, self._cell(text, change)
        found = self.spot(change.place)
        if found is None:
            raise CannotChangeError("the text is not written in the deck")
        if not change.key:
            return path, replaced(text, found, change.text)
        if change.is_beside:
            if found.key == "value":
                raise CannotChangeError(f"the fact has no `{change.key}` yet")
            return path, beside(text, found, change.key, change.text)
        own = _with_own_key(found, change)
        return path, (
            replaced(text, own, change.text)
            if own
            else with_key(text, found, change.key, change.text)
        )

    def _cell(self, text: str, change: Change) -> Edit:
        if change.key:
            raise CannotChangeError(f"the table has no column for `{change.key}` of this value")
        start = line_starts(text)[change.place.line - 1] + change.place.column - 1
        end, written = cell_at(text, start, change.text)
        return Edit(start, end, written)

    def changed(self, edits: Iterable[FileEdit]) -> dict[Path, str]:
        """Return the new texts of the files that edits change, by path.

        Raises ValueError if two edits overlap.
        """
        by_file = _by_file(edits)
        return {path: applied(self.text(path), each) for path, each in by_file.items()}

    def edit_at(self, edits: Iterable[FileEdit], place: Place) -> FileEdit | None:
        """Return the edit whose new text is at a place of the changed file, None for none."""
        path = Path(place.file)
        own = sorted(_by_file(edits).get(path, ()))
        if not own or not place.line:
            return None
        starts = line_starts(applied(self.text(path), own))
        at = starts[min(place.line, len(starts)) - 1] + place.column - 1
        moved = 0
        for edit in own:
            if 0 <= at - edit.start - moved <= len(edit.new):
                return path, edit
            moved += len(edit.new) - (edit.end - edit.start)
        return None

    def patch(self, contents: Mapping[Path, str]) -> str:
        """Return the difference between the files and their new contents as a patch."""
        return "".join(
            line
            for path in sorted(contents)
            for line in difference(path, self.text(path), contents[path])
        )


def _by_file(edits: Iterable[FileEdit]) -> dict[Path, list[Edit]]:
    by_file: dict[Path, list[Edit]] = {}
    for path, edit in edits:
        by_file.setdefault(path, []).append(edit)
    return by_file


def as_bytes(contents: Mapping[Path, str]) -> dict[Path, bytes]:
    """Return new contents of files as bytes, with a byte order mark where the file had one."""
    return {
        path: (_BYTE_ORDER_MARK if _has_mark(path) else b"") + text.encode()
        for path, text in contents.items()
    }


def real_contents(contents: Mapping[Path, str]) -> dict[Path, str]:
    """Return contents by the real paths of their files."""
    return {real_path(path): text for path, text in contents.items()}


def is_table(place: Place) -> bool:
    """Return whether a place lies in a table and not in a YAML file."""
    return Path(place.file).suffix.lower() not in {".yaml", ".yml"}


def _read(path: Path) -> str:
    if path.suffix.lower() in {".yaml", ".yml"}:
        return read_text(path)
    if path.suffix.lower() == ".xlsx":
        raise CannotChangeError("it stands in a workbook, which quizgen only reads")
    try:
        return read_regular(path, MOST_BYTES).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError, QuizgenError):
        raise CannotChangeError(f"{path} is not UTF-8, so quizgen does not change it") from None


def _with_own_key(found: Found, change: Change) -> Found | None:
    """Return the text of a key that the value or its fact has already."""
    depth = 2 if found.key == "value" else 1
    for count, holder in enumerate(found.holders[:depth]):
        spot = holder.values.get(change.key)
        is_own = count == 0 and found.key == "value"
        if spot and (is_own or change.old in {spot.text.strip(), marked(spot.text.strip())}):
            return Found(spot, change.key, found.holders[count:])
    return None


def _has_mark(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(3) == _BYTE_ORDER_MARK


def difference(path: Path, before: str, after: str) -> Iterable[str]:
    """Yield the lines of a patch that changes the text of a file; they have their ends."""
    name = Path(os.path.relpath(path)).as_posix()
    lines = difflib.unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        f"a/{name}",
        f"b/{name}",
    )
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
