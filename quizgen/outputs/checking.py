"""What is wrong with a sound deck: its questions and cards, its lock, and what paper cannot hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from quizgen.anki.lock import read_lock
from quizgen.deck.collisions import lock_path
from quizgen.diagnostics import Diagnostic, QuizgenError
from quizgen.paper.unprintable_parts import unprintable_parts
from quizgen.project import Project
from quizgen.review import errors, warnings


def further_problems(
    project: Project, folders: Sequence[Path] = (), *, lint: bool = True
) -> Iterator[Diagnostic]:
    """Yield what stops a build as an error, and what it warns of or leaves out as a warning.

    `folders` hold fonts beside the built-in ones. Without `lint`, only errors of the questions count.
    """
    yield from _of_lock(project)
    yield from warnings(project) if lint else errors(project)
    yield from unprintable_parts(project.base, project.prompts, folders)


def _of_lock(project: Project) -> Sequence[Diagnostic]:
    deck = project.deck
    try:
        read_lock(lock_path(Path(deck.files[0])), deck.id)
    except QuizgenError as error:
        return error.diagnostics
    return ()
