"""The keys of a small deck's figures have all ranks about equally often."""

from __future__ import annotations

from collections import Counter
from itertools import chain, count, pairwise
from pathlib import Path

import pytest
from deck_support import project_of

from quizgen.bank.chance import draw
from quizgen.bank.ranks import Room, even_places, even_ranks
from quizgen.deck.dates import PartialDate
from quizgen.project import QuizOptions

AMOUNTS = (
    *("12", "27", "3 %", "1432", "87 m", "640 m", "98 %", "5.4 t", "at least 200"),
    *("more than 3000", "fewer than 40", "$250", "€3.5 million", "5-6 cm", "no more than 12"),
    *("350", "2500", "45", "8", "230 km", "9-13 cm"),
)
IDS = [f"figures/f{number}/value" for number in range(300)]


@pytest.mark.parametrize("count", range(9, 26))
def test_every_rank_is_about_equally_common(count: int) -> None:
    for start in range(0, 250, 10):
        possible = dict.fromkeys(IDS[start : start + count], range(4))
        ranks = Counter(even_ranks(possible, 0, 3).values())
        common = [ranks[rank] for rank in range(4)]
        assert max(common) - min(common) <= max(count // 12, 1), common


def test_a_further_fact_moves_few_others() -> None:
    ids = IDS[:20]
    before = even_ranks(dict.fromkeys(ids, range(4)), 0, 3)
    for further in IDS[20:120]:
        after = even_ranks(dict.fromkeys([*ids, further], range(4)), 0, 3)
        assert sum(before[each] != after[each] for each in ids) <= 3


def test_few_keys_of_a_small_deck_are_at_an_end(tmp_path: Path) -> None:
    facts = ", ".join(
        f"f{number}: {{what: things of sort {number}, value: {amount}}}"
        for number, amount in enumerate(AMOUNTS)
    )
    project = project_of(tmp_path, f"figures: {{{facts}}}")
    shares = []
    for seed in range(20):
        items = project.items(QuizOptions(seed=seed))
        places = [(sorted(each.sizes).index(each.sizes[0]), len(each.sizes)) for each in items]
        assert len(places) >= 20
        shares.append(sum(rank in (0, count - 1) for rank, count in places) / len(places))
    assert max(shares) <= 0.67, shares
    assert sum(shares) / len(shares) <= 0.57, shares


def test_the_smallest_figure_has_smaller_ones_beside_it(tmp_path: Path) -> None:
    """Figures are of this and that, so that the smallest of them is no limit."""
    facts = ", ".join(
        f"f{number}: {{what: things of sort {number}, value: {number * 1000}}}"
        for number in range(2, 8)
    )
    project = project_of(tmp_path, f"figures: {{{facts}}}")
    for number in (2, 7):
        items = [
            each
            for seed in range(12)
            for each in project.items(QuizOptions(seed=seed))
            if each.id == f"figures/f{number}/value"
        ]
        ends = Counter(sorted(each.sizes).index(each.sizes[0]) for each in items)
        assert ends[0] > 0, ends
        assert ends[3] > 0, ends


PRESIDENTS = """
kinds:
  presidents:
    one: president
    name: name
    fields:
      name: {type: text, required: true}
      born: {type: date, single: true, quiet: true}
      took_office: {type: date, single: true}
      left_office: {type: date, single: true}
    questions:
      took_office: {ask: "{took_office:which} did {name} take office?"}
      left_office: {ask: "{left_office:which} did {name} leave office?"}
presidents:
  hayes: {name: Rutherford Hayes, born: 1822-10-04,
    took_office: 1877-03-04, left_office: 1881-03-04}
  garfield: {name: James Garfield, born: 1831-11-19,
    took_office: 1881-03-04, left_office: 1881-09-19}
  arthur: {name: Chester Arthur, born: 1829-10-05,
    took_office: 1881-09-19, left_office: 1885-03-04}
  harrison: {name: Benjamin Harrison, born: 1833-08-20,
    took_office: 1889-03-04, left_office: 1893-03-04}
  hoover: {name: Herbert Hoover, born: 1874-08-10,
    took_office: 1929-03-04, left_office: 1933-03-04}
  truman: {name: Harry Truman, born: 1884-05-08,
    took_office: 1945-04-12, left_office: 1953-01-20}
"""


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Return all options of each question over ten seeds."""
    project = project_of(tmp_path_factory.mktemp("presidents"), PRESIDENTS)
    found: dict[str, set[str]] = {}
    for seed in range(10):
        for item in project.items(QuizOptions(seed=seed)):
            found.setdefault(item.id, set()).update(item.options)
    return found


def test_birthdays_stand_beside_no_terms_of_office(offered: dict[str, set[str]]) -> None:
    every = set().union(*offered.values())
    assert every.isdisjoint({"August 10, 1874", "May 8, 1884"}), every


def test_true_years_of_days_stand_beside_a_year(offered: dict[str, set[str]]) -> None:
    years = offered["presidents/garfield/took_office"]
    assert {"1877", "1881"} <= years, years
    assert "1878" not in years


def test_places_of_an_order_stand_beside_their_neighbours(tmp_path: Path) -> None:
    planets = ("Mercury", "Venus", "Earth", "Mars", "Jupiter", "Saturn", "Uranus", "Neptune")
    facts = ", ".join(
        f"{name.lower()}: {{name: {name}, place: {place}}}" for place, name in enumerate(planets, 1)
    )
    kind = """
kinds:
  planets:
    one: planet
    name: name
    fields:
      name: {type: text, required: true}
      place: {type: number, single: true, unique: true}
    questions:
      place: {ask: "which place from the Sun does {name} hold?"}
"""
    project = project_of(tmp_path, f"{kind}planets: {{{facts}}}")
    for seed in range(10):
        for item in project.items(QuizOptions(seed=seed)):
            apart = [int(option) - int(item.options[0]) for option in item.options[1:]]
            assert all(abs(each) <= 3 for each in apart if 1 <= each + int(item.options[0]) <= 8)


LAWS = """
kinds:
  laws:
    one: law
    name: name
    fields:
      name: {type: text, required: true}
      force: {type: date, single: true}
    questions: {force: {ask: "{force:which} did {name} take effect?"}}
laws:
  a: {name: the Milk Act, force: 1967-07-01}
  b: {name: the Bread Act, force: 1975-05-01}
  c: {name: the Honey Act, force: 1983-11-01}
  d: {name: the Salt Act, force: 1991-02-01}
  e: {name: the Flour Act, force: 1999-08-14}
"""


def test_first_days_of_months_stand_beside_such_days(tmp_path: Path) -> None:
    made = wrong_options(tmp_path, LAWS)
    for name in "abcd":
        days = [int(each.split()[1].rstrip(",")) for each in made[f"laws/{name}/force"]]
        assert days == [1, 1, 1]
    assert not all(" 1, " in each for each in made["laws/e/force"])


def test_the_neighbours_stand_beside_a_small_count(tmp_path: Path) -> None:
    figures = "".join(
        f"  f{number}: {{what: petals of flower {number}, value: {number}}}\n"
        for number in (2, 3, 4, 5)
    )
    for question, wrong in wrong_options(tmp_path, f"figures:\n{figures}").items():
        options = sorted({int(question[9]), *map(int, wrong)})
        assert options == list(range(options[0], options[-1] + 1))


def wrong_options(folder: Path, text: str) -> dict[str, list[str]]:
    """Return the wrong options of a deck's items by the ids of their questions."""
    items = project_of(folder, text).items(QuizOptions())
    return {each.prompt.id: list(each.options[1:]) for each in items}


def scores(values: str, limits: str, unit: str = "") -> str:
    """Return a deck of things, each with one of the values as its score."""
    facts = "".join(
        f"  t{number}: {{name: Thing {letter}, score: {value}{unit}}}\n"
        for number, (letter, value) in enumerate(zip("ABCDEFGHIJKL", values.split(), strict=False))
    )
    return f"""
kinds:
  things:
    one: thing
    name: name
    fields:
      name: {{type: text, required: true}}
      score: {{type: number, single: true{limits}}}
    questions: {{score: {{ask: "what is the score of {{name}}?"}}}}
things:
{facts}"""


@pytest.mark.parametrize("most", [5, 10, 100])
def test_limits_leave_half_of_the_keys_in_the_middle(tmp_path: Path, most: int) -> None:
    """A key near a limit can only be at an end, so others are in the middle more often."""
    at_end, count = 0, 0
    for number in range(12):
        values = " ".join(
            str(draw("value", number, place) % most + 1) for place in range(4 + number % 8)
        )
        folder = tmp_path / f"d{number}"
        folder.mkdir()
        project = project_of(folder, scores(values, f", min: 1, max: {most}"))
        for item in project.items(QuizOptions(seed=number)):
            rank = sorted(item.sizes).index(item.sizes[0])
            at_end += rank in (0, len(item.sizes) - 1)
            count += 1
    assert count >= 60
    assert at_end / count <= 0.6, (at_end, count)


def test_values_up_to_the_authors_limit_stand_above_the_largest(tmp_path: Path) -> None:
    for limits, has_larger in ((", min: 0, max: 100", True), ("", False)):
        made = wrong_options(tmp_path, scores("40 50 55 60 70", limits))
        assert any(int(each) > 70 for each in chain.from_iterable(made.values())) is has_larger


def test_beyond_zero_stand_measures_alone_that_are_near(tmp_path: Path) -> None:
    made = wrong_options(tmp_path, scores("-40 -5 0 4 12 31", "", " °C"))
    sizes = {name: [int(each.split()[0]) for each in made[name]] for name in made}
    assert sizes["things/t2/score"], "0 °C has neighbours"
    assert 31 not in sizes["things/t0/score"]
    assert -40 not in sizes["things/t5/score"]


def test_no_count_is_below_zero(tmp_path: Path) -> None:
    made = wrong_options(tmp_path, scores("0 0 1 2 27", ""))
    assert "things/t0/score" in made
    numbers = [int(each) for each in chain.from_iterable(made.values())]
    assert min(numbers) >= 0
    assert "0" not in made.get("things/t4/score", [])


def test_halves_and_fifteen_stand_beside_numbers_as_round(tmp_path: Path) -> None:
    made = wrong_options(tmp_path, scores("9.5", ""))
    assert all(each.endswith(".5") for each in made["things/t0/score"]), made
    made = wrong_options(tmp_path, scores("2.50", "", " m"))
    assert all(each.split()[0].endswith("0") for each in made["things/t0/score"]), made
    made = wrong_options(tmp_path, scores("15", "", " %"))
    assert all(int(each.split("%")[0]) % 5 == 0 for each in made["things/t0/score"]), made


def test_places_with_gaps_stand_beside_their_neighbours(tmp_path: Path) -> None:
    places = [13, 14, 16, 17, 18, 21, 22, 24, 26, 27]
    project = project_of(tmp_path, scores(" ".join(map(str, places)), ""))
    for seed in range(5):
        for item in project.items(QuizOptions(seed=seed)):
            key, *others = (int(option) for option in item.options)
            true = [places.index(each) for each in others if each in places]
            assert all(abs(place - places.index(key)) <= 3 for place in true), item.options


def test_ranks_are_swapped_for_true_values() -> None:
    """The lowest dates of a deck have true ones above them, and the highest ones below."""
    ids = IDS[:16]
    rooms = {each: Room(3, 3, min(place, 3), min(15 - place, 3)) for place, each in enumerate(ids)}
    for seed in range(10):
        places = even_places(rooms, seed, (2, 3))
        ranks = Counter(place.rank for place in places.values())
        assert max(ranks.values()) - min(ranks.values()) <= 1, ranks
        assert all(rooms[each].true(place) == 3 for each, place in places.items()), places


@pytest.mark.parametrize("shut_in", [Room(0, 2), Room(2, 0)], ids=["lowest", "highest"])
def test_keys_among_more_options_make_up_for_those_at_an_end(shut_in: Room) -> None:
    rooms = {each: shut_in if place < 4 else Room(3, 3) for place, each in enumerate(IDS[:20])}
    for seed in range(10):
        places = even_places(rooms, seed, (2, 3)).values()
        at_end = sum(place.rank == (place.size if shut_in.below else 0) for place in places)
        by_chance = sum(1 / (place.size + 1) for place in places)
        assert abs(at_end - by_chance) < 1.5, (at_end, by_chance)


TERMS = """
kinds:
  premiers:
    one: premier
    name: name
    fields:
      name: {type: text, required: true}
      took_office: {type: date, single: true}
      left_office: {type: date, single: true}
    questions:
      took_office: {ask: "{took_office:which} did {name} take office?"}
      left_office: {ask: "LEFT"}
premiers:
"""
# So many that no other days are made up beside theirs.
STARTS = (
    *("06-03", "02-15", "07-26", "03-10", "04-03", "12-07", "05-02", "11-14", "07-12", "08-20"),
    *("01-17", "10-29", "09-09", "06-21", "04-08"),
)


def terms(left: str) -> str:
    """Return a base of premiers who follow each other; `left` asks when somebody left office."""
    days = [f"{1905 + 4 * number}-{start}" for number, start in enumerate(STARTS)]
    names = (f"Premier {chr(65 + number % 26)}al{'t' * (1 + number // 26)}" for number in count())
    facts = (
        f"  p{number}: {{name: {name}, took_office: {start}, left_office: {end}}}\n"
        for number, (name, (start, end)) in enumerate(zip(names, pairwise(days), strict=False))
    )
    return TERMS.replace("LEFT", left) + "".join(facts)


def test_no_end_of_terms_is_the_usual_answer(tmp_path: Path) -> None:
    project = project_of(tmp_path, terms("{left_office:which} did {name} leave office?"))
    for name in ("took_office", "left_office"):
        items = [each for each in project.items(QuizOptions()) if each.id.endswith(name)]
        ranks = Counter(
            (sorted(each.sizes).index(each.sizes[0]), len(each.sizes)) for each in items
        )
        firsts = sum(count for (rank, _), count in ranks.items() if rank == 0)
        lasts = sum(count for (rank, size), count in ranks.items() if rank == size - 1)
        by_chance = sum(count / size for (_, size), count in ranks.items())
        assert abs(firsts - by_chance) < 2, (name, ranks)
        assert abs(lasts - by_chance) < 2, (name, ranks)


def test_nobody_leaves_office_before_a_day_that_the_question_shows(tmp_path: Path) -> None:
    shown = "{left_office:which} did {name}, who came on {took_office}, leave office?"
    project = project_of(tmp_path, terms(shown))
    items = [each for each in project.items(QuizOptions()) if each.id.endswith("left_office")]
    assert len(items) > 9
    for item in items:
        (took,) = item.prompt.fact.values["took_office"]
        assert isinstance(took.content, PartialDate)
        assert min(item.sizes) > took.content.middle, (item.prompt.stem, item.options)


def test_questions_for_the_year_have_even_ranks_too(tmp_path: Path) -> None:
    """Days of long ago are asked for by the year, beside days of battles of one war."""
    days = {f"far{year}": f"{year}-0{year % 7 + 1}-1{year % 9}" for year in range(1310, 1790, 47)}
    days |= {f"new{n}": f"191{4 + n // 3}-0{n % 9 + 1}-2{n % 7}" for n in range(12)}
    facts = (f"{ref}: {{name: Battle of {ref.title()}ia, date: {days[ref]}}}" for ref in days)
    project = project_of(tmp_path, f"events: {{{', '.join(facts)}}}")
    items = [each for each in project.items(QuizOptions()) if each.id.endswith("/date")]
    by_year = [each for each in items if "In which year" in each.prompt.stem]
    assert len(by_year) == 11
    ranks = Counter(sorted(each.sizes).index(each.sizes[0]) for each in items)
    assert max(ranks.values()) - min(ranks.values()) <= 1, ranks


BATTLES = """
kinds:
  battles:
    one: battle
    name: name
    fields:
      name: {type: text, required: true}
      date: {type: date, single: true}
    questions:
      date: {ask: "{date:which} was {name} fought?"}
battles:
  k0: {name: the Battle of Ford Ash, date: 0300-08-09}
  k1: {name: the Battle of Ford Elm, date: 0390-09-09}
  k2: {name: the Battle of Ford Oak, date: 0480-10-09}
  k3: {name: the Battle of Ford Fir, date: 0570-11-09}
  k4: {name: the Battle of Ford Yew, date: 0660-12-09}
  k5: {name: the Battle of Ford Box, date: 0750-08-09}
"""


def test_no_day_is_alone_in_its_year_beside_others_of_one_year(tmp_path: Path) -> None:
    project = project_of(tmp_path, BATTLES)
    for seed in range(80):
        items = project.items(QuizOptions(seed=seed))
        for item in items:
            key, *others = (option.split(", ")[-1] for option in item.options)
            assert len(set(others)) > 1 or key in others, item.options
