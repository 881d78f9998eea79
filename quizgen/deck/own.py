"""A template of the user's own for what is printed: ``user.typ`` in a folder, read and bounded."""

from __future__ import annotations

import os
from pathlib import Path

from quizgen.deck.model import Look
from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.yaml.text import read_text

OWN_TEMPLATE = "user.typ"
_MOST_BYTES = 64 * 1024


def read_own(folder: Path, place: Place) -> Look:
    """Return the template in a folder; raises QuizgenError (Q505) for none, an empty one, one too large or a link."""
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
        reason = (error.strerror or str(error)).lower()
        message = f"`{shorten(str(path), 80)}` cannot be read: {reason}"
        fix = "check its name and permissions"
        raise QuizgenError([Diagnostic("Q505", message, place, fix)]) from None


def _refusal(folder: Path, path: Path) -> str:
    if not path.is_file():
        return f"the folder `{folder}` has no file `{OWN_TEMPLATE}`"
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        return f"`{path}` leads out of its folder"
    return (
        f"`{path}` is larger than {_MOST_BYTES // 1024} KiB"
        if path.stat().st_size > _MOST_BYTES
        else ""
    )
