"""The quiz that a folder already holds, whose papers somebody may have handed out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.paper.earlier_files import earlier_files
from quizgen.paper.score_list import SCORE_LIST
from quizgen.quiz.geometry import Sheets, together
from quizgen.quiz.manifest import Manifest
from quizgen.quiz.read_manifest import PICTURES, manifest_of
from quizgen.quiz.write_manifest import to_json
from quizgen.sandbox.inputs import open_regular

MANIFEST = "quiz.json"
# No manifest is larger, and `manifest_of` refuses a larger file.
_MOST_BYTES = 256 * 1024 * 1024


def check_manifest(folder: Path, manifest: Manifest) -> None:
    """Check that a folder may get the manifest.

    Raises QuizgenError (Q531) if the folder holds the manifest of another quiz, or of the same
    papers with another key; OSError if it can't be read.
    """
    if not is_other(folder, manifest):
        return
    path = folder / MANIFEST
    if fingerprint_in(folder) == manifest.fingerprint:
        message = (
            "the manifest here is of these papers, "
            "but its key is not the deck's: one of the two has changed since"
        )
        fix = f"`quizgen quiz {path}` prints that key; `--force` replaces it with the deck's"
    else:
        message = "this folder already holds another quiz, and marking it needs this manifest"
        fix = (
            f"`quizgen quiz {path}` prints its papers again; "
            "for the new quiz, name another folder with `-o`, or give `--force`"
        )
    raise QuizgenError([Diagnostic("Q531", message, Place(str(path)), fix)])


def kept_quiz(folder: Path, manifest: Manifest | None) -> Diagnostic | None:
    """Return the error that a folder keeps another quiz than the deck's, None if it doesn't.

    Without a manifest, the deck has no quiz that can be printed.
    """
    path = folder / MANIFEST
    if manifest is None:
        if not path.is_file():
            return None
        message = "the quiz in this folder is an earlier one: the deck's cannot be printed now"
        fix = "mend what the warnings say, or delete the files of the earlier quiz"
    elif is_other(folder, manifest):
        message = (
            "the deck has changed; quizgen kept the quiz in this folder, "
            "because you may have handed it out"
        )
        fix = "`--force` replaces it; `quizgen quiz` writes the new one into another folder"
    else:
        return None
    return Diagnostic("Q533", message, Place(str(path)), fix)


def earlier_printing(folder: Path, files: Collection[str], manifest: Manifest) -> list[Diagnostic]:
    """Return a warning if a folder has files of an earlier printing beside the new `files`."""
    same = fingerprint_in(folder) == manifest.fingerprint
    found = earlier_files(folder, files, same=same)
    return [found] if found else []


def check_score_list(folder: Path, files: Mapping[str, bytes]) -> None:
    """Check that the new `files` replace no list that has scores by now.

    Raises QuizgenError (Q547) if the folder has another list, OSError if it can't be read.
    """
    path = folder / SCORE_LIST
    if SCORE_LIST in files and path.is_file() and _bytes(path) != files[SCORE_LIST]:
        message = "the list here is another one, perhaps with scores that somebody has filled in"
        fix = "move it or rename it, or leave out `--score-list`"
        raise QuizgenError([Diagnostic("Q547", message, Place(str(path)), fix)])


def in_order(files: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """Return files in the order of writing: pictures, then the manifest, then the papers."""

    def turn(path: Path) -> int:
        if path.parent.name == PICTURES:
            return 0
        return 1 if path.name == MANIFEST else 2

    return {path: files[path] for path in sorted(files, key=turn)}


def as_continued(folder: Path, manifest: Manifest) -> Manifest:
    """Return the manifest with what the folder's manifest of the same quiz knows.

    That is the answer sheets that were printed, and that the papers were handed out.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return manifest
    try:
        before = manifest_of(_bytes(path))
    except ValueError:
        return manifest
    if before.fingerprint != manifest.fingerprint:
        return manifest
    # What was handed out once stays so.
    manifest = replace(manifest, draft=manifest.draft and before.draft)
    if before.sheet is None:
        return manifest
    return replace(manifest, sheet=together(before.sheet, manifest.sheet or Sheets({}, ())))


def fingerprint_in(folder: Path) -> str:
    """Return the fingerprint of the quiz in a folder, "" without a manifest that can be read."""
    path = folder / MANIFEST
    try:
        return manifest_of(_bytes(path)).fingerprint if path.is_file() else ""
    except ValueError:
        return ""


def is_other(folder: Path, manifest: Manifest) -> bool:
    """Return whether the folder has another manifest than this one, and not just a draft."""
    path = folder / MANIFEST
    if not path.is_file():
        return False
    data = _bytes(path)
    if data == to_json(manifest):
        return False
    try:
        before = manifest_of(data)
    except ValueError:
        return True
    if before.draft and not _is_corrected(before):
        return False
    return _compared(before) != _compared(manifest)


def _compared(manifest: Manifest) -> Manifest:
    """Return a manifest without what may change while it stays the same quiz."""
    items = tuple(replace(item, mended="") for item in manifest.items)
    return replace(manifest, items=items, sheet=None, draft=False)


def _is_corrected(manifest: Manifest) -> bool:
    """Return whether a teacher has corrected the key, which only papers in use need."""
    return any(item.void or item.other_keys for item in manifest.items)


def _bytes(path: Path) -> bytes:
    """Return the bytes of a manifest, one more than the bound if it is too large."""
    with open_regular(path) as stream:
        return stream.read(_MOST_BYTES + 1)
