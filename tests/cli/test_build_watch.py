"""`quizgen build --watch`: it builds when files are saved, and no bad deck ends it."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from preview_support import PEOPLE, started

PATIENCE = 120


def waited_for(done: object, *told: Path) -> None:
    assert callable(done)
    for _ in range(PATIENCE * 10):
        if done():
            return
        time.sleep(0.1)
    raise AssertionError([path.read_text(encoding="utf-8") for path in told])


def test_it_builds_again_and_outlives_a_bad_deck(tmp_path: Path) -> None:
    deck, out, log = tmp_path / "test.yaml", tmp_path / "out", tmp_path / "log.txt"
    deck.write_text(PEOPLE, encoding="utf-8")
    package = out / "test" / "test.apkg"
    command = [sys.executable, "-m", "quizgen", "build", "--watch", str(deck), "-o", str(out)]

    def times() -> int:
        return log.read_text(encoding="utf-8").count("Waiting for changes")

    with log.open("w") as told, started(command, told, told) as running:
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
