"""Records of runs: what each read, wrote and said."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

import msgspec
from msgspec import Struct

from quizgen.deck.inside import real_path
from quizgen.deck.siblings import Siblings
from quizgen.diagnostics import Diagnostic
from quizgen.records import store
from quizgen.records.digests import of_file, of_folder, of_names, of_program, of_text

# These problems come and go with the clock: files and locks with dates in the future.
_OF_THE_CLOCK = frozenset({"Q518", "Q519"})
# The variables of the environment that change results.
_VARIABLES = ("SOURCE_DATE_EPOCH",)


class Checked(Struct, frozen=True):
    """A deck as `check` speaks of it: its file, its language if it has several, and its facts.

    `drafts` counts the facts that nobody has confirmed.
    """

    file: str
    language: str
    facts: int
    drafts: int


class Said(Struct, frozen=True):
    """What a run said of a deck file beyond the problems of reading it.

    `problems` are in the groups in which they were shown.
    """

    problems: tuple[tuple[Diagnostic, ...], ...] = ()
    lines: tuple[str, ...] = ()
    checked: tuple[Checked, ...] = ()


class Part(Struct, frozen=True):
    """What a run did with a deck file: the digests of what it read and wrote, and what it said.

    `files` are what it read, by path. `beside` is the digest of the names of the files that may be
    decks as well, `ids` that of their ids, "" if the deck refers to none of them. `folders` are
    those that it wrote to, with the names in each. A missing file has the digest "". `read` are the
    problems of reading. As long as `standing` is the same, so is what the deck has to do with the
    other decks of the run.
    """

    files: dict[str, str]
    beside: str
    ids: str
    standing: str
    folders: dict[str, str] = {}
    written: dict[str, str] = {}
    read: tuple[Diagnostic, ...] = ()
    said: Said = Said()

    @property
    def problems(self) -> Iterator[Diagnostic]:
        """Return all problems of the deck."""
        return chain(self.read, *self.said.problems)

    def holds(self, main: str, digest_of: Callable[[Path], str]) -> bool:
        """Tell whether all files are as the run left them, so that it would do the same again.

        `main` is the deck's main file, and `digest_of` returns the digest of a file.
        """
        files = (*self.files.items(), *self.written.items())
        return (
            all(digest_of(Path(path)) == digest for path, digest in files)
            and all(of_folder(Path(path)) == digest for path, digest in self.folders.items())
            and names_beside(Path(main)) == self.beside
            and (not self.ids or ids_beside(Path(main)) == self.ids)
        )


class Record(Struct, frozen=True):
    """A run: what it did with each deck file, and the problems of decks beside each other."""

    parts: dict[str, Part] = {}
    together: tuple[Diagnostic, ...] = ()
    next_step: str = ""

    def parts_that_hold(self) -> dict[str, Part]:
        """Return the parts that the run would do again as it did them."""
        # Decks may share files.
        digest_of = cache(of_file)
        return {main: part for main, part in self.parts.items() if part.holds(main, digest_of)}


class Run:
    """A run of a command on decks that may have a record.

    `asked` is all that the command line asks for, and `program` is the digest of the program.
    Raises OSError if quizgen's own files cannot be examined.
    """

    def __init__(self, command: str, decks: Sequence[Path], asked: Mapping[str, object]) -> None:
        self._began = time.time_ns()
        settings = [f"{name}={value!r}" for name, value in sorted(asked.items())]
        variables = [f"{name}={os.environ.get(name)}" for name in _VARIABLES]
        # A deck may be a link to a file.
        files = [f"{deck} {real_path(deck)}" for deck in decks]
        here = str(real_path(Path()))
        self.program = of_program()
        parts = (command, here, *settings, *files, *variables, self.program)
        self._key = of_text("\0".join(parts))

    def last(self) -> Record | None:
        """Return the record of the last run with the same command line, None if there is none."""
        data = store.read(self._key)
        if data is None:
            return None
        try:
            return msgspec.json.decode(data, type=Record)
        except (msgspec.MsgspecError, ValueError):
            return None

    def keep(self, record: Record) -> None:
        """Keep the record of this run, unless a file has changed while it ran."""
        parts = record.parts.values()
        problems = chain(record.together, *(part.problems for part in parts))
        if any(each.code in _OF_THE_CLOCK for each in problems):
            return
        read = {path for part in parts for path in part.files}
        written = {path for part in parts for path in part.written}
        if any(self._is_newer(Path(path)) for path in read - written):
            return
        store.write(self._key, msgspec.json.encode(record))

    def _is_newer(self, path: Path) -> bool:
        """Tell whether a file has changed since this run began."""
        try:
            status = path.stat()
        except OSError:
            return False
        return max(status.st_mtime_ns, status.st_ctime_ns) >= self._began


def names_beside(main: Path) -> str:
    """Return the digest of the names of the files that may be decks beside a deck's main file."""
    return of_names(Siblings(main).files)


def ids_beside(main: Path) -> str:
    """Return the digest of the ids of the decks beside a deck's main file, with their files."""
    siblings = Siblings(main)
    return of_text(repr([(each, siblings.named(each)) for each in siblings.ids]))
