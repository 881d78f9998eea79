"""Change each fact of each deck and print how many other items change.

Usage: python tests/benchmarks/stability.py
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from deck_support import SHIPPED, load
from stability import changes


def main() -> None:
    step = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    print(
        "share of other items changed: all (mean, p95, most), and "
        "without those that offered what was changed"
    )
    for path in SHIPPED:
        for way in ("remove", "edit", "add"):
            found = list(changes(load(path), way, step))
            every, others = (
                sorted(getattr(each, name) for each in found) for name in ("every", "others")
            )
            cells = "   ".join(_told(shares) for shares in (every, others))
            worst = max(found, key=lambda each: each.every)
            print(f"{path.stem:16} {way:7} {cells}   most by {worst.fact}")


def _told(shares: list[float]) -> str:
    p95 = shares[int(0.95 * (len(shares) - 1))]
    return f"{sum(shares) / len(shares):6.1%} {p95:6.1%} {shares[-1]:6.1%}"


if __name__ == "__main__":
    main()
