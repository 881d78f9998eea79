"""What it costs to read, check and lint a deck, beside what PyYAML takes to load its YAML.

Usage: python tests/benchmarks/reading.py [--facts 20000] [--rounds 3]

Each run is a process of its own, and the seconds are its processor time, the start included. The
ratios are to `yaml.load` with CSafeLoader in the same round; the table shows medians.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

LOADING = (
    "import sys, yaml\nyaml.load(open(sys.argv[1], encoding='utf-8'), Loader=yaml.CSafeLoader)"
)
READING = (
    "import gc, sys; gc.disable()\n"
    "from pathlib import Path; from quizgen.deck.load import load_deck\n"
    "load_deck(Path(sys.argv[1]))"
)


def officials(count: int) -> Iterator[str]:
    """Yield the lines of a deck of officials."""
    yield "deck: officials\ntitle: Officials\nsource: {title: A source}\nofficials:\n"
    for n in range(count):
        yield f"  o{n}: {{name: Person {n}, post: head of office {n}, country: Land {n % 100}}}\n"


def seconds_of(command: list[str], folder: Path, *, cache: Path | None = None) -> float:
    """Return the processor time of a command that runs in a folder."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "QUIZGEN_CACHE": str(cache) if cache else ""}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def steps(folder: Path) -> dict[str, Callable[[], float]]:
    """Return what is measured, in order; the second check has the record of the first."""
    deck, cache = "deck.yaml", folder / "cache"
    check = [sys.executable, "-m", "quizgen", "check", deck]

    def checked(*options: str, cache: Path | None = None) -> float:
        return seconds_of([*check, *options], folder, cache=cache)

    def checked_again(*options: str) -> float:
        checked(*options, cache=cache)
        return checked(*options, cache=cache)

    return {
        "yaml.load": lambda: seconds_of([sys.executable, "-c", LOADING, deck], folder),
        "read": lambda: seconds_of([sys.executable, "-c", READING, deck], folder),
        "check --no-lint": lambda: checked("--no-lint"),
        "check": checked,
        "check --no-lint, unchanged": lambda: checked_again("--no-lint"),
        "check, unchanged": checked_again,
    }


def main() -> None:
    """Measure in turn, and print a row for each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "deck.yaml").write_text("".join(officials(given.facts)), encoding="utf-8")
        measured = steps(folder)
        rounds = [{step: run() for step, run in measured.items()} for _ in range(given.rounds)]
    print("step                         seconds   ratio   from   to")
    for step in measured:
        seconds = statistics.median(each[step] for each in rounds)
        ratios = sorted(each[step] / each["yaml.load"] for each in rounds)
        middle = statistics.median(ratios)
        print(f"{step:27} {seconds:8.2f} {middle:7.2f} {ratios[0]:6.2f} {ratios[-1]:6.2f}")


if __name__ == "__main__":
    main()
