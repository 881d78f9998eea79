"""Questions for days that no other day tempts from ask for the year."""

from __future__ import annotations

from pathlib import Path

from deck_support import project_of
from made_support import made_of

from quizgen.bank.items import Item, Without

BATTLES = """
kinds:
  battles:
    one: battle
    name: name
    fields:
      name: {type: text, required: true}
      date: {type: date, single: true}
    questions:
      date: {ask: "ASK"}
battles:
  kosovo: {name: the Battle of Kosovo, date: 1389-06-15}
  nicopolis: {name: the Battle of Nicopolis, date: 1396-09-25}
  otlukbeli: {name: the Battle of Otlukbeli, date: 1473-08-11}
  chaldiran: {name: the Battle of Chaldiran, date: 1514-08-23}
  mohacs: {name: the Battle of Mohács, date: 1526-08-29}
  preveza: {name: the Battle of Preveza, date: 1538-09-28}
  lepanto: {name: the Battle of Lepanto, date: 1571-10-07}
  vienna: {name: the Battle of Vienna, date: 1683-09-12}
  zenta: {name: the Battle of Zenta, date: 1697-09-11}
  navarino: {name: the Battle of Navarino, date: 1827-10-20}
"""


def question(tmp_path: Path, ask: str, battle: str) -> Item | Without:
    return made_of(tmp_path, BATTLES.replace("ASK", ask))[f"battles/{battle}/date"]


def test_the_year_is_asked_where_no_day_tempts(tmp_path: Path) -> None:
    item = question(tmp_path, "{date:which} did {name} take place?", "mohacs")
    assert isinstance(item, Item)
    assert item.prompt.stem == "In which year did the Battle of Mohács take place?"
    assert item.options[0] == "1526"
    assert all(option.isdecimal() for option in item.options)
    assert item.ranked


def test_a_question_that_names_the_day_keeps_it(tmp_path: Path) -> None:
    made = question(tmp_path, "on what day did {name} take place?", "mohacs")
    assert isinstance(made, Without)
    assert made.right[0].text == "August 29, 1526"


def test_the_card_still_asks_for_the_day(tmp_path: Path) -> None:
    deck = BATTLES.replace("ASK", "{date:which} did {name} take place?")
    prompts = {each.id: each for each in project_of(tmp_path, deck).prompts}
    asked = prompts["battles/mohacs/date"]
    assert asked.stem == "On which date did the Battle of Mohács take place?"
    assert asked.answer == "August 29, 1526"


def test_days_that_tempt_stay(tmp_path: Path) -> None:
    deck = """
treaties:
  one: {name: First Accord, signed: 1991-03-02}
  two: {name: Second Accord, signed: 1992-06-14}
  three: {name: Third Accord, signed: 1993-09-23}
  four: {name: Fourth Accord, signed: 1990-11-05}
"""
    item = made_of(tmp_path, deck)["treaties/two/signed"]
    assert isinstance(item, Item)
    assert item.options[0] == "June 14, 1992"
