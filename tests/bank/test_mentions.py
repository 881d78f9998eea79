"""Years in stems and options rule out facts that did not exist then."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import project_of

from quizgen.project import QuizOptions

PLAYERS = """
kinds:
  players:
    one: player
    name: name
    alike: [country]
    fields:
      name: {type: text, required: true}
      country: {type: text, single: true, quiet: true}
      born: {type: date, single: true, begins: true}
      died: {type: date, single: true, ends: true}
      feat: {type: text, single: true, unique: true}
    questions: {feat: {ask: "what did {name} do?", back: "which player {feat}?"}}
players:
  hurst: {name: Hurst, country: A, born: 1941, feat: scored thrice in the final of 1966}
  banks: {name: Banks, country: A, born: 1937, feat: saved a header of a king}
  moore: {name: Moore, country: A, born: 1941, feat: led the winners of a cup}
  rossi: {name: Rossi, country: A, born: 1936, feat: ran in the longest match}
  klose: {name: Klose, country: A, born: 1978, feat: scored with a somersault}
  elder: {name: Elder, country: A, born: 1890, died: 1950, feat: played in two wars}
"""


def options(tmp_path: Path, question: str) -> set[str]:
    """Return the options of a question, with all seeds together."""
    project = project_of(tmp_path, PLAYERS)
    items = [each for seed in range(12) for each in project.items(QuizOptions(seed=seed))]
    return {option for each in items if each.prompt.id == question for option in each.options}


def test_nobody_is_offered_for_a_year_before_birth_or_after_death(tmp_path: Path) -> None:
    assert options(tmp_path, "players/hurst/feat/back") == {"Hurst", "Banks", "Moore", "Rossi"}


@pytest.mark.parametrize("player", ["klose", "elder"])
def test_what_somebody_did_in_a_year_is_not_offered_for_others_of_another_time(
    tmp_path: Path, player: str
) -> None:
    found = options(tmp_path, f"players/{player}/feat")
    assert "Scored thrice in the final of 1966" not in found


def test_other_texts_still_stand_beside_each_other(tmp_path: Path) -> None:
    assert "Scored thrice in the final of 1966" in options(tmp_path, "players/banks/feat")
