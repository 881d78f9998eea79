"""Wrong options that are certainly wrong and tempt nobody: of another place, age, pair or order."""

from __future__ import annotations

import re
from pathlib import Path
from string import ascii_lowercase

import pytest
from deck_support import project_of

from quizgen.bank.difficulty import weakest
from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.items import Item, Without
from quizgen.project import Project, QuizOptions

LEADERS = """
kinds:
  leaders:
    one: leader
    name: name
    main: MAIN
    alike: [country]
    fields:
      name: {type: text, required: true}
      post: {type: text}
      country: {type: text, single: true}
      party: {type: text, single: true}
      took_office: {type: date, single: true}
      left_office: {type: date, single: true}
    questions:
      country: {ask: "in which country was {name} in office?"}
      party: {ask: "to which party did {name} belong?"}
      took_office:
        ask: "{took_office:which} did {name} become {post}?"
        back: "who became {post} {took_office:in}?"
leaders:
"""
POSTS = {"France": "president of France", "Germany": "chancellor of Germany"}


def leaders(main: str = "post") -> str:
    lines = [LEADERS.replace("MAIN", main)]
    parties = {"France": ["Greens", "Blues", "Reds"], "Germany": ["Whites", "Blacks", "Golds"]}
    for number in range(12):
        for country, post in POSTS.items():
            year = 1950 + 4 * number
            lines.append(
                f"  {country[0].lower()}{number}: {{name: {country[0]}. Person{number}, "
                f"post: {post}, country: {country}, party: {parties[country][number % 3]}, "
                f"took_office: {year}, left_office: {year + 4}}}\n"
            )
    return "".join(lines)


def questions_of(project: Project, seed: int = 1) -> dict[str, Item | Without]:
    return {
        each.prompt.id: each for each in project.questions(QuizOptions(seed=seed), explain=True)
    }


def options_of(found: Item | Without) -> set[str]:
    """Return the wrong options of an item."""
    assert isinstance(found, Item), found
    return set(found.options[1:])


def refusals_of(found: Item | Without) -> set[object]:
    assert isinstance(found, Without), found
    return {refused.why for refused in found.refused if isinstance(refused.why, Misfit)}


def test_a_name_tells_its_country(tmp_path: Path) -> None:
    made = questions_of(project_of(tmp_path, leaders()))
    assert refusals_of(made["leaders/f3/country"]) == {Misfit.TOLD}


def test_countries_with_a_common_language_stand_beside_each_other(tmp_path: Path) -> None:
    lands = ["Germany", "Austria", "Switzerland", "France", "Germany", "Austria", "Switzerland"]
    yaml = LEADERS.replace("MAIN", "post").replace("[country]", "[]") + "".join(
        f"  l{number}: {{name: P. Person{number}, country: {land}}}\n"
        for number, land in enumerate(lands)
    )
    made = questions_of(project_of(tmp_path, yaml))
    assert options_of(made["leaders/l0/country"]) == {"Austria", "Switzerland"}


def test_what_matters_most_of_a_kind_is_asked_all_the_same(tmp_path: Path) -> None:
    lands = ["Germany", "Italy", "Spain", "France", "Germany", "Italy", "Spain"]
    yaml = LEADERS.replace("MAIN", "country").replace("[country]", "[]") + "".join(
        f"  l{number}: {{name: P. Person{number}, country: {land}}}\n"
        for number, land in enumerate(lands)
    )
    made = questions_of(project_of(tmp_path, yaml))
    assert options_of(made["leaders/l0/country"]) == {"Italy", "Spain", "France"}


def test_a_title_tells_its_language(tmp_path: Path) -> None:
    languages = ["French", "German", "Italian", "Russian"] * 3
    yaml = """
kinds:
  books:
    one: book
    name: name
    main: author
    fields:
      name: {type: text, required: true}
      author: {type: text, single: true}
      language: {type: text, single: true}
    questions:
      language: {ask: "in which language was “{name}” written?"}
books:
""" + "".join(
        f"  b{number}: {{name: Title {number}, language: {language}}}\n"
        for number, language in enumerate(languages)
    )
    made = questions_of(project_of(tmp_path, yaml))
    assert refusals_of(made["books/b0/language"]) == {Misfit.TOLD}


def test_a_party_stands_beside_those_of_its_country(tmp_path: Path) -> None:
    made = questions_of(project_of(tmp_path, leaders()))
    for number in range(12):
        assert options_of(made[f"leaders/f{number}/party"]) <= {"Greens", "Blues", "Reds"}
        assert options_of(made[f"leaders/g{number}/party"]) <= {"Whites", "Blacks", "Golds"}


