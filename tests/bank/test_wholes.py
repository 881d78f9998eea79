"""Parts never stand beside their wholes."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import project_of

from quizgen.project import QuizOptions

LANDS = """
kinds:
  lands:
    one: land
    name: name
    fields:
      name: {type: text, required: true}
      part_of: {type: reference, to: [lands]{also}}
      town: {type: text, single: true, unique: true}
    questions:
      part_of: {ask: "to what does {name} belong?"}
      town: {ask: "which town leads {name}?", back: "which land is led by {town}?"}
lands:
  a: {name: Aland, town: Ayton}
  b: {name: Beland, town: Beyton, part_of: a}
  c: {name: Celand, town: Ceyton, part_of: b}
  d: {name: Deland, town: Deyton}
  e: {name: Eland, town: Eyton}
  f: {name: Feland, town: Feyton}
"""


NO = ", contains: false"
PARTS = {"Beland", "Celand"}


def offered(tmp_path: Path, yaml: str) -> set[str]:
    """Return the wrong options of the question for Aland, with several seeds."""
    project = project_of(tmp_path, yaml)
    made = (item for seed in range(8) for item in project.items(QuizOptions(seed=seed)))
    items = (item for item in made if item.prompt.id == "lands/a/town/back")
    return {option for item in items for option in item.options[1:]}


@pytest.mark.parametrize(
    ("also", "parts"), [("", set[str]()), (", contains: true", set[str]()), (NO, PARTS)]
)
def test_a_field_called_part_of_tells_the_whole(tmp_path: Path, also: str, parts: set[str]) -> None:
    assert offered(tmp_path, LANDS.replace("{also}", also)) & PARTS == parts
