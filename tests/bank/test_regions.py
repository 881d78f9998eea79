"""Names that mention a place tell where a thing is."""

from __future__ import annotations

from pathlib import Path

from deck_support import project_of

from quizgen.bank.items import Item
from quizgen.project import QuizOptions

CURRENTS = """
kinds:
  currents:
    one: current
    name: name
    alike: [heat]
    fields:
      name: {type: text, required: true}
      heat: {type: text, single: true, quiet: true}
      coast: {type: text, single: true, unique: true}
    questions: {coast: {ask: "where does the {name} flow?", back: "which current flows {coast}?"}}
currents:
  brazil: {name: Brazil Current, heat: warm, coast: along the southeast coast of South America}
  agulhas: {name: Agulhas Current, heat: warm, coast: along the southeast coast of Africa}
  gulf: {name: Gulf Stream, heat: warm, coast: along the east coast of the United States}
  kuroshio: {name: Kuroshio, heat: warm, coast: along the east coast of Japan}
  mozambique: {name: Mozambique Current, heat: warm, coast: along the coast of Madagascar}
"""


def asked(tmp_path: Path) -> dict[str, Item]:
    """Return the items about currents by their ids."""
    items = project_of(tmp_path, CURRENTS).items(QuizOptions())
    return {each.prompt.id.removeprefix("currents/"): each for each in items}


def test_a_name_that_tells_the_place_is_not_asked_for_it(tmp_path: Path) -> None:
    found = asked(tmp_path)
    assert "brazil/coast" not in found
    assert "brazil/coast/back" not in found
    assert "gulf/coast" in found


def test_a_name_is_not_offered_for_another_place(tmp_path: Path) -> None:
    options = asked(tmp_path)["gulf/coast/back"].options
    assert set(options) == {"Gulf Stream", "Agulhas Current", "Kuroshio"}
