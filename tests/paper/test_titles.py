"""A paper's own title and instructions: printed, stored, or reported if unprintable."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result
from deck_support import ROOT
from pdf_support import pages

from quizgen.cli import main
from quizgen.resources import shipped

DECK = ROOT / "decks" / "us-russia-2020.yaml"
TITLE, TIME = "Unit test 3: Größe & <Zeit>", "You have 30 minutes. #let No aids."
SCHEMA = json.loads((shipped("templates") / "print" / "manifest.schema.json").read_text("utf-8"))


def quiz(deck: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["quiz", str(deck), "--items", "5", *options])


def with_keys(folder: Path, keys: str) -> Path:
    deck = folder / "deck.yaml"
    deck.write_text(DECK.read_text("utf-8").replace("quiz: {", f"quiz: {{{keys}, ", 1), "utf-8")
    return deck


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("forms", ["choice", "choice,short"], ids=["one form", "sections"])
def test_a_title_and_instructions_are_printed_and_kept(tmp_path: Path, forms: str) -> None:
    out = tmp_path / "out"
    options = ("--forms", forms, "--answer-sheet", "--worked", "-o", str(out))
    assert quiz(DECK, "--title", f" {TITLE} ", "--instructions", TIME, *options).exit_code == 0
    made = json.loads((out / "quiz.json").read_bytes())
    jsonschema.validate(made, SCHEMA)
    assert (made["title"], made["instructions"]) == (TITLE, TIME)
    first = pages((out / "quiz.pdf").read_bytes())[0].words
    assert first.startswith(TITLE)
    assert first.index(TIME) < first.index("1. ")
    for name in ("quiz-key.pdf", "quiz-worked.pdf", "answer-sheet.pdf"):
        assert TITLE in pages((out / name).read_bytes())[0].words
    before = files(out)
    assert (
        CliRunner()
        .invoke(main, ["quiz", str(out / "quiz.json"), "--worked", "--answer-sheet"])
        .exit_code
        == 0
    )
    assert files(out) == before


def test_a_deck_says_them_too_and_the_command_line_wins(tmp_path: Path) -> None:
    deck = with_keys(tmp_path, "title: Of the deck, instructions: Think first.")
    for name, options in {
        "deck": (),
        "line": ("--title", "Of the line", "--instructions", "Be quick."),
    }.items():
        assert quiz(deck, "-o", str(tmp_path / name), *options).exit_code == 0
    told = [json.loads((tmp_path / name / "quiz.json").read_bytes()) for name in ("deck", "line")]
    assert [each["title"] for each in told] == ["Of the deck", "Of the line"]
    assert [each["instructions"] for each in told] == ["Think first.", "Be quick."]
    assert len({each["fingerprint"] for each in told}) == 2


def test_instructions_are_part_of_what_was_handed_out(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert quiz(DECK, "--instructions", TIME, "-o", str(out)).exit_code == 0
    refused = quiz(DECK, "--instructions", "Half the time.", "-o", str(out))
    assert refused.exit_code == 1
    assert "Q531" in refused.stderr
    path = out / "quiz.json"
    path.write_text(path.read_text("utf-8").replace("30 minutes", "90 minutes"), "utf-8")
    changed = CliRunner().invoke(main, ["quiz", str(path)])
    assert changed.exit_code == 1
    assert "Q532" in changed.stderr


@pytest.mark.parametrize("option", ["--title", "--instructions"])
def test_what_is_no_text_is_no_title(tmp_path: Path, option: str) -> None:
    for nothing in ("", " \u200b ", "\udcff"):
        refused = quiz(DECK, option, nothing, "-o", str(tmp_path / "out"))
        assert refused.exit_code == 2
        assert option in refused.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("option", ["--title", "--instructions"])
def test_a_character_that_no_font_has_is_told_with_what_it_stands_in(
    tmp_path: Path, option: str
) -> None:
    refused = quiz(DECK, option, "Prüfung 漢", "-o", str(tmp_path / "out"))
    assert refused.exit_code == 1
    assert "Q501" in refused.stderr
    assert f"the {option.removeprefix('--')}" in refused.stderr
    assert not (tmp_path / "out").exists()


def test_long_instructions_are_printed_whole(tmp_path: Path) -> None:
    long = " ".join(f"word{number}" for number in range(900))
    assert quiz(DECK, "--instructions", long, "-o", str(tmp_path / "out")).exit_code == 0
    read = " ".join(page.words for page in pages((tmp_path / "out" / "quiz.pdf").read_bytes()))
    assert all(f"word{number}" in read for number in range(900))
