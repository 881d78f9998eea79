"""What a run changes, written down so that another run can finish it or take it back.

A plan lies in each folder that the run writes into, and lists names in this folder alone: whoever
gives you a folder cannot make quizgen touch another. The commit record lies in one of the folders.
While it exists the run is carried out; without it, the run is taken back.
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

    `had` tells whether it replaces an old file, and `apart` whether the old one goes before
    the first new file comes.
    """

    run: str
    turn: int
    target: Path
    had: bool
    apart: bool

    @property
    def part(self) -> Path:
        """Return where the new file is until its turn."""
        return self.target.parent / names.part(self.run, self.turn)

    @property
    def kept(self) -> Path:
        """Return the second name of the old file."""
        return self.target.parent / names.kept(self.run, self.turn)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run changes in one folder, and the folder with the commit record."""

    home: Path
    changes: tuple[Change, ...]


def plan_bytes(folder: Path, home: Path, changes: Iterable[Change]) -> bytes:
    """Return a folder's plan as it is written; `home` is the folder with the commit record."""
    files = [[each.turn, each.target.name, each.had, each.apart] for each in changes]
    return _to_bytes({"format": _FORMAT, "home": _route(folder, home), "files": files})


def commit_bytes(home: Path, folders: Iterable[Path]) -> bytes:
    """Return a commit record as it is written: it leads to all folders of the run."""
    routes = [_route(home, folder) for folder in folders]
    return _to_bytes({"format": _FORMAT, "folders": routes})


def read_plan(folder: Path, run: str) -> Plan | None:
    """Return the plan of a run in a folder, None where there is none that can be read."""
    document = _read(folder / names.plan(run))
    try:
        changes = tuple(_change(folder, run, row) for row in document["files"])
        return Plan(folder / str(document["home"]), changes)
    except (KeyError, TypeError, ValueError):
        return None


def committed_folders(home: Path, run: str) -> list[Path] | None:
    """Return the folders of a run that is to be carried out, None where it is not."""
    document = _read(home / names.commit(run))
    try:
        folders = [home / str(route) for route in document["folders"]]
    except (KeyError, TypeError):
        return None
    return [folder for folder in folders if folder.is_dir()]


def is_file(path: Path) -> bool:
    """Tell whether a regular file is there, not a link to one."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def _change(folder: Path, run: str, row: Sequence[object]) -> Change:
    turn, name, had, apart = row
    if not isinstance(turn, int) or not isinstance(name, str) or not name:
        raise ValueError("this is no plan that quizgen wrote")
    if name in {".", ".."} or set(name) & {"/", "\\", "\0"}:
        raise ValueError("the name leads out of the folder")
    return Change(run, turn, folder / name, bool(had), bool(apart))


def _route(start: Path, end: Path) -> str:
    """Return the way between two folders, relative so that both may move together."""
    try:
        return Path(os.path.relpath(os.path.realpath(end), os.path.realpath(start))).as_posix()
    except ValueError:
        # On another drive.
        return os.path.realpath(end)


def _to_bytes(document: dict[str, object]) -> bytes:
    # Names that are not UTF-8 come back as they were.
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
