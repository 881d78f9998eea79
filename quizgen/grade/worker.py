"""A process that reads scans and photos, which may come from a stranger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import msgspec

from quizgen.grade.orders import Answer, Order, PageRead, Quiz, Task
from quizgen.grade.pages import PageError, count_pages, pictures
from quizgen.grade.read_page import read_page
from quizgen.grade.readings import PageReading, Status
from quizgen.sandbox.inputs import TooLargeError, read_regular, reason_of
from quizgen.sandbox.limited import answer

MOST_BYTES = 1024 * 1024 * 1024


def answered(_: Sequence[str], order: bytes) -> bytes:
    """Return the answer to an order, both in MessagePack."""
    # The processes themselves use all cores.
    cv2.setNumThreads(1)
    asked = msgspec.msgpack.decode(order, type=Order)
    quiz = asked.quiz
    if quiz is None:
        found = Answer(counts=tuple(_count(task) for task in asked.tasks))
    else:
        found = Answer(pages=tuple(page for task in asked.tasks for page in _read(task, quiz)))
    return msgspec.msgpack.encode(found)


def _count(task: Task) -> int | str:
    try:
        return count_pages(_data(task))
    except PageError as error:
        return str(error)


def _read(task: Task, quiz: Quiz) -> Iterator[PageRead]:
    about = [
        PageReading(task.file, task.sha256, number, Status.UNREADABLE) for number in task.pages
    ]
    try:
        shown = pictures(_data(task), task.pages)
        for page, picture in zip(about, shown, strict=True):
            if isinstance(picture, PageError):
                yield PageRead(replace(page, reason=str(picture)))
            else:
                yield read_page(picture, quiz, page)
    except PageError as error:
        yield from (PageRead(replace(page, reason=str(error))) for page in about)


def _data(task: Task) -> bytes:
    try:
        return read_regular(Path(task.path), MOST_BYTES)
    except TooLargeError as error:
        raise PageError(reason_of(error)) from None
    except OSError as error:
        raise PageError(f"it cannot be opened: {reason_of(error)}") from None


if __name__ == "__main__":
    answer(answered)
