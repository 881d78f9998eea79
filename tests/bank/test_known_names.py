"""What names, series, roles and days of fame tell rules wrong options out."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_support import made_of, offered

from quizgen.bank.items import Item, Lack, Without

MISSIONS = """
kinds:
  missions:
    one: mission
    name: name
    fields:
      name: {type: text, required: true}
      agency: {type: reference, to: [organizations], single: true}
      target: {type: text, single: true}
      launched: {type: date, single: true, begins: true}
    questions:
      agency: {ask: "which agency led {name}?", among: "which of these was led by {agency}?"}
      target: {ask: "what was the target of {name}?"}
      launched: {ask: "{launched:which} was {name} launched?",
                 among: "which of these was launched {launched:in}?"}
organizations:
  nasa: {name: NASA}
  esa: {name: ESA}
  isro: {name: ISRO}
  cnsa: {name: CNSA}
missions:
  apollo8: {name: Apollo 8, agency: nasa, target: the Moon, launched: 1968-12-21}
  apollo11: {name: Apollo 11, agency: nasa, target: the Moon, launched: 1969-07-16}
  apollo13: {name: Apollo 13, agency: nasa, target: the Moon, launched: 1970-04-11}
  ranger: {name: Ranger, agency: nasa, target: the Moon, launched: 1964-07-28}
  surveyor: {name: Surveyor, agency: nasa, target: the Moon, launched: 1966-05-30}
  pioneer: {name: Pioneer, agency: nasa, target: Jupiter, launched: 1973-04-06}
  columbia: {name: Columbia, agency: nasa, target: an orbit, launched: 1975-04-12}
  giotto: {name: Giotto, agency: esa, target: a comet, launched: 1985-07-02}
  magellan: {name: Magellan, agency: nasa, target: Venus, launched: 1989-05-04}
  ulysses: {name: Ulysses, agency: esa, target: the Sun, launched: 1990-10-06}
  rosetta: {name: Rosetta, agency: esa, target: a comet, launched: 2004-03-02}
  mangalyaan: {name: Mangalyaan, agency: isro, target: Mars, launched: 2013-11-05}
  chang: {name: Queqiao, agency: cnsa, target: the Moon, launched: 2018-05-20}
  aditya: {name: Aditya, agency: isro, target: the Sun, launched: 2023-09-02}
"""


def test_a_series_tells_what_its_facts_share(tmp_path: Path) -> None:
    made = made_of(tmp_path, MISSIONS)
    assert isinstance(made["missions/apollo11/agency"], Without)
    assert isinstance(made["missions/apollo8/target"], Without)


def test_no_agency_stands_beside_missions_long_before_its_own(tmp_path: Path) -> None:
    assert offered(tmp_path, MISSIONS, "missions/ranger/agency").isdisjoint({"ISRO", "CNSA"})


def test_a_series_ends_with_its_time(tmp_path: Path) -> None:
    made = made_of(tmp_path, MISSIONS)["missions/columbia/launched/back"]
    assert not {"Apollo 8", "Apollo 11"} & {*getattr(made, "options", ())}


DAYS = """
kinds:
  flights:
    one: flight
    name: name
    fields:
      name: {type: text, required: true}
      date: {type: date, single: true}
    questions:
      date: {ask: "{date:which} did {name} take place?"}
flights:
  gemini: {name: the first Gemini, date: 1968-03-23}
  orbit: {name: the round of the Moon, date: 1968-12-24}
  rest: {name: the first landing, date: 1969-07-20}
  ocean: {name: the second landing, date: 1969-11-19}
  return: {name: the long return, date: 1970-04-17}
"""


def test_a_day_of_fame_is_no_option_for_others(tmp_path: Path) -> None:
    others = offered(tmp_path, DAYS, "flights/ocean/date")
    assert others
    assert "July 20, 1969" not in others


RULERS = """
kinds:
  sultans:
    one: sultan
    name: name
    pool: person
    fields:
      name: {type: text, required: true}
      acceded: {type: date, single: true}
    questions:
      acceded: {ask: "{acceded:which} did {name} come to the throne?"}
