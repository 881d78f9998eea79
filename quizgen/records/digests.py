"""Digests of files, of lists of files, and of the program itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from quizgen import __version__
from quizgen.resources import shipped
from quizgen.sandbox.inputs import open_regular

_BLOCK = 1024 * 1024
# What Python compiles modules to does not belong to the program.
_COMPILED = "__pycache__"


def of_text(text: str) -> str:
    """Return the digest of a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def of_bytes(data: bytes) -> str:
    """Return the digest of bytes."""
    return sha256(data).hexdigest()


def of_file(path: Path) -> str:
    """Return the digest of a file's content, "" if there is no regular file that can be read."""
    digest = sha256()
    try:
        with open_regular(path) as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()


def of_names(paths: Iterable[Path]) -> str:
    """Return the digest of a list of paths, without what is in the files."""
    return of_text("\0".join(map(str, paths)))


def of_folder(folder: Path) -> str:
    """Return the digest of the names in a folder, "" if it cannot be read."""
    try:
        return of_text("\0".join(sorted(os.listdir(folder))))  # noqa: PTH208 - names are enough
    except OSError:
        return ""


def of_program() -> str:
    """Return the digest of what makes the results: quizgen, its packages and Python.

    A file of quizgen counts by its size and its date, an installed package by its version.
    """
    parts = [__version__, sys.version, *_own_files(), *_packages()]
    return of_text("\0".join(parts))


def _own_files() -> Iterator[str]:
    for top in (Path(__file__).parents[1], shipped("templates")):
        yield from _files_in(str(top))


def _files_in(folder: str) -> Iterator[str]:
    """Yield the files in a folder and in those within it, with their sizes and dates."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False):
            status = entry.stat()
            yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"
        elif entry.name != _COMPILED:
            yield from _files_in(entry.path)


def _packages() -> list[str]:
    """Return the installed packages with their versions, as their folders are called."""
    found: list[str] = []
    for folder in filter(os.path.isdir, sys.path):
        found += [name for name in os.listdir(folder) if name.endswith(".dist-info")]  # noqa: PTH208
    return sorted(found)
