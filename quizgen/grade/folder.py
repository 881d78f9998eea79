"""The folder of results: what a run finds there, adds to it and says about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Place, QuizgenError, Severity
from quizgen.grade.files import Found, ScanFile
from quizgen.grade.orders import Quiz, Task
from quizgen.grade.readings import (
    CROPS,
    FILE,
    PageReading,
    Readings,
    Status,
    read_readings,
    to_json,
)
from quizgen.grade.run import Counted, Reader, task_of, unopened
from quizgen.grade.together import known_pages, pages_to_keep, together
from quizgen.quiz.manifest import Manifest

_SAVE_AGAIN = "save it again as PDF, PNG or JPEG"
_SCAN_AGAIN = "scan it again, flat and whole, in grey at 150 dpi or more"
_OWN_MANIFEST = "give the quiz.json of its quiz"
# At most so many pages are named after the first one.
_MOST_LISTED = 4


def sheets_of(manifest: Manifest, path: Path) -> Quiz:
    """Return the printed sheets of a quiz; raises QuizgenError (Q705) if it has none."""
    if manifest.sheet is None:
        message = "the quiz was printed without answer sheets"
        fix = "print it with `quizgen quiz --answer-sheet`"
        raise QuizgenError([Diagnostic("Q705", message, Place(str(path)), fix)])
    return Quiz(manifest.fingerprint, manifest.sheet)


def read_before(folder: Path, manifest: Manifest) -> Readings | None:
    """Return the readings that a folder holds, None if there are none.

    Raises QuizgenError: Q700 if they are damaged, Q706 if they are those of another quiz.
    """
    path = folder / FILE
    if not path.exists():
        return None
    before = read_readings(path)
    if before.quiz != manifest.fingerprint:
        message = f"the folder holds the results of another quiz, {before.quiz}"
        fix = "name another folder with `-o`"
        raise QuizgenError([Diagnostic("Q706", message, Place(str(path)), fix)])
    return before


def check_found(found: Found, paths: Iterable[Path]) -> None:
    """Raise QuizgenError for paths that do not exist (Q001), and if there is no scan (Q702)."""
    if found.problems:
        raise QuizgenError(found.problems)
    if not found.files:
        message = "there are no scans or photos here"
        fix = "give PDF files, pictures, or a folder that holds some"
        raise QuizgenError([Diagnostic("Q702", message, Place(str(path)), fix) for path in paths])


class Session:
    """One run: the pages that are known already, and those that it reads.

    `kept` are pages of earlier runs, `crops` the new crops by their names.
    """

    def __init__(
        self,
        manifest: Manifest,
        quiz: Quiz,
        files: Sequence[ScanFile],
        before: Readings | None,
        folder: Path,
    ) -> None:
        self._manifest, self._quiz, self._files = manifest, quiz, files
        crops = _names_in(folder / CROPS)
        self.kept = pages_to_keep(before, files, crops)
        self._known = known_pages(before, files, crops)
        self._new: list[PageReading] = []
        self.crops: dict[str, bytes] = {}

    @contextmanager
    def begun(self) -> Iterator[tuple[int, Iterator[PageReading]]]:
        """Begin to read: yields the number of pages to read, and the pages as they are read."""
        with Reader(self._quiz) as reader:
            tasks = self._tasks(reader)
            yield sum(len(task.pages) for task in tasks), self._read(reader, tasks)

    def readings(self) -> Readings:
        """Return the readings of all pages that are known now."""
        return together(self._manifest, [*self.kept, *self._new, *self._copies()])

    def _tasks(self, reader: Reader) -> list[Task]:
        """Return what is still to be read; keeps what is known under another name."""
        done = {(page.sha256, page.page) for page in self.kept}
        there = {page.file for page in self.kept}
        tasks = []
        for counted in reader.count(_once(self._files)):
            if not counted.pages:
                if counted.file.name not in there:
                    self._new.append(unopened(counted))
                continue
            wanted = self._wanted(counted, done)
            if wanted:
                tasks.append(task_of(counted, wanted))
        return tasks

    def _wanted(self, counted: Counted, done: set[tuple[str, int]]) -> list[int]:
        """Return the pages of a file that nobody has read; renames those that are known."""
        sha256, name = counted.file.sha256, counted.file.name
        wanted = []
        for number in range(1, counted.pages + 1):
            known = self._known.get((sha256, number))
            if (sha256, number) in done:
                continue
            if known:
                self._new.append(replace(known, file=name))
            else:
                wanted.append(number)
        return wanted

    def _read(self, reader: Reader, tasks: Sequence[Task]) -> Iterator[PageReading]:
        for read in reader.read(tasks):
            self._new.append(read.page)
            self.crops |= read.crops
            yield read.page

    def _copies(self) -> Iterator[PageReading]:
        """Yield the pages of files that have the same bytes as another one."""
        pages = [*self.kept, *self._new]
        first = {page.sha256: page.file for page in pages}
        there = {page.file for page in pages}
        for file in self._files:
            if file.reason or file.name in there:
                continue
            same = [page for page in pages if page.sha256 == file.sha256]
            yield from (
                replace(page, file=file.name) for page in same if page.file == first[file.sha256]
            )


def files_of(folder: Path, readings: Readings, crops: Mapping[str, bytes]) -> dict[Path, bytes]:
    """Return the files to write into a folder of results."""
    pictures = {folder / CROPS / name: crops[name] for name in sorted(crops)}
    return {folder / FILE: to_json(readings), **pictures}


def check_own(readings: Readings) -> None:
    """Raise QuizgenError (Q704) if all sheets are of other quizzes."""
    if not any(page.rows for page in readings.pages):
        foreign = list(_of_other_quizzes(readings, Severity.ERROR))
        if foreign:
            raise QuizgenError(foreign)


def warnings_of(readings: Readings) -> list[Diagnostic]:
    """Return a warning for each page that cannot be read, and one for each other quiz."""
    unreadable = [
        Diagnostic(
            "Q703",
            page.reason,
            Place(page.source),
            _SCAN_AGAIN if page.page else _SAVE_AGAIN,
            Severity.WARNING,
        )
        for page in readings.pages
        if page.status is Status.UNREADABLE
    ]
    return [*unreadable, *_of_other_quizzes(readings, Severity.WARNING)]


def _of_other_quizzes(readings: Readings, severity: Severity) -> Iterator[Diagnostic]:
    """Yield a problem for each other quiz, with the pages that are sheets of it."""
    by_reason: dict[str, list[PageReading]] = {}
    for page in readings.pages:
        if page.status is Status.FOREIGN:
            by_reason.setdefault(page.reason, []).append(page)
    for reason, (first, *others) in by_reason.items():
        message = f"{reason}; so it is with {_listed(others)}" if others else reason
        yield Diagnostic("Q704", message, Place(first.source), _OWN_MANIFEST, severity)


def _listed(pages: Sequence[PageReading]) -> str:
    more = len(pages) - _MOST_LISTED
    named = "; ".join(page.source for page in pages[:_MOST_LISTED])
    return f"{named}; and {more} more" if more > 0 else named


def _names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def _once(files: Iterable[ScanFile]) -> list[ScanFile]:
    """Return the files without copies of others; those that cannot be opened all stay."""
    found: dict[str, ScanFile] = {}
    for file in files:
        found.setdefault(file.name if file.reason else file.sha256, file)
    return [*found.values()]
