"""Records of runs: what each read, wrote and said."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from quizgen.deck.inside import real_path
from quizgen.deck.siblings import Siblings
from quizgen.diagnostics import Diagnostic
from quizgen.records import store
from quizgen.records.digests import of_file, of_folder, of_names, of_program, of_text

_LOG = logging.getLogger(__name__)
# These problems come and go with the clock: files and locks with dates in the future.
_OF_THE_CLOCK = frozenset({"Q518", "Q519"})
# The variables of the environment that change results.
_VARIABLES = ("SOURCE_DATE_EPOCH",)


@dataclass(frozen=True, slots=True)
class Checked:
    """A deck as `check` speaks of it: its file, its language if it has several, and its facts.

    `drafts` counts the facts that nobody has confirmed.
    """

    file: str
    language: str
    facts: int
    drafts: int


@dataclass(frozen=True, slots=True)
class Record:
    """A run: the digests of what it read and wrote, and what it said.

    `files` are what it read, by path. `decks` are the main files of the decks, with the names of
    the files beside each that may be decks too. `folders` are those that it wrote to, with the
    names in each. A missing file has the digest "".
    """

    files: dict[str, str] = field(default_factory=dict)
    decks: dict[str, str] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()
    lines: tuple[str, ...] = ()
    next_step: str = ""
    checked: tuple[Checked, ...] = ()

    @property
    def inputs(self) -> list[Path]:
        """Return the files that the run read."""
        return [Path(path) for path, digest in self.files.items() if digest]

    def holds(self) -> bool:
        """Tell whether all files are as the run left them, so that it would do the same again."""
        return (
            all(of_file(Path(path)) == digest for path, digest in self.files.items())
            and all(of_file(Path(path)) == digest for path, digest in self.written.items())
            and all(of_folder(Path(path)) == digest for path, digest in self.folders.items())
            and all(beside(Path(path)) == digest for path, digest in self.decks.items())
        )


class Run:
    """A run that may have a record: `asked` is all that the command line asks for, as text."""

    def __init__(self, command: str, asked: Mapping[str, object]) -> None:
        self._began = time.time_ns()
        settings = [f"{name}={value!r}" for name, value in sorted(asked.items())]
        variables = [f"{name}={os.environ.get(name)}" for name in _VARIABLES]
        here = str(real_path(Path()))
        parts = (command, here, *settings, *variables, of_program())
        self._key = of_text("\0".join(parts))

    def earlier(self) -> Record | None:
        """Return the record of an equal run if nothing has changed since, None otherwise."""
        data = store.read(self._key)
        if data is None:
            return None
        try:
            record = msgspec.json.decode(data, type=Record)
        except (msgspec.MsgspecError, ValueError):
            return None
        if not record.holds():
            return None
        _LOG.info("nothing has changed since an equal run, so it is not repeated")
        return record

    def keep(self, record: Record) -> None:
        """Keep the record of this run, unless a file has changed while it ran."""
        if any(each.code in _OF_THE_CLOCK for each in record.problems):
            return
        if any(self._is_newer(Path(path)) for path in record.files.keys() - record.written):
            return
        store.write(self._key, msgspec.json.encode(record))

    def _is_newer(self, path: Path) -> bool:
        """Tell whether a file has changed since this run began."""
        try:
            status = path.stat()
        except OSError:
            return False
        return max(status.st_mtime_ns, status.st_ctime_ns) >= self._began


def beside(main: Path) -> str:
    """Return the digest of the names of the files that may be decks beside a deck's main file."""
    return of_names(Siblings(main).files)
