"""Wrong options of another sort, age or place than what the question asks for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from deck_support import project_of
from made_support import offered

from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.fitting.phrase_sorts import Described, described
from quizgen.bank.items import Item, Without
from quizgen.project import QuizOptions

Questions = dict[str, Item | Without]

WORKS = """
kinds:
  works:
    one: work
    name: name
    fields:
      name: {type: text, required: true}
      maker: {type: text, single: true}
      year: {type: date, single: true}
    questions:
      maker: {ask: "who made {name}?", back: "which of these works is by {maker}?"}
      year: {ask: "{year:which} was {name} finished?"}
works:
  mona: {name: the Madonna, maker: Leonardo da Vinci}
  david: {name: the statue of David, maker: Michelangelo}
  athens: {name: The School of Athens, maker: Raphael}
  venus: {name: The Birth of Venus, maker: Sandro Botticelli}
  scream: {name: The Scream, maker: Edvard Munch}
  flute: {name: The Magic Flute, maker: Wolfgang Amadeus Mozart, year: 1791}
  seasons: {name: The Seasons, maker: Joseph Haydn, year: 1801}
  ninth: {name: the Ninth Symphony, maker: Ludwig van Beethoven, year: 1824}
  faust: {name: Faust, maker: Johann Wolfgang von Goethe, year: 1808}
  hamlet: {name: Cymbeline, maker: William Shakespeare}
  soup: {name: the Soup Cans, maker: Some One}
"""


# So many options that every candidate is looked at.
_ALL = 8


def asked(tmp_path: Path, yaml: str, seed: int = 1, options: int | None = None) -> Questions:
    wanted = QuizOptions(seed=seed, options=options)
    made = project_of(tmp_path, yaml).questions(wanted, explain=True)
    return {each.prompt.id: each for each in made}


def wrong(found: Item | Without) -> set[str]:
    """Return the wrong options of an item, none if there is no item."""
    return set(found.options[1:]) if isinstance(found, Item) else set()


def refused(found: Item | Without) -> dict[str, object]:
    return {each.text: each.why for each in found.refused}


def test_makers_without_dates_are_of_one_craft_and_time(tmp_path: Path) -> None:
    made = asked(tmp_path, WORKS)
    painters = {"Michelangelo", "Raphael", "Sandro Botticelli"}
    assert wrong(made["works/mona/maker"]) == painters
    assert wrong(made["works/mona/maker/back"]) == {
        "Statue of David",
        "The School of Athens",
        "The Birth of Venus",
    }
    refusals = refused(made["works/hamlet/maker"])
    assert refusals["Ludwig van Beethoven"] is Misfit.SORT
    assert refusals["Johann Wolfgang von Goethe"] is Misfit.TIME


def test_nobody_unknown_stands_beside_makers_of_many_ages(tmp_path: Path) -> None:
    made = asked(tmp_path, WORKS, options=_ALL)
    assert refused(made["works/mona/maker"])["Some One"] is Misfit.TIME
    assert isinstance(made["works/soup/maker"], Without)


def test_no_work_is_made_outside_the_known_life_of_its_maker(tmp_path: Path) -> None:
    for seed in range(9):
        found = wrong(asked(tmp_path, WORKS, seed)["works/flute/year"])
        assert all(1773 <= int(year) <= 1791 for year in found)


TERMS = """
terms:
  pollination: {name: pollination, definition: the moving of pollen between plants}
  germination: {name: germination, definition: the first growth of plants}
  transpiration: {name: transpiration, definition: the loss of water by plants}
  stamen: {name: stamen, definition: the part of a flower that makes pollen}
  pistil: {name: pistil, definition: the part of a flower that holds the ovules}
  tuber: {name: tuber, definition: the part of a root that stores food}
  linnaeus: {name: Carl Linnaeus, definition: the botanist who named most plants}
  kew: {name: Kew, definition: the place of the largest garden}
