"""What happened in the same year or the next one tempts, unless only the date is asked by."""

from __future__ import annotations

from pathlib import Path

from deck_support import project_of

from quizgen.project import QuizOptions

PRIZES = """
kinds:
  awards:
    one: award
    name: name
    alike: [year]
    fields:
      name: {type: text, required: true}
      prize: {type: text, single: true}
      year: {type: date, single: true}
    questions:
      prize: {ask: "which prize did {name} win?", back: "who won the prize for {prize} in {year}?"}
      year: {ask: "when did {name} win?", among: "which of them won in {year}?"}
awards:
  a: {name: Arne Boll, prize: painting, year: 1951}
  b: {name: Gina Holt, prize: poetry, year: 1952}
  c: {name: Mona Nyberg, prize: sculpture, year: 1951}
  d: {name: Tora Ulv, prize: music, year: 1953}
  e: {name: Axel Brun, prize: dance, year: 1955}
  f: {name: Greta Hell, prize: drama, year: 1956}
  g: {name: Karin Lorn, prize: film, year: 1958}
"""


def wrong(folder: Path, of: str) -> set[str]:
    """Return the wrong options of one item about prizes."""
    items = {item.id: item for item in project_of(folder, PRIZES).items(QuizOptions())}
    return set(items[of].options[1:])


def test_the_next_year_tempts_where_the_stem_says_more_than_the_year(tmp_path: Path) -> None:
    assert wrong(tmp_path, "awards/a/prize/back") >= {"Gina Holt", "Mona Nyberg"}


def test_nobody_of_the_next_year_is_offered_where_only_the_year_is_told(tmp_path: Path) -> None:
    assert wrong(tmp_path, "awards/a/year/back").isdisjoint({"Gina Holt", "Mona Nyberg"})
