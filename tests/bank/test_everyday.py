"""Wrong options that everyday knowledge rules out: household words, records, roles, regions."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import project_of

from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.items import Item, Lack, Without
from quizgen.project import Project, QuizOptions

Outcome = Item | Without


def kind_of(name: str, fields: str, questions: str, more: str = "") -> str:
    """Return a deck with one kind; its facts follow."""
    return f"""
kinds:
  {name}s:
    one: {name}
    name: name
    {more}
    fields:
      name: {{type: text, required: true}}
{fields}
    questions:
{questions}
{name}s:
"""


ORGANS = kind_of(
    "organ",
    "      function: {type: text, single: true, unique: true}\n"
    "      place: {type: text, single: true}",
    '      function: {ask: "what is {name} for?", back: "which organ is for {function}?"}\n'
    '      place: {ask: "where is {name}?", among: "which of these organs is {place}?"}',
)
ORGANS_SHOWN = """
  heart: {name: the heart, function: pumping blood through vessels, place: above the diaphragm}
  spleen: {name: the spleen, function: filtering old red cells, place: behind the ribs}
  pancreas: {name: the pancreas, function: making digestive juice, place: near the stomach wall}
  trachea: {name: the trachea, function: carrying air to the chest, place: between the lungs}
  thymus: {name: the thymus, function: training white cells, place: near the breast}
"""


def questions_of(folder: Path, yaml: str) -> dict[str, Outcome]:
    project: Project = project_of(folder, yaml)
    return {each.prompt.id: each for each in project.questions(QuizOptions(), explain=True)}


def reasons_of(found: Outcome) -> set[object]:
    """Return why the deck's candidates did not fit a question without options."""
    assert isinstance(found, Without), found
    return {refused.why for refused in found.refused if isinstance(refused.why, Misfit)}


def wrong(found: Outcome) -> set[str]:
    assert isinstance(found, Item), found
    return set(found.options[1:])


@pytest.fixture
def any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few facts do, so that the examples stay short."""
    monkeypatch.setattr("quizgen.bank.fitting.household._FEWEST", 1)


def test_in_a_small_kind_household_words_are_asked(tmp_path: Path) -> None:
    made = questions_of(tmp_path, ORGANS + ORGANS_SHOWN)
    assert isinstance(made["organs/heart/function"], Item)


@pytest.mark.usefixtures("any_size")
def test_everybody_knows_what_a_household_word_does(tmp_path: Path) -> None:
    made = questions_of(tmp_path, ORGANS + ORGANS_SHOWN)
    assert reasons_of(made["organs/heart/function"]) == {Misfit.ASKED}
    assert reasons_of(made["organs/heart/function/back"]) == {Misfit.ASKED}
    assert "Pumping blood through vessels" not in wrong(made["organs/spleen/function"])
    assert "Heart" not in wrong(made["organs/spleen/function/back"])


def test_an_author_may_hold_household_words_alike(tmp_path: Path) -> None:
    more = "alike: {role: system, must: []}"
    fields = (
        "      function: {type: text, single: true, unique: true}\n"
        "      system: {type: text, single: true}"
    )
    ask = '      function: {ask: "what is {name} for?"}'
    shown = ORGANS_SHOWN.replace("{name", "{system: trunk, name")
    facts = "\n".join(
        line.partition(", place")[0] + "}" * (", place" in line) for line in shown.splitlines()
    )
    made = questions_of(tmp_path, kind_of("organ", fields, ask, more) + facts)
    assert isinstance(made["organs/heart/function"], Item)


def test_a_spot_tells_nothing_of_what_lies_near(tmp_path: Path) -> None:
    made = questions_of(tmp_path, ORGANS + ORGANS_SHOWN)
    assert Misfit.UNKNOWN in reasons_of(made["organs/spleen/place"])


TERMS = """
terms:
  jar: {name: canopic jar, definition: a vessel for the organs of a mummy, topic: burial}
  ushabti: {name: ushabti, definition: a small figure in a tomb, topic: burial}
  mastaba: {name: mastaba, definition: a flat tomb with sloping sides, topic: burial}
  natron: {name: natron, definition: a salt that dries a mummy, topic: burial}