"""


def test_terms_are_of_one_sort(tmp_path: Path) -> None:
    made = asked(tmp_path, TERMS)
    assert wrong(made["terms/pollination/definition/back"]) == {"germination", "transpiration"}
    assert wrong(made["terms/stamen/definition/back"]) == {"pistil", "tuber"}
    assert isinstance(made["terms/linnaeus/definition"], Without)
    assert isinstance(made["terms/kew/definition"], Without)


def test_terms_without_a_word_in_common_are_of_two_topics(tmp_path: Path) -> None:
    yaml = TERMS.replace("growth of plants", "growth of seeds")
    found = refused(asked(tmp_path, yaml)["terms/pollination/definition/back"])
    assert found["germination"] is Misfit.SORT


def test_a_topic_that_two_terms_share_counts_for_more(tmp_path: Path) -> None:
    lines = (line.replace("}", ", topic: flowers}") for line in TERMS.splitlines()[2:8])
    made = asked(tmp_path, "terms:\n" + "\n".join(lines))
    assert "tuber" in wrong(made["terms/pollination/definition/back"])
    assert Misfit.SORT not in refused(made["terms/germination/definition/back"]).values()


CELL = """
kinds:
  organelles:
    one: organelle
    name: name
    alike: [topic]
    fields:
      name: {type: text, required: true}
      topic: {type: text, quiet: true}
      task: {type: text, unique: true}
    questions: {task: {ask: "what does {name} do?", back: "which part {task}?"}}
organelles:
  ribosome: {name: ribosome, topic: cell, task: joins amino acids into proteins}
  vacuole: {name: vacuole, topic: cell, task: stores water and keeps up pressure}
  lysosome: {name: lysosome, topic: cell, task: digests parts that are worn out}
  osmosis: {name: osmosis, topic: cell, task: brings water into the cell}
"""


def test_a_topic_of_the_author_mixes_no_processes_with_things(tmp_path: Path) -> None:
    made = asked(tmp_path, CELL)
    back = made["organelles/ribosome/task/back"]
    assert wrong(back) == {"vacuole", "lysosome"}
    assert refused(back)["osmosis"] is Misfit.SORT
    # No other process stands in for what the author calls alike.
    assert len(wrong(made["organelles/osmosis/task/back"])) == 3


def test_a_topic_with_few_of_a_sort_stays_as_the_author_wants_it(tmp_path: Path) -> None:
    few = "\n".join(line for line in CELL.splitlines() if "lysosome:" not in line)
    back = asked(tmp_path, few)["organelles/ribosome/task/back"]
    assert wrong(back) == {"vacuole", "osmosis"}


def test_what_is_no_thing_stands_beside_none(tmp_path: Path) -> None:
    yaml = """
terms:
  andante: {name: andante, definition: at a walking pace}
  allegro: {name: allegro, definition: fast and lively}
  presto: {name: presto, definition: in great haste}
  sonata: {name: sonata, definition: a piece for one instrument}
  aria: {name: aria, definition: a piece for one voice}
  fugue: {name: fugue, definition: a piece for several voices}
"""
    made = asked(tmp_path, yaml)
    assert wrong(made["terms/andante/definition/back"]) == {"allegro", "presto"}
    assert wrong(made["terms/aria/definition/back"]) == {"sonata", "fugue"}


def test_what_somebody_is_known_for_is_of_any_sort(tmp_path: Path) -> None:
    yaml = """
kinds:
  ages:
    one: age
    name: name
    fields: {name: {type: text, required: true}, known_for: {type: text, single: true}}
    questions: {known_for: {ask: "what is the {name} known for?"}}
ages:
  cambrian: {name: Cambrian, known_for: a sudden spread of animals}
  devonian: {name: Devonian, known_for: a great wealth of fishes}
  permian: {name: Permian, known_for: a sudden end of life}
  triassic: {name: Triassic, known_for: a new group of dinosaurs}
