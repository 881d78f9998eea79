"""The scans and photos that a user names: files, and all pictures in folders."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Place
from quizgen.sandbox.inputs import open_regular, reason_of

SUFFIXES = frozenset(
    {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".heic", ".heif", ".webp", ".bmp"}
)
# The hash of a file that cannot be opened.
UNKNOWN = "0" * 64
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ScanFile:
    """A file as the user named it, with the SHA-256 of its bytes.

    If it cannot be opened, `reason` says why.
    """

    path: Path
    sha256: str
    reason: str = ""

    @property
    def name(self) -> str:
        """Return its path with slashes, on every system."""
        return self.path.as_posix()


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, those of folders that are no pictures, and problems."""

    files: tuple[ScanFile, ...] = ()
    left_out: tuple[Path, ...] = ()
    problems: tuple[Diagnostic, ...] = field(default=())


def scans_in(paths: Iterable[Path]) -> Found:
    """Return the files at paths, and the pictures and PDF files in folders at paths, each once.

    A path that does not exist is a problem (Q001).
    """
    named: dict[str, Path] = {}
    left_out: list[Path] = []
    problems: list[Diagnostic] = []
    for path in paths:
        if not path.exists():
            fix = "check its name"
            problems.append(Diagnostic("Q001", "this file does not exist", Place(str(path)), fix))
            continue
        for file in _files_at(path):
            if path.is_dir() and file.suffix.lower() not in SUFFIXES:
                left_out.append(file)
            else:
                named.setdefault(os.path.realpath(file), file)
    files = tuple(_hashed(path) for path in named.values())
    return Found(files, tuple(left_out), tuple(problems))


def _files_at(path: Path) -> Iterator[Path]:
    """Yield a file, or the files in a folder and below it that are not hidden."""
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder) / name for name in sorted(names) if not name.startswith("."))


def _hashed(path: Path) -> ScanFile:
    digest = hashlib.sha256()
    try:
        with open_regular(path) as stream:
            while piece := stream.read(_PIECE):
                digest.update(piece)
    except OSError as error:
        return ScanFile(path, UNKNOWN, f"it cannot be opened: {reason_of(error)}")
    return ScanFile(path, digest.hexdigest())
