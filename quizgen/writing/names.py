"""The hidden names that a run uses in the folders that it writes to."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from pathlib import Path

FOLDER_LOCK = ".quizgen.lock"
_HIDDEN = re.compile(r"\.quizgen-([0-9A-Za-z_-]+?)(?:\+\w+)?\.(part|kept|plan|commit)")


def new_run() -> str:
    """Return a new unique id for a run."""
    return secrets.token_hex(8)


def part(run: str, of: int | str) -> str:
    """Return the temporary name of a new file; `of` is its turn, or what the file is."""
    return f".quizgen-{run}+{of}.part"


def kept(run: str, turn: int) -> str:
    """Return the second name of an old file that will be replaced."""
    return f".quizgen-{run}+{turn}.kept"


def plan(run: str) -> str:
    """Return the name of the file that lists what a run changes in a folder."""
    return f".quizgen-{run}.plan"


def commit(run: str) -> str:
    """Return the name of the commit record: while this file exists, the run must be finished."""
    return f".quizgen-{run}.commit"


def place(folder: Path) -> tuple[int, int]:
    """Return what identifies a folder, whatever path leads to it; raises OSError."""
    status = folder.stat()
    return status.st_dev, status.st_ino


def by_place(folders: Iterable[Path]) -> dict[tuple[int, int], Path]:
    """Return each folder once, by its place."""
    found: dict[tuple[int, int], Path] = {}
    for folder in folders:
        found.setdefault(place(folder), folder)
    return found


def hidden(folder: Path) -> dict[str, list[str]]:
    """Return the hidden names in a folder by the id of their run, or {} if it can't be listed."""
    found: dict[str, list[str]] = {}
    try:
        names = sorted(each.name for each in folder.iterdir())
    except OSError:
        return found
    for name in names:
        match = _HIDDEN.fullmatch(name)
        if match:
            found.setdefault(match[1], []).append(name)
    return found