"""
    made = asked(tmp_path, yaml)
    assert all(isinstance(each, Item) for each in made.values())


TREATIES = """
treaties:
  ban: {name: the Test Ban Treaty, purpose: to end nuclear explosions}
  rescue: {name: the Rescue Agreement, purpose: to help people in distress}
  salt: {name: SALT I, purpose: to limit launchers of missiles}
  helsinki: {name: the Helsinki Accords, purpose: to respect all borders}
  warsaw: {name: the Warsaw Pact, purpose: to form an alliance}
  inf: {name: the INF Treaty, purpose: to remove weapons from Europe}
"""


def test_a_title_that_tells_its_purpose_is_no_option(tmp_path: Path) -> None:
    made = asked(tmp_path, TREATIES)
    assert isinstance(made["treaties/ban/purpose"], Without)
    assert isinstance(made["treaties/rescue/purpose/back"], Without)
    found = wrong(made["treaties/salt/purpose/back"])
    assert found == {"Helsinki Accords", "Warsaw Pact", "INF Treaty"}


EVENTS = """
events:
  moon: {name: the first Moon landing, date: 1969-07-20}
  prague: {name: the invasion of Czechoslovakia, date: 1968-08-20, place: Prague}
  visit: {name: the visit to Beijing, date: 1972-02-21}
  raid: {name: the raid on Son Tay, date: 1970-11-21}
  fair: {name: the opening of Expo, date: 1970-03-15, place: Osaka}
  trial: {name: the trial of the Seven, date: 1969-09-24, place: Chicago}
  song: {name: the Woodstock concert, date: 1969-08-15, place: Boston}
  flood: {name: the great flood, date: 1970-06-09, place: Dallas}
  strike: {name: the great strike, date: 1967-06-05, place: Miami}
  coup: {name: the palace coup, date: 1967-04-21, place: Athens}
"""


def test_a_year_that_everybody_knows_tells(tmp_path: Path) -> None:
    made = asked(tmp_path, EVENTS)
    assert "First Moon landing" not in wrong(made["events/raid/date/back"])
    for seed in range(5):
        found = asked(tmp_path, EVENTS, seed)
        assert all("1969" in each for each in wrong(found["events/moon/date"]))
        for each in wrong(found["events/moon/date/back"]):
            assert each in {"Trial of the Seven", "Woodstock concert"}


def test_an_event_takes_place_in_the_country_of_the_others(tmp_path: Path) -> None:
    made = asked(tmp_path, EVENTS)
    assert isinstance(made["events/prague/place"], Without)
    assert wrong(made["events/trial/place"]) <= {"Boston", "Dallas", "Miami"}
    assert isinstance(made["events/fair/place"], Without)


def test_a_day_a_year_later_is_too_near(tmp_path: Path) -> None:
    yaml = "events:\n" + "".join(
        f"  e{number}: {{name: the sale of plot {number}, date: {day}}}\n"
        for number, day in enumerate(
            ["1911-06-16", "1912-06-23", "1906-12-09", "1908-03-30", "1914-10-02", "1910-01-07"]
        )
    )
    found = refused(asked(tmp_path, yaml)["events/e0/date"])
    assert found.get("June 23, 1912") in {Misfit.CLOSE, None}
    for seed in range(9):
        assert "June 23, 1912" not in wrong(asked(tmp_path, yaml, seed)["events/e0/date"])


PLANTS = """
kinds:
  plants:
    one: plant
    name: name
    fields: {name: {type: text, required: true}, origin: {type: text, single: true}}
    questions:
      origin: {ask: "where does {name} come from?", back: "which plant comes from {origin}?"}
plants:
  potato: {name: potato, origin: the Andes}
  tomato: {name: tomato, origin: South America}
  tea: {name: tea, origin: China}
  rice: {name: rice, origin: India}
  cane: {name: cane, origin: New Guinea}
