"""What texts mean decides whether they may stand beside each other, not only how they are spelt."""

from __future__ import annotations

from pathlib import Path

import pytest
from checker import Checker
from deck_support import HEADER, base_of, deck_of, project_of

from quizgen.bank.base import FactBase
from quizgen.bank.distractors import Refusal
from quizgen.bank.items import Item, Without
from quizgen.bank.rejected import forbidden
from quizgen.bank.wrong import Proof
from quizgen.project import QuizOptions

TERMS = "terms: {a: {name: alpha, definition: the first letter}}\n"


def base_in(tmp_path: Path, language: str = "en", yaml: str = TERMS) -> FactBase:
    header = f"deck: test\ntitle: A test\nlanguage: {language}\n"
    return base_of(deck_of(tmp_path, yaml, header))


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "the peace treaty", "peace treaties"),
        ("en", "Juan Perón", "Juan Peron"),
        ("en", "cease-fire", "ceasefire"),
        ("en", "a ceasefire of 1994", "the cease fire of 1994"),
        ("en", "Leonid Brezhnev", "Leonid Breznhev"),
        ("en", "the Philippines", "Phillipines"),
        ("en", "metacarpophalangeal joint", "interphalangeal and metacarpophalangeal joints"),
        ("en", "cell nucleus", "cell nuclei"),
        ("en", "83-70 million years", "76-70 million years"),
        ("en", "83 \N{EN DASH} 70 million years ago", "76-70 million years ago"),
        ("en", "1914-1918", "1917"),
        ("en", "5-6 cm", "5.5 cm"),
        ("en", "more than 5 km", "7 km"),
        ("en", "1666", "1600s"),
        ("en", "1645", "the 1600s"),
        ("en", "1666", "the 1660s"),
        ("en", "1666", "17th century"),
        ("en", "c. 1850", "1853"),
        ("en", "June 18, 2020", "2020-06"),
        ("en", "5-6 cm", "55 mm"),
        ("en", "5.5 cm", "55 mm"),
        ("en", "2 kilometres", "2,000 m"),
        ("en", "12.5 ha", "125,000 m\N{SUPERSCRIPT TWO}"),
        ("en", "90 min", "1.5 h"),
        ("en", "$1.5 million", "1,500,000 dollars"),
        ("en", "250 euros", "€250"),
        ("en", "about 8 cm", "7.9 cm"),
        ("en", "1,200-1,400 people", "1300 people"),
        ("de", "Friedensvertrag", "Friedensverträge"),
        ("fr", "traités de paix", "traité de paix"),
        ("es", "tratados de paz", "tratado de paz"),
        ("ru", "мирный договор", "мирные договоры"),
    ],
)
def test_what_may_be_the_same(tmp_path: Path, language: str, one: str, other: str) -> None:
    comparison = base_in(tmp_path, language).comparison
    assert not comparison.texts_differ(one, other)
    assert not comparison.texts_differ(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("iron", "Iran"),
        ("1917", "1918"),
        ("He", "Ne"),
        ("Gambia", "Zambia"),
        ("afferent nerve", "efferent nerve"),
        ("C++", "C#"),
        ("+", "-"),
        ("Unit 29155", "Unit 29156"),
        ("1914-1918", "1939-1945"),
        ("83-77 million years", "76-70 million years"),
        ("5-6 cm", "5-6 kg"),
        ("1750", "1600s"),
        ("1672", "the 1660s"),
        ("19th century", "18th century"),
        ("5.5 cm", "56 mm"),
        ("5.5 cm", "5.5 mm"),
        ("0000s", "1 BCE"),
        ("12 sheep", "12 cows"),
        ("5-6 cm in Asia", "5-6 cm in Africa"),
        ("less than 5 km", "7 km"),
        ("COVID-19", "COVID-20"),
        ("hypothermia", "hyperthermia"),
    ],
)
def test_what_differs(tmp_path: Path, one: str, other: str) -> None:
    comparison = base_in(tmp_path).comparison
    assert comparison.texts_differ(one, other)
    assert comparison.texts_differ(other, one)


def test_two_names_or_offers_are_no_typos(tmp_path: Path) -> None:
    assert not base_in(tmp_path).comparison.texts_differ("alkane", "alkene")
    names = "terms: {a: {name: alkane, definition: x y}, b: {name: alkene, definition: z}}\n"
    assert base_in(tmp_path, yaml=names).comparison.texts_differ("alkane", "alkene")
    offers = 'questions: {q: {ask: "Which?", answer: ethane, distractors: [alkane, alkene]}}\n'
    assert base_in(tmp_path, yaml=offers).comparison.texts_differ("alkane", "alkene")