sultans:
  selim: {name: Selim, acceded: 1512}
  suleiman: {name: Suleiman, acceded: 1520}
  murad: {name: Murad, acceded: 1574}
  mehmed: {name: Mehmed, acceded: 1595}
officials:
  sokollu: {name: Sokollu, post: {value: grand vizier, from: 1565, to: 1579}}
  ibrahim: {name: Ibrahim, post: {value: grand vizier, from: 1523, to: 1536}}
"""


def test_no_ruler_stands_beside_a_term_of_office(tmp_path: Path) -> None:
    assert isinstance(made_of(tmp_path, RULERS)["officials/sokollu/post/back"], Without)


BATTLES = """
kinds:
  battles:
    one: battle
    name: name
    fields:
      name: {type: text, required: true}
      date: {type: date, single: true}
      enemy: {type: text, single: true}
      outcome: {type: text, single: true}
    questions:
      date: {ask: "when was {name}?"}
      enemy: {ask: "against whom was {name} fought?"}
      outcome: {ask: "how did {name} end?"}
battles:
  one: {name: Battle of Ab, date: 1512, enemy: the Kingdom of Lor, outcome: victory}
  two: {name: Battle of Cad, date: 1515, enemy: the Kingdom of Mun, outcome: victory}
  three: {name: Battle of Eth, date: 1518, enemy: the Kingdom of Nar, outcome: victory}
  four: {name: Battle of Fid, date: 1519, enemy: the Kingdom of Orm, outcome: victory}
  five: {name: Battle of Gam, date: 1521, enemy: the Kingdom of Pol, outcome: victory}
  six: {name: Battle of Hoc, date: 1522, enemy: the Kingdom of Ras, outcome: defeat}
"""


def test_an_outcome_is_no_role(tmp_path: Path) -> None:
    made = made_of(tmp_path, BATTLES)["battles/six/enemy"]
    assert isinstance(made, Item)


def test_a_name_with_an_article_is_no_description(tmp_path: Path) -> None:
    assert isinstance(made_of(tmp_path, BATTLES)["battles/two/enemy"], Item)


ANIMALS = """
kinds:
  animals:
    one: animal
    name: name
    alike: {role: class, place: habitat}
    fields:
      name: {type: text, required: true}
      class: {type: text, single: true}
      order: {type: text, single: true}
      habitat: {type: text, single: true}
      scientific: {type: text, single: true, unique: true}
    questions:
      class: {ask: "to which class does the {name} belong?"}
      order: {ask: "to which order does the {name} belong?"}
      habitat: {ask: "where does the {name} live?"}
      scientific: {ask: "what is the scientific name of the {name}?"}
animals:
  lion: {name: lion, class: mammals, order: Carnivora, habitat: savanna, scientific: Panthera leo}
  bear: {name: polar bear, class: mammals, order: Carnivora, habitat: ice,
         scientific: Ursus maritimus}
  whale: {name: blue whale, class: mammals, order: Artiodactyla, habitat: ocean,
          scientific: Balaenoptera musculus}
  wolf: {name: gray wolf, class: mammals, order: Carnivora, habitat: forest,
         scientific: Canis lupus}
  mouse: {name: mouse, class: mammals, order: Rodentia, habitat: savanna, scientific: Mus musculus}
  rabbit: {name: rabbit, class: mammals, order: Lagomorpha, habitat: grassland,
           scientific: Oryctolagus cuniculus}
  owl: {name: owl, class: birds, order: Strigiformes, habitat: forest, scientific: Tyto alba}
  eagle: {name: eagle, class: birds, order: Accipitriformes, habitat: forest,
          scientific: Aquila chrysaetos}
  penguin: {name: penguin, class: birds, order: Sphenisciformes, habitat: ice,
            scientific: Aptenodytes forsteri}
  ostrich: {name: ostrich, class: birds, order: Struthioniformes, habitat: savanna,
            scientific: Struthio camelus}