"""


@pytest.mark.parametrize("question", ["plants/potato/origin", "plants/tomato/origin"])
def test_a_place_is_right_where_a_part_of_it_is(tmp_path: Path, question: str) -> None:
    made = asked(tmp_path, PLANTS)
    others = {"The Andes", "South America"}
    assert not wrong(made[question]) & others
    assert f"{question}/back" not in made, "two plants come from South America"
    assert wrong(made["plants/tea/origin"])


def test_small_counts_far_apart_tempt_nobody(tmp_path: Path) -> None:
    yaml = """
kinds:
  stones:
    one: stone
    name: name
    fields: {name: {type: text, required: true}, hardness: {type: number, single: true}}
    questions: {hardness: {ask: "how hard is {name}?"}}
stones:
""" + "".join(f"  s{n}: {{name: stone {n}, hardness: {n}}}\n" for n in range(1, 11))
    for seed in range(5):
        found = wrong(asked(tmp_path, yaml, seed)["stones/s3/hardness"])
        assert found
        assert all(int(each) <= 7 for each in found)


def test_a_life_without_an_end_is_no_life_for_ever(tmp_path: Path) -> None:
    yaml = """
people:
  one: {name: Aa Bb, who: the first to sail round, single: true, born: 1450}
  two: {name: Cc Dd, who: the first to fly across, single: true, born: 1903}
  three: {name: Ee Ff, who: the first to walk across, single: true, born: 1900, died: 1980}
  four: {name: Gg Hh, who: the first to ride across, single: true, died: 1960}
"""
    made = asked(tmp_path, yaml)
    assert wrong(made["people/two/who/back"]) == {"Ee Ff", "Gg Hh"}


@pytest.mark.parametrize(("alike", "reasons"), [("", {Misfit.UNKNOWN}), ("alike: [family]", set())])
def test_values_that_facts_share_need_a_respect(
    tmp_path: Path, alike: str, reasons: set[Misfit]
) -> None:
    yaml = f"""
kinds:
  plants:
    one: plant
    name: name
    {alike}
    fields:
      name: {{type: text, required: true}}
      part: {{type: text, single: true}}
      family: {{type: text, single: true}}
    questions: {{part: {{ask: "which part of {{name}} do people eat?"}}}}
plants:
""" + "".join(
        f"  p{number}: {{name: plant {number}, part: the {part}, family: nightshades}}\n"
        for number, part in enumerate(["root", "leaf", "seed", "stem"] * 3)
    )
    found = asked(tmp_path, yaml)["plants/p0/part"]
    assert {each for each in refused(found).values() if isinstance(each, Misfit)} == reasons
    # More facts would be refused like these.
    assert isinstance(found, Without) == bool(reasons)
    if isinstance(found, Without):
        assert found.mend.startswith("`alike` to the kind `plants`")


def test_a_capital_that_echoes_its_country_is_no_option(tmp_path: Path) -> None:
    yaml = """
kinds:
  lands:
    one: land
    name: name
    fields: {name: {type: text, required: true}, capital: {type: text, single: true, unique: true}}
    questions: {capital: {ask: "what is the capital of {name}?"}}
lands:
  algeria: {name: Algeria, capital: Algiers}
  mali: {name: Mali, capital: Bamako}
  ghana: {name: Ghana, capital: Accra}
  kenya: {name: Kenya, capital: Nairobi}
"""
    made = asked(tmp_path, yaml)
    assert isinstance(made["lands/algeria/capital"], Without)
    assert refused(made["lands/mali/capital"])["Algiers"] is Misfit.TOLD


GODS = """
kinds:
  gods:
    one: god
    name: name
    fields: {name: {type: text, required: true}, shown_as: {type: text, single: true}}
    questions: {shown_as: {ask: "how is {name} shown?", back: "who is shown as {shown_as}?"}}
gods:
  horus: {name: Horus, shown_as: a man with the head of a falcon}
  sobek: {name: Sobek, shown_as: a man with the head of a crocodile}
  thoth: {name: Thoth, shown_as: a man with the head of an ibis}
  sekhmet: {name: Sekhmet, shown_as: a woman with the head of a lioness}
  maat: {name: Maat, shown_as: a woman with a feather}
