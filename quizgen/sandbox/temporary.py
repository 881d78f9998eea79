"""Temporary folders that are removed even if Ctrl-C ends the run."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_folders: set[Path] = set()


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Make an empty folder that nobody else can read, and remove it afterwards; raises OSError."""
    folder = Path(tempfile.gettempdir()) / f"quizgen-{os.urandom(8).hex()}"
    # Register the folder before it exists, so that Ctrl-C in between leaves nothing behind.
    _folders.add(folder)
    try:
        folder.mkdir(mode=0o700)
        yield folder
    finally:
        _remove(folder)


def remove_folders() -> None:
    """Remove the folders that are left because Ctrl-C interrupted their removal."""
    for folder in tuple(_folders):
        _remove(folder)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    _folders.discard(folder)
