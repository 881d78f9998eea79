"""Years in stems and options rule out facts that did not exist then."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import project_of

from quizgen.project import QuizOptions

PLAYERS = """
kinds:
  players:
    one: player
    name: name
    alike: [country]
    fields:
      name: {type: text, required: true}
      country: {type: text, single: true, quiet: true}
      born: {type: date, single: true, begins: true}
      died: {type: date, single: true, ends: true}
      feat: {type: text, single: true, unique: true}
    questions: {feat: {ask: "what did {name} do?", back: "which player {feat}?"}}
players:
  hurst: {name: Hurst, country: A, born: 1941, feat: scored thrice in the final of 1966}
  banks: {name: Banks, country: A, born: 1937, feat: saved a header of a king}
  moore: {name: Moore, country: A, born: 1941, feat: led the winners of a cup}
  rossi: {name: Rossi, country: A, born: 1936, feat: ran in the longest match}
  klose: {name: Klose, country: A, born: 1978, feat: scored with a somersault}
  elder: {name: Elder, country: A, born: 1890, died: 1950, feat: played in two wars}
"""


def options(tmp_path: Path, question: str, yaml: str = PLAYERS) -> set[str]:
    """Return the options of a question, with all seeds together."""
    project = project_of(tmp_path, yaml)
    items = [each for seed in range(12) for each in project.items(QuizOptions(seed=seed))]
    return {option for each in items if each.prompt.id == question for option in each.options}


def test_nobody_is_offered_for_a_year_before_birth_or_after_death(tmp_path: Path) -> None:
    assert options(tmp_path, "players/hurst/feat/back") == {"Hurst", "Banks", "Moore", "Rossi"}


@pytest.mark.parametrize(("born", "fits"), [(1948, True), (1957, False)])
def test_no_child_of_then_is_offered_for_a_year(tmp_path: Path, born: int, *, fits: bool) -> None:
    yaml = PLAYERS.replace("born: 1978", f"born: {born}")
    assert ("Klose" in options(tmp_path, "players/hurst/feat/back", yaml)) is fits


def test_a_child_may_stand_beside_a_child(tmp_path: Path) -> None:
    yaml = PLAYERS.replace("born: 1941, feat: scored", "born: 1957, feat: scored")
    yaml = yaml.replace("born: 1978", "born: 1956")
    assert "Klose" in options(tmp_path, "players/hurst/feat/back", yaml)


BANKS = """
organizations:
  ecb: {name: the ECB, sort: bank}
  fed: {name: the Fed, sort: bank}
  buba: {name: the Bundesbank, sort: bank}
  reichs: {name: {value: the Reichsbank, to: 1945}, sort: bank}
  gosbank: {name: the Gosbank, sort: bank}
kinds:
  loans:
    one: loan
    name: name
    alike: [year]
    fields:
      name: {type: text, required: true}
      from: {type: reference, to: [organizations], single: true}
      by: {type: text, single: true}
      year: {type: date, single: true}
    questions:
      from: {ask: "which bank paid for {name} in {year}?"}
      by: {ask: "who granted {name} in {year}?"}
loans:
  alder: {name: the Alder loan, from: ecb, by: the ECB, year: 2013}
  birch: {name: the Birch loan, from: buba, by: the Bundesbank, year: 2009}
  cedar: {name: the Cedar loan, from: fed, by: the Fed, year: 2006}
  hazel: {name: the Hazel loan, from: reichs, by: the Reichsbank, year: 2010}
"""


@pytest.mark.parametrize(("field", "gone"), [("from", "Reichsbank"), ("by", "The Reichsbank")])
def test_nothing_is_offered_for_a_year_after_its_end(tmp_path: Path, field: str, gone: str) -> None:
    project = project_of(tmp_path, BANKS)
    made = {each.prompt.id: each for each in project.items(QuizOptions(options=6))}
    assert gone not in made[f"loans/alder/{field}"].options
    assert len(made[f"loans/alder/{field}"].options) > 2


@pytest.mark.parametrize("player", ["klose", "elder"])
def test_what_somebody_did_in_a_year_is_not_offered_for_others_of_another_time(
    tmp_path: Path, player: str
) -> None:
    found = options(tmp_path, f"players/{player}/feat")
    assert "Scored thrice in the final of 1966" not in found


def test_other_texts_still_stand_beside_each_other(tmp_path: Path) -> None:
    assert "Scored thrice in the final of 1966" in options(tmp_path, "players/banks/feat")


DATED = """
source: {title: Notes, as_of: 2024}
events:
  quake: {name: the 1989 Loma Prieta earthquake, date: 1989-10-17}
  attacks: {name: the attacks of September 11, date: 2001-09-11}
  truce: {name: the Christmas Truce, date: 1914-12-24}
  panic: {name: the Panic of 1907, date: 1907-10-22}
  bombing: {name: the bombing of Dresden in February 1945, date: 1945-02-13}
  strike: {name: the strike of the dockers, date: 1908-03-04}
  flood: {name: the flood in the harbour, date: 1912-05-06}
  march: {name: the march of the miners, date: 1915-07-08}
"""


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, ...]]:
    """Return the options of questions about events, by the id of the question."""
    project = project_of(tmp_path_factory.mktemp("dated"), DATED)
    return {each.prompt.id: each.options for each in project.items(QuizOptions())}


def test_a_year_in_a_name_holds_for_all_options(dated: dict[str, tuple[str, ...]]) -> None:
    assert all(option.endswith("1989") for option in dated["events/quake/date"])


@pytest.mark.parametrize(("event", "years"), [("attacks", "2001"), ("truce", "1914")])
def test_a_day_or_feast_in_a_name_leaves_the_year_to_ask(
    dated: dict[str, tuple[str, ...]], event: str, years: str
) -> None:
    assert dated[f"events/{event}/date"][0] == years


def test_a_year_in_a_stem_leaves_nothing_to_ask(dated: dict[str, tuple[str, ...]]) -> None:
    assert "events/bombing/date" not in dated


@pytest.mark.parametrize(("name", "count"), [("of 1897", 0), ("in the archive", 1)])
def test_a_year_in_a_key_leaves_nothing_to_ask(tmp_path: Path, name: str, count: int) -> None:
    yaml = f"""
    events:
      strike: {{name: the strike of the players, date: 1892-06-02}}
      fire: {{name: the fire {name}, date: 1897-09-09}}
      choir: {{name: the founding of the choir, date: 1903-02-20}}
      disc: {{name: the first recording on a disc, date: 1909-07-07}}
      merger: {{name: the merger with the opera, date: 1914-05-31}}
    """
    made = [each.prompt.id for each in project_of(tmp_path, yaml).items(QuizOptions())]
    assert made.count("events/fire/date/back") == count