"""


def test_words_for_men_and_women_tell_gods_apart(tmp_path: Path) -> None:
    made = asked(tmp_path, GODS)
    assert wrong(made["gods/horus/shown_as/back"]) == {"Sobek", "Thoth"}
    assert "A woman with a feather" not in wrong(made["gods/horus/shown_as"])
    assert isinstance(made["gods/maat/shown_as/back"], Without)


def test_a_name_that_says_what_it_is_is_no_option(tmp_path: Path) -> None:
    yaml = """
kinds:
  organs:
    one: organ
    name: name
    fields: {name: {type: text, required: true}, role: {type: text, single: true}}
    questions: {role: {ask: "what does the {name} do?", back: "which organ serves for {role}?"}}
organs:
  gall: {name: gallbladder, role: the storage of bile}
  urinary: {name: urine bladder, role: the storage of urine}
  spleen: {name: spleen, role: the removal of old cells}
  liver: {name: liver, role: the making of bile}
"""
    found = refused(asked(tmp_path, yaml)["organs/spleen/role/back"])
    assert found["urine bladder"] is Misfit.TOLD


def test_what_has_no_date_stands_beside_no_dated_names(tmp_path: Path) -> None:
    yaml = """
kinds:
  tools:
    one: tool
    name: name
    fields:
      name: {type: text, required: true}
      by: {type: text, single: true}
      year: {type: date, single: true}
    questions: {by: {ask: "who invented {name}?"}, year: {ask: "when was {name} invented?"}}
tools:
  a: {name: the saw, by: Aa Bb, year: 1879}
  b: {name: the axe, by: Cc Dd, year: 1877}
  c: {name: the rod, by: Ee Ff, year: 1882}
  d: {name: the mount, by: Gg Hh}
"""
    made = asked(tmp_path, yaml)
    assert wrong(made["tools/a/by"]) == {"Cc Dd", "Ee Ff"}
    assert isinstance(made["tools/d/by"], Without)


def test_nothing_happens_after_the_death_of_somebody_in_its_name(tmp_path: Path) -> None:
    yaml = "events:\n  won: {name: the conquest of Egypt by Alexander the Great, date: 332 BCE}\n"
    for seed in range(9):
        found = wrong(asked(tmp_path, yaml, seed)["events/won/date"])
        assert all(int(each.split()[0]) >= 323 for each in found)


def test_dates_that_are_about_right_lie_apart(tmp_path: Path) -> None:
    yaml = "events:\n  tomb: {name: the building of the tomb, date: c. 1850}\n"
    for seed in range(9):
        found = wrong(asked(tmp_path, yaml, seed)["events/tomb/date"])
        assert all(abs(int(each.split()[-1]) - 1850) >= 20 for each in found), found


BODIES = """
organizations:
  court: {name: the Curia, what: {value: the highest court of a republic, single: true}SORT}
  times: {name: the Times, what: {value: the newspaper founded by a lawyer, single: true}SORT}
  senate: {name: the Senate, what: {value: the upper house of the legislature, single: true}SORT}
  house: {name: the Diet, what: {value: the lower house of the legislature, single: true}SORT}
  crown: {name: the Crown, what: {value: the seat of the old government, single: true}SORT}
"""


def test_no_court_stands_beside_a_newspaper(tmp_path: Path) -> None:
    """Nothing tells the role of organizations but the nouns of their descriptions."""
    for seed in range(5):
        project = project_of(tmp_path, BODIES.replace("SORT", ""))
        items = project.items(QuizOptions(seed=seed))
        assert items
        for item in items:
            assert not re.search("court|newspaper|Curia|Times", " ".join(item.options))
    # The author's own sort counts more.
    project = project_of(tmp_path, BODIES.replace("SORT", ", sort: body"))
    assert any("newspaper" in " ".join(item.options) for item in project.items(QuizOptions()))


STATES = """
kinds:
  cases:
    one: case
    name: name
    alike: [year]
    fields:
      name: {type: text, required: true}
      year: {type: date, single: true}
      state: {type: text, single: true}
    questions: {state: {ask: "in which state was {name} tried?"}}
