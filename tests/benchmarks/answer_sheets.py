"""Time a class's answer sheets as one document, and as one document for each sheet."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from quizgen.language.labels import load_labels
from quizgen.paper.answer_sheet_pdf import AnswerSheet, SheetOwner, render_answer_sheets
from quizgen.quiz.geometry import Row

SHEETS = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
ROWS = int(sys.argv[2]) if len(sys.argv) > 2 else 40
# Single documents are timed on a few sheets, because each takes the same time.
SINGLE = 20


def main() -> None:
    rows = tuple(Row(str(number), ("A", "B", "C", "D", "E")) for number in range(1, ROWS + 1))
    sheets = [
        AnswerSheet(
            "quiz",
            f"s{number}",
            "A quiz",
            rows,
            student=SheetOwner(f"SheetOwner number {number}", str(number)),
        )
        for number in range(SHEETS)
    ]
    labels = load_labels("en")
    render_answer_sheets(sheets[:1], labels)
    start = time.perf_counter()
    for sheet in sheets[:SINGLE]:
        render_answer_sheets([sheet], labels)
    single = (time.perf_counter() - start) / min(SINGLE, SHEETS)
    before = _peak()
    start = time.perf_counter()
    made = render_answer_sheets(sheets, labels)
    together = (time.perf_counter() - start) / SHEETS
    print(
        f"{SHEETS} sheets of {ROWS} rows: {together * SHEETS:.2f} s, {len(made.pdf) / 1e6:.1f} MB"
    )
    print(
        f"  a sheet takes {1000 * together:.2f} ms, on its own {1000 * single:.2f} "
        f"ms: {single / together:.1f} times"
    )
    print(f"  peak memory {_peak():.0f} MB, {before:.0f} MB before")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