"""


def test_everybody_knows_where_animals_belong(tmp_path: Path) -> None:
    made = made_of(tmp_path, ANIMALS)
    assert isinstance(made["animals/lion/class"], Without)
    assert isinstance(made["animals/rabbit/habitat"], Without)


def test_few_know_the_scientific_names_of_animals(tmp_path: Path) -> None:
    assert isinstance(made_of(tmp_path, ANIMALS)["animals/whale/scientific"], Item)


def test_a_value_of_another_role_is_no_option(tmp_path: Path) -> None:
    others = offered(tmp_path, ANIMALS, "animals/owl/order")
    assert others <= {"Accipitriformes", "Sphenisciformes", "Struthioniformes"}
    assert others


ROCKETS = """
kinds:
  rockets:
    one: rocket
    name: name
    alike: [name]
    fields:
      name: {type: text, required: true}
      height: {type: number, single: true}
    questions:
      height: {ask: "how tall is {name}?"}
rockets:
  a: {name: Aral, height: 110.6 m}
  b: {name: Bel, height: 53 m}
  c: {name: Cor, height: 47.4 m}
  d: {name: Dun, height: 98 m}
  e: {name: Ent, height: 70 m}
"""


def test_no_number_lies_beyond_those_of_its_field_with_other_decimals(tmp_path: Path) -> None:
    heights = offered(tmp_path, ROCKETS, "rockets/a/height")
    assert heights
    assert all(float(text.split("\N{NO-BREAK SPACE}")[0]) <= 1.25 * 110.6 for text in heights)


@pytest.mark.parametrize("name", ["Treaty of Paris", "Treaty establishing a Bank"])
def test_a_treaty_takes_its_article_before_its_noun(tmp_path: Path, name: str) -> None:
    deck = f"treaties: {{a: {{name: {name}, signed: 1856, parties: [France, Russia]}}}}"
    stem = made_of(tmp_path, deck)["treaties/a/parties"].prompt.stem
    assert stem == f"Which states concluded the {name}?"


AGENCIES = """
organizations:
  nasa: {name: NASA, founded: 1958}
  esa: {name: ESA, founded: 1975}
  isro: {name: ISRO, founded: 1969}
  noaa: {name: NOAA, founded: 1970}
"""


def test_organizations_have_a_founding(tmp_path: Path) -> None:
    made = made_of(tmp_path, AGENCIES)["organizations/isro/founded"]
    assert isinstance(made, Item)
    assert made.prompt.stem == "In which year was ISRO founded?"


COMMANDERS = """
kinds:
  battles:
    one: battle
    name: name
    fields:
      name: {type: text, required: true}
      date: {type: date, single: true}
      led: {type: text, single: true}
      feat: {type: text, single: true, unique: true}
    questions:
      led: {ask: "who commanded the Americans in {name}?"}
      feat: {ask: "what did {name} do?"}
battles:
  trenton: {name: Battle of Trenton, date: 1776, led: George Washington, feat: whatever}
  cowpens: {name: Battle of Guilford, date: 1781, led: Nathanael Greene, feat: which road to take}
  saratoga: {name: Battle of Saratoga, date: 1777, led: Horatio Gates, feat: where to cross}
  bennington: {name: Battle of Bennington, date: 1777, led: John Stark, feat: whom to trust}
  hill: {name: Battle of the Hill, date: 1776, led: Henry Knox, feat: whose land it was}
"""


def test_the_name_of_a_person_is_no_place(tmp_path: Path) -> None:
    assert isinstance(made_of(tmp_path, COMMANDERS)["battles/trenton/led"], Item)


def test_a_question_word_tells_nothing(tmp_path: Path) -> None:
    made = made_of(tmp_path, COMMANDERS)["battles/trenton/feat"]
    assert getattr(made, "lack", None) is not Lack.TELLING


OPERAS = """
kinds:
  operas:
    one: opera
    name: name
    fields:
      name: {type: text, required: true}
      by: {type: reference, to: [person], single: true}
      first: {type: date, single: true}
    questions:
      by: {ask: "who composed {name}?"}
      first: {ask: "when was {name} first performed?",
              among: "which of these was first performed {first:in}?"}
people:
  morath: {name: Wolf Morath, born: 1756, died: 1791}
  behmen: {name: Ludwig Behmen, born: 1770, died: 1827}
  haim: {name: Josef Haim, born: 1732, died: 1809}
  salier: {name: Anton Salier, born: 1750, died: 1825}
