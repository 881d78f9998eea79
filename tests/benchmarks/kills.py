"""Kill real runs at random moments, and start runs in pairs.

Usage: python tests/benchmarks/kills.py [KILLS] [PAIRS]

Half of the kills come at any time during the run, the other half while it writes. After each kill
the folder must hold all old files or all new ones. Each pair must leave the files of a single run.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from deck_support import ROOT

from quizgen.cli import main
from quizgen.writing import atomic
from quizgen.writing.recovery import settle

DECK = ROOT / "decks" / "elements.yaml"
QUIZ = ["quiz", "deck.yaml", "-o", "out", "--force", "-q"]
BUILD = ["build", "deck.yaml", "-o", "out", "--force", "-q"]
Files = dict[str, bytes]


def start(command: list[str], told: int = -1) -> int:
    """Run a command in a child, which writes a byte to `told` when it starts to write files."""
    child = os.fork()
    if child:
        return child
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    if told >= 0:
        write = atomic.write_all

        def telling(*given: object, **named: object) -> None:
            os.write(told, b"w")
            write(*given, **named)  # type: ignore[arg-type]

        atomic.write_all = telling
    try:
        main(command, standalone_mode=False)
    except SystemExit as ended:
        os._exit(int(ended.code or 0))
    except BaseException:  # noqa: BLE001 - the parent counts it
        os._exit(99)
    os._exit(0)


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def there(folder: Path) -> Files:
    names = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in names}


def lay(folder: Path, files: Files) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def old_and_new(folder: Path, make: Callable[[str], list[str]]) -> tuple[Files, Files]:
    """Return the folder before and after a run in which both deck and quiz change."""
    lay(folder, {"deck.yaml": DECK.read_bytes()})
    assert ended(start(make("1"))) == 0
    text = (folder / "deck.yaml").read_text(encoding="utf-8")
    (folder / "deck.yaml").write_text(text.replace(" is ", " is  "), encoding="utf-8")
    old = there(folder)
    assert ended(start(make("2"))) == 0
    return old, there(folder)


def kill_at_random(folder: Path, make: Callable[[str], list[str]], kills: int) -> Counter[str]:
    old, new = old_and_new(folder, make)
    whole_time, write_time = timed(folder, old, make("2"))
    counts: Counter[str] = Counter()
    for number in range(kills):
        lay(folder, old)
        listen, told = os.pipe()
        child = start(make("2"), told)
        os.close(told)
        if number % 2:
            os.read(listen, 1)
        time.sleep(random.uniform(0, write_time if number % 2 else whole_time))  # noqa: S311
        os.kill(child, signal.SIGKILL)
        counts["killed" if ended(child) else "had ended"] += 1
        os.close(listen)
        counts["left something to mend"] += bool(list(folder.rglob(".quizgen*")))
        settle([folder, folder / "out", *(folder / "out").glob("*/")])
        found = there(folder)
        counts["all old" if found == old else "all new" if found == new else "MIXED"] += 1
    return counts


def timed(folder: Path, old: Files, command: list[str]) -> tuple[float, float]:
    lay(folder, old)
    listen, told = os.pipe()
    begun = time.perf_counter()
    child = start(command, told)
    os.read(listen, 1)
    writing = time.perf_counter()
    ended(child)
    done = time.perf_counter()
    os.close(listen)
    os.close(told)
    return done - begun, done - writing


def pairs(folder: Path, make: Callable[[str], list[str]], number: int) -> Counter[str]:
    counts: Counter[str] = Counter()
    single = []
    for seed in ("1", "2"):
        lay(folder, {"deck.yaml": DECK.read_bytes()})
        ended(start(make(seed)))
        single.append(there(folder))
    for _ in range(number):
        lay(folder, {"deck.yaml": DECK.read_bytes()})
        children = [start(make(seed)) for seed in ("1", "2")]
        codes = sorted(map(ended, children))
        counts[f"exit codes {codes}"] += 1
        counts["files of one run" if there(folder) in single else "MIXED"] += 1
    return counts


def report() -> None:
    given = [int(each) for each in sys.argv[1:]] + [300, 50][len(sys.argv) - 1 :]
    kills, number = given
    os.environ["SOURCE_DATE_EPOCH"] = "1700000000"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.chdir(folder)
        for command in (QUIZ, BUILD):
            counts = kill_at_random(
                folder, lambda seed, c=command: [*c, "--seed", seed], kills // 2
            )
            print(f"{command[0]}, {kills // 2} kills:", dict(counts))
        for command in (QUIZ, BUILD):
            given_up = [part for part in command if part != "--force"]
            made = pairs(folder, lambda seed, c=given_up: [*c, "--seed", seed], number)
            print(f"{command[0]}, {number} pairs:", dict(made))
        os.chdir(ROOT)


if __name__ == "__main__":
    report()
