"""If one fact is added, edited or removed, few other items change; a rerun changes none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from deck_support import SHIPPED, deck_of, load
from stability import changes

from quizgen.deck.model.deck import Deck
from quizgen.project import Project, QuizOptions

SYNTHETIC = (
    "events:\n"
    + "".join(f"  e{n}: {{name: Event {n}, date: {1000 + n * 37 % 990}}}\n" for n in range(150))
    + "officials:\n"
    + "".join(
        f"  o{n}: {{name: Person {n}, post: head of office {n}, country: Land {n % 9}}}\n"
        for n in range(150)
    )
)


def judge(deck: Deck, way: str, step: int) -> None:
    found = list(changes(deck, way, step))
    assert len(found) >= 5
    others = [change.others for change in found]
    assert max(others) <= 0.05, max(found, key=lambda change: change.others)
    # Items that offered the fact have to change, and small pools offer each fact often.
    assert sum(change.every for change in found) / len(found) <= (0.1 if way == "remove" else 0.05)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize("way", ["add", "edit", "remove"])
def test_shipped_decks(path: Path, way: str) -> None:
    deck = load(path)
    judge(deck, way, max(len(deck.facts) // 9, 1))


@pytest.mark.parametrize("way", ["add", "edit", "remove"])
def test_three_hundred_facts(tmp_path: Path, way: str) -> None:
    judge(deck_of(tmp_path, SYNTHETIC), way, 50)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_some_items_are_as_among_all(path: Path) -> None:
    project, options = Project(load(path)), QuizOptions()
    some = project.prompts[5::7]
    made = project.questions_about(some, options, explain=True)
    every = project.questions(options, explain=True)
    ids = {each.id for each in some}
    assert made == tuple(each for each in every if each.prompt.id in ids)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_order_of_sets_decides_nothing(path: Path, tmp_path: Path) -> None:
    papers = {_paper(path, tmp_path / seed, seed) for seed in ("1", "5", "77")}
    assert len(papers) == 1


def _paper(path: Path, folder: Path, hash_seed: str) -> bytes:
    """Return the manifest of a large paper made in a process with another order of sets."""
    forms = "choice,multiple,matching,ordering,odd-one-out,true-false,fill-in"
    options = [
        "--forms",
        forms,
        "--items",
        "90",
        "--seed",
        "17",
        "--pdf",
        "none",
        "-q",
        "-o",
        str(folder),
    ]
    command = [sys.executable, "-m", "quizgen", "quiz", str(path), *options]
    subprocess.run(
        command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": hash_seed}
    )
    return (folder / "quiz.json").read_bytes()
