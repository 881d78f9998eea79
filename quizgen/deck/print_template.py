"""Reads the user's template for printed sheets: ``user.typ`` in a folder, up to 64 KiB."""

from __future__ import annotations

from pathlib import Path

from quizgen.deck.inside import is_inside
from quizgen.deck.model.looks import Look
from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.sandbox.inputs import reason_of
from quizgen.yaml.text import read_text

OWN_TEMPLATE = "user.typ"
_MOST_BYTES = 64 * 1024


def read_own(folder: Path, place: Place) -> Look:
    """Return the template in a folder.

    Raises QuizgenError (Q505) for a file that is missing, empty, too large, unreadable, or a link
    to a place outside the folder.
    """
    path = folder / OWN_TEMPLATE
    try:
        reason = _refusal(folder, path)
        if reason:
            fix = f"`quizgen template eject {folder}` writes one to begin with"
            raise QuizgenError([Diagnostic("Q505", reason, place, fix)])
        if not path.read_bytes().strip():
            message = f"`{path}` is empty"
            fix = f"delete it; then `quizgen template eject {folder}` writes one to begin with"
            raise QuizgenError([Diagnostic("Q505", message, Place(str(path)), fix)])
        return Look(str(path), read_text(path))
    except OSError as error:
        reason = reason_of(error)
        message = f"`{shorten(str(path), 80)}` cannot be read: {reason}"
        fix = "check its name and permissions"
        raise QuizgenError([Diagnostic("Q505", message, place, fix)]) from None


def _refusal(folder: Path, path: Path) -> str:
    """Return why the template cannot be used, "" if it can."""
    if not path.is_file():
        return f"the folder `{folder}` has no file `{OWN_TEMPLATE}`"
    if not is_inside(folder, folder, OWN_TEMPLATE):
        return f"`{path}` lies outside its folder"
    if path.stat().st_size > _MOST_BYTES:
        return f"`{path}` is larger than {_MOST_BYTES // 1024} KiB"
    return ""
