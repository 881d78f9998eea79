"""Writing the files of a run, without overwriting what another run or the user has made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.output import echo
from quizgen.cli.problems import reporting, reporting_writes
from quizgen.cli.streams import STDOUT, print_text
from quizgen.sandbox.inputs import reason_of

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
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
    from quizgen.export.saving import look_at as look

    with reporting():
        return look(projects, folders, force=force)


def inputs_of(projects: Iterable[Project]) -> list[Path]:
    """Return the files that decks are made from, and their locks."""
    from quizgen.export.saving import inputs_of as inputs

    return inputs(projects)


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
    from quizgen.export.saving import save

    with reporting_writes():
        left_out = save(files, locks, inputs=inputs, seen=seen, check=check)
    for path, error in left_out.items():
        effect = "the next build cannot tell what has changed since this one"
        echo(f"warning: {path} was not written: {reason_of(error)}; {effect}", err=True)


def write_text(path: Path, text: str, *, inputs: Iterable[Path] = ()) -> None:
    """Write one text file as `write_files` does, or to standard output."""
    if path != STDOUT:
        write_files({path: text.encode()}, inputs=inputs)
        return
    with reporting_writes():
        print_text(text)


def open_files(paths: Iterable[Path]) -> None:
    """Open files that exist in the programs that the machine has for them."""
    for path in paths:
        if path.is_file():
            click.launch(str(path))
