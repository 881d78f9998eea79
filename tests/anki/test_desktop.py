"""Choice cards in Anki's desktop program, if it is available.

Install `aqt`, `pyqt6` and `pyqt6-webengine`, or name a Python that has them in QUIZGEN_ANKI_PYTHON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from package_support import deck_of

from quizgen.anki.notes import ChoiceNote
from quizgen.anki.package import write_apkg

PYTHON = os.environ.get("QUIZGEN_ANKI_PYTHON") or (sys.executable if find_spec("aqt") else "")


@pytest.mark.skipif(not PYTHON, reason="Anki's desktop program is not installed")
def test_a_card_is_answered_by_keyboard(tmp_path: Path) -> None:
    package = tmp_path / "test.apkg"
    made = (ChoiceNote(f"k{number}", "Which?", ("a", "b", "c", "d"), 1) for number in range(2))
    package.write_bytes(write_apkg(deck_of(*made), timestamp=1_700_000_000))
    driver = Path(__file__).parents[1] / "support" / "desktop_driver.py"
    command = [PYTHON, str(driver), str(tmp_path / "base"), str(package)]
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=90, env=clean
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.strip().splitlines()[-1])
    texts = [text for text, _ in told["front"]["options"]]
    assert sorted(texts) == ["a", "b", "c", "d"]
    assert told["front"]["stored"]
    assert chosen(told["two"]) == [texts[1]]
    assert chosen(told["down"]) == [texts[2]]
    assert told["space"]["side"] == "answer"
    assert [text for text, _ in told["space"]["options"]] == texts
    assert chosen(told["space"]) == [texts[2]]
    assert [text for text, marks in told["space"]["options"] if "right" in marks.split()] == ["b"]
    assert told["good"]["card"] != told["front"]["card"]
    assert told["good"]["side"] == "question"
    assert chosen(told["good"]) == []


def chosen(state: dict[str, list[tuple[str, str]]]) -> list[str]:
    return [text for text, marks in state["options"] if "chosen" in marks.split()]