operas:
  figaro: {name: Fillaro, by: morath, first: 1786}
  cosi: {name: Cossa, by: morath, first: 1790}
  fidelio: {name: Fidella, by: behmen, first: 1796}
  axur: {name: Axuro, by: salier, first: 1788}
  palmira: {name: Palmara, by: salier, first: 1795}
  armida: {name: Armado, by: haim, first: 1789}
  tarare: {name: Tararo, by: salier, first: 1791}
"""


def test_no_work_is_from_after_the_life_of_its_author(tmp_path: Path) -> None:
    options = offered(tmp_path, OPERAS, "operas/palmira/first/back")
    assert options.isdisjoint({"Fillaro", "Cossa"})
    assert options


PEAKS = """
kinds:
  peaks:
    one: peak
    name: name
    fields:
      name: {type: text, required: true}
      height: {type: number, single: true}
      country: {type: text, single: true}
    questions:
      height: {ask: "how high is {name}?"}
      country: {ask: "in which country is {name}?"}
peaks:
  everest: {name: Mount Tall, height: 8849 m, country: Nepal}
  k2: {name: Mount Second, height: 7300 m, country: Pakistan}
  kangchen: {name: Mount Third, height: 6190 m, country: India}
  lhotse: {name: Mount Fourth, height: 5642 m, country: Nepal}
  nanga: {name: Mount Ninth, height: 5100 m, country: Pakistan}
"""


def test_heights_of_other_countries_stand_beside_each_other(tmp_path: Path) -> None:
    heights = offered(tmp_path, PEAKS, "peaks/nanga/height")
    assert heights & {f"{each}\N{NO-BREAK SPACE}m" for each in ("8,849", "7,300", "6,190", "5,642")}


def test_no_height_is_made_up_beyond_the_record(tmp_path: Path) -> None:
    texts = {
        text
        for peak in ("k2", "kangchen", "lhotse", "nanga")
        for text in offered(tmp_path, PEAKS, f"peaks/{peak}/height")
    }
    assert texts
    assert all(int(text.split("\N{NO-BREAK SPACE}")[0].replace(",", "")) <= 8849 for text in texts)


RIVERS = """
kinds:
  rivers:
    one: river
    name: name
    alike: {place: continent, magnitude: [length]}
    fields:
      name: {type: text, required: true}
      continent: {type: text, single: true}
      length: {type: number, single: true}
      mouth: {type: text, single: true}
    questions:
      continent: {ask: "on which continent is {name}?"}
      mouth: {ask: "into which sea does {name} flow?"}
rivers:
  ama: {name: Ama, continent: South America, length: 6400 km, mouth: the Atlantic Ocean}
  ori: {name: Ori, continent: South America, length: 2140 km, mouth: the Caribbean Sea}
  mag: {name: Mag, continent: South America, length: 1500 km, mouth: the Pacific Ocean}
  bio: {name: Bio, continent: South America, length: 1400 km, mouth: the Pacific Ocean}
  vol: {name: Vol, continent: Asia, length: 3500 km, mouth: the Caspian Sea}
  tig: {name: Tig, continent: Asia, length: 1900 km, mouth: the Persian Gulf}
"""


def test_a_place_belongs_to_facts_of_one_place(tmp_path: Path) -> None:
    seas = offered(tmp_path, RIVERS, "rivers/ama/mouth")
    assert seas.isdisjoint({"The Caspian Sea", "The Persian Gulf"})


SIEGES = """
kinds:
  fights:
    one: fight
    name: name
    fields:
      name: {type: text, required: true}
      date: {type: date, single: true}
    questions:
      date: {ask: "when was {name}?", among: "which of these was fought {date:in}?"}
fights:
  one: {name: Fight of Ab, date: 1777-01-03}
  two: {name: Fight of Cad, date: 1777-08-16}
  three: {name: Fight of Eth, date: 1777-09-11}
  four: {name: Fight of Fid, date: 1778-06-28}
  five: {name: Fights of Gam, date: 1777-09-19/1777-10-07}
"""


def test_no_single_day_stands_beside_a_span(tmp_path: Path) -> None:
    assert isinstance(made_of(tmp_path, SIEGES)["fights/five/date/back"], Without)