cases:
  a: {name: the Ash case, year: 1962, state: Kentucky}
  b: {name: the Birch case, year: 1963, state: Virginia}
  c: {name: the Cedar case, year: 1964, state: Ohio}
  d: {name: the Drake case, year: 1965, state: PLACE}
"""


@pytest.mark.parametrize(("place", "fits"), [("New York", True), ("Paris", False)])
def test_new_york_is_a_state_too(tmp_path: Path, place: str, fits: bool) -> None:  # noqa: FBT001
    project = project_of(tmp_path, STATES.replace("PLACE", place))
    items = {each.id: each for each in project.items(QuizOptions())}
    assert (place in items["cases/a/state"].options) is fits


PEOPLE = """
people:
  a: {name: Anna Berg, who: {value: the chancellor of a republic, single: true}}
  b: {name: Ben Dorn, who: {value: the opposition leader who was jailed, single: true}}
  c: {name: Cleo Ender, who: {value: the minister of health, single: true}}
  d: {name: Dora Frey, who: {value: the head of state of an island, single: true}}
  spy: {name: Emil Gold, who: {value: the spy who was caught, single: true}}
  trade: {name: Fay Horn, who: {value: the contractor who leaked files, single: true}}
  analyst: {name: Gil Iden, who: {value: the analyst who founded a firm, single: true}}
  reporter: {name: Hal Jung, who: {value: the reporter of a daily, single: true}}
  poet: {name: Ina Kern, who: {value: the poet who wrote a hymn, single: true}}
officials:
  king: {name: Jon Lang, post: king of Norland}
"""
IN_POWER = {"Anna Berg", "Ben Dorn", "Cleo Ender", "Dora Frey", "Jon Lang"}


POLITICIANS = {
    "The chancellor of a republic",
    "The opposition leader who was jailed",
    "The minister of health",
    "The head of state of an island",
}


def test_a_chancellor_stands_beside_people_in_power(tmp_path: Path) -> None:
    made = project_of(tmp_path, PEOPLE).items(QuizOptions())
    options = {each.prompt.id: set(each.options) for each in made}
    for question in ("a", "b", "c", "d"):
        assert len(options[f"people/{question}/who/back"]) == len(IN_POWER) - 1
        assert options[f"people/{question}/who/back"] <= IN_POWER
        assert options[f"people/{question}/who"] == POLITICIANS
    assert options["officials/king/post/back"] <= IN_POWER


def test_a_calling_of_its_own_has_no_options(tmp_path: Path) -> None:
    made = project_of(tmp_path, PEOPLE).questions(QuizOptions())
    lacking = {each.prompt.id: each for each in made if isinstance(each, Without)}
    for question in ("spy", "trade", "analyst", "reporter", "poet"):
        for way in ("who", "who/back"):
            found = lacking[f"people/{question}/{way}"]
            assert found.reasons[0][0] is Misfit.SORT
            assert "of the same sort" in found.mend


PARTICLES = """
terms:
  proton: {name: proton, definition: a particle that carries a positive charge}
  neutron: {name: neutron, definition: a particle without a charge in the nucleus}
  boson: {name: boson, definition: a particle that carries a force between others}
  quark: {name: quark, definition: a particle with a part of the charge of a nucleus}
  fission: {name: fission, definition: the process that splits a nucleus in two}
  physicist: {name: physicist, definition: a person who studies the charge of a particle}
