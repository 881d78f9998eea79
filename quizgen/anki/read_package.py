"""Reads the notes of any Anki package, old or new, from quizgen or from a stranger."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.sandbox.limits import StoppedError, run_limited

_SECONDS = 60
_MEGABYTES = 640
_NOT_READ = {
    "time": ("Q528", f"reading the package takes more than {_SECONDS} seconds"),
    "memory": ("Q528", f"reading the package takes more than {_MEGABYTES} MB of memory"),
    "crash": ("Q527", "this is not an Anki package, or it is damaged"),
}
_FIXES = {
    "Q527": "give a package that Anki or quizgen wrote",
    "Q528": "export the deck alone, without others and without media",
}


@dataclass(frozen=True, slots=True)
class OldNote:
    """A note of a package: its note type's id, its fields as HTML, its tags.

    `changed` is its time in seconds since 1970.
    """

    guid: str
    model: int
    changed: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]


def read_notes(path: Path) -> list[OldNote]:
    """Return the notes of a package.

    A process with limits of time and memory reads them and writes nothing to the disk. Raises
    QuizgenError if it is not a package (Q527), is too large (Q528), or needs a library that is
    missing (Q529).
    """
    try:
        answered = run_limited(
            "quizgen.anki.read_collection", [str(path)], b"", seconds=_SECONDS, megabytes=_MEGABYTES
        )
    except StoppedError as error:
        code, message = _NOT_READ[error.reason]
        raise _refused(path, code, message, _FIXES[code]) from None
    answer = json.loads(answered)
    if "refused" in answer:
        code, message, fix, exit_code = answer["refused"]
        raise _refused(path, code, message, fix, exit_code)
    return [
        OldNote(guid, model, changed, tuple(fields), tuple(tags))
        for guid, model, changed, fields, tags in answer["notes"]
    ]


def _refused(path: Path, code: str, message: str, fix: str, exit_code: int = 1) -> QuizgenError:
    return QuizgenError([Diagnostic(code, message, Place(str(path)), fix)], exit_code)
