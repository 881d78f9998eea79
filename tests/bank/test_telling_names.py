"""Wrong options that names, numbers and other facts rule out, and figures that stand out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from deck_support import project_of

from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.items import Item, Lack, Without
from quizgen.project import QuizOptions

PROBES = """
kinds:
  probes:
    one: probe
    name: name
    alike: {time: [launched]}
    fields:
      name: {type: text, required: true}
      launched: {type: date, single: true}
      target: {type: text, single: true}
      agency: {type: text, single: true}
    questions:
      launched:
        ask: "{launched:which} was {name} launched?"
        back: "what was launched {launched:in}?"
      target: {ask: "what was the target of {name}?", among: "which had {target} as its target?"}
      agency: {ask: "who launched {name}?", among: "which was launched by {agency}?"}
probes:
"""
TERMS = """
kinds:
  concepts:
    one: concept
    name: term
    alike: [sort]
    fields:
      term: {type: text, required: true}
      meaning: {type: text, single: true, unique: true}
      unit: {type: text, single: true}
      sort: {type: text, quiet: true}
    questions:
      meaning: {ask: "what is meant by {term}?", back: "which term means: {meaning}?"}
      unit: {ask: "in which unit is this measured: {term}?"}
concepts:
"""


def asked(tmp_path: Path, yaml: str, options: int | None = None) -> dict[str, Item | Without]:
    project, wanted = project_of(tmp_path, yaml), QuizOptions(options=options)
    return {each.prompt.id: each for each in project.questions(wanted, explain=True)}


def wrong(found: Item | Without) -> set[str]:
    assert isinstance(found, Item), found
    return set(found.options[1:])


def refused(found: Item | Without) -> dict[str, object]:
    return {each.text: each.why for each in found.refused}


def probes(*facts: str) -> str:
    return PROBES + "".join(f"  p{number}: {{{fact}}}\n" for number, fact in enumerate(facts))


def terms(*facts: str) -> str:
    return TERMS + "".join(f"  t{number}: {{{fact}}}\n" for number, fact in enumerate(facts))


def test_a_name_that_begins_like_its_value_tells(tmp_path: Path) -> None:
    yaml = probes(
        "name: Venera 7, launched: 1970, target: Venus",
        "name: Pioneer 6, launched: 1971, target: the Sun",
        "name: Luna 9, launched: 1969, target: the Moon",
        "name: Viking 1, launched: 1973, target: Mars",
        "name: Salyut 2, launched: 1968, target: Jupiter",
    )
    found = asked(tmp_path, yaml)
    assert isinstance(found["probes/p0/target"], Without)
    assert refused(found["probes/p3/target/back"])["Venera 7"] is Misfit.TOLD
    assert wrong(found["probes/p3/target/back"])


def test_a_letter_with_a_number_tells_its_maker(tmp_path: Path) -> None:
    yaml = probes(
        "name: the Z3, launched: 1941, agency: Konrad Zuse",
        "name: ENIAC, launched: 1946, agency: the Moore School",
        "name: UNIVAC, launched: 1948, agency: Remington",
        "name: Baby, launched: 1944, agency: Ferranti",
    )
    found = asked(tmp_path, yaml)
    assert isinstance(found["probes/p0/agency/back"], Without)
    assert "Z3" not in wrong(found["probes/p1/agency/back"])


def test_numbers_of_a_series_show_its_order(tmp_path: Path) -> None:
    years = {8: "1968-12-21", 11: "1969-07-16", 13: "1970-04-11", 17: "1972-12-07"}
    yaml = probes(*(f"name: Kosmos {n}, launched: {day}" for n, day in years.items()))
    found = asked(tmp_path, yaml)
    assert wrong(found["probes/p0/launched/back"]) == {"Kosmos 11", "Kosmos 13"}


def test_a_name_shows_its_country_on_the_way_back(tmp_path: Path) -> None:
    yaml = probes(
        "name: Shenzhou, launched: 2003, agency: China",
        "name: Rosetta, launched: 2004, agency: ESA",
        "name: Juno, launched: 2005, agency: NASA",
        "name: Dawn, launched: 2007, agency: NASA",
        "name: Akatsuki, launched: 2002, agency: JAXA",
    )
    # So many options that every candidate is looked at.
    found = asked(tmp_path, yaml, options=6)
    assert isinstance(found["probes/p0/agency/back"], Without)
    assert refused(found["probes/p1/agency/back"])["Shenzhou"] is Misfit.PLACE


def test_a_post_of_one_country_stands_beside_none_of_another(tmp_path: Path) -> None:
    head = PROBES.replace("agency}", "agency} in {launched}").replace(
        "alike: {time: [launched]}", "alike: [target]"
    )
    facts = [
        f"  {land}{n}: {{name: {land}. Person {n}x, launched: {1960 + 4 * n}, "
        f"target: {land}, agency: {post}}}\n"
        for land, post in {"France": "the president", "Germany": "the chancellor"}.items()
        for n in range(4)
    ]
    found = asked(tmp_path, head + "".join(facts))
    item = found["probes/France1/agency/back"]
    assert not any("Germany" in name for name in refused(item) if refused(item)[name] is None)
    options = item.options if isinstance(item, Item) else ()
    assert not any("Germany" in name for name in options)


def test_a_description_names_the_country(tmp_path: Path) -> None:
    people = {
        "Korolev": "the designer of the early Soviet programme, country: the Soviet Union",
        "Braun": "the architect of the largest rocket, country: the United States",
        "Goddard": "the builder of the first rocket, country: the United States",
        "Glushko": "the builder of engines for rockets, country: the Soviet Union",
        "Yangel": "the builder of missiles with fuel, country: the Soviet Union",
    }
    facts = "".join(
        f"  {name.lower()}: {{name: {name}, born: 1910, single: true, who: {told}}}\n"
        for name, told in people.items()
    )
    found = asked(tmp_path, f"people:\n{facts}")
    assert wrong(found["people/korolev/who/back"]) == {"Glushko", "Yangel"}


def test_a_short_word_begins_a_longer_one(tmp_path: Path) -> None:
    yaml = terms(
        "term: voltage, unit: volt",
        "term: resistance, unit: ohm",
        "term: capacitance, unit: farad",
        "term: current, unit: ampere",
    )
    found = asked(tmp_path, yaml)
    without = found["concepts/t0/unit"]
    assert isinstance(without, Without)
    assert without.lack is Lack.TELLING
    assert wrong(found["concepts/t1/unit"])


def test_a_number_among_letters_tells(tmp_path: Path) -> None:
    yaml = terms(
        "term: G3P, meaning: the three-carbon sugar that leaves the cycle",
        "term: RuBP, meaning: the five-carbon molecule that binds the gas",
        "term: NADPH, meaning: the carrier that brings electrons to sugar",
        "term: ATP, meaning: the carrier that brings energy to reactions",
    )
    found = asked(tmp_path, yaml)
    assert isinstance(found["concepts/t0/meaning"], Without)
    assert refused(found["concepts/t1/meaning/back"])["G3P"] is Misfit.COUNT


def test_words_of_a_kind_must_match_where_nothing_is_sized(tmp_path: Path) -> None:
    head = TERMS.replace("alike: [sort]", "alike: {role: sort}")
    yaml = terms(
        *(f"term: poem {n}, meaning: verse number {n}x by one, sort: poetry" for n in range(3)),
        *(f"term: tale {n}, meaning: story number {n}x by one, sort: fiction" for n in range(3)),
    ).replace(TERMS, head)
    found = asked(tmp_path, yaml)
    assert refused(found["concepts/t0/meaning/back"])["tale 1"] is Misfit.MUST


def test_made_up_years_lie_within_a_career(tmp_path: Path) -> None:
    yaml = probes(*(f"name: Work {n}, launched: {1600 + 40 * n}" for n in range(6)))
    found = asked(tmp_path, yaml)
    for number in range(6):
        options = wrong(found[f"probes/p{number}/launched"])
        assert all(abs(int(year) - 1600 - 40 * number) <= 10 for year in options)


def test_lives_of_our_time_are_told_apart_by_fewer_years(tmp_path: Path) -> None:
    born = {"a": 1955, "b": 1931, "c": 1950, "d": 1960, "e": 1948}
    facts = "".join(
        f"  {name}: {{name: {name.upper()}. Person{name}, born: {year}, single: true, "
        f"who: the inventor of the {name}-machine}}\n"
        for name, year in born.items()
    )
    found = asked(tmp_path, f"source: {{as_of: 2024, title: x}}\npeople:\n{facts}")
    assert refused(found["people/a/who/back"])["B. Personb"] is Misfit.TIME


@pytest.mark.parametrize(
    ("value", "fits"),
    [("32 bits", {"8", "16", "64", "128", "256", "4"}), ("12", {"8", "9", "10", "14", "15", "16"})],
)
def test_sizes_in_bits_are_powers_of_two_and_counts_no_ladder(
    value: str, fits: set[str], tmp_path: Path
) -> None:
    found = asked(tmp_path, f"figures:\n  f: {{what: things, value: {value}}}\n")
    assert {each.split()[0] for each in wrong(found["figures/f/value"])} <= fits


@pytest.mark.parametrize(
    ("what", "value"),
    [("bits in a byte", 8), ("bytes in a kibibyte", 1024), ("characters in ASCII", 128)],
)
def test_beside_a_power_of_two_others_are_made_up(what: str, value: int, tmp_path: Path) -> None:
    fact = f"figures:\n  f: {{what: {what}, measure: number, value: {value}}}\n"
    found = wrong(asked(tmp_path, fact)["figures/f/value"])
    sizes = {int(text.replace(",", "")) for text in found}
    assert sizes <= {value * 2**times // 8 for times in range(7)}
    assert len(sizes) == 3


@pytest.mark.parametrize("value", ["128 km", "48", "1024-1030"])
def test_a_measure_is_no_power_of_two(value: str, tmp_path: Path) -> None:
    found = asked(tmp_path, f"figures:\n  f: {{what: things, measure: size, value: {value}}}\n")
    figures = {re.sub(r"\D", "", text) for text in wrong(found["figures/f/value"])}
    assert any(int(figure) & (int(figure) - 1) for figure in figures)


def test_a_rounder_figure_is_not_near(tmp_path: Path) -> None:
    facts = "".join(
        f"  f{n}: {{what: load of rocket {n}, measure: mass, value: {size} t}}\n"
        for n, size in enumerate([95, 100, 140, 64, 190, 45])
    )
    found = asked(tmp_path, f"figures:\n{facts}")
    assert "100 t" not in wrong(found["figures/f0/value"])


def test_a_short_noun_tells_as_well(tmp_path: Path) -> None:
    yaml = terms(
        "term: sea breeze, meaning: a wind that blows from the sea to the land, sort: wind",
        "term: bora, meaning: a wind that falls from the karst to the coast, sort: wind",
        "term: mistral, meaning: a wind that blows from the north to Provence, sort: wind",
        "term: foehn, meaning: a wind that falls from the hills to the plain, sort: wind",
    )
    found = asked(tmp_path, yaml)
    for question in ("concepts/t0/meaning", "concepts/t0/meaning/back"):
        without = found[question]
        assert isinstance(without, Without)
        assert without.lack is Lack.TELLING
    assert wrong(found["concepts/t1/meaning"])


PLANTS = """
kinds:
  plants:
    one: plant
    name: name
    alike: {role: form}
    fields:
      name: {type: text, required: true}
      latin: {type: text, single: true, unique: true}
      form: {type: text, quiet: true}
    questions:
      latin: {ask: "what is the scientific name of {name}?", back: "which plant is {latin}?"}
plants:
"""


def test_a_name_in_another_language_tells_as_well(tmp_path: Path) -> None:
    names = {
        "the lily family": "Liliaceae",
        "the rose family": "Rosaceae",
        "maize": "Zea mays",
        "the carrot": "Daucus carota",
        "the daisy family": "Asteraceae",
        "the grass family": "Poaceae",
        "the mint family": "Lamiaceae",
        "the palm family": "Arecaceae",
        "the potato": "Solanum tuberosum",
    }
    facts = (
        f"  p{number}: {{name: {name}, latin: {latin}, form: herb}}\n"
        for number, (name, latin) in enumerate(names.items())
    )
    found = asked(tmp_path, PLANTS + "".join(facts))
    for number in range(4):
        for question in (f"plants/p{number}/latin", f"plants/p{number}/latin/back"):
            without = found[question]
            assert isinstance(without, Without)
            assert without.lack is Lack.TOLD
    assert wrong(found["plants/p4/latin"]) == {"Poaceae", "Lamiaceae", "Arecaceae"}
    told = {"Lily family", "Rose family", "Maize", "Carrot"}
    assert told.isdisjoint(wrong(found["plants/p6/latin/back"]))