@pytest.mark.parametrize(("ends", "fits"), [(True, False), (False, True)])
def test_successors_lie_between_terms_that_are_years_apart(
    tmp_path: Path,
    ends: bool,  # noqa: FBT001
    fits: bool,  # noqa: FBT001
) -> None:
    """Fourteen years are near for an event, and far for a term of two years."""
    yaml = LEADERS.replace("MAIN", "post") + "".join(
        f"  p{year}: {{name: P. Person{year}, post: king of France, took_office: {year}"
        + (f", left_office: {year + 2}}}\n" if ends else "}\n")
        for year in range(1960, 2020, 14)
    )
    made = questions_of(project_of(tmp_path, yaml))
    assert isinstance(made["leaders/p1988/took_office/back"], Item) is fits


def test_dates_are_those_of_the_same_office(tmp_path: Path) -> None:
    """Facts with a date in the same year used to count as having it."""
    yaml = LEADERS.replace("MAIN", "post") + "".join(
        f"  {post[0]}{year}: {{name: {post[0].upper()}. Person{year}, post: {post}, "
        f"took_office: {year}-{day}}}\n"
        for year in range(1960, 2000, 4)
        for post, day in (("president of France", "05-17"), ("chancellor of Germany", "10-03"))
    )
    for seed in range(5):
        made = questions_of(project_of(tmp_path, yaml), seed)
        for year in range(1972, 1988, 4):
            options = options_of(made[f"leaders/p{year}/took_office"])
            assert all(option.startswith("May 17") for option in options), options


EVENTS = """
events:
  oath: {name: the great oath, date: 1789, place: Versailles}
  march: {name: the march of women, date: 1789, place: Versailles}
  trial: {name: the trial of the king, date: 1793, place: Paris}
  murder: {name: the murder of a tribune, date: 1793, place: Paris}
  flight: {name: the flight of the court, date: 1791, place: Varennes}
  marengo: {name: the Battle of Marengo, date: 1800, place: Marengo}
  trafalgar: {name: the Battle of Trafalgar, date: 1805, place: Cape Trafalgar}
  jena: {name: the Battle of Jena, date: 1806, place: Jena}
"""


def test_a_place_in_the_name_of_its_event_tempts_nobody(tmp_path: Path) -> None:
    made = questions_of(project_of(tmp_path, EVENTS))
    assert options_of(made["events/trial/place"]) == {"Versailles", "Varennes"}


COMPOSERS = """
kinds:
  composers:
    one: composer
    name: name
    main: style
    fields:
      name: {type: text, required: true}
      style: {type: text, single: true}
      country: {type: text, single: true}
      city: {type: text, single: true}
      born: {type: date, single: true}
      died: {type: date, single: true}
    questions:
      style: {ask: "to which period does {name} belong?"}
      city: {ask: "in which city was {name} born?"}
  pieces:
    one: piece
    name: name
    main: by
    fields:
      name: {type: text, required: true}
      by: {type: text, single: true}
      first: {type: date, single: true}
    questions:
      by: {ask: "who composed “{name}”?"}
      first: {ask: "{first:which} was “{name}” first performed?"}
composers:
  purcell: {name: Henry Purcell, style: Baroque, country: England, city: London,
    born: 1659, died: 1695}
  bach: {name: Sebastian Bach, style: Baroque, country: Germany, city: Eisenach,
    born: 1685, died: 1750}
  handel: {name: Georg Handel, style: Baroque, country: Germany, city: Halle,
    born: 1685, died: 1759}
  vivaldi: {name: Antonio Vivaldi, style: Baroque, country: Italy, city: Venice,
    born: 1678, died: 1741}
  mozart: {name: Amadeus Mozart, style: Classical, country: Austria, city: Salzburg,
    born: 1756, died: 1791}
  haydn: {name: Joseph Haydn, style: Classical, country: Austria, city: Rohrau,
    born: 1732, died: 1809}
  verdi: {name: Giuseppe Verdi, style: Romantic, country: Italy, city: Busseto,
    born: 1813, died: 1901}
  wagner: {name: Richard Wagner, style: Romantic, country: Germany, city: Leipzig,
    born: 1813, died: 1883}
  dvorak: {name: Antonin Dvorak, style: Romantic, country: Bohemia, born: 1841, died: 1904}
  ravel: {name: Maurice Ravel, style: Impressionist, country: France, born: 1875, died: 1937}
  debussy: {name: Claude Debussy, style: Impressionist, country: France, born: 1862, died: 1918}
  bartok: {name: Bela Bartok, style: Modern, country: Hungary, born: 1881, died: 1945}
  berg: {name: Alban Berg, style: Modern, country: Austria, city: Vienna, born: 1885, died: 1935}
pieces:
  passion: {name: Passion, by: Sebastian Bach, first: 1727}
  messiah: {name: Messiah, by: Georg Handel, first: 1742}
  seasons: {name: Seasons, by: Antonio Vivaldi}
  flute: {name: Flute, by: Amadeus Mozart, first: 1791}
  traviata: {name: Traviata, by: Giuseppe Verdi, first: 1853}
  parsifal: {name: Parsifal, by: Richard Wagner, first: 1882}
  rusalka: {name: Rusalka, by: Antonin Dvorak, first: 1901}
  castle: {name: Castle, by: Bela Bartok, first: 1918}
"""


