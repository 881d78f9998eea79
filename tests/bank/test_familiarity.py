"""Familiar questions: what everybody knows has no options, or a high estimate."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_support import made_of, offered

from quizgen.bank.difficulty import Guess, of_choice, of_recall
from quizgen.bank.items import Item, Lack, Without

WRITTEN = """
questions:
  days: {ask: How many days has a week?, answer: "7", distractors: ["5", "6", "8"]}
  tower: {ask: In which city stands the Eiffel Tower?, answer: Paris, distractors: [Rome, London]}
  google: {ask: What is Google?, answer: a search engine, distractors: [a bank, a paper]}
  pact: {ask: Which pact bans gas in war?, answer: the Geneva Protocol, distractors: [START, SALT]}
"""


def _estimate(tmp_path: Path, question: str) -> float:
    made = made_of(tmp_path, WRITTEN)[f"questions/{question}/answer"]
    assert isinstance(made, Item)
    return of_choice(made)


@pytest.mark.parametrize("question", ["days", "tower", "google"])
def test_what_everybody_knows_is_called_easy(tmp_path: Path, question: str) -> None:
    assert _estimate(tmp_path, question) > 0.8


def test_other_questions_keep_their_estimate(tmp_path: Path) -> None:
    assert _estimate(tmp_path, "pact") < 0.75


def test_familiarity_makes_any_answer_easier() -> None:
    assert Guess(4).difficulty(1.0) < Guess(4).difficulty(1.0, 0.25) < Guess(4).difficulty(1.0, 1)
    assert of_recall() < of_recall(0.25)


BRANDS = """
organizations:
  google: {name: Google, sort: company, what: {value: the company that runs a search engine,
    single: true}}
  amazon: {name: Amazon, sort: company, what: {value: the company that began with books,
    single: true}}
  acme: {name: Acme, sort: company, what: {value: the company that analyses data for armies,
    single: true}}
  bolt: {name: Bolt, sort: company, what: {value: the company that rents scooters by the minute,
    single: true}}
  core: {name: Corevo, sort: company, what: {value: the company that stores wind in batteries,
    single: true}}
"""


@pytest.mark.parametrize("brand", ["google", "amazon"])
@pytest.mark.parametrize("way", ["", "/back"])
def test_nobody_is_asked_what_a_household_company_is(tmp_path: Path, brand: str, way: str) -> None:
    made = made_of(tmp_path, BRANDS)[f"organizations/{brand}/what{way}"]
    assert isinstance(made, Without)
    assert made.lack is Lack.KNOWN


def test_household_companies_stand_beside_no_other(tmp_path: Path) -> None:
    beside = offered(tmp_path, BRANDS, "organizations/acme/what/back")
    assert beside == {"Bolt", "Corevo"}


UNITS = """
terms:
  t: {name: tesla, topic: units, definition: {value: the unit of the flux density, single: true}}
  h: {name: henry, topic: units, definition: {value: the unit of the inductance, single: true}}
  w: {name: weber, topic: units, definition: {value: the unit of the magnetic flux, single: true}}
"""


def test_a_unit_with_the_name_of_a_brand_is_none(tmp_path: Path) -> None:
    assert isinstance(made_of(tmp_path, UNITS)["terms/t/definition"], Item)


LEADERS = """
people:
  merkel: {name: Angela Merkel, who: {value: the chancellor of Germany before Scholz, single: true}}
  hollande: {name: François Hollande, who: {value: the president of France before Macron,
    single: true}}
  cameron: {name: David Cameron, who: {value: the prime minister of Britain before May,
    single: true}}
  renzi: {name: Matteo Renzi, who: {value: the prime minister of Italy before Gentiloni,
    single: true}}
"""


def test_heads_of_other_governments_stand_beside_none(tmp_path: Path) -> None:
    made = made_of(tmp_path, LEADERS)
    assert isinstance(made["people/hollande/who/back"], Without)
    assert isinstance(made["people/renzi/who/back"], Without)
    assert isinstance(made["people/merkel/who/back"], Without)


PREMIERS = """
kinds:
  leaders:
    one: prime minister
    name: name
    fields:
      name: {type: text, required: true}
      country: {type: text, quiet: true}
      act: {type: text, single: true}
    questions:
      act: {ask: "what did {name} do?", back: "who {act}?"}
leaders:
  a: {name: Ann Ash, country: Norway, act: held a vote on fish}
  b: {name: Bo Berg, country: Norway, act: saved banks in a crisis}
  c: {name: Cy Cole, country: Norway, act: sold the railways}
  d: {name: Di Dahl, country: Norway, act: lost a vote on whales}
  e: {name: Ed Elm, country: Chile, act: led two coalitions}
  f: {name: Flo Fox, country: Chile, act: reformed the labour law}
  g: {name: Gus Gray, country: Chile, act: cancelled an airport}
  h: {name: Hal Hill, country: Chile, act: cut the tax on salt}
"""


@pytest.mark.parametrize(
    ("leader", "others"),
    [("a", {"Bo Berg", "Cy Cole", "Di Dahl"}), ("e", {"Flo Fox", "Gus Gray", "Hal Hill"})],
)
def test_facts_of_the_same_country_come_first(
    tmp_path: Path, leader: str, others: set[str]
) -> None:
    assert offered(tmp_path, PREMIERS, f"leaders/{leader}/act/back") == others
