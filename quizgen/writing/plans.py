"""Records what a run changes, so that another run can finish it or undo it.

Each folder that the run writes to holds a plan, which lists only names in this folder: a folder
from a stranger cannot make quizgen touch another one. One of the folders holds the commit record.
While it exists, the next run finishes this one; without it, the next run undoes this one.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.writing import names

_FORMAT = 1
_MOST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Change:
    """A new file `target` of a `run`, put in place at its `turn`.

    `had` says whether it replaces an old file, and `apart` whether the old file must go before the
    first new file comes.
    """

    run: str
    turn: int
    target: Path
    had: bool
    apart: bool

    @property
    def part(self) -> Path:
        """Return the path of the new file until its turn."""
        return self.target.parent / names.part(self.run, self.turn)

    @property
    def kept(self) -> Path:
        """Return the path of the old file's second name."""
        return self.target.parent / names.kept(self.run, self.turn)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run changes in one folder, and the folder with the commit record."""

    home: Path
    changes: tuple[Change, ...]


def plan_bytes(folder: Path, home: Path, changes: Iterable[Change]) -> bytes:
    """Return a folder's plan as a file; `home` is the folder with the commit record."""
    files = [[each.turn, each.target.name, each.had, each.apart] for each in changes]
    return _to_bytes({"format": _FORMAT, "home": _route(folder, home), "files": files})


def commit_bytes(home: Path, folders: Iterable[Path]) -> bytes:
    """Return a commit record as a file: it names all folders of the run."""
    routes = [_route(home, folder) for folder in folders]
    return _to_bytes({"format": _FORMAT, "folders": routes})


def read_plan(folder: Path, run: str) -> Plan | None:
    """Return the plan of a run in a folder, or None if there is no readable one."""
    document = _read(folder / names.plan(run))
    try:
        changes = tuple(_change(folder, run, row) for row in document["files"])
        return Plan(folder / str(document["home"]), changes)
    except (KeyError, TypeError, ValueError):
        return None


def committed_folders(home: Path, run: str) -> list[Path] | None:
    """Return the folders of a run with a commit record, or None if it has none."""
    document = _read(home / names.commit(run))
    try:
        folders = [home / str(route) for route in document["folders"]]
    except (KeyError, TypeError):
        return None
    return [folder for folder in folders if folder.is_dir()]


def is_file(path: Path) -> bool:
    """Return whether the path is a regular file, not a link to one."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def _change(folder: Path, run: str, row: Sequence[object]) -> Change:
    turn, name, had, apart = row
    if not isinstance(turn, int) or not isinstance(name, str) or not name:
        raise ValueError("quizgen did not write this plan")
    if name in {".", ".."} or set(name) & {"/", "\\", "\0"}:
        raise ValueError("the name leads out of the folder")
    return Change(run, turn, folder / name, bool(had), bool(apart))


def _route(start: Path, end: Path) -> str:
    """Return the path from one folder to another, relative so that both may move together."""
    try:
        return Path(os.path.relpath(os.path.realpath(end), os.path.realpath(start))).as_posix()
    except ValueError:
        # The folders are on different drives.
        return os.path.realpath(end)


def _to_bytes(document: dict[str, object]) -> bytes:
    # JSON escapes keep even names that are not UTF-8.
    return json.dumps(document).encode()


def _read(path: Path) -> dict[str, list[list[object]]]:
    if not is_file(path):
        return {}
    try:
        with path.open("rb") as stream:
            document = json.loads(stream.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(document, dict) or document.get("format") != _FORMAT:
        return {}
    return document
