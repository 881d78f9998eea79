"""Printing a quiz again from its manifest, whatever has become of the deck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Place
from quizgen.export.mended_stems import mended
from quizgen.export.paper import PaperWriter, Printing
from quizgen.export.quiz_folder import (
    MANIFEST,
    as_continued,
    check_manifest,
    check_score_list,
    earlier_printing,
)
from quizgen.export.writer import Source
from quizgen.project import Project
from quizgen.quiz.chosen_versions import chosen_versions
from quizgen.quiz.manifest import Manifest
from quizgen.quiz.read_manifest import read_manifest, read_pictures


def reprint(  # noqa: PLR0913 - each has a sensible default, and is given by name
    path: Path,
    folder: Path,
    printing: Printing,
    *,
    release: bool = True,
    only: Sequence[str] = (),
    mend: Project | None = None,
) -> tuple[Manifest, dict[Path, bytes], list[Diagnostic]]:
    """Return the quiz of the manifest at `path`, the files to write into `folder`, and warnings.

    With `release`, no later run replaces the papers, because somebody may have them. `only` are
    the papers to print, as `chosen_versions` takes them. The stems that the deck `mend` has
    mended replace those of items that are otherwise the same; the manifest notes them.
    Raises QuizgenError for a manifest that can't be read (Q532), for another quiz in the folder
    (Q531), for papers that the quiz does not have (Q538), and for what can't be
    printed; OSError for files that can't be read.
    """
    manifest = read_manifest(path)
    chosen = chosen_versions(manifest, only, Place(str(path)))
    printing = replace(printing, only=chosen)
    check_manifest(folder, manifest)
    before = manifest
    manifest = mended(manifest, mend) if mend else manifest
    was_draft = manifest.draft
    manifest = replace(manifest, draft=was_draft and not release)
    # Earlier answer sheets of this quiz in the folder can still be marked.
    known = manifest.sheet
    manifest = as_continued(folder, manifest)
    is_new = printing.has_sheets or manifest.draft != was_draft or manifest.items != before.items
    stays = manifest.sheet == known and not is_new
    pictures = read_pictures(path.parent, manifest, needed=printing.shows_pictures)
    source = Source(None, manifest, pictures, lambda _: Place(str(path)))
    files = dict(PaperWriter().write(source, printing).files)
    check_score_list(folder, files)
    # Single papers belong to those that were printed before.
    warnings = [] if only else earlier_printing(folder, files, manifest)
    if stays:
        # The manifest stays as it is written: somebody may have corrected its key.
        files[MANIFEST] = path.read_bytes()
    written = {folder / name: data for name, data in files.items()}
    if stays:
        written.pop(path, None)
    return manifest, written, warnings
