"""Cards and pushes in Anki's desktop program, if it is available.

Install `aqt`, `pyqt6` and `pyqt6-webengine`, or name a Python that has them in QUIZGEN_ANKI_PYTHON.
For the pushes, name the folder of the add-on AnkiConnect in QUIZGEN_ANKICONNECT: the one in which
Anki installed it (`addons21/2055492159`), or `plugin` in its repository.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from deck_support import ROOT
from desktop_runs import PYTHON, driven
from package_support import deck_of
from PIL import Image

from quizgen.anki.notes import ChoiceNote
from quizgen.anki.package import write_apkg

ADD_ON = os.environ.get("QUIZGEN_ANKICONNECT", "")


SMALL = """\
deck: small
title: Small
terms:
  a: {name: alpha, definition: the first letter}
  b: {name: beta, definition: the second letter}
"""
BIRDS = """\
deck: birds
title: Birds
kinds:
  birds:
    one: bird
    name: name
    fields:
      name: {type: text, required: true}
      picture: {type: image, single: true}
    questions:
      picture: {back: "which bird is this? {picture}"}
birds:
  robin: {name: robin, picture: {value: dot.png, alt: a red dot}}
"""


@pytest.mark.skipif(not PYTHON, reason="Anki's desktop program is not installed")
def test_a_card_is_answered_by_keyboard(tmp_path: Path) -> None:
    package = tmp_path / "test.apkg"
    made = (ChoiceNote(f"k{number}", "Which?", ("a", "b", "c", "d"), 1) for number in range(2))
    package.write_bytes(write_apkg(deck_of(*made), timestamp=1_700_000_000))
    told = driven("desktop_driver.py", tmp_path, str(package))
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


def check_pushes(tmp_path: Path) -> None:
    """Push decks, edits and a repair through the add-on, and check what is in Anki then."""
    shutil.copy(ROOT / "decks" / "elements.yaml", tmp_path)
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "birds.yaml").write_text(BIRDS, encoding="utf-8")
    for name, color in (("dot", "red"), ("other", "blue")):
        Image.new("RGB", (8, 8), color).save(tmp_path / f"{name}.png")
    told = driven("desktop_pushes.py", tmp_path, ADD_ON, sys.executable, str(ROOT))
    check_repairs(told)
    check_edits(told)
    assert told["picture"] == [
        [["birds: 1 new, 0 changed, 0 same, 0 gone"], ["birds: 0 new, 1 changed, 0 same, 0 gone"]],
        1,
    ]
    assert told["types"] == ["quizgen cloze", "quizgen recall"]
    assert told["sound"]
    assert [lines[0].split(":")[1] for lines in told["last"]] == [
        " 0 new, 0 changed, 199 same, 0 gone",
        " 0 new, 0 changed, 4 same, 0 gone",
        " 0 new, 0 changed, 1 same, 0 gone",
    ]


# No package index has the add-on: this is a test only where somebody names the add-on's folder.
if PYTHON and ADD_ON:

    def test_pushes_through_the_add_on_lose_nothing(tmp_path: Path) -> None:
        check_pushes(tmp_path)


def check_repairs(told: dict[str, Any]) -> None:
    """Check that no push makes Anki merge note types, and that a repair undoes an old merge."""
    assert told["reviews"] > 20
    said, kept, added = told["retyped"]
    assert said[0] == "small: 1 new, 0 changed, 1 same, 0 gone, 1 changed their type"
    assert (kept, added) == (True, 1)
    assert told["repaired"] == [["small: 0 new, 0 changed, 3 same, 0 gone"], True, True]
    emptied, said, restored, same_reviews = told["merged"]
    assert emptied > 150
    assert said[0][0] == "elements: 0 new, 0 changed, 199 same, 0 gone"
    assert "Tools > Empty Cards" in said[0][1]
    assert (restored, same_reviews) == (True, True)
    assert told["quiet"] == [
        ["elements: 0 new, 0 changed, 199 same, 0 gone"],
        ["small: 0 new, 0 changed, 3 same, 0 gone"],
    ]
    assert told["emptied"] == [True, True]


def check_edits(told: dict[str, Any]) -> None:
    """Check that edits, own fields and deletions of the learner stay."""
    said, fields = told["both"]
    assert said[0] == "small: 0 new, 1 changed, 1 edited in Anki, 2 same, 0 gone"
    assert fields[1:3] == ["<b>beta</b>, in my words", "The 2nd letter"]
    said, answer = told["conflict"]
    assert "  conflict terms/b/definition: Answer" in said
    assert answer == "number two"
    assert told["deleted"][1:] == [["mine", "also mine"], True]
    assert told["back"][1] == "small/terms/c/definition"
    assert told["overwritten"][1] == "The letter after alpha"
