"""What the reading processes are asked, and what they answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizgen.grade.readings import PageReading
from quizgen.quiz.geometry import Sheets


@dataclass(frozen=True, slots=True)
class Quiz:
    """The printed sheets of a quiz, and its fingerprint."""

    fingerprint: str
    sheets: Sheets


@dataclass(frozen=True, slots=True)
class PageRead:
    """What a page says, with crops as PNG files by their names."""

    page: PageReading
    crops: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Task:
    """Pages of a file to read, by their numbers from 1; without any, they are to be counted."""

    path: str
    file: str
    sha256: str
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """Tasks for one process; without a quiz, it only counts pages."""

    tasks: tuple[Task, ...]
    quiz: Quiz | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a process found: a number of pages or a reason for each task, or pages."""

    counts: tuple[int | str, ...] = ()
    pages: tuple[PageRead, ...] = ()
