"""Wrong options that common knowledge excludes: another age, calling, land, sort or fame."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_support import made_of, offered

from quizgen.bank.items import Item, Without

RULERS = """
officials:
  nehru: {name: Jawaharlal Nehru, post: {value: prime minister, from: 1947, to: 1964}}
  shastri: {name: Lal Shastri, post: {value: prime minister, from: 1964, to: 1966}}
  rajiv: {name: Rajiv Gandhi, post: {value: prime minister, from: 1984, to: 1989}}
  rao: {name: Narasimha Rao, post: {value: prime minister, from: 1991, to: 1996}}
  curzon: {name: George Curzon, post: {value: viceroy, from: 1899, to: 1905}}
  irwin: {name: Edward Irwin, post: {value: viceroy, from: 1926, to: 1931}}
people:
  babur: {name: Babur, who: {value: the founder of the Mughal Empire, single: true}}
  shah-jahan: {name: Shah Jahan, who: {value: the builder of a white tomb, single: true}}
"""


def test_no_office_stands_beside_those_of_other_times(tmp_path: Path) -> None:
    made = made_of(tmp_path, RULERS)
    assert isinstance(made["officials/curzon/post"], Without)
    later = {each.text for each in made["officials/rajiv/post/back"].refused}
    assert {"Jawaharlal Nehru", "George Curzon"} <= later


def test_nobody_without_a_date_stands_beside_people_of_many_ages(tmp_path: Path) -> None:
    assert isinstance(made_of(tmp_path, RULERS)["people/babur/who/back"], Without)


CALLINGS = """
people:
  mendel: {name: Mendel, who: {value: the monk who crossed peas, single: true}}
  morgan: {name: T. H. Morgan, who: {value: the geneticist who bred flies, single: true}}
  stevens: {name: N. Stevens, who: {value: the biologist who studied mealworms, single: true}}
  jeffreys: {name: A. Jeffreys, who: {value: the geneticist who compared blood, single: true}}
  sutton: {name: W. Sutton, who: {value: the geneticist who watched locusts, single: true}}
"""


def test_a_monk_stands_beside_no_geneticists(tmp_path: Path) -> None:
    assert isinstance(made_of(tmp_path, CALLINGS)["people/mendel/who"], Without)
    beside = offered(tmp_path, CALLINGS, "people/morgan/who/back")
    assert beside == {"N. Stevens", "A. Jeffreys", "W. Sutton"}


NATIONS = """
people:
  a: {name: Erik Dahl, who: {value: the Norwegian painter of screams, single: true}}
  b: {name: Jan Kowal, who: {value: the painter of white squares, single: true}}
  c: {name: Ivan Sokolov, who: {value: the painter of black squares, single: true}}
  d: {name: Karim Aziz, who: {value: the painter from Iraq, single: true}}
"""


def test_a_nation_in_the_question_fits_those_alone_who_belong_to_it(tmp_path: Path) -> None:
    assert isinstance(made_of(tmp_path, NATIONS)["people/a/who/back"], Without)
    assert isinstance(made_of(tmp_path, NATIONS)["people/d/who/back"], Without)
    norwegians = NATIONS.replace("the painter of", "the Norwegian painter of")
    beside = offered(tmp_path, norwegians, "people/a/who/back")
    assert beside == {"Jan Kowal", "Ivan Sokolov"}


GLOSSARY = """
terms:
  skald: {name: skald, definition: a poet at the court of a Norse king}
  berserker: {name: berserker, definition: a warrior who fought in a trance}
  jarl: {name: jarl, definition: a nobleman below the king at a court}
  scop: {name: scop, definition: a poet at the court of an English king}
  griot: {name: griot, definition: a poet at the court of an African king}
  danegeld: {name: danegeld, definition: a tax to pay off the raiders of a king}
  wergild: {name: wergild, definition: the money owed for the killing of a man}
  drab: {name: heterozygous, definition: having two different alleles of a gene}
  same: {name: homozygous, definition: having two equal alleles of a gene}
  set: {name: genotype, definition: the alleles that a creature carries}
"""


def test_terms_of_another_sort_or_form_are_no_options(tmp_path: Path) -> None:
    assert offered(tmp_path, GLOSSARY, "terms/skald/definition/back") <= {"scop", "griot", "jarl"}
    assert "genotype" not in offered(tmp_path, GLOSSARY, "terms/same/definition/back")


FOUNDED = """    fields:
      founded: {type: date, single: true}
"""


def own_kind(field: str, ask: str, facts: str) -> str:
    """Return a deck with a kind `things` whose `field` is asked for, forth and back."""
    return f"""
kinds:
  things:
    one: thing
    name: name
    alike: [name]
    fields:
      name: {{type: text, required: true}}
      {field}: {{type: text, single: true}}
    questions: {{{field}: {{ask: "{ask}", back: "which has {{{field}}}?"}}}}
