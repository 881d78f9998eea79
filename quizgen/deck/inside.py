"""The one answer to whether a path that a deck names stays inside a folder."""

from __future__ import annotations

import os
from pathlib import Path


def real_path(path: Path) -> Path:
    """Return the absolute path with all links followed, also for a file that does not exist.

    Raises ValueError for a name with a null character, which no file can have.
    """
    # Path.resolve raises for a link that leads to itself; reading that file reports it.
    return Path(os.path.realpath(path))


def folder_of(deck: Path) -> Path:
    """Return the real folder of a deck's file: the folder that its paths must stay inside."""
    return real_path(deck).parent


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
