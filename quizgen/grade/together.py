"""Readings as a whole: pages of earlier runs kept, in a fixed order, duplicates found."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from quizgen import __version__
from quizgen.grade.files import ScanFile
from quizgen.grade.readings import FORMAT, PageReading, Readings, Status
from quizgen.grade.run import STOPPED
from quizgen.quiz.geometry import Sheets
from quizgen.quiz.manifest import Manifest

# Raise it when the same pages would be read differently.
READER = 2
PROGRAM = f"quizgen {__version__}, reader {READER}"
_NUMBERS = re.compile(r"(\d+)")
_Key = tuple[str, str, int]


def pages_to_keep(
    before: Readings | None, files: Collection[ScanFile], crops: Collection[str]
) -> list[PageReading]:
    """Return the pages of an earlier run that need not be read again.

    Pages stay if the same program read them, and their `crops` are still there. A file that has
    new bytes is read again. Pages of files that are not given this time stay, too.
    """
    if before is None or before.program != PROGRAM:
        return []
    now = {file.name: file.sha256 for file in files}
    return [page for page in before.pages if crops_of(page) <= set(crops) and _stays(page, now)]


def _stays(page: PageReading, now: Mapping[str, str]) -> bool:
    """Return whether files that are given now, by name with their hashes, leave a page as it is."""
    if page.file not in now:
        return page.sha256 not in now.values()
    return now[page.file] == page.sha256 and not _is_worth_another_try(page)


def known_pages(
    before: Readings | None, files: Collection[ScanFile], crops: Collection[str]
) -> dict[tuple[str, int], PageReading]:
    """Return pages of an earlier run by their file's hash and their number, for renamed files."""
    if before is None or before.program != PROGRAM:
        return {}
    given = {file.sha256 for file in files}
    return {
        (page.sha256, page.page): page
        for page in before.pages
        if page.sha256 in given and crops_of(page) <= set(crops) and not _is_worth_another_try(page)
    }


def _is_worth_another_try(page: PageReading) -> bool:
    """Return whether its file could not be opened, or its process was stopped."""
    return not page.page or page.reason in STOPPED.values()


def crops_of(page: PageReading) -> set[str]:
    """Return the names of the crops of a page."""
    heads = (page.version.crop, page.number.crop, page.name_crop)
    return {name for name in (*heads, *(row.crop for row in page.rows)) if name}


def together(manifest: Manifest, pages: Iterable[PageReading]) -> Readings:
    """Return the readings of a quiz: its pages in a fixed order, with duplicates marked."""
    ordered = sorted(pages, key=_order)
    own = {version.version for version in manifest.versions if version.student}
    papers = manifest.sheet.papers if manifest.sheet else ()
    students = {
        paper.paper for paper in papers if paper.paper and (paper.version or paper.paper) in own
    }
    return Readings(FORMAT, manifest.fingerprint, PROGRAM, tuple(_marked(ordered, students)))


def missing_papers(manifest: Manifest, readings: Readings) -> list[tuple[str, int]]:
    """Return the pages of students' papers that were not read: the version, and the page from 1."""
    if manifest.sheet is None:
        return []
    read = {(page.paper, page.sheet_page) for page in readings.pages if page.is_read}
    order = [version.version for version in manifest.versions]
    lost = [
        (version, number)
        for version, paper, number in _pages_of_students(manifest, manifest.sheet)
        if (paper, number) not in read
    ]
    return sorted(lost, key=lambda each: (order.index(each[0]), each[1]))


def _pages_of_students(manifest: Manifest, sheets: Sheets) -> set[tuple[str, str, int]]:
    """Return the pages of students' sheets: the version, the paper and the page from 1.

    A paper that was printed in two looks is one paper.
    """
    students = {version.version for version in manifest.versions if version.student}
    pages = {
        (paper.version or paper.paper, paper.paper, number)
        for paper in sheets.papers
        for number in range(1, 1 + len(sheets.layouts[paper.layout].pages))
    }
    return {each for each in pages if each[0] in students}


def _order(page: PageReading) -> tuple[list[str | tuple[int, str]], str, int]:
    parts = _NUMBERS.split(page.file)
    # Texts and numbers take turns, so that scan-9 comes before scan-10.
    keyed = [(int(part), part) if part.isdecimal() else part for part in parts]
    return keyed, page.sha256, page.page


def _marked(pages: Iterable[PageReading], students: Collection[str]) -> Iterator[PageReading]:
    """Yield the pages, with duplicates marked as such: the first stays as it is."""
    seen: dict[_Key, PageReading] = {}
    for each in pages:
        page = replace(each, status=Status.READ, reason="") if each.is_read else each
        key = _key(page, students) if page.is_read else None
        if key in seen:
            yield replace(page, status=Status.DUPLICATE, reason=_repeats(page, seen[key]))
        else:
            yield page
        if key and key not in seen:
            seen[key] = page


def _key(page: PageReading, students: Collection[str]) -> _Key | None:
    """Return what two readings of one sheet share; None if nothing tells the sheet from others."""
    if page.paper in students:
        return "paper", page.paper, page.sheet_page
    number = page.number.value if not page.number.doubt else ""
    return ("number", number, page.sheet_page) if number else None


def _repeats(page: PageReading, first: PageReading) -> str:
    what = "the same page" if page.paper == first.paper else "a page with the same number"
    before: Mapping[str, tuple[str, ...]] = {row.label: row.letters for row in first.rows}
    other = [row.label for row in page.rows if before.get(row.label) != row.letters]
    if not other:
        return f"it shows {what} as {first.source}, with the same marks"
    rows = ", ".join(other[:10]) + (" …" if len(other) > 10 else "")
    return f"it shows {what} as {first.source}, with other marks in {rows}"
