"""Reads all pages of scans and photos in limited processes, several at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from importlib.util import find_spec
from itertools import islice
from typing import Self

import msgspec

from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.grade.files import ScanFile
from quizgen.grade.orders import Answer, Order, PageRead, Quiz, Task
from quizgen.grade.readings import PageReading, Status
from quizgen.sandbox.children import Children
from quizgen.sandbox.limits import StoppedError, run_limited

_NEEDED = ("cv2", "numpy", "pillow_heif", "pypdfium2", "zxingcpp")
_WORKER = "quizgen.grade.worker"
# A page takes a quarter of a second; a busy machine may need far longer.
_START_SECONDS, _PAGE_SECONDS = 30, 15
_MEGABYTES = 1500
# A process starts in half a second, so each reads several pages; Ctrl-C loses at most these.
_PAGES_AT_ONCE, _FILES_AT_ONCE = 16, 64
# Why a page was not read that another run may read: the machine may be less busy then.
STOPPED = {
    "time": "reading it takes too long",
    "memory": "reading it takes too much memory",
    "crash": "it crashes the program that reads it",
}
_Run = Callable[[Order], Answer]


@dataclass(frozen=True, slots=True)
class Counted:
    """A file with the number of its pages; 0 with the reason if it cannot be opened."""

    file: ScanFile
    pages: int
    reason: str = ""


def check_packages() -> None:
    """Raise QuizgenError (Q701) if a package for reading is missing."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        message = f"reading sheets needs the Python package `{missing[0]}`"
        fix = "pip install 'quizgen[grade]'"
        raise QuizgenError([Diagnostic("Q701", message, Place("quizgen grade"), fix)])


class Reader:
    """Reads pages in processes; use it as a context, which an exception ends at once."""

    def __init__(self, quiz: Quiz, processes: int = 0) -> None:
        self._quiz = quiz
        self._pool = ThreadPoolExecutor(processes or os.cpu_count() or 1)
        self._children = Children()

    def __enter__(self) -> Self:
        """Return the reader."""
        self._children.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        """Wait for the processes; after an exception, kill them."""
        self._children.__exit__(*error)  # type: ignore[arg-type]
        self._pool.shutdown(cancel_futures=True)

    def count(self, files: Sequence[ScanFile]) -> list[Counted]:
        """Return how many pages each file has."""
        sound = [file for file in files if not file.reason]
        tasks = [Task(str(file.path), file.name, file.sha256) for file in sound]
        batches = list(_batches(tasks, _FILES_AT_ONCE))
        counts = [each for found in self._pool.map(self._counts, batches) for each in found]
        by_file = dict(zip(sound, counts, strict=True))
        return [_counted(file, by_file.get(file, file.reason)) for file in files]

    def read(self, tasks: Sequence[Task]) -> Iterator[PageRead]:
        """Yield the pages of tasks as they are read, in no order."""
        batches = list(_of_pages(tasks, _PAGES_AT_ONCE))
        futures = [self._pool.submit(self._pages, batch) for batch in batches]
        for done in as_completed(futures):
            yield from _result(done)

    def _counts(self, tasks: tuple[Task, ...]) -> tuple[int | str, ...]:
        try:
            return self._ask(Order(tasks), _START_SECONDS + len(tasks)).counts
        except StoppedError as error:
            if len(tasks) == 1:
                return (STOPPED[error.reason],)
        return tuple(count for task in tasks for count in self._counts((task,)))

    def _pages(self, tasks: tuple[Task, ...]) -> tuple[PageRead, ...]:
        """Read the pages of tasks; if a process is stopped, find the page that did it."""
        count = sum(len(task.pages) for task in tasks)
        try:
            return self._ask(Order(tasks, self._quiz), _START_SECONDS + _PAGE_SECONDS * count).pages
        except StoppedError as error:
            if count == 1:
                return (PageRead(_unread(tasks[0], tasks[0].pages[0], STOPPED[error.reason])),)
        singles = [replace(task, pages=(page,)) for task in tasks for page in task.pages]
        return tuple(page for single in singles for page in self._pages((single,)))

    def _ask(self, order: Order, seconds: float) -> Answer:
        said = run_limited(
            _WORKER,
            [],
            msgspec.msgpack.encode(order),
            seconds=seconds,
            megabytes=_MEGABYTES,
            children=self._children,
        )
        return msgspec.msgpack.decode(said, type=Answer)


def unopened(counted: Counted) -> PageReading:
    """Return the page that stands for a file that cannot be opened."""
    file = counted.file
    return PageReading(file.name, file.sha256, 0, Status.UNREADABLE, counted.reason)


def task_of(counted: Counted, pages: Sequence[int]) -> Task:
    """Return the task to read some pages of a file."""
    file = counted.file
    return Task(str(file.path), file.name, file.sha256, tuple(pages))


def _counted(file: ScanFile, found: int | str) -> Counted:
    if isinstance(found, int):
        return Counted(file, found)
    return Counted(file, 0, found)


def _unread(task: Task, page: int, reason: str) -> PageReading:
    return PageReading(task.file, task.sha256, page, Status.UNREADABLE, reason)


def _batches(tasks: Sequence[Task], most: int) -> Iterator[tuple[Task, ...]]:
    left = iter(tasks)
    while batch := tuple(islice(left, most)):
        yield batch


def _of_pages(tasks: Sequence[Task], most: int) -> Iterator[tuple[Task, ...]]:
    """Yield batches of at most so many pages: of parts of a file, or of several files."""
    batch: list[Task] = []
    count = 0
    for task in tasks:
        for start in range(0, len(task.pages), most):
            part = replace(task, pages=task.pages[start : start + most])
            if batch and count + len(part.pages) > most:
                yield tuple(batch)
                batch, count = [], 0
            batch.append(part)
            count += len(part.pages)
    if batch:
        yield tuple(batch)


def _result(done: Future[tuple[PageRead, ...]]) -> tuple[PageRead, ...]:
    return done.result()
