"""Temporary folders that are removed even if Ctrl-C ends the run."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_folders: set[Path] = set()
# Held while a folder is made, and for good once a run ends: no thread makes a folder afterwards.
_making = threading.Lock()
# Making a folder takes far less than this; a run must not wait for ever to end.
_SECONDS = 5
# A thread that is still at work may write a file into a folder while it is being removed.
_TRIES = 100


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Make an empty folder that nobody else can read, and remove it afterwards; raises OSError."""
    folder = Path(tempfile.gettempdir()) / f"quizgen-{os.urandom(8).hex()}"
    # Register the folder before it exists, so that Ctrl-C in between leaves nothing behind.
    _folders.add(folder)
    try:
        with _making:
            folder.mkdir(mode=0o700)
        yield folder
    finally:
        _remove(folder)


def remove_folders() -> None:
    """Remove the folders that are left when a run ends; no other can be made from then on.

    Folders are left if Ctrl-C interrupted their removal, or while another thread works in them.
    """
    _making.acquire(timeout=_SECONDS)
    for folder in tuple(_folders):
        _remove(folder)


def _remove(folder: Path) -> None:
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            break
    _folders.discard(folder)