FIELD = """
kinds:
  plots:
    one: plot
    name: name
    fields:
      name: {type: text, required: true}
      behind: {type: text, single: true}
    questions:
      behind: {ask: "who was behind {name}?", back: "behind which plot was {behind}?"}
organizations:
  gru: {name: the GRU, stands_for: Main Directorate}
  unit: {name: Unit 29155, part_of: gru}
"""


def made(tmp_path: Path, yaml: str, header: str = HEADER) -> dict[str, Item | Without]:
    found = project_of(tmp_path, yaml, header).questions(QuizOptions(), explain=True)
    return {question.prompt.id: question for question in found}


def offered(question: Item | Without) -> set[str]:
    return {each.filler.text for each in question.distractors}


def plots(*behind: str) -> str:
    rows = "".join(f"  p{n}: {{name: Plot {n}, behind: {who}}}\n" for n, who in enumerate(behind))
    return f"plots:\n{rows}"


def test_a_text_stands_for_its_fact(tmp_path: Path) -> None:
    yaml = FIELD + plots("GRU", "Unit 29155", "Main Directorates", "the FSB", "the SVR", "the CIA")
    questions = made(tmp_path, yaml)
    assert offered(questions["plots/p0/behind"]) == {"the FSB", "the SVR", "the CIA"}
    assert offered(questions["plots/p1/behind"]) == {"the FSB", "the SVR", "the CIA"}
    assert "plots/p0/behind/back" not in questions, "another plot's value is a part of it"
    for seed in range(9):
        for item in project_of(tmp_path, yaml).items(QuizOptions(seed=seed)):
            both = {"GRU", "Unit 29155", "Main Directorates"} & set(item.options)
            assert len(both) < 2


def test_forbidding_a_name_forbids_every_name(tmp_path: Path) -> None:
    rows = plots("{value: the CIA, forbid: Main Directorate}", "the GRU", "the FSB", "the SVR")
    question = made(tmp_path, FIELD + rows)["plots/p0/behind"]
    assert offered(question) == {"the FSB", "the SVR"}
    assert {each.why for each in question.refused if each.text == "the GRU"} == {Refusal.FORBIDDEN}


BANKS = """
organizations:
  ecb: {name: {value: the ECB, also: [the European Central Bank]}}
  fed: {name: {value: the Fed, also: [the Federal Reserve]}}
questions:
  q:
    ask: Which bank cut its rates?
    answer: the Bank of Japan
    forbid: [the Fed]
    distractors: [the Federal Reserve, the ECB, the Bank of Canada, the Bank of Korea]
"""


def test_forbidding_a_name_forbids_what_the_author_offers_by_another(tmp_path: Path) -> None:
    question = made(tmp_path, BANKS)["questions/q/answer"]
    assert offered(question) == {"the ECB", "the Bank of Canada", "the Bank of Korea"}
    refused = [each.why for each in question.refused if each.text == "the Federal Reserve"]
    assert refused == [Refusal.FORBIDDEN]


def test_a_forbidden_name_stands_for_every_name_of_its_fact(tmp_path: Path) -> None:
    base = base_in(tmp_path, yaml=BANKS)
    fact = base.deck.facts["questions/q"]
    (value,) = fact.values["answer"]
    assert forbidden(base, fact, "answer", value) == {"fed", "federal reserve"}


def test_a_fact_is_not_offered_beside_a_text_that_holds_its_name(tmp_path: Path) -> None:
    yaml = """
    people: {a: {name: Ada}, b: {name: Bea}, c: {name: Cid}, d: {name: Dan}}
    statements:
      s: "{{Ada and Bea|person}} met {{Cid|person}}."
    """
    first = made(tmp_path, yaml)["statements/s/text/1"]
    assert offered(first) <= {"Dan"}


PRIZES = """
kinds:
  prizes:
    one: prize
    name: name
    fields:
      name: {type: text, required: true}
      won: {type: text, single: true}
      year: {type: date, single: true}
    questions:
      won: {ask: "which prize did {name} win?", back: "who won the prize for {won}?"}
      year: {ask: "when did {name} win?", back: "who won in {year}?"}
prizes:
  physics: {name: Marie Curie, won: physics, year: 1903}
  chemistry: {name: Marie Curie, won: chemistry, year: 1911}
  pauling: {name: Linus Pauling, won: peace, year: 1925}
  bohr: {name: Niels Bohr, won: astronomy, year: 1922}
  mann: {name: Thomas Mann, won: literature, year: 1929}
"""


