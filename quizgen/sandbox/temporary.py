"""Temporary folders that are gone after the run, at whatever moment it ends."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_folders: set[Path] = set()


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Make an empty folder that nobody else can read, and remove it afterwards; raises OSError."""
    folder = Path(tempfile.gettempdir()) / f"quizgen-{secrets.token_hex(8)}"
    # The folder is known before it is there: no Ctrl-C can come in between.
    _folders.add(folder)
    try:
        folder.mkdir(mode=0o700)
        yield folder
    finally:
        _remove(folder)


def remove_folders() -> None:
    """Remove the folders that Ctrl-C kept from being removed."""
    for folder in tuple(_folders):
        _remove(folder)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    _folders.discard(folder)
