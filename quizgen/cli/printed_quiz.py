"""A printed quiz beside its deck, for commands that ask what it asks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli.files import settle_folders
from quizgen.cli.problems import reporting

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.export.writer import Source
    from quizgen.project import Project
    from quizgen.quiz.manifest import Manifest

quiz_option = click.option(
    "--quiz",
    "quiz_file",
    type=click.Path(path_type=Path, readable=False),
    metavar="QUIZ.JSON",
    help="Take exactly the questions of this printed quiz of DECK, in the order of a version.",
)
version_option = click.option(
    "--version",
    metavar="WHO",
    help="Of the quiz, take this version, or the paper of this student.  [default: the first]",
)


# Options that a printed quiz settles.
_CHOOSING = ("items", "seed", "forms")


def quiz_of(path: Path | None, given: Mapping[str, Any]) -> Manifest | None:
    """Return the printed quiz that `--quiz` names, None without it; exit if it can't be read.

    Refuses options that the quiz settles, and `--version` without a quiz.
    """
    if path is None:
        if given["version"]:
            raise click.UsageError("--version chooses a paper of a quiz: add --quiz quiz.json")
        return None
    wrong = next((name for name in _CHOOSING if given[name] is not None), None)
    if wrong:
        what = "chooses items of a deck, and a quiz has its own"
        raise click.UsageError(f"--{wrong} {what}: leave out --{wrong}")
    settle_folders([path.parent])
    with reporting():
        from quizgen.quiz.read_manifest import read_manifest

        return read_manifest(path)


def source_of(project: Project, printed: Manifest | None, path: Path | None) -> Source:
    """Return a deck as a source, with the quiz that was printed from it, if there is one.

    Raises QuizgenError if the quiz is of another deck (Q804), or if a picture can't be read.
    """
    from quizgen.diagnostics import Diagnostic, Place, QuizgenError
    from quizgen.export.writer import Source
    from quizgen.quiz.read_manifest import read_pictures

    if printed is None or path is None:
        return Source(project, place_of=project.place_of)
    if printed.deck != project.deck.id:
        message = f"the quiz is of the deck `{printed.deck}`, and this is `{project.deck.id}`"
        fix = "name the deck that the quiz was made from"
        raise QuizgenError([Diagnostic("Q804", message, Place(str(path)), fix)])
    pictures = read_pictures(path.parent, printed)
    return Source(project, printed, pictures, project.place_of)


def version_of(printed: Manifest, path: Path, named: str) -> str:
    """Return the version that a letter, or the number or name of a student means.

    Raises QuizgenError if the quiz has no such paper (Q538).
    """
    from quizgen.diagnostics import Place
    from quizgen.quiz.chosen_versions import chosen_versions

    return chosen_versions(printed, [named], Place(str(path)))[0]
