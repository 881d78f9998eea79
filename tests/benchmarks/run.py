"""Compare the speed of each part of quizgen with a peer, and print the table as Markdown.

Usage: python tests/benchmarks/run.py [--only WORDS] [--rounds 5] [--large] [--write]

Needs `pip install reportlab genanki anki`. Each measurement is a process of its own, and measures
processor time. A pair is measured in turn, and its ratio is taken round by round: the table has the
median with the least and the greatest, so that it holds on a busy machine. `--large` adds decks of
100,000 facts and 1,000 papers. `--write` puts the table into docs/explanation/speed.md.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import subjects

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "explanation" / "speed.md"
START, END = "<!-- table -->", "<!-- end of table -->"
CLICK = ("-c", "import click")
HEAD = (
    "| what | compared with | ratio | aim | | processor time | peak memory |",
    "|---|---|---|---|---|---|---|",
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is measured: the name of a function in `subjects.py`, or arguments for Python.

    A command remembers what it did before, for the next round, if it `remembers`; another one
    begins with an empty folder for records, as on the first day.
    """

    name: str = ""
    count: int = 0
    command: tuple[str, ...] = ()
    remembers: bool = False

    @property
    def arguments(self) -> tuple[str, ...]:
        return self.command or (__file__, "--one", self.name, str(self.count))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: a subject, its peer, and how much longer it may take at most.

    With `each`, both times are divided by the number of things. With `memory`, the peaks are
    compared, and not the times.
    """

    what: str
    subject: Subject
    peer_name: str
    peer: Subject
    aim: float
    each: bool = False
    memory: bool = False


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds, and the peak in MB of the largest process."""

    seconds: float
    megabytes: float

    def of(self, row: Row) -> float:
        """Return what the row compares."""
        return self.megabytes if row.memory else self.seconds


def rows(*, large: bool) -> Iterator[Row]:
    """Yield what is compared."""
    article = str(ROOT / "decks" / "us-russia-2020.yaml")
    help_page = Subject(command=("-m", "quizgen", "--help"))
    first = Subject(command=("-m", "quizgen", "check", article))
    again = Subject(command=first.command, remembers=True)
    click = Subject(command=CLICK)
    yield Row("start: `quizgen --help`", help_page, "`import click`", click, 2)
    yield Row("start: a first `check` of the article's deck", first, "`import click`", click, 4)
    yield Row("start: the same once more", again, "`import click`", click, 4)
    largest = 100_000 if large else 10_000
    for count in sorted({1000, 10_000, largest}):
        parser = Subject("yaml_alone", count)
        peer = "PyYAML's C parser"
        yield Row(f"read {count:,} facts", Subject("read", count), peer, parser, 0.25)
        edited = Subject("read_edited", count)
        yield Row(f"read {count:,} facts, one changed", edited, peer, parser, 0.5)
        yield Row(f"check {count:,} facts", Subject("check", count), peer, parser, 0.5)
    most = 100_000 if large else 3000
    for name, what in (
        ("items", "items"),
        ("items_on_one_core", "items on one core"),
        ("lint", "lint"),
    ):
        few, many = Subject(name, 1000), Subject(name, most)
        yield Row(f"{what}: a fact of {most:,}", many, "a fact of 1,000", few, 1.2, each=True)
    yield from _again()
    for name, count, notes in (
        ("package", 10_000, "notes"),
        ("package", 50_000, "notes"),
        ("package_long", 10_000, "long notes"),
    ):
        made, genanki = Subject(name, count), Subject(f"{name}_by_genanki", count)
        what = f"package of {count:,} {notes}"
        yield Row(what, made, "genanki", genanki, 0.5)
        yield Row(what, made, "SQLite and zlib alone", Subject(f"{name}_floor", count), 1.5)
        yield Row(f"{what}: memory", made, "genanki", genanki, 1, memory=True)
    from_yaml, alone = (Subject(name, largest) for name in ("package_from_yaml", "package_alone"))
    yield Row(f"package of {largest:,} facts, from YAML", from_yaml, "the package alone", alone, 2)
    reportlab = Subject("papers_by_reportlab", 30)
    yield Row("30 papers of 40 items", Subject("papers", 30), "reportlab", reportlab, 0.5)
    yield from _growing(large=large)


def _again() -> Iterator[Row]:
    """Yield commands that run once more, beside the same commands for the first time."""
    for name in ("build", "lint"):
        again, first = Subject(f"{name}_unchanged", 1000), Subject(f"first_{name}", 1000)
        yield Row(f"{name} of 1,000 facts, nothing changed", again, f"a first {name}", first, 0.1)
    first = Subject("first_build", 1000)
    edited = Subject("build_edited", 1000)
    yield Row("build of 1,000 facts, one changed", edited, "a first build", first, 0.5)
    edited = Subject("build_with_a_remark", 1000)
    yield Row("build of 1,000 facts, one remark changed", edited, "a first build", first, 0.5)
    first = Subject("first_build_of_six_kinds", 600)
    edited = Subject("build_of_six_kinds_edited", 600)
    what = "build of 600 facts of six kinds, one changed"
    yield Row(what, edited, "a first build", first, 0.5)
    first = Subject("first_build_of_decks", 20)
    edited = Subject("build_of_decks_edited", 20)
    yield Row("build of 20 decks, one fact changed", edited, "a first build", first, 0.2)


