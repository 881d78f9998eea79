"""Read marked answer sheets that a simulator made, and compare with a page-wide threshold.

Reports wrong and unflagged rows, rows sent to review and unread sheets for each condition, and what
reading costs. With `--to FILE`, a run appends the counts of every few sheets to a file. A later run
with the same file goes on where the last one stopped, so a long run can be done in parts.
`--sum FILE` reports what a file holds. Times are of the processor, so that a busy machine changes
little.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
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
from quizgen.grade.together import PROGRAM

# Seeds that the reader was tuned with are below this.
FIRST_SEED = 700_000
# Each condition has seeds of its own, so that no two sheets have the same marks.
SEEDS = 10_000
SHEETS = 135
ALL = {**CONDITIONS, **HELD_OUT}
_BATCH = 8
# The sheets that a process marks.
_printed: list[PrintedSheet] = []


@dataclass(frozen=True)
class Batch:
    """A few sheets in one condition; the seeds of the marks are `seed` and the next ones."""

    condition: str
    seed: int
    sheets: int


@dataclass(frozen=True)
class Counted:
    """What was counted in a batch, and the most memory that its process has had, in MB."""

    batch: Batch
    count: Count
    memory: float


def main() -> None:
    wishes = _parser().parse_args()
    if wishes.sum:
        _print_all(_counted_in(wishes.sum))
        return
    earlier = _counted_in(wishes.to) if wishes.to else []
    done = {each.batch for each in earlier}
    batches = [each for each in _batches(wishes.conditions, wishes.sheets) if each not in done]
    counted = [*earlier]
    for each in _counts(batches, wishes.processes):
        counted.append(each)
        if wishes.to:
            _append(wishes.to, each)
    _print_all(counted)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("conditions", nargs="*", default=[*ALL], help="all of them if none")
    parser.add_argument("--sheets", type=int, default=SHEETS, help="of each condition")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--to", type=Path, metavar="FILE", help="append the counts to this file")
    parser.add_argument("--sum", type=Path, metavar="FILE", help="report what this file holds")
    return parser


def _batches(conditions: Sequence[str], sheets: int) -> list[Batch]:
    """Return batches in turn from each condition, so that half a run knows half of each."""
    first = {name: FIRST_SEED + SEEDS * number for number, name in enumerate(ALL)}
    return [
        Batch(name, first[name] + start, min(_BATCH, sheets - start))
        for start in range(0, sheets, _BATCH)
        for name in conditions
    ]


def _counts(batches: Iterable[Batch], processes: int) -> Iterator[Counted]:
    with TemporaryDirectory() as folder:
        make_sheets(Path(folder))
        # A forked process would inherit locks of the typesetter's threads.
        fresh = get_context("spawn")
        with ProcessPoolExecutor(processes, fresh, _begin, (folder,)) as pool:
            yield from pool.map(_counted, batches)


def _begin(folder: str) -> None:
    cv2.setNumThreads(1)
    _printed.extend(sheets_made(Path(folder)))


def _counted(batch: Batch) -> Counted:
    count = Count()
    for seed in range(batch.seed, batch.seed + batch.sheets):
        _sheet(_printed[seed % len(_printed)], batch.condition, seed, count)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Counted(batch, count, memory)


def _append(file: Path, counted: Counted) -> None:
    """Append a batch as a line of JSON."""
    line = {
        "program": PROGRAM,
        "batch": vars(counted.batch),
        "count": vars(counted.count),
        "memory": counted.memory,
    }
    with file.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(line) + "\n")


def _counted_in(file: Path) -> list[Counted]:
    """Return what this version of the reader counted; a line that broke off does not count."""
    if not file.exists():
        return []
    text = file.read_text("utf-8")
    whole = text[: text.rfind("\n") + 1]
    lines = [json.loads(line) for line in whole.splitlines()]
    return [
        Counted(Batch(**line["batch"]), _count_of(line["count"]), line["memory"])
        for line in lines
        if line["program"] == PROGRAM
    ]


def _count_of(values: Mapping[str, object]) -> Count:
    empty = Count()
    counts = {each.name: values[each.name] for each in fields(Count)}
    for name, value in counts.items():
        if isinstance(getattr(empty, name), Counter):
            counts[name] = Counter(value)
    return Count(**counts)


def _sheet(sheet: PrintedSheet, name: str, seed: int, count: Count) -> None:
    marked, data = simulated(sheet.picture, sheet.layout, sheet.number, ALL[name], seed)
    about = PageReading("scan.jpg", "0" * 64, 1, Status.READ)
    start = time.process_time()
    picture = picture_of(data)
    page = read_page(picture, sheet.quiz, about).page
    count.seconds += time.process_time() - start
    count.sheets += 1
    if not page.is_read:
        count.unread += 1
        count.reasons[page.reason] += 1
        return
    count.compare(page, marked)
    start = time.process_time()
    _compare_otsu(_otsu(picture_of(data), sheet), marked, count)
    count.otsu_seconds += time.process_time() - start


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


def _print_all(counted: Sequence[Counted]) -> None:
    counts: dict[str, Count] = {}
    for each in counted:
        counts.setdefault(each.batch.condition, Count()).add(each.count)
    for name in ALL:
        if name in counts:
            _print_condition(name, counts[name])
    for name, is_of in (("scans", False), ("photos", True)):
        kind = [count for each, count in counts.items() if ALL[each].photo == is_of]
        print("".join(_line(name, _sum(kind))))
    print("".join(_line("all", _sum(counts.values()))))
    print("silent: wrong and unflagged per 100,000 rows; in brackets, the page-wide threshold")
    peak = max((each.memory for each in counted), default=0)
    print(f"peak memory of a process that simulates and reads: {peak:.0f} MB")


def _sum(counts: Iterable[Count]) -> Count:
    total = Count()
    for count in counts:
        total.add(count)
    return total


def _print_condition(name: str, count: Count) -> None:
    print("".join(_line(name, count)))
    for about in ("silent_kinds", "reviewed_kinds", "reasons"):
        found = getattr(count, about)
        if found:
            print(f"    {about.replace('_', ' ')}: {dict(found.most_common(6))}")


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
    yield f", {rows / max(1e-9, count.seconds):5.0f} rows/s"


if __name__ == "__main__":
    main()