"""


def test_no_definition_of_a_person_stands_beside_one_of_a_thing(tmp_path: Path) -> None:
    made = asked(tmp_path, PARTICLES, options=_ALL)
    for term in ("proton", "neutron", "boson", "quark", "fission"):
        for way in ("", "/back"):
            found = made[f"terms/{term}/definition{way}"]
            assert not wrong(found) & {"physicist", "A person who studies the charge of a particle"}
    assert refused(made["terms/quark/definition/back"])["physicist"] is Misfit.SORT
    assert isinstance(made["terms/physicist/definition/back"], Without)


def test_a_topic_does_not_join_persons_and_things(tmp_path: Path) -> None:
    made = asked(
        tmp_path, PARTICLES.replace(", definition", ", topic: nuclei, definition"), 1, _ALL
    )
    assert refused(made["terms/quark/definition/back"])["physicist"] is Misfit.SORT


def test_no_process_stands_beside_things_if_there_are_enough_of_them(tmp_path: Path) -> None:
    found = asked(tmp_path, PARTICLES, options=_ALL)["terms/neutron/definition/back"]
    assert refused(found)["fission"] is Misfit.SORT
    assert wrong(found) == {"proton", "boson", "quark"}


def test_a_person_is_one_whatever_follows_the_noun(tmp_path: Path) -> None:
    yaml = """
terms:
  special: {name: special counsel, topic: law, definition: a prosecutor who takes a delicate case}
  district: {name: district attorney, topic: law, definition: a prosecutor elected in a county}
  public: {name: public defender, topic: law, definition: a lawyer whom the state pays}
"""
    found = asked(tmp_path, yaml)["terms/special/definition/back"]
    assert wrong(found) == {"district attorney", "public defender"}


TWO_SUBJECTS = """
terms:
  novation: {name: novation, definition: replacing a contract by a new one}
  subrogation: {name: subrogation, definition: taking over the claim of somebody else}
  bailment: {name: bailment, definition: handing over goods for a time}
  lien: {name: lien, definition: a right to keep goods until a debt is paid}
  escrow: {name: escrow, definition: money that a third person holds until delivery}
  roux: {name: roux, definition: flour cooked in fat to thicken a sauce}
  blanching: {name: blanching, definition: dipping vegetables in boiling water}
  deglazing: {name: deglazing, definition: dissolving what sticks to a pan with wine}
"""


def test_activities_define_terms_so_that_subjects_stay_apart(tmp_path: Path) -> None:
    for name in ("novation", "bailment", "lien"):
        wrong = offered(tmp_path, TWO_SUBJECTS, f"terms/{name}/definition/back")
        assert wrong.isdisjoint({"roux", "blanching", "deglazing"})


KNOWN_FOR = """
kinds:
  towns:
    one: town
    name: name
    alike: [region]
    fields:
      name: {type: text, required: true}
      region: {type: text, single: true, quiet: true}
      fame: {type: text, single: true, unique: true}
    questions: {fame: {ask: "what is {name} known for?"}}
towns:
  a: {name: Alheim, region: north, fame: the Treaty of the Gate}
  b: {name: Blick, region: north, fame: the Battle of the Bell}
  c: {name: Corff, region: north, fame: the Pact of the Crown}
  d: {name: Dolm, region: north, fame: the University of the Dawn}
  e: {name: Egern, region: north, fame: the Museum of the Eagle}
  f: {name: Fulm, region: north, fame: the Court of the Fox}
"""


def test_the_words_of_names_tell_events_from_bodies(tmp_path: Path) -> None:
    found = asked(tmp_path, KNOWN_FOR)
    assert {len(wrong(each)) for each in found.values()} == {2}
    for towns in ("abc", "def"):
        options = [{*found[f"towns/{each}/fame"].options} for each in towns]
        assert options[0] == options[1] == options[2]


GADGETS = """
kinds:
  KIND:
    one: ONE
    name: name
    main: definition
    fields:
      name: {type: text, required: true}
      definition: {type: text, single: true, unique: true}
    questions: {definition: {ask: "what is {name}?", back: "what is called {definition}?"}}
