"""Warns about files of an earlier printing, so that nobody hands them out with the new ones."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Place, Severity

_MOST_NAMED = 5
# The copies for pupils, the worked ones, the keys, the answer sheets: each as one file or for
# each paper; and the overlay.
_PRINTED = re.compile(
    r"(?:(quiz-key|quiz-worked|quiz)(?:-.+)?|(answer-sheet)(?:-.+)?|(overlay))\.pdf"
)


def earlier_files(folder: Path, written: Collection[str], *, same: bool) -> Diagnostic | None:
    """Return a warning about printed files in a folder that are not `written` now, else None.

    If the folder held the `same` quiz before, its other files are still valid, but papers in one
    file and as separate files would be there twice.
    """
    left = [name for name in _printed_in(folder) if name not in written]
    if same:
        doubled = {_kind(name) for name in written}
        left = [name for name in left if _kind(name) in doubled]
    if not left:
        return None
    more = [f"{len(left) - _MOST_NAMED} more"] * (len(left) > _MOST_NAMED)
    named = ", ".join([*(f"`{name}`" for name in left[:_MOST_NAMED]), *more])
    message = f"the folder still has files of an earlier printing: {named}"
    fix = "delete them if they were never handed out, or print into another folder with `-o`"
    return Diagnostic("Q536", message, Place(str(folder)), fix, Severity.WARNING)


def _printed_in(folder: Path) -> list[str]:
    try:
        return sorted(each.name for each in folder.iterdir() if _PRINTED.fullmatch(each.name))
    except OSError:
        return []


def _kind(name: str) -> str:
    found = _PRINTED.fullmatch(name)
    return (found[1] or found[2] or found[3]) if found else ""
