"""Reads the notes of any Anki package, old or new, from quizgen or from a stranger."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


@dataclass(frozen=True, slots=True)
class OldType:
    """A note type of a package: its id, and its time in seconds since 1970.

    `told` is what the package says of it, None in newer packages.
    """

    model: int
    changed: int
    told: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class OldPackage:
    """What a package holds."""

    notes: tuple[OldNote, ...] = ()
    types: tuple[OldType, ...] = ()


def read_package(path: Path) -> OldPackage:
    """Return the notes and the note types of a package.

    A process with limits of time and memory reads them and writes nothing to the disk. Raises
    QuizgenError if it is not a package (Q527), is too large (Q528), or needs a library that is
    missing (Q529).
    """
    answer = answer_about(path, "quizgen.anki.read_collection")
    notes = (
        OldNote(guid, model, changed, tuple(fields), tuple(tags))
        for guid, model, changed, fields, tags in answer["notes"]
    )
    types = (
        OldType(model, changed, json.loads(told) if told else None)
        for model, changed, told in answer["types"]
    )
    return OldPackage(tuple(notes), tuple(types))


def read_notes(path: Path) -> tuple[OldNote, ...]:
    """Return the notes of a package; raises QuizgenError as `read_package` does."""
    return read_package(path).notes


def read_media(path: Path, wanted: Iterable[str]) -> dict[str, bytes]:
    """Return the wanted pictures and sounds of a package by name, without those that it lacks.

    Raises QuizgenError as `answer_about` does.
    """
    order = json.dumps(list(wanted)).encode()
    answer, data = _answered(path, "quizgen.anki.read_media", order)
    found: dict[str, bytes] = {}
    at = 0
    for name, size in answer["files"]:
        found[name] = data[at : at + size]
        at += size
    return found


def answer_about(path: Path, module: str) -> dict[str, Any]:
    """Return what a module reads of a package in a process with limits of time and memory.

    Raises QuizgenError if it is not a package (Q527), is too large (Q528), or needs a library that
    is missing (Q529).
    """
    return _answered(path, module)[0]


def _answered(path: Path, module: str, order: bytes = b"") -> tuple[dict[str, Any], bytes]:
    """Return the first line of a module's answer, which is JSON, and the rest."""
    try:
        answered = run_limited(module, [str(path)], order, seconds=_SECONDS, megabytes=_MEGABYTES)
    except StoppedError as error:
        code, message = _NOT_READ[error.reason]
        raise _refused(path, code, message, _FIXES[code]) from None
    line, _, rest = answered.partition(b"\n")
    answer: dict[str, Any] = json.loads(line)
    if "refused" in answer:
        code, message, fix, exit_code = answer["refused"]
        raise _refused(path, code, message, fix, exit_code)
    return answer, rest


def _refused(path: Path, code: str, message: str, fix: str, exit_code: int = 1) -> QuizgenError:
    return QuizgenError([Diagnostic(code, message, Place(str(path)), fix)], exit_code)