def _growing(*, large: bool) -> Iterator[Row]:
    """Yield what has no peer: a thing among many takes hardly longer than one among few."""
    most = 1000 if large else 300
    papers = Subject("papers", 30), Subject("papers", most)
    yield Row(f"a paper of {most:,}", papers[1], "a paper of 30", papers[0], 1.2, each=True)
    personal, peer = Subject("papers_of_students", 30), "30 papers without names"
    yield Row("30 personal papers, printed on both sides", personal, peer, papers[0], 1.2)
    personal, what = Subject("papers_of_students", most), f"{most:,} personal papers"
    yield Row(what, personal, f"{most:,} papers without names", papers[1], 1.2)
    yield Row(f"{what}: memory", personal, "30 papers", papers[0], 2, memory=True)
    cards = Subject("cards", 100), Subject("cards", 1000)
    yield Row("cards of 1,000 facts", cards[1], "of 100 facts, each", cards[0], 1.2, each=True)
    answers = Subject("practice", 100), Subject("practice", 2000)
    what = "practice page: an answer among 2,000 questions"
    yield Row(what, answers[1], "among 100 questions", answers[0], 1.2)
    sheets = Subject("grading", 10), Subject("grading", 40)
    yield Row("a scan of 40", sheets[1], "a scan of 10", sheets[0], 1.2, each=True)


def cost_of(subject: Subject) -> Cost:
    """Measure a subject in a new process; raises CalledProcessError if it fails."""
    with tempfile.TemporaryDirectory() as empty:
        lasting = Path(tempfile.gettempdir()) / "quizgen-records"
        process = subprocess.Popen(
            [sys.executable, *subject.arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=_environment(str(lasting) if subject.remembers else empty),
        )
        assert process.stdout
        printed = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, subject.arguments)
    if subject.command:
        return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
    told = json.loads(printed.splitlines()[-1])
    return Cost(told["seconds"], told["megabytes"])


def _environment(records: str) -> Mapping[str, str]:
    """Return the variables of a process that keeps its records in a folder."""
    # An installed program has its modules compiled already.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)]),
        "QUIZGEN_CACHE": records,
        "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "quizgen-benchmarks"),
    }


def measure(name: str, count: int) -> None:
    """Measure a subject in this process and print the result."""
    import gc
    import resource

    # The command line does this too.
    gc.disable()
    work = getattr(subjects, name)(count)
    start = subjects.seconds()
    told = work()
    waited = isinstance(told, subjects.Waited)
    seconds = told if waited else subjects.seconds() - start
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(each).ru_maxrss for each in who) / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak}))


def line_of(row: Row, rounds: int) -> str:
    """Measure a row and return its line of the table."""
    # The first run of each also compiles modules and fills the system's caches.
    for each in (row.subject, row.peer):
        if each.command:
            cost_of(each)
    pairs = [(cost_of(row.subject), cost_of(row.peer)) for _ in range(rounds)]
    scale = row.peer.count / row.subject.count if row.each else 1
    ratios = sorted(scale * own.of(row) / peer.of(row) for own, peer in pairs)
    middle = statistics.median(ratios)
    spent = statistics.median(own.seconds for own, _ in pairs)
    peak = max(own.megabytes for own, _ in pairs)
    spread = f"{middle:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
    met = "met" if round(middle, 2) <= row.aim else "not met"
    cells = (
        row.what,
        row.peer_name,
        spread,
        f"{row.aim:g}",
        met,
        f"{spent:.2f} s",
        f"{peak:.0f} MB",
    )
    return f"| {' | '.join(cells)} |"


def write(lines: Sequence[str]) -> None:
    """Replace the table on the page."""
    before, _, rest = PAGE.read_text("utf-8").partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text("\n".join([before + START, *lines, END]) + after, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", nargs=2, metavar=("NAME", "COUNT"), help=argparse.SUPPRESS)
    parser.add_argument("--only", default="", help="measure the rows with these words")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--large", action="store_true", help="add the largest decks and quizzes")
    parser.add_argument("--write", action="store_true", help="write the table into the docs")
    given = parser.parse_args()
    if given.one:
        measure(given.one[0], int(given.one[1]))
        return
    lines = list(HEAD)
    print("\n".join(HEAD))
    for row in rows(large=given.large):
        if given.only not in row.what:
            continue
        lines.append(line_of(row, given.rounds))
        print(lines[-1], flush=True)
    if given.write:
        write(lines)


if __name__ == "__main__":
    main()