def test_facts_with_one_name_pool_their_values(tmp_path: Path) -> None:
    for seed in range(9):
        project = project_of(tmp_path, PRIZES)
        questions = {each.prompt.id: each for each in project.questions(QuizOptions(seed=seed))}
        assert offered(questions["prizes/physics/won"]) == {"peace", "astronomy", "literature"}
        assert "1911" not in offered(questions["prizes/physics/year"])
        assert "1903" not in offered(questions["prizes/chemistry/year"])
    back = made(tmp_path, PRIZES)["prizes/pauling/won/back"]
    assert {each.proof for each in back.distractors} == {Proof.OTHER}


def test_a_namesake_that_may_hold_the_value_is_not_offered(tmp_path: Path) -> None:
    yaml = PRIZES + "  curie: {name: Niels Bohr}\n"
    back = made(tmp_path, yaml)["prizes/mann/won/back"]
    assert "Niels Bohr" not in offered(back), "nothing is known of the other Bohr"


PLACES = """
kinds:
  places:
    one: place
    name: name
    fields:
      name: {type: text, required: true}
      part_of: {type: reference, to: [places], contains: true}
    questions: {part_of: {ask: "where is {name}?"}}
  battles:
    one: battle
    name: name
    fields:
      name: {type: text, required: true}
      at: {type: reference, to: [places], single: true}
      told: {type: text, single: true}
    questions:
      at: {ask: "in which country was {name}?", back: "which battle was in {at}?"}
      told: {ask: "where was {name}?", back: "which battle was fought in {told}?"}
places:
  uk: {name: the United Kingdom}
  scotland: {name: Scotland, part_of: uk}
  lothian: {name: Lothian, part_of: scotland}
  france: {name: France}
  spain: {name: Spain}
  italy: {name: Italy}
  norway: {name: Norway}
"""


@pytest.mark.parametrize("field", ["at", "told"])
def test_a_place_knows_what_it_is_part_of(tmp_path: Path, field: str) -> None:
    def where(place: str) -> str:
        names = {"uk": "the United Kingdom", "lothian": "Lothian", "france": "France"}
        return place if field == "at" else names.get(place, place.title())

    rows = "".join(
        f"  {place}: {{name: Battle {n}, {field}: {where(place)}}}\n"
        for n, place in enumerate(["lothian", "uk", "france", "spain", "italy", "norway"])
    )
    questions = made(tmp_path, f"{PLACES}battles:\n{rows}")
    british = {"Lothian", "Scotland", "United Kingdom", "the United Kingdom"}
    for battle in ("lothian", "uk"):
        assert not offered(questions[f"battles/{battle}/{field}"]) & british
        assert f"battles/{battle}/{field}/back" not in questions
    assert f"battles/france/{field}/back" in questions
    for seed in range(9):
        project = project_of(tmp_path, f"{PLACES}battles:\n{rows}")
        checker = Checker(project.deck)
        for item in project.items(QuizOptions(seed=seed)):
            assert not list(checker.second_keys(item))
            assert len(british & set(item.options)) < 2


def test_facts_are_places_by_their_names(tmp_path: Path) -> None:
    """No field says that Scotland lies in the United Kingdom, but everybody knows it."""
    rows = ["scotland", "uk", "france", "spain", "italy", "norway"]
    facts = "".join(f"  {place}: {{name: Battle {place}, at: {place}}}\n" for place in rows)
    kinds = PLACES.replace(", part_of: uk", "").replace(", part_of: scotland", "")
    for seed in range(9):
        project = project_of(tmp_path, f"{kinds}battles:\n{facts}")
        for item in project.items(QuizOptions(seed=seed)):
            assert len({"Scotland", "United Kingdom"} & set(item.options)) < 2


DESCRIBED = """
people:
  a: {name: Ann, who: a political analyst who watches the Kremlin}
  b: {name: Bea, who: a scholar of Russia}
  c: {name: Cid, who: {value: the first person in space, single: true}}
  d: {name: Dan, who: the inventor of the telegraph, single: true}
  e: {name: Eve, who: {value: the author of Hamlet, single: true}}
  f: {name: Fay, who: {value: the discoverer of radium, single: true}}
"""


