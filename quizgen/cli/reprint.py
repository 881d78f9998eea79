"""Printing the papers of a manifest again, with other looks if you like."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizgen.cli.files import look_at, settle_folders, write_files
from quizgen.cli.output import echo
from quizgen.cli.papers import show_earlier, template_files
from quizgen.cli.problems import reporting
from quizgen.cli.summary import counted, listed

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.outputs.quiz import Printing
    from quizgen.quiz.manifest import Manifest


def reprint(
    path: Path, folder: Path, wanted: Mapping[str, Any], looks: Mapping[str, Any], *, quiet: bool
) -> None:
    """Print the papers of the manifest at `path` into a folder.

    `wanted` says which files, and `looks` how they look.
    """
    settle_folders([path.parent])
    seen = look_at([], [folder], force=False)
    with reporting():
        from quizgen.diagnostics import Place
        from quizgen.language.labels import load_labels
        from quizgen.outputs.kept import MANIFEST, check_manifest, with_sheet_of
        from quizgen.outputs.quiz import quiz_files
        from quizgen.quiz.read_manifest import read_manifest

        original = read_manifest(path)
        check_manifest(folder, original)
        # Keep the layouts of other answer sheets that were printed into the folder.
        manifest = with_sheet_of(folder, original)
        keeps_file = manifest.sheet == original.sheet and not wanted["sheet"]
        texts = load_labels(manifest.language).texts
        printing = _printing(path, manifest, wanted, looks)
        files = quiz_files(manifest, texts, printing, lambda _: Place(str(path)))
        show_earlier(folder, files, manifest)
        if keeps_file:
            # Copy the manifest as it is: somebody may have corrected its key.
            files[MANIFEST] = path.read_bytes()
    written = {folder / name: data for name, data in files.items()}
    if keeps_file:
        written.pop(path, None)
    check = partial(check_manifest, folder, manifest)
    write_files(written, inputs=template_files(looks), seen=seen, check=check)
    if not quiet:
        echo("\n".join([_headline(manifest), *listed(written)]))


def _printing(
    path: Path, manifest: Manifest, wanted: Mapping[str, Any], looks: Mapping[str, Any]
) -> Printing:
    from quizgen.deck.model import QuizDefaults
    from quizgen.outputs.quiz import Printing
    from quizgen.quiz.read_manifest import read_pictures
    from quizgen.typeset.layout import make_layout

    layout = make_layout(QuizDefaults(), **looks)
    # A key and an answer sheet show no pictures, so that missing ones do not matter.
    needed = wanted["pdf"] in {"all", "quiz"} or wanted["worked"]
    pictures = read_pictures(path.parent, manifest, needed=needed)
    return Printing(**wanted, layout=layout, pictures=pictures)


def _headline(manifest: Manifest) -> str:
    from quizgen.visible import visible_line

    items = counted(len(manifest.items), "item")
    return f"{visible_line(manifest.deck)}: {items}, quiz {manifest.fingerprint}"
