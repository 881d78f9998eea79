"""Read marked answer sheets that a simulator made, and compare with a page-wide threshold.

Prints wrong and unflagged rows, rows sent to review and sheets unread for each condition, and what
reading costs. Arguments: sheets for each condition, and the conditions (all of them if none).
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

import cv2
import numpy as np
from scan_counts import Count
from scan_simulator import CONDITIONS, HELD_OUT, Marked, simulated
from sheets_to_scan import PrintedSheet, make_sheets, sheets_made

from quizgen.grade.markers import find_markers
from quizgen.grade.pages import picture_of
from quizgen.grade.read_page import read_page
from quizgen.grade.readings import PageReading, Status
from quizgen.grade.rectify import SCALE, plane_of, rectified

# Seeds that the reader was tuned with are below this.
FIRST_SEED = 500_000
SHEETS = 135
ALL = {**CONDITIONS, **HELD_OUT}
_BATCH = 8
# The sheets that a process marks.
_printed: list[PrintedSheet] = []


def main() -> None:
    sheets = int(sys.argv[1]) if len(sys.argv) > 1 else SHEETS
    names = sys.argv[2:] or [*ALL]
    jobs = [
        (name, FIRST_SEED + start, min(_BATCH, sheets - start))
        for name in names
        for start in range(0, sheets, _BATCH)
    ]
    counts = {name: Count() for name in names}
    with TemporaryDirectory() as folder:
        make_sheets(Path(folder))
        # A forked process would inherit locks of the typesetter's threads.
        fresh = get_context("spawn")
        with ProcessPoolExecutor(2, fresh, _begin, (folder,)) as pool:
            for name, count in pool.map(_job, jobs):
                counts[name].add(count)
                if counts[name].sheets == sheets:
                    _print_condition(name, counts[name])
    _print_all(counts)


def _begin(folder: str) -> None:
    cv2.setNumThreads(1)
    _printed.extend(sheets_made(Path(folder)))


def _job(job: tuple[str, int, int]) -> tuple[str, Count]:
    name, seed, sheets = job
    count = Count()
    for each in range(seed, seed + sheets):
        _sheet(_printed[each % len(_printed)], name, each, count)
    return name, count


def _sheet(sheet: PrintedSheet, name: str, seed: int, count: Count) -> None:
    marked, data = simulated(sheet.picture, sheet.layout, sheet.number, ALL[name], seed)
    about = PageReading("scan.jpg", "0" * 64, 1, Status.READ)
    start = time.perf_counter()
    picture = picture_of(data)
    page = read_page(picture, sheet.quiz, about).page
    count.seconds += time.perf_counter() - start
    count.sheets += 1
    if not page.is_read:
        count.unread += 1
        count.reasons[page.reason] += 1
        return
    count.compare(page, marked)
    start = time.perf_counter()
    _compare_otsu(_otsu(picture_of(data), sheet), marked, count)
    count.otsu_seconds += time.perf_counter() - start


def _otsu(picture: np.ndarray, sheet: PrintedSheet) -> Mapping[str, frozenset[str]] | None:
    """Return the rows as a reader says that splits a page into black and white as a whole."""
    page = sheet.page
    plane = plane_of(find_markers(picture), page.markers)
    if plane is None:
        return None
    seen = rectified(picture, plane, page)
    _, split = cv2.threshold(seen, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    rows: dict[str, set[str]] = {}
    for bubble in page.bubbles:
        half = bubble.radius * 0.7
        left, top = round((bubble.x - half) * SCALE), round((bubble.y - half) * SCALE)
        side = round(2 * half * SCALE)
        part = split[top : top + side, left : left + side]
        letters = rows.setdefault(sheet.layout.rows[bubble.index].label, set())
        if part.mean() > 0.5 * 255:
            letters.add(bubble.letter)
    return {label: frozenset(letters) for label, letters in rows.items()}


def _compare_otsu(rows: Mapping[str, frozenset[str]] | None, marked: Marked, count: Count) -> None:
    for label, letters in (rows or {}).items():
        truth = marked.rows[label]
        if truth.kind == "by hand":
            continue
        is_wrong = letters != truth.letters
        is_flagged = len(letters) > 1
        count.otsu_wrong += is_wrong
        count.otsu_silent += is_wrong and not is_flagged
        count.otsu_reviewed += is_flagged


def _print_condition(name: str, count: Count) -> None:
    print("".join(_line(name, count)), flush=True)
    for about in ("silent_kinds", "reviewed_kinds", "reasons"):
        found = getattr(count, about)
        if found:
            print(f"    {about.replace('_', ' ')}: {dict(found.most_common(6))}", flush=True)


def _print_all(counts: Mapping[str, Count]) -> None:
    total = Count()
    for count in counts.values():
        total.add(count)
    print("".join(_line("all", total)))
    print("silent: wrong and unflagged per 100,000 rows; in brackets, the page-wide threshold")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory of a process that simulates and reads: {peak:.0f} MB")


def _line(name: str, count: Count) -> Iterator[str]:
    rows = max(1, count.rows)
    held = " *" if name in HELD_OUT else ""
    yield f"{name + held:22} {count.sheets:5} sheets, unread {count.unread:3}, {count.rows:6} rows"
    yield f", silent {1e5 * count.silent / rows:7.1f} ({1e5 * count.otsu_silent / rows:7.0f})"
    yield f", wrong {100 * count.wrong / rows:5.2f} % ({100 * count.otsu_wrong / rows:5.2f} %)"
    share = 100 * count.clear_reviewed / max(1, count.clear)
    yield f", clear rows reviewed {share:5.2f} %, all {100 * count.reviewed / rows:5.2f} %"
    yield f" ({100 * count.otsu_reviewed / rows:5.2f} %)"
    yield f", heads {count.heads_wrong} wrong, {count.heads_reviewed} reviewed"
    pages = max(1, count.sheets)
    yield f", {pages / max(1e-9, count.seconds):5.1f} pages/s"
    yield f" ({pages / max(1e-9, count.otsu_seconds):5.1f})"


if __name__ == "__main__":
    main()