things:
{facts}"""


def test_a_value_of_another_sort_than_its_field_is_no_option(tmp_path: Path) -> None:
    pairs = zip("abcdefgh", ["trumpet", "piano", "guitar", "voice"] * 2, strict=True)
    facts = "".join(f"  {n}: {{name: Player {n}, instrument: {tool}}}\n" for n, tool in pairs)
    deck = own_kind("instrument", "what did {name} play?", facts).replace("[name]", "[instrument]")
    beside = offered(tmp_path, deck, "things/a/instrument")
    assert beside == {"piano", "guitar"}
    assert isinstance(made_of(tmp_path, deck)["things/d/instrument"], Without)


def test_currencies_tell_their_countries(tmp_path: Path) -> None:
    money = {
        "Japan": "the yen",
        "India": "the rupee",
        "England": "the pound",
        "Poland": "the zloty",
    }
    facts = "".join(
        f"  b{year}: {{name: Bank of {land}, money: {unit}, founded: {year}}}\n"
        for year, (land, unit) in enumerate(money.items(), 1900)
    )
    deck = own_kind("money", "what does the {name} issue?", facts)
    deck = deck.replace("    alike: [name]\n", "").replace("    fields:\n", FOUNDED)
    made = made_of(tmp_path, deck)
    assert not [each for each in made.values() if isinstance(each, Item)]


def test_everybody_knows_who_painted_famous_pictures(tmp_path: Path) -> None:
    titles = ["Mona Lisa", "Camera Picta", "Primavera", "Assunta", "Tempesta"]
    facts = "".join(
        f"  w{n}: {{name: {title}, by: Painter {n}}}\n" for n, title in enumerate(titles)
    )
    deck = own_kind("by", "who painted {name}?", facts).replace("[name]", "[by]")
    made = made_of(tmp_path, deck)
    assert isinstance(made["things/w0/by"], Without)
    assert "Mona Lisa" not in offered(tmp_path, deck, "things/w1/by/back")
    assert offered(tmp_path, deck, "things/w1/by/back")


def test_dates_stay_within_a_short_affair(tmp_path: Path) -> None:
    """No battle of a war that ended in 1918 was fought in 1920."""
    days = ["1914-08-26", "1915-02-19", "1916-02-21", "1916-07-01", "1917-07-31", "1918-08-08"]
    events = "".join(
        f"  e{n}: {{name: the Battle {n}, date: {day}}}\n" for n, day in enumerate(days)
    )
    deck = "events:\n" + events
    for n in range(len(days)):
        for text in offered(tmp_path, deck, f"events/e{n}/date"):
            assert 1914 <= int(text[-4:]) <= 1919, (n, text)
            assert text[-4:] != "1919" or text.startswith("January"), text


def test_new_year_is_a_day_for_beginnings(tmp_path: Path) -> None:
    deck = """
events:
  euro: {name: the introduction of the euro, date: 2002-01-01}
  a: {name: the first summit, date: 2000-03-11}
  b: {name: the second summit, date: 2001-06-15}
  c: {name: the third summit, date: 2004-10-29}
"""
    assert all(
        text.startswith("January 1,") for text in offered(tmp_path, deck, "events/euro/date")
    )


def test_new_year_is_not_made_up_beside_another_day(tmp_path: Path) -> None:
    """What took effect on another day is not tempting on January 1."""
    deck = """
treaties:
  alpha: {name: the Alpha Treaty, signed: 1972-05-26}
  beta: {name: the Beta Treaty, signed: 1987-12-08}
  gamma: {name: the Gamma Treaty, signed: 1963-02-05}
"""
    for treaty in ("alpha", "beta", "gamma"):
        days = offered(tmp_path, deck, f"treaties/{treaty}/signed")
        assert days
        assert not [day for day in days if day.startswith("January 1,")]


@pytest.mark.parametrize(
    ("name", "day"), [("October Crisis", "1970-10-05"), ("Expo 67", "1967-04-27")]
)
def test_a_name_with_a_month_or_a_year_is_no_event_of_another(
    tmp_path: Path, name: str, day: str
) -> None:
    deck = f"""
events:
  named: {{name: the {name}, date: {day}}}
  flag: {{name: the raising of the flag, date: 1965-02-15}}
  act: {{name: the reading of the Act, date: 1968-07-09}}
"""
    refused = made_of(tmp_path, deck)["events/flag/date/back"].refused
    assert name in {each.text for each in refused}


def test_shares_stay_on_their_side_of_one_half(tmp_path: Path) -> None:
    """That the sea covers more than half of the earth, everybody knows."""
    deck = (
        "figures:\n  sea: {what: the earth's surface under the sea, measure: share, value: 71 %}\n"
    )
    found = offered(tmp_path, deck, "figures/sea/value")
    assert found
    assert all(int(text.removesuffix("%")) > 50 for text in found)


@pytest.mark.parametrize(
    ("name", "place", "elsewhere"),
    [("Der Blaue Reiter", "Munich", "London"), ("De Stijl", "Leiden", "Paris")],
)
def test_the_article_of_a_name_tells_its_language(
    tmp_path: Path, name: str, place: str, elsewhere: str
) -> None:
    facts = f"  a: {{name: {name}, city: {place}}}\n" + "".join(
        f"  x{n}: {{name: Group {n}, city: {city}}}\n"
        for n, city in enumerate([elsewhere, "Zurich", "Vienna", "Dresden"])
    )
    deck = own_kind("city", "where did {name} begin?", facts).replace("[name]", "[city]")
    assert elsewhere not in offered(tmp_path, deck, "things/a/city")
