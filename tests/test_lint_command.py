"""`quizgen lint`: findings with a place in the YAML, rules that a deck turns off."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizgen.cli import main
from quizgen.lint.table import RULES

DECK = """\
deck: test
title: A test
questions:
  capital:
    ask: What is not the capital of France?
    answer: the very old and very large city of London in England
    distractors: [Paris, Paname, Lutetia]
"""


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("deck.yaml")
    path.write_text(DECK, encoding="utf-8")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["lint", *arguments])


def test_findings_have_a_place(deck: Path) -> None:
    found = json.loads(run(str(deck), "--format", "json").output)
    assert {"Q415", "Q422"} <= {finding["code"] for finding in found}
    assert {(finding["place"]["file"], finding["place"]["line"]) for finding in found} >= {("deck.yaml", 6)}
    assert all(finding["help"] for finding in found)


def test_a_deck_turns_rules_off(deck: Path) -> None:
    deck.write_text(DECK + "lint: {Q415: off, Q422: off}\n", encoding="utf-8")
    codes = {finding["code"] for finding in json.loads(run(str(deck), "--format", "json").output)}
    assert not codes & {"Q415", "Q422"}


def test_a_rule_that_is_not_there(deck: Path) -> None:
    deck.write_text(DECK + "lint: {Q499: off}\n", encoding="utf-8")
    result = run(str(deck))
    assert result.exit_code == 1
    assert "unknown key `Q499`" in result.output


def test_exit_codes(deck: Path) -> None:
    assert run(str(deck)).exit_code == 0
    assert run(str(deck), "--strict").exit_code == 1


def test_rules_are_listed() -> None:
    output = run("--rules").output
    assert all(code in output for code in RULES)


def test_a_deck_without_items(deck: Path) -> None:
    deck.write_text("deck: test\ntitle: A test\nterms: {a: {name: a, definition: b}}\n", encoding="utf-8")
    assert run(str(deck), "--strict").exit_code == 0