"""


@pytest.mark.usefixtures("any_size")
def test_a_name_with_a_familiar_noun_explains_itself(tmp_path: Path) -> None:
    made = questions_of(tmp_path, TERMS)
    assert reasons_of(made["terms/jar/definition/back"]) == {Misfit.ASKED}
    assert "canopic jar" not in wrong(made["terms/natron/definition/back"])


def test_a_familiar_noun_in_another_sense_is_unknown(tmp_path: Path) -> None:
    bones = kind_of(
        "bone",
        "      region: {type: text, single: true, unique: true}",
        '      region: {ask: "where is the {name}?"}',
    )
    facts = """
  femur: {name: femur, region: the upper leg}
  tibia: {name: tibia, region: the lower leg}
  humerus: {name: humerus, region: the upper arm}
  radius: {name: radius, region: the forearm}
  scapula: {name: scapula, region: the shoulder}
"""
    assert isinstance(questions_of(tmp_path, bones + facts)["bones/radius/region"], Item)


RIVERS = kind_of(
    "river",
    "      length: {type: number, single: true, unit: km}",
    '      length: {ask: "how long is {name}?", back: "which river is {length} long?"}',
)
LENGTHS = {"Aber": 1600, "Bode": 1750, "Cher": 2200, "Doubs": 2570, "Elz": 4180, "Fulda": 4700}


def test_records_are_known(tmp_path: Path) -> None:
    facts = "".join(
        f"  r{n}: {{name: the {name}, length: {km}}}\n"
        for n, (name, km) in enumerate(LENGTHS.items())
    )
    made = questions_of(tmp_path, RIVERS + facts)
    assert reasons_of(made["rivers/r5/length/back"]) == {Misfit.ASKED}
    assert "Fulda" not in wrong(made["rivers/r3/length/back"])


ATHLETES = kind_of(
    "athlete",
    "      sport: {type: text, single: true}\n      feat: {type: text, single: true, unique: true}",
    '      feat: {ask: "what is {name} known for?", back: "which athlete is known for {feat}?"}',
    "pool: person",
)
RUNNERS = """
  nurmi: {name: Pavo Nuri, sport: athletics, feat: running with a watch in his hand}
  bikila: {name: Abel Bikel, sport: athletics, feat: winning a marathon barefoot}
  beamon: {name: Bo Beam, sport: athletics, feat: jumping almost nine metres}
  zatopek: {name: Emil Zapek, sport: athletics, feat: winning three long races}
  koch: {name: Marita Kohl, sport: athletics, feat: running a lap in 47 seconds}
  spitz: {name: Mark Spatz, sport: swimming, feat: winning seven races in a week}
  ender: {name: Kornelia Ende, sport: swimming, feat: winning four races in a week}
"""


def test_facts_that_differ_in_a_shared_value_have_other_roles(tmp_path: Path) -> None:
    made = questions_of(tmp_path, ATHLETES + RUNNERS)
    assert "Mark Spatz" not in wrong(made["athletes/bikila/feat/back"])


def test_a_first_name_tells_the_sex(tmp_path: Path) -> None:
    made = questions_of(tmp_path, ATHLETES + RUNNERS)
    assert "Marita Kohl" not in wrong(made["athletes/nurmi/feat/back"])
    assert "Marita Kohl" in {each.text for each in made["athletes/nurmi/feat/back"].refused}


def test_who_asks_for_a_ruler_takes_no_engineer(tmp_path: Path) -> None:
    rulers = kind_of(
        "ruler",
        "      reform: {type: text, single: true, unique: true}",
        '      reform: {ask: "what did {name} do?", back: "which ruler {reform}?"}',
        "pool: person",
    )
    facts = """
  fredo: {name: Fredo, reform: abolished torture}
  josip: {name: Josip, reform: freed the serfs}
  gusto: {name: Gusto, reform: founded an academy}
people:
  watt: {name: Jim Watton, who: the engineer who made an engine}
  diderot: {name: Den Derot, who: the editor of a large book}