def test_what_many_share_belongs_to_an_age(tmp_path: Path) -> None:
    made = questions_of(project_of(tmp_path, COMPOSERS))
    assert "Baroque" not in options_of(made["composers/bartok/style"])
    assert options_of(made["composers/mozart/style"]) <= {"Baroque", "Romantic"}


def test_who_is_born_in_another_land_is_born_in_another_city(tmp_path: Path) -> None:
    made = questions_of(project_of(tmp_path, COMPOSERS))
    assert options_of(made["composers/bach/city"]) <= {"Halle", "Salzburg", "Rohrau", "Leipzig"}


def test_composers_are_of_one_time_by_their_lives(tmp_path: Path) -> None:
    """Traviata and Parsifal lie 29 years apart, but their composers were born in one year."""
    made = questions_of(project_of(tmp_path, COMPOSERS))
    assert options_of(made["pieces/traviata/by"]) == {"Richard Wagner", "Antonin Dvorak"}
    assert options_of(made["pieces/seasons/by"]) == {"Sebastian Bach", "Georg Handel"}


def test_no_work_is_first_performed_outside_its_composers_life(tmp_path: Path) -> None:
    project = project_of(tmp_path, COMPOSERS)
    for seed in range(9):
        item = questions_of(project, seed)["pieces/flute/first"]
        assert isinstance(item, Without) or all(int(year) <= 1791 for year in item.options)


def test_what_has_no_date_is_not_known_to_be_of_the_time(tmp_path: Path) -> None:
    """Of a kind whose facts lie centuries apart, as paintings do."""
    yaml = """
kinds:
  paintings:
    one: painting
    name: name
    main: by
    fields:
      name: {type: text, required: true}
      by: {type: text, single: true}
      year: {type: date, single: true}
    questions: {by: {ask: "who painted “{name}”?"}, year: {ask: "when was {name} painted?"}}
paintings:
""" + "".join(
        f"  p{number}: {{name: Picture {number}, by: P. Painter{number}{year}}}\n"
        for number, year in enumerate(
            [", year: 1500", ", year: 1510", ", year: 1520", ", year: 1880", "", ", year: 1890"]
        )
    )
    made = questions_of(project_of(tmp_path, yaml))
    assert options_of(made["paintings/p0/by"]) == {"P. Painter1", "P. Painter2"}


TERMS = """
terms:
  cation: {name: cation, definition: a particle with a positive charge, topic: chemistry}
  anion: {name: anion, definition: a particle with a negative charge, topic: chemistry}
  isomer: {name: isomer, definition: a compound with the same formula, topic: chemistry}
  polymer: {name: polymer, definition: a compound of many equal links, topic: chemistry}
  alloy: {name: alloy, definition: a blend of several metals, topic: chemistry}
"""


def test_a_pair_stands_beside_others_only_where_these_are_few(tmp_path: Path) -> None:
    made = questions_of(project_of(tmp_path, TERMS))
    assert options_of(made["terms/isomer/definition/back"]) == {"polymer", "alloy"}
    assert "anion" in options_of(made["terms/cation/definition/back"])
    few = TERMS[: TERMS.index("  alloy")]
    made = questions_of(project_of(tmp_path, few))
    assert "anion" in options_of(made["terms/isomer/definition/back"])


