"""Writing the files of a run, without overwriting what another run or the user has made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.cli.output import echo
from quizgen.cli.problems import reporting, reporting_writes
from quizgen.sandbox.inputs import reason_of

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.anki.lock import Lock
    from quizgen.project import Project
    from quizgen.writing.seen import Seen


def settle_folders(folders: Iterable[Path]) -> None:
    """Finish or undo what killed runs left in folders that are read; exit if that fails."""
    from quizgen.writing.recovery import settle

    with reporting():
        settle(folders)


def look_at(projects: Iterable[Project], folders: Iterable[Path] = (), *, force: bool) -> Seen:
    """Settle the folders of locks and quizzes; return the files that no other run may change.

    With `force`, other runs may change the manifests.
    """
    from quizgen.outputs.anki import lock_file
    from quizgen.outputs.kept import MANIFEST
    from quizgen.quiz.read_manifest import PICTURES
    from quizgen.writing.seen import Seen

    locks = [lock_file(project) for project in projects]
    folders = list(folders)
    pictures = [folder / PICTURES for folder in folders]
    settle_folders([*(lock.parent for lock in locks), *folders, *pictures])
    return Seen([*locks, *(folder / MANIFEST for folder in folders if not force)])


def inputs_of(projects: Iterable[Project]) -> list[Path]:
    """Return the files that decks are made from, and their locks."""
    from quizgen.outputs.anki import lock_file

    inputs: list[Path] = []
    for project in projects:
        inputs += [*map(Path, project.deck.files), lock_file(project)]
        if project.deck.quiz.template:
            inputs.append(Path(project.deck.quiz.template.path))
    return inputs


def lock_to_write(project: Project, before: Lock | None, after: Lock) -> dict[Path, bytes]:
    """Return the lock as a file to write, or nothing if it has not changed."""
    from quizgen.outputs.anki import lock_file

    return {lock_file(project): after.to_bytes()} if after != before else {}


def write_files(
    files: Mapping[Path, bytes],
    locks: Mapping[Path, bytes] | None = None,
    *,
    inputs: Iterable[Path] = (),
    seen: Seen | None = None,
    check: Callable[[], None] | None = None,
) -> None:
    """Write files and locks; warn if a lock cannot be written, as in a read-only folder.

    Exits if a file would overwrite one of the `inputs`, or if another run has changed what was
    `seen`. Calls `check` when no other run can write to the folders any more.
    """
    from quizgen.outputs.kept import MANIFEST, in_order
    from quizgen.writing.atomic import write_what_can_be

    locks = locks or {}

    def check_all() -> None:
        _check_outputs(files, locks, inputs)
        if check:
            check()
        if seen:
            seen.check({**files, **locks})

    heads = [path for path in files if path.name == MANIFEST]
    with reporting_writes():
        left_out = write_what_can_be(in_order(files), locks, heads=heads, check=check_all)
    for path, error in left_out.items():
        effect = "the next build cannot tell what has changed since this one"
        echo(f"warning: {path} was not written: {reason_of(error)}; {effect}", err=True)


def _check_outputs(
    files: Mapping[Path, bytes], locks: Mapping[Path, bytes], inputs: Iterable[Path]
) -> None:
    from quizgen.diagnostics import QuizgenError
    from quizgen.writing.targets import is_read_only, refused_outputs

    inputs = list(inputs)
    problems = refused_outputs(files, inputs)
    # A read-only lock is not written; `write_files` warns of it.
    renewed = {path: data for path, data in locks.items() if not is_read_only(path)}
    problems += refused_outputs(renewed, [path for path in inputs if path not in locks])
    if problems:
        raise QuizgenError(problems)
