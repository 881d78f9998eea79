"""Makes the marked sheets that go back to students: a PDF for each, drawn in limited processes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from quizgen.diagnostics import Diagnostic, Place
from quizgen.grade.annotations import Annotated, annotated
from quizgen.grade.results import ClassResults
from quizgen.paper.filenames import slug
from quizgen.sandbox.inputs import IrregularFileError, TooLargeError, read_regular
from quizgen.sandbox.limits import StoppedError, run_limited

FOLDER = "sheets"
# A scan that was read is not larger.
_MOST_BYTES = 1024 * 1024 * 1024
_WORKER = "quizgen.grade.annotate_worker"
_START_SECONDS, _PAGE_SECONDS, _MEGABYTES = 30, 15, 1500


def sheets_of(results: ClassResults) -> Iterator[tuple[str, bytes | Diagnostic]]:
    """Yield the name of each student's file, and the file or why there is none (Q731).

    The scans must be where they were read, with the same bytes.
    """
    taken: set[str] = set()
    for result in results.scored:
        pages = annotated(result, results.manifest)
        if not pages:
            continue
        who = slug(f"{result.student.number} {result.student.name}")
        name, count = who, 1
        while name.casefold() in taken:
            count += 1
            name = f"{who}-{count}"
        taken.add(name.casefold())
        yield f"{name}.pdf", _drawn(pages)


def _drawn(pages: list[Annotated]) -> bytes | Diagnostic:
    for each in pages:
        if not _is_there(each):
            fix = "run the command where you ran it first, or give the scans again"
            message = "this scan is not there any more, or it has changed"
            return Diagnostic("Q731", message, Place(each.page.file), fix)
    order = [
        {
            "path": each.page.file,
            "page": each.page.page,
            "transform": each.page.transform,
            "strokes": each.strokes,
        }
        for each in pages
    ]
    seconds = _START_SECONDS + _PAGE_SECONDS * len(pages)
    try:
        return run_limited(
            _WORKER, [], msgspec.msgpack.encode(order), seconds=seconds, megabytes=_MEGABYTES
        )
    except StoppedError:
        message = "the scan could not be drawn on"
        return Diagnostic("Q731", message, Place(pages[0].page.source), "scan the sheet again")


def _is_there(each: Annotated) -> bool:
    """Return whether the file of a page is there, with the bytes that were read."""
    try:
        data = read_regular(Path(each.page.file), _MOST_BYTES)
    except (OSError, IrregularFileError, TooLargeError):
        return False
    return hashlib.sha256(data).hexdigest() == each.page.sha256
