"""Questions for what things do, whose answers begin with a verb."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_support import offered

DECK = """
kinds:
  molecules:
    one: molecule
    name: name
    fields:
      name: {type: text, required: true}
      does: {type: text, single: true, unique: true}
    questions:
      does: {ask: "what does {name} do?", back: "which molecule {does}?"}
molecules:
  ferredoxin: {name: ferredoxin, does: carries electrons to the Calvin cycle}
  glyceral: {name: glyceraldehyde, does: leaves the Calvin cycle as its first sugar}
  rubisco: {name: rubisco, does: binds carbon dioxide in the stroma}
  chlorophyll: {name: chlorophyll, does: catches the light of the sun}
  plastocyanin: {name: plastocyanin, does: passes electrons on}
"""
LAW = """
kinds:
  acts:
    one: doctrine
    name: name
    fields:
      name: {type: text, required: true}
      effect: {type: text, single: true, unique: true}
    questions:
      effect: {ask: "what does {name} do?"}
acts:
  estoppel: {name: estoppel, effect: bars a claim}
  laches: {name: laches, effect: shortens the time for suing}
  novation: {name: novation, effect: replaces one party}
  subrogation: {name: subrogation, effect: passes claims on}
  rescission: {name: rescission, effect: unwinds the contract}
  waiver: {name: waiver, effect: ends a right}
"""


@pytest.mark.parametrize("name", ["ferredoxin", "glyceral", "rubisco", "chlorophyll"])
def test_whatever_a_verb_is_about_it_stands_beside_others(tmp_path: Path, name: str) -> None:
    assert len(offered(tmp_path, DECK, f"molecules/{name}/does")) >= 3


@pytest.mark.parametrize("name", ["estoppel", "novation", "rescission", "waiver"])
def test_what_a_verb_is_about_is_not_the_sort_of_a_fact(tmp_path: Path, name: str) -> None:
    assert len(offered(tmp_path, LAW, f"acts/{name}/effect")) >= 3
