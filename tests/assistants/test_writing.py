"""What the tools write: decks in the folder, whole or not at all, and no learner's card is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from assistants_support import DECK
from click.testing import CliRunner
from deck_support import ROOT

from quizgen.assistants.tools import call
from quizgen.cli import main

# A flaw that the deck has only as a question.
TOO_FEW = "questions: {q: {ask: Who was first?, answer: Yuri, distractors: [Ann]}}"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(text: str, deck: str = "deck.yaml", **asked: bool) -> list[str]:
    """Write a deck; return the codes of what keeps it from being written, [] if it is written."""
    told: dict[str, Any] = call("write_deck", {"deck": deck, "text": text, **asked})
    assert told["failed"] is ("written" not in told["data"])
    return [problem["code"] for problem in told["data"]["problems"]] if told["failed"] else []


def test_a_deck_is_written_and_replaced(folder: Path) -> None:
    assert write(DECK) == []
    assert write(DECK.replace("Sally Ride", "Sally K. Ride").rstrip()) == []
    text = (folder / "deck.yaml").read_text(encoding="utf-8")
    assert text == DECK.replace("Sally Ride", "Sally K. Ride")
    assert [path.name for path in folder.iterdir()] == ["deck.yaml"]


def test_a_deck_in_a_folder_of_its_own(folder: Path) -> None:
    assert write(DECK, "decks/moon.yml") == []
    assert (folder / "decks" / "moon.yml").read_text(encoding="utf-8") == DECK


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("name: Sally", "nmae: Sally", "Q202"),
        ("title: The", "titel: The", "Q202"),
        ("people:", f"{TOO_FEW}\npeople:", "Q414"),
    ],
)
def test_errors_are_not_written_unless_asked_for(
    folder: Path, old: str, new: str, code: str
) -> None:
    write(DECK)
    worse = DECK.replace(old, new)
    first, *others = write(worse)
    assert first == "Q632"
    assert code in others
    assert (folder / "deck.yaml").read_text(encoding="utf-8") == DECK
    assert write(worse, allow_errors=True) == []
    assert (folder / "deck.yaml").read_text(encoding="utf-8") == worse


def test_learners_keep_their_cards(folder: Path) -> None:
    write(DECK)
    assert CliRunner().invoke(main, ["anki", "deck.yaml"]).exit_code == 0
    lock = (folder / "deck.lock").read_bytes()
    without = "".join(line for line in DECK.splitlines(keepends=True) if "ride:" not in line)
    assert write(without) == ["Q633"]
    assert write(DECK.replace("ride:", "sally-ride:")) == ["Q633"]
    assert write(DECK.replace("deck: space-race", "deck: moon")) == ["Q525"]
    assert (folder / "deck.yaml").read_text(encoding="utf-8") == DECK
    corrected = DECK.replace("ride: {", "sally-ride: {was: ride, ")
    assert write(corrected) == []
    assert write(without, allow_lost_cards=True) == []
    assert (folder / "deck.lock").read_bytes() == lock


def test_learners_in_every_language_keep_their_cards(folder: Path) -> None:
    text = (ROOT / "docs" / "examples" / "capitals.yaml").read_text(encoding="utf-8")
    assert write(text, "capitals.yaml") == []
    assert CliRunner().invoke(main, ["build", "capitals.yaml"]).exit_code == 0
    (folder / "capitals.lock").unlink()
    assert (folder / "capitals.de.lock").exists()
    assert write(text.replace("  austria:", "  oesterreich:"), "capitals.yaml") == ["Q633"]
    checked = call("check", {"deck": "capitals.yaml", "text": text.replace("de: Wien", "de: ")})
    assert "Q282" in checked["text"]
    assert write(text, "capitals.yaml") == []


def test_files_that_are_no_decks_stay(folder: Path) -> None:
    (folder / "compose.yaml").write_text("services: {}\n", encoding="utf-8")
    (folder / "deck.yaml").mkdir()
    assert write(DECK, "compose.yaml", allow_errors=True) == ["Q631"]
    assert write(DECK, "deck.yaml") == ["Q631"]
    assert (folder / "compose.yaml").read_text(encoding="utf-8") == "services: {}\n"


def test_a_mark_at_the_beginning_stays(folder: Path) -> None:
    (folder / "deck.yaml").write_bytes(b"\xef\xbb\xbf" + DECK.encode())
    assert write(DECK.replace("Yuri", "Jurij")) == []
    assert (folder / "deck.yaml").read_bytes().startswith(b"\xef\xbb\xbfdeck:")


def test_mends_are_written(folder: Path) -> None:
    slip = DECK.replace("gagarin: {name:", "gagarin: {namee:")
    (folder / "deck.yaml").write_text(slip, encoding="utf-8")
    shown = call("fix", {"deck": "deck.yaml"})
    assert (folder / "deck.yaml").read_text(encoding="utf-8") == slip
    told: dict[str, Any] = call("apply_fix", {"deck": "deck.yaml"})
    assert (told["failed"], told["data"]["mended"]) == (False, 1)
    assert told["data"]["patch"] == shown["data"]["patch"]  # type: ignore[index]
    assert (folder / "deck.yaml").read_text(encoding="utf-8") == DECK
    assert call("apply_fix", {"deck": "deck.yaml"})["data"]["mended"] == 0  # type: ignore[index]


def test_a_folder_that_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(folder / "deck.yaml"))

    monkeypatch.setattr("quizgen.assistants.saving.save", refuse)
    assert write(DECK) == ["Q003"]
