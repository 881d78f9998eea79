"""Where an author prefers a near time and does not demand it, sparse kinds keep their options."""

from __future__ import annotations

from pathlib import Path

from deck_support import project_of

from quizgen.project import QuizOptions

MILLS = """
kinds:
  mills:
    one: mill
    name: name
    alike: {alike}
    fields:
      name: {{type: text, required: true}}
      burned: {{type: date, quiet: true}}
      owner: {{type: text, single: true, unique: true}}
    questions:
      owner: {{ask: "who owned {{name}}?", back: "which mill belonged to {{owner}}?"}}
mills:
  a: {{name: Alder Mill, burned: 1669, owner: Kent}}
  b: {{name: Birch Mill, burned: 1944, owner: Dole}}
  c: {{name: Cedar Mill, burned: 2002, owner: Fisk}}
  d: {{name: Dove Mill, burned: 1947, owner: Gore}}
  e: {{name: Elm Mill, burned: 1918, owner: Hill}}
  f: {{name: Fir Mill, burned: 1707, owner: Carr}}
  g: {{name: Gorse Mill, burned: 2021, owner: Lowe}}
"""


def options(folder: Path, alike: str) -> dict[str, set[str]]:
    """Return the wrong options of each item of the mills."""
    folder.mkdir()
    items = project_of(folder, MILLS.format(alike=alike)).items(QuizOptions())
    return {item.id: set(item.options[1:]) for item in items}


def test_a_preferred_time_leaves_no_question_without_options(tmp_path: Path) -> None:
    found = options(tmp_path / "soft", "{time: [burned]}")
    assert len(found) == 14
    assert found["mills/b/owner"] == {"Gore", "Hill", "Fisk"}
    assert found["mills/a/owner/back"] <= {"Birch Mill", "Elm Mill", "Fir Mill"}


def test_a_demanded_time_still_leaves_out_what_lies_far_off(tmp_path: Path) -> None:
    assert not options(tmp_path / "hard", "{time: [burned], must: [time]}")