def test_without_a_topic_a_pair_stands_beside_nothing_else(tmp_path: Path) -> None:
    yaml = """
language: de
terms:
  kation: {name: Kation, definition: ein Teilchen mit positiver Ladung}
  anion: {name: Anion, definition: ein Teilchen mit negativer Ladung}
  polymer: {name: Polymer, definition: eine Kette vieler gleicher Glieder}
  legierung: {name: Legierung, definition: eine Mischung mehrerer Metalle}
  emulsion: {name: Emulsion, definition: eine feine Verteilung von Fett}
"""
    made = questions_of(project_of(tmp_path, yaml))
    assert options_of(made["terms/polymer/definition/back"]) == {"Legierung", "Emulsion"}


def test_an_abbreviation_is_defined_beside_abbreviations(tmp_path: Path) -> None:
    yaml = """
terms:
  atp: {name: ATP, definition: a carrier of energy, topic: cells}
  dna: {name: DNA, definition: a store of genes, topic: cells}
  rna: {name: RNA, definition: a copy of plans, topic: cells}
  starch: {name: starch, definition: a chain of sugar, topic: cells}
"""
    made = questions_of(project_of(tmp_path, yaml))
    assert options_of(made["terms/atp/definition"]) == {"A store of genes", "A copy of plans"}


def test_proper_names_do_not_stand_beside_common_nouns(tmp_path: Path) -> None:
    yaml = """
terms:
  estate: {name: Third Estate, definition: all but clergy, topic: order}
  taille: {name: taille, definition: the tax on land, topic: order}
  gabelle: {name: gabelle, definition: the tax on salt, topic: order}
  tithe: {name: tithe, definition: a tenth of the harvest, topic: order}
"""
    made = questions_of(project_of(tmp_path, yaml))
    assert options_of(made["terms/taille/definition/back"]) == {"gabelle", "tithe"}
    assert refusals_of(made["terms/estate/definition/back"]) == {Misfit.PROPER}


def test_nothing_is_older_than_the_year_in_its_name(tmp_path: Path) -> None:
    yaml = "events:\n  third: {name: the third of May 1808, date: 1814}\n" + "".join(
        f"  e{year}: {{name: event {year % 100}, date: {year}}}\n" for year in range(1796, 1830, 2)
    )
    for seed in range(9):
        item = questions_of(project_of(tmp_path, yaml), seed)["events/third/date"]
        assert isinstance(item, Item)
        assert all(int(year) >= 1808 for year in item.options)


def test_nothing_ends_before_it_begins_nor_in_the_future(tmp_path: Path) -> None:
    yaml = """
kinds:
  bands:
    one: band
    name: name
    fields:
      name: {type: text, required: true}
      formed: {type: date, single: true, begins: true}
      split: {type: date, single: true, ends: true}
    questions:
      split: {ask: "{split:which} did {name} split up?"}
bands:
  a: {name: The Bells, formed: 1990, split: 1999}
  b: {name: The Coles, formed: 1985, split: 2001}
  c: {name: The Dorns, formed: 1978, split: 1990}
"""
    for seed in range(9):
        made = questions_of(project_of(tmp_path, yaml), seed)
        item = made["bands/a/split"]
        assert isinstance(item, Item)
        assert all(1990 <= int(year) <= 2005 for year in item.options)


@pytest.mark.parametrize(("year", "fits"), [(1761, True), (1760, False)])
def test_nobody_tells_birthdays_two_years_apart(
    tmp_path: Path,
    year: int,
    fits: bool,  # noqa: FBT001
) -> None:
    yaml = f"""
people:
  a: {{name: Ann Bell, born: 1758}}
  b: {{name: Ben Cole, born: {year}}}
  c: {{name: Cid Dorn, born: 1765}}
  d: {{name: Dan Eden, born: 1751}}
"""
    made = questions_of(project_of(tmp_path, yaml))
    assert ("Ben Cole" in options_of(made["people/a/born/back"])) is fits