def test_descriptions_exclude_nothing_unless_they_fit_one_alone(tmp_path: Path) -> None:
    questions = made(tmp_path, DESCRIBED)
    exclusive = {
        "the first person in space",
        "the inventor of the telegraph",
        "the author of Hamlet",
        "the discoverer of radium",
    }
    forward = questions["people/a/who"]
    assert isinstance(forward, Item)
    assert offered(forward) <= exclusive
    assert {each.proof for each in forward.distractors} == {Proof.SINGLE}
    assert isinstance(questions["people/a/who/back"], Without)
    assert isinstance(questions["people/d/who/back"], Item)
    assert isinstance(made(tmp_path, DESCRIBED + "assume: closed\n")["people/a/who/back"], Item)


RANGES = """
kinds:
  finds:
    one: find
    name: name
    fields:
      name: {type: text, required: true}
      age: {type: number, single: true, unit: million years}
      told: {type: text, single: true}
    questions:
      age: {ask: "how old is {name}?", back: "which find is {age} old?"}
      told: {ask: "from when is {name}?", back: "what is from {told}?"}
finds:
"""


def finds(field: str, *ages: str) -> str:
    return RANGES + "".join(
        f'  f{n}: {{name: Find {n}, {field}: "{age}"}}\n' for n, age in enumerate(ages)
    )


def test_ranges_that_overlap_are_not_offered_against_each_other(tmp_path: Path) -> None:
    ages = ("83-70", "76-70", "74/70 million years", "69-66", "66-60", "100-94", "40-30")
    for seed in range(9):
        project = project_of(tmp_path, finds("age", *ages))
        checker = Checker(project.deck)
        for item in project.items(QuizOptions(seed=seed)):
            ends = [each.filler.content for each in item.distractors]
            assert not list(checker.second_keys(item))
            if item.prompt.field.name == "age" and item.id.endswith("/age"):
                key = item.right[0].content
                assert all(key.ends[1] < e.ends[0] or e.ends[1] < key.ends[0] for e in ends)
                assert all(e.upper for e in ends), "ranges stand beside ranges"
    questions = made(tmp_path, finds("age", *ages))
    for number in (0, 1, 2):
        assert f"finds/f{number}/age/back" not in questions, "other finds are as old"
    assert "finds/f6/age/back" in questions


def test_ranges_in_texts_overlap_too(tmp_path: Path) -> None:
    told = (
        "83-70 million years ago",
        "76-70 million years ago",
        "60-50 million years ago",
        "40-30 million years ago",
        "20-10 million years ago",
    )
    questions = made(tmp_path, finds("told", *told))
    assert offered(questions["finds/f0/told"]) == set(told[2:])


def test_a_bound_holds_for_larger_values_too(tmp_path: Path) -> None:
    questions = made(tmp_path, finds("age", "at least 50", "60", "10", "20", "30"))
    assert "finds/f0/age/back" not in questions, "what is 60 million years old is at least 50"
    assert "finds/f1/age/back" not in questions
    assert "finds/f2/age/back" in questions


SERVICES = """
organizations:
  gru: {gru}
  fsb: {{name: the FSB}}
  svr: {{name: {{value: the SVR, also: [the Foreign Branch]}}}}
  fso: {{name: the FSO}}
kinds:
  cases:
    one: case
    name: name
    fields:
      name: {{type: text, required: true}}
      by: {{type: text, single: true}}
      ref: {{type: reference, to: [organizations], single: true}}
    questions:
      by: {{ask: "which service ran {{name}}?"}}
      ref: {{ask: "which service closed {{name}}?"}}
cases:
  a: {{name: the Berlin case, by: the GRU, ref: gru}}
  b: {{name: the Vienna case, by: the FSB, ref: fsb}}
  c: {{name: the Prague case, by: the Foreign Branch, ref: svr}}
  d: {{name: the Oslo case, by: the FSO, ref: fso}}
"""


@pytest.mark.parametrize(
    "gru",
    [
        "{name: the GRU, forbid: [the SVR]}",
        "{name: the GRU, what: a service, forbid: [the SVR]}",
        "{name: {value: the GRU, forbid: [the SVR]}}",
        "{name: {value: the GRU, forbid: [svr]}}",
    ],
)
def test_what_a_fact_forbids_never_stands_beside_its_name(tmp_path: Path, gru: str) -> None:
    items = made(tmp_path, SERVICES.format(gru=gru))
    for field in ("by", "ref"):
        assert len(offered(items[f"cases/a/{field}"])) == 2
        assert len(offered(items[f"cases/c/{field}"])) == 2
        assert len(offered(items[f"cases/b/{field}"])) == 3
