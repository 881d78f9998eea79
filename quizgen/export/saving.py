"""Saving files so that no input, no other quiz and no other run's work is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from quizgen.deck.collisions import lock_of
from quizgen.diagnostics import QuizgenError
from quizgen.export.quiz_folder import MANIFEST, in_order
from quizgen.project import Project
from quizgen.quiz.read_manifest import PICTURES
from quizgen.writing.atomic import write_what_can_be
from quizgen.writing.recovery import settle
from quizgen.writing.seen import Seen
from quizgen.writing.targets import is_read_only, refused_outputs


def look_at(projects: Iterable[Project], folders: Iterable[Path] = (), *, force: bool) -> Seen:
    """Return the locks and manifests as they are now: no other run may change them before `save`.

    First finishes or takes back what killed runs left beside the locks and in the `folders` of
    quizzes. With `force`, manifests may change. Raises OSError.
    """
    locks = [lock_of(project.deck) for project in projects]
    folders = list(folders)
    pictures = [folder / PICTURES for folder in folders]
    settle([*(lock.parent for lock in locks), *folders, *pictures])
    return Seen([*locks, *(folder / MANIFEST for folder in folders if not force)])


def inputs_of(projects: Iterable[Project]) -> list[Path]:
    """Return the files that decks are made from, and their locks."""
    return [path for project in projects for path in project.inputs]


def save(
    files: Mapping[Path, bytes],
    locks: Mapping[Path, bytes] | None = None,
    *,
    inputs: Iterable[Path] = (),
    seen: Seen | None = None,
    check: Callable[[], None] | None = None,
) -> dict[Path, OSError]:
    """Write all files or none, and return the locks that couldn't be written, with the reasons.

    A deck may lie in a read-only folder, so its lock may stay behind. `check` runs when no other
    run can write into the folders any more. Raises QuizgenError for a file that would overwrite
    one of the `inputs` or another file that is not quizgen's to replace (Q551 to Q554), OSError
    for what the system refuses and for a file that another run has changed since it was `seen`.
    """
    locks = locks or {}

    def check_all() -> None:
        _check_targets(files, locks, inputs)
        if check:
            check()
        if seen:
            seen.check({**files, **locks})

    heads = [path for path in files if path.name == MANIFEST]
    return write_what_can_be(in_order(files), locks, heads=heads, check=check_all)


def _check_targets(
    files: Mapping[Path, bytes], locks: Mapping[Path, bytes], inputs: Iterable[Path]
) -> None:
    inputs = list(inputs)
    problems = refused_outputs(files, inputs)
    # A read-only lock stays behind, and the caller reports that.
    renewed = {path: data for path, data in locks.items() if not is_read_only(path)}
    problems += refused_outputs(renewed, [path for path in inputs if path not in locks])
    if problems:
        raise QuizgenError(problems)
