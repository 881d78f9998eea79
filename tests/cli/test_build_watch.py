"""`quizgen build --watch`: it builds when files are saved, and no bad deck ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from preview_support import PEOPLE

PATIENCE = 120


def waited_for(done: object, *told: Path) -> None:
    assert callable(done)
    for _ in range(PATIENCE * 10):
        if done():
            return
        time.sleep(0.1)
    raise AssertionError([path.read_text(encoding="utf-8") for path in told])


@contextmanager
def started(command: list[str], told: TextIO) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program that Ctrl-C can end, also in the background, and end it in any case."""

    def listen() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    running = subprocess.Popen(command, stdout=told, stderr=told, preexec_fn=listen)  # noqa: PLW1509 - no threads here
    try:
        yield running
    finally:
        running.kill()
        running.wait()


def test_it_builds_again_and_outlives_a_bad_deck(tmp_path: Path) -> None:
    deck, out, log = tmp_path / "test.yaml", tmp_path / "out", tmp_path / "log.txt"
    deck.write_text(PEOPLE, encoding="utf-8")
    package = out / "test" / "test.apkg"
    command = [sys.executable, "-m", "quizgen", "build", "--watch", str(deck), "-o", str(out)]

    def times() -> int:
        return log.read_text(encoding="utf-8").count("Waiting for changes")

    with log.open("w") as told, started(command, told) as running:
        waited_for(lambda: times() == 1, log)
        first = package.read_bytes()
        deck.write_text(PEOPLE + "  e: {name: [", encoding="utf-8")
        waited_for(lambda: "error[Q1" in log.read_text(encoding="utf-8"), log)
        assert package.read_bytes() == first
        # As editors save: another file takes its name.
        new = tmp_path / "new.txt"
        new.write_text(PEOPLE + "  e: {name: Ed, who: the fifth, single: true}", encoding="utf-8")
        os.replace(new, deck)  # noqa: PTH105 - what is tested
        waited_for(lambda: package.read_bytes() != first, log)
        # Its own locks don't wake it.
        count = times()
        time.sleep(1.5)
        waited_for(lambda: times() <= count + 1, log)
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 130
    assert "Traceback" not in log.read_text(encoding="utf-8")
