"""What a fact costs as decks grow: processor time and memory, for 1,000 and 10,000 facts.

Usage: python tests/benchmarks/scale.py [--large] [--rounds 3] [counts]

Rounds take the sizes in turn, and the least time of each counts. `growth` compares the time of a
fact with that in the smallest deck. With `--large`, there are also 100,000 facts.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quizgen.deck.load import load_deck
from quizgen.project import Project, QuizOptions


@dataclass(frozen=True, slots=True)
class Cost:
    """What a deck of `facts` costs: seconds of each stage, the peak in MiB, and the page faults.

    The seconds are those of all processes together, and so is the peak.
    """

    facts: int
    load: float
    prompts: float
    items: float
    peak: float
    faults: int

    @property
    def per_fact(self) -> float:
        """Return the milliseconds for a fact."""
        return 1000 * (self.load + self.prompts + self.items) / self.facts


_SYLLABLES = (
    *("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu"),
    *("ra", "se", "ti", "vo", "wu", "za", "bre", "dra", "fli", "gno"),
)
# Where the numbers of names begin, so that no question repeats a word of its answer.
_LANDS, _OFFICES, _HALLS, _FAMILIES = 50_021, 70_043, 100_057, 130_079


def name_of(number: int) -> str:
    """Return a made-up name: names with numbers would be members of a series, as Apollo 8 is."""
    rest, parts = number * 104_729 % 160_000, []
    for _ in range(4):
        rest, place = divmod(rest, len(_SYLLABLES))
        parts.append(_SYLLABLES[place])
    return "".join(reversed(parts)).capitalize()


def deck(count: int) -> Iterator[str]:
    """Yield a deck's lines: for every four events, three officials and three statements."""
    yield "deck: scale\ntitle: Scale\nevents:\n"
    for n in range(4 * count // 10):
        yield (
            f"  e{n}: {{name: Fall of {name_of(n)}, date: "
            f"{1000 + n * 37 % 1000}-{n % 12 + 1:02}-{n * 7 % 28 + 1:02}}}\n"
        )
    yield "officials:\n"
    for n in range(3 * count // 10):
        post, country = f"head of the office of {name_of(_OFFICES + n)}", name_of(_LANDS + n % 100)
        yield f"  o{n}: {{name: {_person(n)}, post: {post}, country: {country}}}\n"
    yield "statements:\n"
    for n in range(3 * count // 10):
        hall, year = name_of(_HALLS + n), 1000 + n % 1000
        yield f'  s{n}: "{{{{{_person(n)}|person}}}} opened {hall} Hall in {{{{{year}|date}}}}."\n'


def varied(count: int) -> Iterator[str]:
    """Yield a deck's lines: as many facts of each of six kinds."""
    each = count // 6
    yield "deck: scale\ntitle: Scale\nevents:\n"
    for n in range(each):
        date = f"{1000 + n * 37 % 1000}-{n % 12 + 1:02}"
        yield f"  e{n}: {{name: Fall of {name_of(n)}, date: {date}}}\n"
    yield "officials:\n"
    for n in range(each):
        post, country = f"head of the office of {name_of(_OFFICES + n)}", name_of(_LANDS + n % 20)
        yield f"  o{n}: {{name: {_person(n)}, post: {post}, country: {country}}}\n"
    yield "statements:\n"
    for n in range(each):
        yield f'  s{n}: "Somebody opened {name_of(_HALLS + n)} Hall in {{{{{1000 + n}|date}}}}."\n'
    yield "terms:\n"
    for n in range(each):
        definition = f"what stands in row {name_of(_HALLS + n)}"
        yield f"  t{n}: {{name: {name_of(n)}, definition: {definition}, topic: tables}}\n"
    yield "treaties:\n"
    for n in range(each):
        year, party = 1200 + n * 31 % 700, name_of(_LANDS + n % 9)
        yield f"  p{n}: {{name: Treaty of {name_of(n)}, signed: {year}, parties: [{party}]}}\n"
    yield "organizations:\n"
    for n in range(each):
        what, country = f"the maker of good {name_of(_OFFICES + n)}", name_of(_LANDS + n % 9)
        yield f"  g{n}: {{name: {name_of(n)} Company, what: {what}, country: {country}}}\n"


def _person(number: int) -> str:
    return f"{name_of(number)} {name_of(_FAMILIES + number)}"


def measure(count: int, results: multiprocessing.Queue[Cost]) -> None:
    """Load a deck and make its questions and items, in a process of its own."""
    # The command line does this too.
    gc.disable()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scale.yaml"
        path.write_text("".join(deck(count)), encoding="utf-8")
        ticks = [spent()]
        loaded = load_deck(path).deck
        assert loaded is not None
        ticks.append(spent())
        project = Project(loaded)
        assert project.prompts
        ticks.append(spent())
        assert project.items(QuizOptions())
        ticks.append(spent())
    load, prompts, items = (later - earlier for earlier, later in itertools.pairwise(ticks))
    used, others = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    peak = (used.ru_maxrss + others.ru_maxrss) / 1024
    results.put(Cost(count, load, prompts, items, peak, used.ru_minflt))


def spent() -> float:
    """Return the seconds that this process and those that it started have taken."""
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + others.ru_utime + others.ru_stime


def cost_of(count: int) -> Cost:
    """Return what a deck costs in a new process."""
    results: multiprocessing.Queue[Cost] = multiprocessing.Queue()
    process = multiprocessing.Process(target=measure, args=(count, results))
    process.start()
    cost = results.get()
    process.join()
    return cost


def main() -> None:
    """Measure the decks and print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[1000, 10_000])
    parser.add_argument("--large", action="store_true", help="measure 100,000 facts as well")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    counts = [*given.counts, *([100_000] if given.large else [])]
    rounds = [[cost_of(count) for count in counts] for _ in range(given.rounds)]
    least = [min(costs, key=lambda cost: cost.per_fact) for costs in zip(*rounds, strict=True)]
    print("  facts    load s  prompts s   items s  ms/fact   growth  peak MiB  KiB/fact  faults")
    for cost in least:
        growth = cost.per_fact / least[0].per_fact - 1
        memory = cost.peak * 1024 / cost.facts
        print(
            f"{cost.facts:7} {cost.load:9.2f} {cost.prompts:10.2f} {cost.items:9.2f} "
            f"{cost.per_fact:8.2f} {growth:8.0%} {cost.peak:9.0f} {memory:9.1f} {cost.faults:7}"
        )


if __name__ == "__main__":
    main()
