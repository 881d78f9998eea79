"""Wrong options from other countries and ages: cities, states and preferred roles."""

from __future__ import annotations

from pathlib import Path

from deck_support import project_of

from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.items import Item, Without
from quizgen.project import QuizOptions

Outcome = Item | Without

OPERAS = """
kinds:
  operas:
    one: opera
    name: name
    main: premiere
    alike: {role: sort, time: [premiere]MUST}
    fields:
      name: {type: text, required: true}
      sort: {type: text, quiet: true}
      premiere: {type: date, single: true}
      city: {type: text, single: true}
    questions:
      premiere: {ask: "{premiere:which} was {name} first performed?"}
      city: {ask: "in which city was {name} first performed?"}
operas:
  a: {name: Zaide, sort: comedy, premiere: 1787, city: Prague}
  b: {name: Elmira, sort: comedy, premiere: 1791, city: Vienna}
  c: {name: Ottone, sort: tragedy, premiere: 1865, city: Munich}
  d: {name: Ernani, sort: tragedy, premiere: 1913, city: Paris}
  e: {name: Faustina, sort: comedy, premiere: 1792, city: Chicago}
"""


def asked(folder: Path, yaml: str) -> dict[str, Outcome]:
    made = project_of(folder, yaml).questions(QuizOptions(), explain=True)
    return {each.prompt.id: each for each in made}


def wrong(found: Outcome) -> set[str]:
    assert isinstance(found, Item)
    return set(found.options[1:])


def refused(found: Outcome) -> dict[str, object]:
    return {each.text: each.why for each in found.refused}


def test_cities_of_one_continent_stand_together_whatever_their_time(tmp_path: Path) -> None:
    found = asked(tmp_path, OPERAS.replace("MUST", ""))["operas/a/city"]
    assert wrong(found) == {"Vienna", "Munich", "Paris"}
    assert refused(found)["Chicago"] is Misfit.PLACE


def test_a_name_of_another_country_than_the_citys_is_no_guide(tmp_path: Path) -> None:
    yaml = OPERAS.replace("MUST", "").replace("Zaide", "The Barber of Seville")
    assert wrong(asked(tmp_path, yaml)["operas/a/city"]) == {"Vienna", "Munich", "Paris"}


def test_a_role_beside_a_time_is_a_preference(tmp_path: Path) -> None:
    preferred = asked(tmp_path, OPERAS.replace("MUST", ""))["operas/a/city"]
    assert "Munich" in wrong(preferred)
    demanded = asked(tmp_path, OPERAS.replace("MUST", ", must: [role]"))["operas/a/city"]
    assert refused(demanded)["Munich"] is Misfit.GROUP


def test_a_role_among_words_alone_is_demanded(tmp_path: Path) -> None:
    yaml = OPERAS.replace("time: [premiere]MUST", "place: city").replace(", quiet: true", "")
    asks = '    questions:\n      sort: {ask: "of which sort is {name}?"}\n'
    found = asked(tmp_path, yaml.replace("    questions:\n", asks))
    reasons = {why for each in found.values() for why in refused(each).values()}
    assert Misfit.GROUP in reasons


STATES = """
kinds:
  states:
    one: state
    name: name
    fields:
      name: {type: text, required: true}
      joined: {type: date, single: true}
    questions:
      joined: {among: "which of these states joined {joined:in}?"}
states:
  a: {name: Denmark, joined: 1973-01-01}
  b: {name: Greece, joined: 1975-01-01}
  c: {name: Spain, joined: 1978-01-01}
"""


def test_states_stand_beside_a_date_whatever_they_speak(tmp_path: Path) -> None:
    assert wrong(asked(tmp_path, STATES)["states/a/joined/back"]) == {"Greece", "Spain"}


SEATS = """
kinds:
  courts:
    one: court
    name: name
    fields:
      name: {type: text, required: true}
      seat: {type: text, single: true}
    questions:
      seat: {among: "which of these courts has its seat in {seat}?"}
courts:
  a: {name: Court of Ada, seat: Luxembourg}
  b: {name: Court of Bo, seat: Brussels}
  c: {name: Court of Cy, seat: Vienna}
  d: {name: Court of Di, seat: Berlin}
"""


def test_luxembourg_among_cities_is_a_city(tmp_path: Path) -> None:
    found = asked(tmp_path, SEATS)["courts/a/seat/back"]
    assert wrong(found) == {"Court of Bo", "Court of Cy", "Court of Di"}


COMPOSERS = """
people:
  a: {name: Ann Archer, born: 1882-06-17, died: 1971-04-06}
  b: {name: Ben Baker, born: 1862-08-22, died: 1918-03-25}
  c: {name: Cal Cook, born: 1858-12-22, died: 1924-11-29}
  d: {name: Dan Dyer, born: 1810-03-01, died: 1849-10-17}
MORE
kinds:
  ballets:
    one: ballet
    name: name
    main: premiere
    fields:
      name: {type: text, required: true}
      premiere: {type: date, single: true}
      by: {type: reference, to: [people], single: true}
    questions:
      by: {ask: "who composed {name}?"}
ballets:
  x: {name: Igra, by: a, premiere: 1910-06-25}
"""
PEERS = "  {0}: {{name: {1} Peer, born: {2}-01-01, died: 1950-01-01}}\n"


def test_who_was_active_at_a_time_stands_in_where_peers_are_few(tmp_path: Path) -> None:
    few = asked(tmp_path, COMPOSERS.replace("MORE\n", ""))["ballets/x/by"]
    assert wrong(few) == {"Ben Baker", "Cal Cook"}
    peers = PEERS.format("p", "Pat", 1880) + PEERS.format("q", "Quin", 1884)
    many = asked(tmp_path, COMPOSERS.replace("MORE\n", peers))["ballets/x/by"]
    assert wrong(many) == {"Pat Peer", "Quin Peer"}