KIND:
  a: {name: stethoscope, definition: a device that makes heartbeats audible}
  b: {name: sextant, definition: a device that measures the height of stars}
  c: {name: metronome, definition: a device that beats time for musicians}
  d: {name: thermostat, definition: a device that keeps a room at one temperature}
"""


@pytest.mark.parametrize(("one", "count"), [("word", 0), ("device", 8)])
def test_a_noun_of_many_things_makes_no_terms_alike(tmp_path: Path, one: str, count: int) -> None:
    yaml = GADGETS.replace("KIND", f"{one}s").replace("ONE", one)
    assert len(list(project_of(tmp_path, yaml).items(QuizOptions()))) == count


def test_processes_of_different_subjects_are_not_alike(tmp_path: Path) -> None:
    yaml = """
    terms:
      a: {name: inflation, definition: the process by which prices rise}
      b: {name: photosynthesis, definition: the process by which plants make sugar}
      c: {name: erosion, definition: the process by which rivers wear down rock}
      d: {name: ossification, definition: the process by which cartilage turns to bone}
    """
    assert not list(project_of(tmp_path, yaml).items(QuizOptions()))


LANDFORMS = """
terms:
  a: {name: geologist, topic: land, definition: a scientist who studies rocks and their history}
  b: {name: surveyor, topic: land, definition: a person who measures land for maps}
  c: {name: delta, topic: land, definition: a fan of land where a river meets the sea}
  d: {name: cartographer, topic: land, definition: a person who draws maps of land}
"""


def test_a_noun_that_is_a_person_by_a_rare_sense_is_none(tmp_path: Path) -> None:
    made = asked(tmp_path, LANDFORMS)
    assert wrong(made["terms/a/definition/back"]) == {"surveyor", "cartographer"}


FINDS = """
kinds:
  finds:
    one: find
    name: name
    alike: [age]
    fields:
      name: {type: text, required: true}
      age: {type: number, quiet: true}
      by: {type: text, single: true}
    questions: {by: {ask: "who found {name}?"}}
finds:
  a: {name: the Ravn comb, age: 1200, by: Ada Holm}
  b: {name: the Tofte cup, age: 1250, by: Nils Quade}
  c: {name: the Sund ring, age: 1210, by: Eva Krog}
  d: {name: the Bro axe, age: 1300, by: the NMD}
  e: {name: the Vik game, age: 1190, by: the UNM}
"""


def test_no_person_stands_beside_bodies_with_short_names(tmp_path: Path) -> None:
    assert wrong(asked(tmp_path, FINDS)["finds/a/by"]) == {"Nils Quade", "Eva Krog"}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("everyone in France who was neither a clergyman nor a noble", Described.PERSON),
        ("radical working people of the towns who wore long trousers", Described.PERSON),
        ("those in Rome who could vote", Described.PERSON),
        ("those whose land was taken", Described.PERSON),
        ("any tax on those who trade", Described.OTHER),
        ("one of the taxes on those who trade", Described.OTHER),
        ("unpaid work that people owed to their lord", Described.OTHER),
    ],
)
def test_pronouns_and_plural_nouns_tell_that_a_definition_is_about_people(
    text: str, what: Described
) -> None:
    assert described(text) is what


TAXES = """
terms:
  third: {name: Third Estate, definition: everyone in France who was no noble, topic: old}
  tithe: {name: tithe, definition: a tenth of the harvest owed to the Church, topic: old}
  corvee:
    name: corvée
    definition: unpaid work on roads and estates that peasants owed to their lord
    topic: old
  gabelle: {name: gabelle, definition: the royal tax on salt, topic: old}
  taille:
    name: taille
    definition: the direct royal tax on land and income from which nobles were exempt
    topic: old
"""


def test_no_people_stand_beside_taxes(tmp_path: Path) -> None:
    beside = offered(tmp_path, TAXES, "terms/taille/definition")
    assert beside
    assert "Everyone in France who was no noble" not in beside
