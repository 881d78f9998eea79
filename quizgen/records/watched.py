"""The files that decide what a run with some decks gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from quizgen.deck.inside import PROJECT_FILE, real_path
from quizgen.deck.siblings import Siblings
from quizgen.export.saving import inputs_of
from quizgen.project import Project
from quizgen.records.digests import of_file
from quizgen.records.runs import beside


def files_of(projects: Sequence[Project], more: Iterable[Path] = ()) -> dict[str, str]:
    """Return the digests of the files that decks are made from, and of `more` files.

    They include files that may appear: locks, marks of projects, and other decks with the id of
    one that a fact refers to.
    """
    paths = [*inputs_of(projects), *more]
    for project in projects:
        paths += _marks(project)
        if project.deck.other_files:
            paths += Siblings(_main(project)).files
    return {str(path): of_file(path) for path in dict.fromkeys(paths)}


def decks_of(projects: Iterable[Project]) -> dict[str, str]:
    """Return for the main file of each deck the digest of the names of the decks beside it."""
    mains = dict.fromkeys(map(_main, projects))
    return {str(main): beside(main) for main in mains}


def _main(project: Project) -> Path:
    return Path(project.deck.files[0])


def _marks(project: Project) -> Iterator[Path]:
    """Yield where a file can mark the folder that the paths of a deck must stay inside."""
    return (folder / PROJECT_FILE for folder in real_path(_main(project)).parents)
