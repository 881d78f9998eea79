"""The one answer to whether a path that a deck names stays inside a folder."""

from __future__ import annotations

import os
from pathlib import Path

# A file with this name in a folder lets the decks below read everything in that folder.
PROJECT_FILE = "quizgen.project"


def real_path(path: Path) -> Path:
    """Return the absolute path with all links followed, also for a file that does not exist.

    Raises ValueError for a name with a null character, which no file can have.
    """
    # Path.resolve raises for a link that leads to itself; reading that file reports it.
    return Path(os.path.realpath(path))


def folder_of(deck: Path) -> Path:
    """Return the real folder that the paths of a deck must stay inside.

    It is the nearest folder at or above the deck's file that has a file `quizgen.project`. Without
    such a file, it is the folder of the deck's file.
    """
    home = real_path(deck).parent
    folders = (home, *home.parents)
    return next((folder for folder in folders if is_project(folder)), home)


def is_project(folder: Path) -> bool:
    """Tell whether a folder has a file `quizgen.project` of its own; a link does not count."""
    mark = folder / PROJECT_FILE
    # Path.is_file raises where a folder cannot be entered.
    return os.path.isfile(mark) and not os.path.islink(mark)  # noqa: PTH113, PTH114


def is_inside(folder: Path, start: Path, written: str) -> bool:
    """Tell whether the path `written`, which counts from `start`, leads to or below a folder.

    `..` and links are followed first, so that a link to a place outside is outside. An absolute
    path is never inside, wherever it leads: it would break on every other machine. Capitals count
    unless the system ignores them.
    """
    if Path(written).is_absolute():
        return False
    try:
        return real_path(start / written).is_relative_to(real_path(folder))
    except ValueError:
        return False
