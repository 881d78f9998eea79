"""Runs that need not be repeated, because nothing has changed since an equal one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.sandbox.standard_input import STDIN

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.diagnostics import Diagnostic
    from quizgen.project import Project
    from quizgen.records.runs import Checked, Run

# Locks lie beside the decks, where other files may come and go.
_LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class Said:
    """What a build said: the problems that it showed, its lines, and the next step."""

    problems: tuple[Diagnostic, ...]
    lines: tuple[str, ...]
    next_step: str


def run_of(command: str, paths: Sequence[Path], asked: Mapping[str, object]) -> Run | None:
    """Return this run of a command on decks, None for one that cannot have a record.

    `asked` is what the command line asks for. Standard input cannot be read twice, and folders of
    fonts are too large to compare.
    """
    if STDIN in paths or asked.get("folders"):
        return None
    from quizgen.records import store
    from quizgen.records.runs import Run

    if store.folder() is None:
        return None
    # If something cannot be examined, the run goes on without a record.
    with suppress(OSError):
        return Run(command, {**asked, "decks": tuple(paths)})
    return None


def keep_check(
    run: Run,
    projects: Sequence[Project],
    problems: Iterable[Diagnostic],
    checked: Iterable[Checked],
    more: Iterable[Path],
) -> None:
    """Keep the record of a check of decks without errors; it read `more` files than the decks."""
    from quizgen.records.runs import Record
    from quizgen.records.watched import decks_of, files_of

    files, decks = files_of(projects, more), decks_of(projects)
    run.keep(Record(files, decks, problems=tuple(problems), checked=tuple(checked)))


def keep_build(
    run: Run,
    projects: Sequence[Project],
    said: Said,
    written: Mapping[Path, bytes],
    more: Iterable[Path],
) -> None:
    """Keep the record of a build, unless some of its files could not be `written`.

    It read `more` files than the decks.
    """
    from quizgen.records.digests import of_bytes, of_file, of_folder
    from quizgen.records.runs import Record
    from quizgen.records.watched import decks_of, files_of

    digests = {str(path): of_bytes(data) for path, data in written.items()}
    if any(of_file(Path(path)) != digest for path, digest in digests.items()):
        return
    folders = dict.fromkeys(path.parent for path in written if path.suffix != _LOCK)
    record = Record(
        files_of(projects, more),
        decks_of(projects),
        folders={str(folder): of_folder(folder) for folder in folders},
        written=digests,
        problems=said.problems,
        lines=said.lines,
        next_step=said.next_step,
    )
    run.keep(record)