"""
    made = questions_of(tmp_path, rulers + facts)
    assert wrong(made["rulers/josip/reform/back"]) == {"Fredo", "Gusto"}


def test_places_of_two_continents_stand_apart(tmp_path: Path) -> None:
    parks = kind_of(
        "lake",
        "      country: {type: text, single: true}",
        '      country: {ask: "in which country is {name}?"}',
    )
    lakes = {
        "Lake Victoria": "Tanzania",
        "Lake Turkana": "Kenya",
        "Lake Tana": "Ethiopia",
        "Lake Albert": "Uganda",
        "Lake Superior": "Canada",
        "Lake Constance": "Switzerland",
    }
    facts = "".join(
        f"  l{n}: {{name: {name}, country: {land}}}\n"
        for n, (name, land) in enumerate(lakes.items())
    )
    made = questions_of(tmp_path, parks + facts)
    assert wrong(made["lakes/l0/country"]) == {"Kenya", "Ethiopia", "Uganda"}


FILMS = kind_of(
    "film",
    "      director: {type: text, single: true}\n      country: {type: text, single: true}",
    '      director: {ask: "who directed {name}?", among: "which film is by {director}?"}',
)


def test_a_director_tells_the_country_of_a_film(tmp_path: Path) -> None:
    lands = ["Japan", "Japan", "Japan", "the United States", "France", "Italy"]
    facts = "".join(
        f"  f{n}: {{name: Title {n}, director: Dan Lector{n}, country: {land}}}\n"
        for n, land in enumerate(lands)
    )
    made = questions_of(tmp_path, FILMS + facts)
    assert wrong(made["films/f0/director/back"]) == {"Title 1", "Title 2"}


def test_a_description_of_a_nation_fits_its_people(tmp_path: Path) -> None:
    shown = {
        "Yuri Gagar": ("the first human in space", "Russia"),
        "Al Leon": ("the first man on a walk", "Russia"),
        "Al Shepar": ("the first American in space", "the United States"),
        "Ted White": ("the first American on a walk", "the United States"),
        "Jon Glen": ("the first American in orbit", "the United States"),
    }
    people = "people:\n" + "".join(
        f"  p{n}: {{name: {name}, who: {{value: {who}, single: true}}, country: {land}}}\n"
        for n, (name, (who, land)) in enumerate(shown.items())
    )
    made = questions_of(tmp_path, people)
    assert Misfit.PLACE in reasons_of(made["people/p0/who"])
    assert "The first American on a walk" in wrong(made["people/p2/who"])


def test_who_asks_for_a_woman_takes_nobody_who_may_be_a_man(tmp_path: Path) -> None:
    gods = kind_of(
        "deity",
        "      shown: {type: text, single: true, unique: true}",
        '      shown: {ask: "how was {name} shown?", back: "which deity was shown as {shown}?"}',
    ).replace("deitys", "deities")
    facts = """
  maat: {name: Maat, shown: a woman with a feather}
  sekhmet: {name: Sekhmet, shown: a woman with the head of a lioness}
  hathor: {name: Hathor, shown: a woman with the horns of a cow}
  ptah: {name: Ptah, shown: a mummy with a skullcap}
  thoth: {name: Thoth, shown: a man with the head of an ibis}
"""
    made = questions_of(tmp_path, gods + facts)
    assert wrong(made["deities/maat/shown/back"]) == {"Sekhmet", "Hathor"}


def test_nothing_tells_the_time_of_an_undated_fact(tmp_path: Path) -> None:
    devices = kind_of(
        "device",
        "      what: {type: text, single: true, unique: true}\n"
        "      year: {type: date, single: true}",
        '      what: {ask: "what was the {name}?"}',
    )
    facts = """
  a: {name: praxinoscope, what: a toy with mirrors, year: 1877}
  b: {name: zoopraxiscope, what: a projector with a disc, year: 1879}
  c: {name: phasmatrope, what: a wheel with slides, year: 1870}
  d: {name: steadicam, what: a mount for an operator}
"""
    made = questions_of(tmp_path, devices + facts)
    assert Misfit.TIME in reasons_of(made["devices/d/what"])
    assert "A mount for an operator" not in wrong(made["devices/a/what"])


def test_a_title_tells_what_a_book_is_about(tmp_path: Path) -> None:
    books = kind_of(
        "book",
        "      topic: {type: text, single: true, unique: true}",
        '      topic: {ask: "what is {name} about?"}',
    )
    facts = """
  a: {name: Candide, topic: a young man who hopes for the best}
  b: {name: The Wealth of Nations, topic: the division of labour and trade}
  c: {name: Zadig, topic: a young man who reads every sign}
  d: {name: Rasselas, topic: a young prince who leaves a valley}
