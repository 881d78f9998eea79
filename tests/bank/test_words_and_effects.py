"""What quotations are about, and effects that have one cause."""

from __future__ import annotations

from pathlib import Path

from made_support import made_of, offered

QUOTES = """
people:
  a: {name: Ann Archer, who: a captain}
quotes:
  q: {quote: We will see, by: a, of: the storm}
"""
CAUSES = """
causes:
  drought: {cause: the drought, effect: {value: famine, single: true}, topic: sea}
  flood: {cause: the flood of 1910, effect: {value: illness of cattle, single: true}, topic: sea}
  frost: {cause: the frost of 1929, effect: {value: ruin of the orchards, single: true}, topic: sea}
  hail: {cause: the hail of 1925, effect: loss of the harvest, topic: sea}
"""


def test_a_whole_sentence_is_said_about_something(tmp_path: Path) -> None:
    made = made_of(tmp_path, QUOTES)
    stem = "What did Ann Archer say or write this about: “We will see”?"
    assert made["quotes/q/of"].prompt.stem == stem


def test_effects_of_one_cause_are_wrong_for_others(tmp_path: Path) -> None:
    wrong = offered(tmp_path, CAUSES, "causes/drought/effect")
    assert wrong == {"Illness of cattle", "Ruin of the orchards"}
