"""Random lives of a deck and its learner: no review, card or edit is ever lost."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from anki_support import Collection, check_database
from ankiconnect_support import running
from deck_support import THOROUGH
from life_support import Author, Life

EDITS = [
    "add_term",
    "add_sentence",
    "edit_term",
    "note_term",
    "rename_term",
    "delete_term",
    "add_plant",
    "rename_kind",
    "rename_question",
    "move_term",
    "swap_terms",
    "insert_blank",
    "insert_word",
    "move_blank",
    "edit_blank",
    "unblank",
    "retitle",
    "toggle_cards",
    "move_deck",
    "change_looks",
]
LEARNS = [
    *("review", "review", "edit", "edit", "tag", "delete"),
    *("suspend", "bury", "flag", "move_cards"),
]
# What makes an import by hand update nothing any more, so that only a push goes on.
DESIGNS = ["add_field", "add_template", "change_type", "rename_deck"]
COUNT = 150 if THOROUGH else 12


@pytest.fixture(autouse=True)
def fixed_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")


def live(life: Life, learns: list[str], *, push: bool) -> None:
    random = life.author.random
    life.author.begin()
    life.release(push=push)
    life.review()
    for _ in range(random.randint(3, 7)):
        for learn in random.choices(learns, k=2):
            getattr(life, learn)()
        # Clocks may be set back.
        life.author.clock += random.randint(-200, 1000)
        for edit in _edits(random):
            getattr(life if edit == "revert" else life.author, edit)()
        life.release(push=push and random.random() < 0.7)
    assert check_database(life.collection) == []


def _edits(random: Random) -> list[str]:
    edits = random.choices([*EDITS, "revert"], k=2)
    # A blank that is replaced by another one in its place counts as edited, so that authors who
    # mean a new one give it a number. This author knows no numbers.
    return ["unblank"] if "unblank" in edits else edits


@pytest.mark.parametrize("seed", range(COUNT))
def test_a_life_with_imports(seed: int, tmp_path: Path, collection: Collection) -> None:
    author = Author(random=Random(seed))  # noqa: S311 - no secret
    live(Life(collection, tmp_path, None, author), LEARNS, push=False)


@pytest.mark.parametrize("seed", range(COUNT))
def test_a_life_with_pushes_and_imports(seed: int, tmp_path: Path, collection: Collection) -> None:
    author = Author(random=Random(seed))  # noqa: S311 - no secret
    with running(collection) as service:
        live(Life(collection, tmp_path, service, author), [*LEARNS, *DESIGNS], push=True)
