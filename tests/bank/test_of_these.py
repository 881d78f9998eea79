"""Stems above options: which of these clubs, because others may be as old."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import project_of

from quizgen.project import QuizOptions

CLUBS = """
kinds:
  KEY:
    one: ONE
    name: name
    fields:
      name: {type: text, required: true}
      founded: {type: date, single: true, UNIQUE}
    questions:
      founded: {back: "BACK"}
KEY:
  arsenal: {name: Arsenal, founded: 1886}
  chelsea: {name: Chelsea, founded: 1905}
  liverpool: {name: Liverpool, founded: 1892}
  everton: {name: Everton, founded: 1878}
"""
BACK = "which ONE was founded {founded:in}?"


def stems_of(tmp_path: Path, **given: str) -> tuple[str, str]:
    """Return a prompt's stem on a card and above options."""
    parts = {"BACK": BACK, "KEY": "clubs", "ONE": "club", "UNIQUE": "unique: false"} | given
    deck = CLUBS
    for name, part in parts.items():
        deck = deck.replace(name, part)
    items = project_of(tmp_path, deck).items(QuizOptions())
    prompt = next(item.prompt for item in items if item.prompt.fact.ref.endswith("/arsenal"))
    return prompt.stem, prompt.stem_of_item


@pytest.mark.parametrize(
    ("given", "above"),
    [
        ({}, "Which of these clubs was founded in 1886?"),
        ({"ONE": "football club"}, "Which of these football clubs was founded in 1886?"),
        ({"KEY": "teams"}, "Which club was founded in 1886?"),
        ({"UNIQUE": "unique: true"}, "Which club was founded in 1886?"),
        ({"BACK": "who was born {founded:in}?"}, "Which of these people was born in 1886?"),
        ({"BACK": "who were here {founded:in}?"}, "Who were here in 1886?"),
        ({"BACK": "what was founded {founded:in}?"}, "What was founded in 1886?"),
    ],
)
def test_a_date_back_asks_with_the_options(
    given: dict[str, str], above: str, tmp_path: Path
) -> None:
    stem, found = stems_of(tmp_path, **given)
    assert found == above
    assert "of these" not in stem


def test_one_of_many_is_asked_for_with_the_options(tmp_path: Path) -> None:
    yaml = """
    people:
      a: {name: Paul Klee, who: {value: a painter, single: true}}
      b: {name: Anni Albers, who: {value: a weaver, single: true}}
      c: {name: Marcel Breuer, who: {value: the designer of the chair, single: true}}
    organizations:
      d: {name: Acme, what: {value: a bakery, single: true}}
    """
    prompts = {each.id: each for each in project_of(tmp_path, yaml).prompts}
    painter = prompts["people/a/who/back"]
    assert painter.stem == "Which person was a painter?"
    assert painter.stem_of_item == "Which of these people was a painter?"
    assert "of these" not in prompts["people/c/who/back"].stem_of_item
    bakery = prompts["organizations/d/what/back"].stem_of_item
    assert bakery == "Which of these organizations is a bakery?"
