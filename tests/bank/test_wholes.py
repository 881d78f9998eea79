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


@pytest.mark.parametrize(
    ("one", "other", "may_be_same"),
    [
        ("northeastern Africa", "Ethiopia", True),
        ("Ethiopia", "north-eastern Africa", True),
        ("northern Italy", "Italy", True),
        ("northern Italy", "southern Italy", False),
        ("northeastern Africa", "Persia", False),
        ("South Africa", "Ethiopia", False),
        ("central heating", "Ethiopia", False),
    ],
)
def test_a_side_of_a_place_may_hold_what_lies_in_the_place(
    tmp_path: Path, one: str, other: str, *, may_be_same: bool
) -> None:
    comparison = project_of(tmp_path, LANDS.replace("{also}", "")).base.comparison
    assert comparison.texts_differ(one, other) is not may_be_same
    assert comparison.place_of_side("South Africa") is None


PLANTS = """
kinds:
  plants:
    one: plant
    name: name
    alike: [use]
    fields:
      name: {type: text, required: true}
      origin: {type: text, single: true}
      use: {type: text, quiet: true}
    questions:
      origin: {ask: "where was {name} first grown?", back: "what was first grown in {origin}?"}
plants:
  teff: {name: teff, origin: Ethiopia, use: food}
  melon: {name: melon, origin: northeastern Africa, use: food}
  rice: {name: rice, origin: China, use: food}
  lentil: {name: lentil, origin: Turkey, use: food}
  maize: {name: maize, origin: Mexico, use: food}
  quinoa: {name: quinoa, origin: Bolivia, use: food}
"""


def test_no_country_stands_beside_the_side_that_it_lies_in(tmp_path: Path) -> None:
    project, wanted = project_of(tmp_path, PLANTS), QuizOptions(options=6)
    options = {item.id: set(item.options) for item in project.items(wanted)}
    assert "Ethiopia" in options["plants/teff/origin"]
    assert "northeastern Africa" not in options["plants/teff/origin"]
    # Nor does either of them tell one plant alone, as others do.
    asked = {each.prompt.id for each in project.questions(wanted)}
    assert "plants/rice/origin/back" in asked
    assert not asked & {"plants/teff/origin/back", "plants/melon/origin/back"}