"""
    made = questions_of(tmp_path, books + facts)
    assert Misfit.TOLD in reasons_of(made["books/b/topic"])
    assert isinstance(made["books/a/topic"], Item)


def test_a_museum_with_an_article_is_no_city(tmp_path: Path) -> None:
    works = kind_of(
        "work",
        "      place: {type: text, single: true}\n      year: {type: date, single: true}",
        '      place: {ask: "where is {name}?"}',
    )
    places = ["Paris", "Oslo", "Florence", "Barcelona", "the Uffizi"]
    facts = "".join(
        f"  w{n}: {{name: Title {n}, place: {place}, year: {1890 + n}}}\n"
        for n, place in enumerate(places)
    )
    made = questions_of(tmp_path, works + facts)
    assert wrong(made["works/w0/place"]) == {"Oslo", "Florence", "Barcelona"}
    assert Misfit.SORT in reasons_of(made["works/w4/place"])


@pytest.mark.parametrize(("one", "other"), [("the deep sea", "Antarctica")])
def test_a_common_noun_stands_beside_no_name(tmp_path: Path, one: str, other: str) -> None:
    fish = kind_of(
        "fish",
        "      home: {type: text, single: true}",
        '      home: {ask: "where does the {name} live?"}',
    ).replace("fishs", "fishes")
    homes = [one, "the open sea", "the cold sea", "the warm sea", other]
    facts = "".join(f"  f{n}: {{name: fish {n}, home: {home}}}\n" for n, home in enumerate(homes))
    made = questions_of(tmp_path, fish + facts)
    assert other not in wrong(made["fishes/f0/home"])


@pytest.mark.usefixtures("any_size")
def test_a_class_is_known_of_household_words_alone(tmp_path: Path) -> None:
    animals = kind_of(
        "animal",
        "      group: {type: text, single: true}\n      year: {type: date, single: true}",
        '      group: {ask: "what is the {name}?"}',
    )
    groups = {"penguin": "bird", "nautilus": "snail", "narwhal": "whale", "remora": "fish"}
    facts = "".join(
        f"  a{n}: {{name: {name}, group: {group}, year: {1800 + n}}}\n"
        for n, (name, group) in enumerate(groups.items())
    )
    made = questions_of(tmp_path, animals + facts)
    assert reasons_of(made["animals/a0/group"]) == {Misfit.ASKED}
    assert wrong(made["animals/a1/group"]) == {"whale", "fish"}


VESSELS = kind_of(
    "vessel",
    "      starts: {type: text, single: true}",
    '      starts: {ask: "where does {name} start?", among: "which vessel starts in {starts}?"}',
)
VESSELS_SHOWN = """
  renal: {name: the renal vein, starts: the kidney}
  hepatic: {name: the hepatic vein, starts: the liver}
  jugular: {name: the jugular vein, starts: the brain}
  gastric: {name: the gastric vein, starts: the stomach}
"""


@pytest.mark.usefixtures("any_size")
def test_a_noun_in_which_many_names_end_tells_none_of_them_apart(tmp_path: Path) -> None:
    made = questions_of(tmp_path, VESSELS + VESSELS_SHOWN)
    others = {"Hepatic vein", "Jugular vein", "Gastric vein"}
    assert wrong(made["vessels/renal/starts/back"]) == others


CELLS = """
terms:
  red: {name: red blood cell, definition: a cell without a nucleus, topic: blood}
  white: {name: white blood cell, definition: a cell that fights germs, topic: blood}
  platelet: {name: platelet, definition: a cell fragment that stops bleeding, topic: blood}
  fibrin: {name: fibrin, definition: a protein of which a clot is made, topic: blood}
