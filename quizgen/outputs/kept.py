"""The quiz that a folder has already, whose papers may have been handed out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Place, QuizgenError, Severity
from quizgen.quiz.geometry import Sheets, together
from quizgen.quiz.manifest import Manifest, to_json
from quizgen.quiz.read_manifest import PICTURES, manifest_of
from quizgen.sandbox.inputs import open_regular

MANIFEST = "quiz.json"
# No manifest is larger; `manifest_of` refuses what is.
_MOST_BYTES = 256 * 1024 * 1024


def check_manifest(folder: Path, manifest: Manifest) -> None:
    """Raise QuizgenError (Q531) where the folder has the manifest of another quiz, OSError where it cannot be read.

    So does one of the same papers that tells other answers.
    """
    if is_other(folder, manifest):
        if fingerprint_in(folder) == manifest.fingerprint:
            message = "the manifest here is of these papers, with a key that was changed by hand or by the deck since"
            fix = f"`quizgen quiz {folder / MANIFEST}` prints that key; `--force` replaces it by that of the deck"
            raise QuizgenError([Diagnostic("Q531", message, Place(str(folder / MANIFEST)), fix)])
        message = "there is the manifest of another quiz, without which its papers cannot be marked"
        again = f"`quizgen quiz {folder / MANIFEST}` prints its papers again"
        fix = f"{again}; for the new quiz, name another folder by `-o`, or give `--force`"
        raise QuizgenError([Diagnostic("Q531", message, Place(str(folder / MANIFEST)), fix)])


def kept_quiz(folder: Path, manifest: Manifest) -> Diagnostic | None:
    """Return what to say where a folder keeps the quiz that it has, None where it has none or the same one."""
    if not is_other(folder, manifest):
        return None
    message = "the quiz here is another than the deck would give now, and stays: its papers may be printed"
    fix = "`--force` makes it anew; `quizgen quiz` makes the new one into another folder"
    return Diagnostic("Q533", message, Place(str(folder / MANIFEST)), fix, Severity.WARNING)


def in_order(files: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """Return files in the order in which they are put in place.

    A manifest comes after the pictures that it names, and before the papers that it marks.
    """

    def turn(path: Path) -> int:
        if path.parent.name == PICTURES:
            return 0
        return 1 if path.name == MANIFEST else 2

    return {path: files[path] for path in sorted(files, key=turn)}


def with_sheet_of(folder: Path, manifest: Manifest) -> Manifest:
    """Return the manifest with the answer sheets as well that the folder's manifest of the same quiz has."""
    path = folder / MANIFEST
    if not path.is_file():
        return manifest
    try:
        before = manifest_of(_bytes(path))
    except ValueError:
        return manifest
    if before.sheet is None or before.fingerprint != manifest.fingerprint:
        return manifest
    return replace(manifest, sheet=together(before.sheet, manifest.sheet or Sheets({}, ())))


def fingerprint_in(folder: Path) -> str:
    """Return the fingerprint of the quiz whose manifest a folder has, "" where it has none that can be read."""
    path = folder / MANIFEST
    try:
        return manifest_of(_bytes(path)).fingerprint if path.is_file() else ""
    except ValueError:
        return ""


def is_other(folder: Path, manifest: Manifest) -> bool:
    """Tell whether the folder has a manifest, and another than this one."""
    path = folder / MANIFEST
    if not path.is_file():
        return False
    data = _bytes(path)
    try:
        return data != to_json(manifest) and replace(manifest_of(data), sheet=None) != replace(
            manifest, sheet=None
        )
    except ValueError:
        return True


def _bytes(path: Path) -> bytes:
    """Return a manifest's bytes, with one too many where it is too large to be one."""
    with open_regular(path) as stream:
        return stream.read(_MOST_BYTES + 1)
