"""Open questions on paper: ruled lines, and a box with what an answer earns points for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pdf_support import pages

from quizgen.cli import main
from quizgen.quiz.read_manifest import read_manifest

DECK = """
deck: lakes
title: Lakes
language: en
quiz: {{forms: [short], items: 2}}
questions:
  aral:
    ask: Why did the Aral Sea shrink?
    answer: Its rivers were led to fields of cotton, so that less water came than went into the air
    {keys}
  tiber: {{ask: Where does the Tiber end?, answer: Italy}}
"""
KEYS = "lines: 5\n    rubric: {names the *use* of the rivers: 2, explains evaporation: 1.5}"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def deck(tmp_path: Path, keys: str) -> Path:
    path = tmp_path / "lakes.yaml"
    path.write_text(DECK.format(keys=keys), "utf-8")
    return path


def test_an_open_question_has_lines_and_a_rubric(tmp_path: Path) -> None:
    done = run("quiz", deck(tmp_path, KEYS), "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    paper = pages((tmp_path / "out" / "quiz.pdf").read_bytes())[0].ink
    assert "WhydidtheAralSeashrink?(3.5points)" in paper
    assert "namesthe*use*oftherivers/2" in paper
    assert "explainsevaporation/1.5" in paper
    assert "/4.5" in paper
    assert "cotton" not in paper
    key = pages((tmp_path / "out" / "quiz-key.pdf").read_bytes())[0].ink
    assert "3.5points:namesthe*use*oftherivers:2;explainsevaporation:1.5" in key
    items = {item.facts[0]: item for item in read_manifest(tmp_path / "out/quiz.json").items}
    assert items["questions/aral"].lines == 5
    assert [each.points for each in items["questions/aral"].rubric] == [2, 1.5]
    assert items["questions/tiber"].lines == 0
    assert run("quiz", tmp_path / "out/quiz.json", "--worked").exit_code == 0


def test_without_lines_a_long_answer_is_not_asked_for(tmp_path: Path) -> None:
    done = run("quiz", deck(tmp_path, "tags: [a]"), "--pdf", "none", "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    made = json.loads((tmp_path / "out/quiz.json").read_bytes())
    assert [item["facts"] for item in made["items"]] == [["questions/tiber"]]
    assert not made["items"][0].keys() & {"lines", "rubric", "points", "accepted"}


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("lines: 41", "`lines`"),
        ("rubric: {}", "a rubric takes 1 to 12 criteria"),
        ("rubric: much", "`rubric` takes keys of its own"),
        ("rubric: {this: lots}", "`this` is a number such as 1, 2 or 0.5"),
        ("points: 4\n    rubric: {this: 3}", "the rubric adds up to 3 points, but the item has 4"),
    ],
)
def test_wrong_room_is_reported(tmp_path: Path, keys: str, message: str) -> None:
    done = run("check", deck(tmp_path, keys))
    assert done.exit_code == 1
    assert message in done.output
