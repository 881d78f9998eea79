"""Time and memory for decks of 1,000, 10,000 and 100,000 facts.

Usage: python tests/benchmarks/scale.py [counts]
"""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from quizgen.deck.load import load_deck
from quizgen.project import Project, QuizOptions


def deck(count: int) -> Iterator[str]:
    """Yield a deck's lines: for every four events, three officials and three statements."""
    yield "deck: scale\ntitle: Scale\nevents:\n"
    for n in range(4 * count // 10):
        yield (
            f"  e{n}: {{name: Event {n}, date: "
            f"{1000 + n * 37 % 1000}-{n % 12 + 1:02}-{n * 7 % 28 + 1:02}}}\n"
        )
    yield "officials:\n"
    for n in range(3 * count // 10):
        yield (
            f"  o{n}: {{name: Person {n}, post: head of office {n}, country: Country {n % 100}}}\n"
        )
    yield "statements:\n"
    for n in range(3 * count // 10):
        yield (
            f'  s{n}: "{{{{Person {n}|person}}}} opened hall {n} in '
            f'{{{{{1000 + n % 1000}|date}}}}."\n'
        )


def measure(count: int, results: multiprocessing.Queue[tuple[float, ...]]) -> None:
    # The command line does this too.
    gc.disable()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scale.yaml"
        path.write_text("".join(deck(count)), encoding="utf-8")
        ticks = [time.perf_counter()]
        loaded = load_deck(path).deck
        assert loaded is not None
        ticks.append(time.perf_counter())
        project = Project(loaded)
        prompts = len(project.prompts)
        ticks.append(time.perf_counter())
        items = len(project.items(QuizOptions()))
        ticks.append(time.perf_counter())
    took = [later - earlier for earlier, later in itertools.pairwise(ticks)]
    results.put(
        (
            *took,
            sum(took),
            prompts,
            items,
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        )
    )


def main() -> None:
    print("  facts    load s  prompts s   items s   total s    times   prompts     items  peak MiB")
    before = 0.0
    for count in map(int, sys.argv[1:] or ("1000", "10000", "100000")):
        results: multiprocessing.Queue[tuple[float, ...]] = multiprocessing.Queue()
        process = multiprocessing.Process(target=measure, args=(count, results))
        process.start()
        load, prompts, items, total, asked, made, peak = results.get()
        process.join()
        times = f"{total / before:8.1f}" if before else "       -"
        print(
            f"{count:7} {load:9.2f} {prompts:10.2f} {items:9.2f} {total:9.2f} "
            f"{times} {asked:9} {made:9} {peak:9.0f}"
        )
        before = total


if __name__ == "__main__":
    main()
