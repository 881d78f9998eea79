"""The hidden names that a run uses in the folders it writes into."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from pathlib import Path

FOLDER_LOCK = ".quizgen.lock"
_HIDDEN = re.compile(r"\.quizgen-([0-9A-Za-z_-]+?)(?:\+\w+)?\.(part|kept|plan|commit)")


def new_run() -> str:
    """Return an id for a run, unlike that of any other run."""
    return secrets.token_hex(8)


def part(run: str, of: int | str) -> str:
    """Return the name of a new file before it gets its own; `of` is its turn, or what it is."""
    return f".quizgen-{run}+{of}.part"


def kept(run: str, turn: int) -> str:
    """Return the second name of an old file that is about to be replaced."""
    return f".quizgen-{run}+{turn}.kept"


def plan(run: str) -> str:
    """Return the name of the file that lists what a run changes in a folder."""
    return f".quizgen-{run}.plan"


def commit(run: str) -> str:
    """Return the name of the file whose existence says that a run shall be carried out."""
    return f".quizgen-{run}.commit"


def place(folder: Path) -> tuple[int, int]:
    """Return what tells a folder from all others, by whatever path it is reached; raises OSError."""
    told = folder.stat()
    return told.st_dev, told.st_ino


def by_place(folders: Iterable[Path]) -> dict[tuple[int, int], Path]:
    """Return the folders, each once, by their places."""
    found: dict[tuple[int, int], Path] = {}
    for folder in folders:
        found.setdefault(place(folder), folder)
    return found


def hidden(folder: Path) -> dict[str, list[str]]:
    """Return the hidden names in a folder by the id of their run, none where it cannot be listed."""
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
