"""Print the agreement of the judge of fit with the judged options, as a table for the README."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from judged_support import Score, agreement, rows, scores


def main() -> None:
    """Print a row for each base, with both halves."""
    tune, held = scores("tune"), scores("held")
    print("| base | options | precision, tuned half | recall | precision, held half | recall |")  # noqa: T201
    print("|---|---|---|---|---|---|")  # noqa: T201
    for base in sorted(tune, key=lambda name: (name == "all", name)):
        options = tune[base].count + held[base].count
        print(f"| {base} | {options} | {_cells(tune[base])} | {_cells(held[base])} |")  # noqa: T201
    for half in ("tune", "held"):
        print(f"{half}: rank correlation of temptation and fit {agreement(rows(half)):.2f}")  # noqa: T201


def _cells(score: Score) -> str:
    return f"{score.precision:.2f} | {score.recall:.2f}"


main()