def test_a_paper_takes_the_items_whose_options_fit_best(tmp_path: Path) -> None:
    """Of a kind with more items than the paper needs."""
    yaml = """
kinds:
  birds:
    one: bird
    name: name
    alike: {topic: family, place: region, time: [seen]}
    fields:
      name: {type: text, required: true}
      seen: {type: date}
      call: {type: text, single: true, unique: true}
      family: {type: text, single: true, quiet: true}
      region: {type: text, single: true, quiet: true}
    questions: {call: {ask: "how does {name} call?", back: "which bird calls {call}?"}}
birds:
""" + "".join(
        f"  b{number}: {{name: xq{letter}, call: zw{letter}"
        + (", family: owls, region: north" if number < 8 else f", family: f{number}")
        + "}\n"
        for number, letter in enumerate(ascii_lowercase[:24])
    )
    project = project_of(tmp_path, yaml)
    items = {item.id: item for item in project.items(QuizOptions())}
    every = [weakest(item) for item in items.values()]
    papers = [project.paper(QuizOptions(items=6, forms=("choice",), seed=n)) for n in range(1, 7)]
    chosen = [
        weakest(items[each.id])
        for paper in papers
        for part in paper.sections
        for each in part.exercises
    ]
    assert sum(chosen) / len(chosen) > sum(every) / len(every) + 0.05


LIVES = """
kinds:
  composers:
    one: composer
    name: name
    fields:
      name: {type: text, required: true}
      born: {type: date, single: true, begins: true}
      died: {type: date, single: true, ends: true}
      crowned: {type: date, single: true}
    questions:
      born: {ask: "{born:which} was {name} born?"}
      died: {ask: "{died:which} did {name} die?"}
      crowned: {ask: "{crowned:which} was {name} honoured?"}
composers:
"""


def test_births_and_deaths_get_no_options(tmp_path: Path) -> None:
    facts = "".join(
        f"  c{n}: {{name: Anton Ton{n}, born: {1750 + 4 * n}, died: {1810 + 4 * n}, "
        f"crowned: {1790 + 4 * n}}}\n"
        for n in range(12)
    )
    found = questions_of(project_of(tmp_path, LIVES + facts))
    assert isinstance(found["composers/c5/born"], Without)
    assert isinstance(found["composers/c5/died"], Without)
    assert isinstance(found["composers/c5/crowned"], Item)


def test_no_day_is_made_up_where_the_field_has_many(tmp_path: Path) -> None:
    def deck(count: int) -> str:
        days = (f"{1900 + 3 * n}-{1 + n % 12:02}-{3 + n % 20:02}" for n in range(count))
        facts = "".join(f"  e{n}: {{name: event {n}, date: {day}}}\n" for n, day in enumerate(days))
        return f"events:\n{facts}"

    many = project_of(tmp_path, deck(12))
    found = questions_of(many)
    dates = {many.base.text(fact.values["date"][0].content) for fact in many.deck.facts.values()}
    items = [each for each in found.values() if isinstance(each, Item) and each.sizes]
    asked = [each for each in items if each.prompt.field.name == "date"]
    assert asked
    assert all(set(each.options) <= dates for each in asked)
    few = questions_of(project_of(tmp_path, deck(4)))
    assert all(isinstance(few[f"events/e{n}/date"], Item) for n in range(4))


@pytest.mark.parametrize(("year", "least"), [(1790, 3), (1990, 2)])
def test_years_of_long_ago_lie_farther_apart(year: int, least: int, tmp_path: Path) -> None:
    facts = "".join(f"  e{n}: {{name: event {n}, date: {year + n}}}\n" for n in range(14))
    found = questions_of(project_of(tmp_path, f"events:\n{facts}"))
    for n in range(14):
        item = found[f"events/e{n}/date"]
        if isinstance(item, Item):
            assert all(abs(int(each) - year - n) >= least for each in options_of(item))


def test_dates_come_from_the_country_of_the_stem(tmp_path: Path) -> None:
    # The Germans take office a year after the French.
    yaml = re.sub(r"(  g\d+: .*took_office: )(\d+)", lambda m: f"{m[1]}{int(m[2]) + 1}", leaders())
    project = project_of(tmp_path, yaml)
    german = {str(1951 + 4 * number) for number in range(12)}
    for seed in range(5):
        found = questions_of(project, seed)
        items = (found[f"leaders/f{number}/took_office"] for number in range(12))
        for item in items:
            if isinstance(item, Item):
                assert not options_of(item) & german


def test_days_of_long_ago_lie_a_month_apart(tmp_path: Path) -> None:
    days = ["1805-10-14", "1805-10-20", "1805-12-02", "1806-10-14", "1807-06-14", "1809-07-06"]
    facts = "".join(f"  e{n}: {{name: battle {n}, date: {day}}}\n" for n, day in enumerate(days))
    found = questions_of(project_of(tmp_path, f"events:\n{facts}"))
    item = found["events/e0/date"]
    assert isinstance(item, Item)
    assert "October 20, 1805" not in options_of(item)
