"""Printing the papers of a manifest again, with other looks if you like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizgen.cli.decks import sound_projects
from quizgen.cli.files import look_at, settle_folders, write_files
from quizgen.cli.next_step import suggest
from quizgen.cli.output import echo
from quizgen.cli.papers import template_files
from quizgen.cli.problems import reporting, show_problems
from quizgen.cli.summary import counted, listed

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.project import Project
    from quizgen.quiz.manifest import Manifest


def reprint(
    path: Path,
    folder: Path,
    wanted: Mapping[str, Any],
    looks: Mapping[str, Any],
    only: Sequence[str],
    mend: Path | None,
    *,
    release: bool,
    quiet: bool,
) -> None:
    """Print the papers of the manifest at `path` into a folder.

    `wanted` says which files, `looks` how they look, and `only` which papers (all without). With
    `release`, the papers are handed out. `mend` is a deck with mended stems.
    """
    deck = _sound(mend, path) if mend else None
    settle_folders([path.parent])
    seen = look_at([], [folder], force=False)
    with reporting():
        from quizgen.deck.model.quiz import QuizDefaults
        from quizgen.export.paper import Printing
        from quizgen.export.quiz_folder import check_manifest
        from quizgen.export.reprint import reprint as files_of
        from quizgen.typeset.page_style import make_page_style

        printing = Printing(**wanted, layout=make_page_style(QuizDefaults(), **looks))
        manifest, written, warnings = files_of(
            path, folder, printing, release=release, only=only, mend=deck
        )
        show_problems(warnings)
    check = partial(check_manifest, folder, manifest)
    write_files(written, inputs=template_files(looks), seen=seen, check=check)
    if not quiet:
        echo("\n".join([_headline(manifest), *listed(written)]))
    suggest(
        "print the papers" + ("" if release else "; to hand them out, add --release"), quiet=quiet
    )


def _sound(mend: Path, path: Path) -> Project:
    """Return the deck in the language of the manifest at `path`."""
    with reporting():
        from quizgen.quiz.read_manifest import read_manifest

        language = read_manifest(path).language
    return sound_projects([mend], language)[0]


def _headline(manifest: Manifest) -> str:
    from quizgen.visible import visible_line

    items = counted(len(manifest.items), "item")
    return f"{visible_line(manifest.deck)}: {items}, quiz {manifest.fingerprint}"
