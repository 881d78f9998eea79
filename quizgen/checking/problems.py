"""The problems of a deck that could be read: its questions, its cards, its lock, and paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.anki.lock import read_lock
from quizgen.anki.numbering import numbered
from quizgen.checking.claims import claims_in_vain
from quizgen.checking.linting import errors as linted_errors
from quizgen.checking.linting import warnings
from quizgen.checking.rejected import rejected_in_vain
from quizgen.checking.unasked import unasked
from quizgen.checking.wished import unknown_wishes
from quizgen.deck.collisions import lock_of
from quizgen.deck.variants import together
from quizgen.diagnostics import Diagnostic, QuizgenError
from quizgen.paper.unprintable_parts import unprintable_parts
from quizgen.project import Project

if TYPE_CHECKING:
    from quizgen.grounding.source import Articles


def by_file(
    projects: Iterable[Project], find: Callable[[Project], Iterable[Diagnostic]]
) -> list[Diagnostic]:
    """Return what `find` finds in decks; problems that a deck has in all languages come once."""
    return [problem for found in each_file(projects, find).values() for problem in found]


def each_file(
    projects: Iterable[Project], find: Callable[[Project], Iterable[Diagnostic]]
) -> dict[str, list[Diagnostic]]:
    """Return what `find` finds in each deck file; a problem in all its languages comes once."""
    files: dict[str, dict[str, list[Diagnostic]]] = {}
    for project in projects:
        deck = project.deck
        files.setdefault(deck.files[0], {})[deck.language] = list(find(project))
    return {file: together(found) for file, found in files.items()}


def further_problems(
    project: Project,
    folders: Sequence[Path] = (),
    *,
    lint: bool = True,
    articles: Articles | None = None,
) -> Iterator[Diagnostic]:
    """Yield an error for what stops a build, and a warning for what a build leaves out.

    A hint says what a kind could ask and does not. `folders` hold fonts beside the built-in ones.
    Without `lint`, the linter reports errors only. `articles` finds the article in which the facts
    are looked for, by default the text of the deck's source. Raises QuizgenError as it does.
    """
    yield from _of_lock(project)
    yield from unknown_wishes(project)
    yield from rejected_in_vain(project)
    if articles or project.deck.source.text:
        yield from _ungrounded(project, articles)
    yield from unasked(project)
    yield from claims_in_vain(project)
    yield from warnings(project) if lint else linted_errors(project)
    yield from unprintable_parts(project.base, project.prompts, folders)


def _ungrounded(project: Project, articles: Articles | None) -> Iterator[Diagnostic]:
    # Most decks are read without their article.
    from quizgen.grounding.findings import ungrounded  # noqa: PLC0415
    from quizgen.grounding.source import Articles  # noqa: PLC0415

    return ungrounded(project.deck, articles or Articles())


def errors(project: Project) -> tuple[Diagnostic, ...]:
    """Return the errors in a deck's questions and settings, which stop what would be made of it."""
    return (*unknown_wishes(project), *linted_errors(project))


def _of_lock(project: Project) -> Sequence[Diagnostic]:
    deck = project.deck
    try:
        lock = read_lock(lock_of(deck), deck.id)
    except QuizgenError as error:
        return error.diagnostics
    return numbered(project.base, lock)[1] if lock else ()
