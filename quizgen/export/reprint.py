"""Printing a quiz again from its manifest, whatever has become of the deck."""

from __future__ import annotations

from pathlib import Path

from quizgen.diagnostics import Diagnostic, Place
from quizgen.export.paper import PaperWriter, Printing
from quizgen.export.quiz_folder import (
    MANIFEST,
    check_manifest,
    earlier_printing,
    with_sheet_of,
)
from quizgen.export.writer import Source
from quizgen.quiz.manifest import Manifest
from quizgen.quiz.read_manifest import read_manifest, read_pictures


def reprint(
    path: Path, folder: Path, printing: Printing
) -> tuple[Manifest, dict[Path, bytes], list[Diagnostic]]:
    """Return the quiz of the manifest at `path`, the files to write into `folder`, and warnings.

    Raises QuizgenError for a manifest that can't be read (Q532), for another quiz in the folder
    (Q531), and for what can't be printed; OSError for files that can't be read.
    """
    manifest = read_manifest(path)
    check_manifest(folder, manifest)
    # Earlier answer sheets of this quiz in the folder can still be marked.
    known = manifest.sheet
    manifest = with_sheet_of(folder, manifest)
    stays = manifest.sheet == known and not printing.has_sheets
    pictures = read_pictures(path.parent, manifest, needed=printing.shows_pictures)
    source = Source(None, manifest, pictures, lambda _: Place(str(path)))
    files = dict(PaperWriter().write(source, printing).files)
    warnings = earlier_printing(folder, files, manifest)
    if stays:
        # The manifest stays as it is written: somebody may have corrected its key.
        files[MANIFEST] = path.read_bytes()
    written = {folder / name: data for name, data in files.items()}
    if stays:
        written.pop(path, None)
    return manifest, written, warnings