"""


@pytest.mark.usefixtures("any_size")
def test_a_noun_that_explains_two_terms_tells_neither(tmp_path: Path) -> None:
    made = questions_of(tmp_path, CELLS)
    found = made["terms/red/definition/back"]
    assert wrong(found) == {"White blood cell", "Platelet"}


BALLETS = kind_of(
    "ballet",
    "      city: {type: text, single: true}\n      what: {type: text, single: true, unique: true}",
    '      city: {ask: "where was {name} first performed?"}\n'
    '      what: {ask: "what is {name} about?"}',
)
BALLETS_SHOWN = """
  lake: {name: Swan Lake, city: Moscow, what: a princess who is a bird by day}
  corsaire: {name: Le Corsaire, city: Kazan, what: a pirate who frees a slave}
  bayadere: {name: La Bayadere, city: Saint Petersburg, what: a dancer who loves a warrior}
  talisman: {name: Talisman, city: Novosibirsk, what: a goddess who falls to the earth}
"""


def test_nobody_knows_by_its_fame_where_a_work_was_first_performed(tmp_path: Path) -> None:
    made = questions_of(tmp_path, BALLETS + BALLETS_SHOWN)
    assert "Saint Petersburg" in wrong(made["ballets/lake/city"])
    assert Misfit.ASKED in reasons_of(made["ballets/lake/what"])


METALS = kind_of(
    "element",
    "      family: {type: text, single: true}",
    '      family: {ask: "to which family does {name} belong?"}',
    "alike: [family]",
)


@pytest.mark.usefixtures("any_size")
@pytest.mark.parametrize(
    ("family", "made_of_it"), [("transition metals", Item), ("metals", Without)]
)
def test_a_household_word_does_not_tell_a_class_of_several_words(
    tmp_path: Path, family: str, made_of_it: type[Outcome]
) -> None:
    families = [family, "halogens", "pnictogens", "actinides"]
    names = ["iron", "bromine", "arsenic", "thorium", "cobalt", "iodine", "antimony", "uranium"]
    facts = "".join(
        f"  {name}: {{name: {name}, family: the {families[n % 4]}}}\n"
        for n, name in enumerate(names)
    )
    made = questions_of(tmp_path, METALS + facts)
    assert isinstance(made["elements/iron/family"], made_of_it)


def test_common_animals_legs_and_sounds_suit_cards(tmp_path: Path) -> None:
    fields = "      legs: {type: number, single: true}\n"
    fields += "      sound: {type: text, single: true, unique: true}"
    questions = "      legs: {ask: 'how many legs has a {name}?'}\n"
    questions += "      sound: {ask: 'which sound does a {name} make?'}"
    facts = """
  cat: {name: cat, legs: 4, sound: meow}
  dog: {name: dog, legs: 4, sound: woof}
  duck: {name: duck, legs: 2, sound: quack}
  spider: {name: spider, legs: 8}
  mite: {name: mite, legs: 8}
  krill: {name: krill, legs: 26, sound: snap}
  crab: {name: crab, legs: 10, sound: rasp}
"""
    made = questions_of(tmp_path, kind_of("animal", fields, questions) + facts)
    without = {key for key, found in made.items() if isinstance(found, Without)}
    assert {"animals/dog/legs", "animals/duck/legs", "animals/cat/sound"} <= without
    assert isinstance(made["animals/crab/legs"], Item)
    dog = made["animals/dog/legs"]
    assert isinstance(dog, Without)
    assert dog.lack is Lack.KNOWN


def test_the_plain_words_of_an_experiment_say_nothing_of_what_it_showed(tmp_path: Path) -> None:
    fields = "      showed: {type: text, single: true, unique: true}"
    ask = '      showed: {ask: "what did the {name} show?"}'
    named = {
        "oil drop": "electric charge comes in multiples of one smallest charge",
        "gold foil": "some particles bounce back from a thin sheet",
        "paddle wheel": "mechanical work can be turned into heat",
        "spark gap": "electric waves travel through empty space",
        "black box": "nobody can tell what lies inside a closed thing",
        "two slit": "light behaves like a wave and like a particle",
        "salt water": "ice melts at a lower temperature beside other substances",
    }
    facts = "".join(
        f"  e{number}: {{name: {name} NOUN, showed: {showed}}}\n"
        for number, (name, showed) in enumerate(named.items())
    )
    yaml = kind_of("experiment", fields, ask) + "\n" + facts
    made = questions_of(tmp_path, yaml.replace("NOUN", "experiment"))
    assert wrong(made["experiments/e0/showed"])
    told = questions_of(tmp_path, yaml.replace("NOUN", "climate"))
    assert Misfit.ASKED in reasons_of(told["experiments/e0/showed"])
