"""Kinds of people, also those that an author declares."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import deck_of, project_of

from quizgen.bank.people import is_of_people
from quizgen.project import QuizOptions

KIND = """
kinds:
  them:
    one: {one}
    name: name
    fields:
      name: {{type: text, required: true}}
      country: {{type: text, single: true}}
      born: {{type: date, single: true, begins: true}}
    questions: {{country: {{ask: "for which country did {{name}} play?"}}}}
them:
  a: {{name: Geoff Hurst, country: England, born: 1941}}
  b: {{name: Franz Beckenbauer, country: Germany, born: 1945}}
  c: {{name: Just Fontaine, country: France, born: 1933}}
  d: {{name: Paolo Rossi, country: Italy, born: 1956}}
  e: {{name: Johan Cruyff, country: the Netherlands, born: 1947}}
"""


@pytest.mark.parametrize(
    ("one", "people"),
    [
        ("player", True),
        ("football player", True),
        ("emperor", True),
        ("painter", True),
        ("explorer", True),
        ("team", False),
        ("battle", False),
        ("planet", False),
        ("painting", False),
        ("zzz", False),
    ],
)
def test_a_word_tells_whether_a_kind_is_of_people(
    tmp_path: Path, one: str, *, people: bool
) -> None:
    assert is_of_people(deck_of(tmp_path, KIND.format(one=one)), "them") is people


def test_words_of_other_languages_tell_nothing(tmp_path: Path) -> None:
    header = "deck: test\ntitle: Ein Test\nlanguage: de\n"
    assert not is_of_people(deck_of(tmp_path, KIND.format(one="player"), header), "them")


def test_the_name_of_a_player_gives_the_country_away(tmp_path: Path) -> None:
    asked = project_of(tmp_path, KIND.format(one="player")).items(QuizOptions())
    assert not [each for each in asked if each.prompt.field.name == "country"]
    teams = project_of(tmp_path, KIND.format(one="team")).items(QuizOptions())
    assert [each for each in teams if each.prompt.field.name == "country"]
