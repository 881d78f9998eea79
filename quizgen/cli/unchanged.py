"""Runs that repeat nothing for the decks that are as an equal run left them."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from quizgen.sandbox.standard_input import STDIN

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.deck.earlier import Readings
    from quizgen.diagnostics import Diagnostic
    from quizgen.project import Project, ReadFile
    from quizgen.records.runs import Part, Record, Run, Said

_LOG = logging.getLogger(__name__)
_NOTHING: Mapping[Path, bytes] = {}
T = TypeVar("T")


class Again:
    """A run of a command on decks, of which an equal run may have left the results.

    `asked` is all that the command line asks for. A run that is `anew` takes no results.
    """

    def __init__(
        self, command: str, paths: list[Path], asked: Mapping[str, object], *, anew: bool = False
    ) -> None:
        self._paths = paths
        self._run = _run_of(command, paths, asked)
        self._anew = anew
        self._last: Record | None = None if anew or not self._run else self._run.last()
        # What the last run did with the decks that are as it left them, by their files.
        self._kept: Mapping[str, Part] = self._last.parts_that_hold() if self._last else {}
        self._read: list[ReadFile] = []
        self._together: Sequence[Diagnostic] = self._last.together if self._last else ()
        if self.is_done:
            _LOG.info("nothing has changed since an equal run, so it is not repeated")

    @property
    def is_done(self) -> bool:
        """Return whether no deck has changed, so that there is nothing to do."""
        return self._last is not None and len(self._kept) == len(self._last.parts)

    @property
    def unchanged(self) -> int:
        """Return how many deck files are as the last run left them."""
        return len(self._kept)

    @property
    def inputs(self) -> list[Path]:
        """Return the files that the last run read for these."""
        parts = self._kept.values()
        return [Path(path) for part in parts for path, digest in part.files.items() if digest]

    @property
    def outputs(self) -> list[Path]:
        """Return the files that the last run wrote for these."""
        return [Path(path) for part in self._kept.values() for path in part.written]

    @property
    def next_step(self) -> str:
        """Return the next step that the last run named, "" if it plays no part any more."""
        return self._last.next_step if self._last else ""

    @property
    def problems_of_reading(self) -> list[Diagnostic]:
        """Return the problems of reading the decks, also of those that were not read again."""
        read = {str(each.path): each.problems for each in self._read}
        found: list[Diagnostic] = []
        for file in self.files:
            found += self._kept[file].read if file in self._kept else read[file]
        return [*found, *self._together]

    def read(self, language: str | None) -> list[Project]:
        """Read the decks that have changed; `language` is as in `quizgen.project.read_projects`.

        If one of them has an error, or may clash with another deck than before, all are read.
        """
        from quizgen.project import read_files

        if self._last and self._kept:
            changed = [Path(file) for file in self._last.parts if file not in self._kept]
            self._read, _ = read_files(changed, language, self._readings)
            if self._is_as_before(self._last):
                _LOG.info("%d of the decks have not changed since an equal run", self.unchanged)
                return self._projects
        self._kept, self._last = {}, None
        self._read, self._together = read_files(self._paths, language, self._readings)
        return self._projects

    @property
    def _readings(self) -> Readings | None:
        """Return the readings that runs keep, None if this one takes no results."""
        from quizgen.records.kept_facts import KeptFacts

        return KeptFacts(self._run.program) if self._run and not self._anew else None

    @property
    def _projects(self) -> list[Project]:
        projects = [project for each in self._read for project in each.projects]
        if self._run and not self._anew:
            for project in projects:
                project.keep_items(self._run.program)
        return projects

    def _is_as_before(self, last: Record) -> bool:
        """Return whether the decks that were read are sound, and clash with no other ones."""
        from quizgen.diagnostics import has_errors
        from quizgen.records.watched import standing

        for each in self._read:
            part = last.parts.get(str(each.path))
            if has_errors(each.problems) or part is None:
                return False
            if part.standing != standing(each.projects):
                return False
        return True

    @property
    def files(self) -> list[str]:
        """Return the files of all decks, in the order of the command line."""
        return list(self._last.parts) if self._last else [str(each.path) for each in self._read]

    def said_of(self, file: str) -> Said | None:
        """Return what there is to say of a deck, None if it has been read again."""
        return self._kept[file].said if file in self._kept else None

    def all_said(self, new: Mapping[str, Said]) -> dict[str, Said]:
        """Return what there is to say of all decks by their files: `new` for those that were read.

        They are in the order of the command line.
        """
        return self._in_order({**{file: part.said for file, part in self._kept.items()}, **new})

    def _in_order(self, by_file: Mapping[str, T]) -> dict[str, T]:
        return {file: by_file[file] for file in self.files if file in by_file}

    def keep(
        self,
        said: Mapping[str, Said],
        written: Mapping[str, Mapping[Path, bytes]] | None = None,
        *,
        more: Iterable[Path] = (),
        next_step: str = "",
    ) -> None:
        """Keep the record of this run, unless some of its files could not be written.

        `said` is what it said of each deck that it read, and `written` are the files of each. It
        read `more` files than the decks.
        """
        if self._run is None:
            return
        from quizgen.records.runs import Record, Said
        from quizgen.records.watched import part_of

        more, parts = list(more), dict(self._kept)
        for each in self._read:
            file = str(each.path)
            files = (written or {}).get(file, _NOTHING)
            part = part_of(each, said.get(file, Said()), files, more)
            if part is None:
                return
            parts[file] = part
        self._run.keep(Record(self._in_order(parts), tuple(self._together), next_step))


def _run_of(command: str, paths: Sequence[Path], asked: Mapping[str, object]) -> Run | None:
    """Return this run of a command on decks, None for one that cannot have a record.

    Standard input cannot be read twice, and folders of fonts are too large to compare.
    """
    if STDIN in paths or asked.get("folders"):
        return None
    from quizgen.records import store
    from quizgen.records.runs import Run

    if store.folder() is None:
        return None
    # If something cannot be examined, the run goes on without a record.
    with suppress(OSError):
        return Run(command, paths, asked)
    return None
