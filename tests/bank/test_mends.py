"""Why a question has no options, and what the author can add: told by what really decides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from deck_support import project_of

from quizgen.bank.distractors import Refusal
from quizgen.bank.fit import fit_of
from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.items import Lack, Without
from quizgen.bank.mends import more_facts
from quizgen.bank.once import once
from quizgen.listing.questions import list_questions
from quizgen.project import QuizOptions

CODES = """
kinds:
  codes:
    one: status code
    name: code
    fields:
      code: {type: text, required: true}
      meaning: {type: text, single: true, unique: true}
      class: {type: text, single: true}
    questions:
      meaning:
        ask: "what does the status code {code} mean?"
        back: "which status code means {meaning}?"
      class: {ask: "to which class does {code} belong?"}
codes:
  e404: {code: "404", meaning: the page was not found, class: client error}
  e403: {code: "403", meaning: the gate refuses access, class: client error}
  e500: {code: "500", meaning: the server failed, class: server error}
  e503: {code: "503", meaning: a machine is too busy, class: server error}
  e301: {code: "301", meaning: the page has moved for good, class: redirect}
  e302: {code: "302", meaning: the page is elsewhere for a while, class: redirect}
"""
AIRPORTS = """
kinds:
  airports:
    one: airport
    name: name
    fields:
      name: {type: text, required: true}
      code: {type: text, single: true, unique: true}
    questions:
      code:
        ask: "what is the code of {name}?"
        back: "which airport has the code {code}?"
airports:
  lhr: {name: Heathrow, code: LHR}
  cdg: {name: Charles de Gaulle, code: CDG}
  jfk: {name: John F. Kennedy, code: JFK}
  lax: {name: Los Angeles, code: LAX}
"""
PEOPLE = """
people:
  a: {name: Ada Byron, who: {value: the pioneer of programs, single: true}, died: 1852}
  b: {name: Grace Hopper, who: {value: the author of the first compiler, single: true}, died: 1992}
  c: {name: Alan Turing, who: {value: the founder of computing, single: true}, died: 1954}
"""


def lacking(folder: Path, yaml: str) -> dict[str, Without]:
    made = project_of(folder, yaml).questions(QuizOptions())
    return {each.prompt.id: each for each in made if isinstance(each, Without)}


def test_codes_of_another_class_are_called_so(tmp_path: Path) -> None:
    found = lacking(tmp_path, CODES)
    for question in ("codes/e301/meaning", "codes/e301/meaning/back"):
        assert found[question].reasons == ((Misfit.GROUP, 4),)
        assert "1 more fact of `codes` with `meaning` and the same `class`" in found[question].mend


def test_a_word_of_the_question_that_tells_the_class_is_called_so(tmp_path: Path) -> None:
    found = lacking(tmp_path, CODES)["codes/e500/meaning/back"]
    assert found.reasons[0] == (Misfit.SAID, 4)
    assert "and the same `class`" in found.mend


def test_letters_that_tell_are_met_by_options_of_ones_own(tmp_path: Path) -> None:
    found = lacking(tmp_path, AIRPORTS)["airports/cdg/code"]
    assert found.reasons == ((Misfit.LETTERS, 3),)
    assert found.mend == "2 `distractors` of your own whose letters match as well"


HOUSEHOLD = """
kinds:
  organs:
    one: organ
    name: name
    fields:
      name: {type: text, required: true}
      does: {type: text, single: true, unique: true}
    questions:
      does: {ask: "what does the {name} do?", back: "which organ {does}?"}
organs:
  heart: {name: heart, does: pumps the blood}
  spleen: {name: spleen, does: filters the blood}
  pancreas: {name: pancreas, does: makes insulin and enzymes}
  thyroid: {name: thyroid, does: sets the pace of the body}
  thymus: {name: thymus, does: ripens the cells of defense}
  duodenum: {name: duodenum, does: mixes food with bile}
  ureter: {name: ureter, does: carries urine to the bladder}
  trachea: {name: trachea, does: leads the air to the lungs}
"""


def test_no_further_fact_is_asked_for_where_everybody_knows_the_answer(tmp_path: Path) -> None:
    found = lacking(tmp_path, HOUSEHOLD)
    assert found["organs/heart/does"].reasons == ((Misfit.ASKED, 7),)
    for question in ("organs/heart/does", "organs/heart/does/back"):
        assert (found[question].lack, found[question].mend) == (Lack.KNOWN, "")


TERMS = """
terms:
  xylem: {name: xylem, definition: a tissue that lifts water}
  novation: {name: novation, definition: the making of a new contract}
  fugue: {name: fugue, definition: music in which voices follow each other}
"""


def test_terms_without_a_topic_are_given_one(tmp_path: Path) -> None:
    found = lacking(tmp_path, TERMS)["terms/xylem/definition/back"]
    assert found.reasons == ((Misfit.SORT, 2),)
    assert found.mend == "the same `topic` to `terms` that people mix up"


PLANETS = """
kinds:
  planets:
    one: planet
    name: name
    alike: {topic: place}
    fields:
      name: {type: text, required: true}
      place: {type: text, quiet: true}
      type: {type: text, single: true}
    questions:
      type: {ask: "what type of planet is {name}?"}
planets:
  a: {name: Arda, place: inner, type: rocky planet}
  b: {name: Bera, place: inner, type: rocky planet}
  c: {name: Cora, place: outer, type: gas giant}
  d: {name: Dora, place: outer, type: gas giant}
"""


def test_values_that_go_with_others_are_said_to_do_so(tmp_path: Path) -> None:
    found = lacking(tmp_path, PLANETS)["planets/a/type"]
    assert found.reasons == ((Misfit.WITH, 1),)
    assert "and the same `place`" in found.mend


PARTS = """
organizations:
  a: {name: Unit A, part_of: b}
  b: {name: Army B}
  c: {name: Corps C}
"""


def test_parts_of_which_nothing_is_proven_take_options_of_ones_own(tmp_path: Path) -> None:
    found = lacking(tmp_path, PARTS)["organizations/a/part_of"]
    assert found.reasons[0][0] is Refusal.UNPROVEN
    assert found.mend == "2 `distractors` of your own"


def test_values_that_are_known_to_differ_are_not_called_uncertain(tmp_path: Path) -> None:
    found = lacking(tmp_path, PEOPLE)["people/a/who"]
    assert found.reasons[0] == (Misfit.TIME, 2)
    told = "2 more `people` with `who` that are of the same time, or `distractors` of your own"
    assert found.mend == told


def test_values_of_which_nothing_is_said_can_be_called_single(tmp_path: Path) -> None:
    found = lacking(tmp_path, re.sub(", single: true|, died: [0-9]+", "", PEOPLE))
    assert "`single: true` to other values of `who`" in found["people/a/who"].mend
    told = "`single: true` to this `who`, if it fits no other `people`"
    assert found["people/a/who/back"].mend == told


def test_values_that_would_not_fit_are_not_called_single(tmp_path: Path) -> None:
    found = lacking(tmp_path, PEOPLE.replace(", single: true", ""))
    assert found["people/a/who"].mend == "2 `distractors` of your own"
    more = "2 more `people` with `who` that are of the same time; they may be `background`"
    sole = "`single: true` to this `who`, if it fits no other `people`"
    assert found["people/a/who/back"].mend == f"{sole}, and {more}"


def test_questions_of_ones_own_are_not_called_single(tmp_path: Path) -> None:
    """Answers to other questions are no options, whatever is said of them."""
    asked = "".join(f"  q{n}: {{ask: Who did deed {n}?, answer: name {n}}}\n" for n in range(4))
    found = lacking(tmp_path, f"questions:\n{asked}")
    assert found["questions/q0/answer"].mend == "2 `distractors` of your own"


def test_on_the_way_back_nobody_is_told_to_write_years(tmp_path: Path) -> None:
    lives = [f"born: {1900 + n}, died: {1970 + n}" for n in range(4)]
    people = "".join(f"  p{n}: {{name: Person{n}, {life}}}\n" for n, life in enumerate(lives))
    found = lacking(tmp_path, f"people:\n{people}")
    assert found["people/p0/born"].mend == "`distractors` of your own"
    assert found["people/p0/born/back"].mend == ""
    assert {found[f"people/p0/born{way}"].lack for way in ("", "/back")} == {Lack.LIFE}


def test_the_list_shows_the_commonest_reasons_first(tmp_path: Path) -> None:
    found = lacking(tmp_path, PEOPLE)
    listed = list_questions([found["people/c/who"]], explain=False).splitlines()
    assert f"  1 of 2 other answers left out: {Misfit.TIME}" in listed
    assert listed[3].startswith("  without options: ")


def test_the_list_names_the_fields_of_a_reason(tmp_path: Path) -> None:
    project = project_of(tmp_path, MINISTERS.replace("SORT", ""))
    found = project.questions(QuizOptions())
    fields = once(project.base, fit_of).fields_of
    listed = list_questions(found, explain=False, fields=fields).splitlines()
    told = f"other answers left out: {Misfit.UNSAID}: `sort`"
    assert any(line.endswith(told) for line in listed)


MINISTERS = """
officials:
  a: {name: Ann Archer, sort: minister, post: minister of health}
  b: {name: Ben Baker, sort: minister, post: minister of finance}
  c: {name: Cal Cook, SORT post: minister of justice}
people:
  d: {name: Dan Dyer, who: a trumpet player}
  e: {name: Eve East, who: a gardener}
statements:
  s: "The budget was read by {{Ben Baker|person}} in the house."
"""


def test_nobody_without_a_sort_stands_beside_people_with_one(tmp_path: Path) -> None:
    made = project_of(tmp_path, MINISTERS.replace("SORT", "sort: minister,")).items(QuizOptions())
    options = {each.prompt.id: set(each.options) for each in made}
    ministers = {"Ann Archer", "Ben Baker", "Cal Cook"}
    assert options["officials/a/post/back"] == ministers
    assert options["statements/s/text/1"] == ministers


def test_a_missing_sort_is_asked_for(tmp_path: Path) -> None:
    found = lacking(tmp_path, MINISTERS.replace("SORT", ""))
    back, blank = found["officials/a/post/back"], found["statements/s/text/1"]
    for each in (back, blank):
        assert each.reasons[0] == (Misfit.UNSAID, 3)
    assert back.mend == "`sort` to the facts that have none"
    assert blank.mend == "`sort` to the facts that have none; or `distractors` of your own"


TREATIES = """
treaties:
  sky: {name: Open Skies Treaty, purpose: to let unarmed planes look at every base}
  nice: {name: Treaty of Nice, purpose: to prepare the entry of ten states}
  rome: {name: Treaty of Rome, purpose: to found a common market of six states}
  lisbon: {name: Treaty of Lisbon, purpose: to save a text that voters refused}
"""


def test_what_a_name_gives_away_stays_a_card(tmp_path: Path) -> None:
    found = lacking(tmp_path, TREATIES)["treaties/sky/purpose"]
    assert (found.lack, found.mend) == (Lack.TOLD, "")


FAMOUS = """
people:
  freud: {name: Sigmund Freud, who: {value: the doctor who wrote of dreams, single: true}}
  adler: {name: Alfred Adler, who: {value: the doctor who wrote of pride, single: true}}
  rank: {name: Otto Rank, who: {value: the doctor who wrote of birth, single: true}}
"""


def test_what_everybody_knows_stays_a_card(tmp_path: Path) -> None:
    found = lacking(tmp_path, FAMOUS)
    for question in ("people/freud/who", "people/freud/who/back"):
        assert (found[question].lack, found[question].mend) == (Lack.KNOWN, "")


COMPOSERS = """
people:
  a: {name: Max Bruch, country: Germany}
  b: {name: Alban Berg, country: Austria}
  c: {name: Jean Sibelius, country: Finland}
  d: {name: Erik Satie, country: France}
  e: {name: Karol Kurpinski, country: Poland}
"""


def test_countries_where_people_speak_alike_are_asked_for(tmp_path: Path) -> None:
    found = lacking(tmp_path, COMPOSERS)
    german = "2 more `people` with another `country` where people speak the same language"
    assert found["people/a/country"].mend.startswith(german)
    assert found["people/e/country"].lack is Lack.TOLD


SEEN = """
kinds:
  works:
    one: work
    name: name
    alike: {role: genre}
    fields:
      name: {type: text, required: true}
      what: {type: text, single: true, unique: true}
      genre: {type: text, single: true}
    questions:
      what: {ask: "what is {name} about?", back: "which work is about {what}?"}
works:
  a: {name: Swan Lake, genre: ballet, what: a princess who is a bird by day}
  b: {name: Falstaff, genre: opera, what: a knight who writes two letters}
  c: {name: Tosca, genre: opera, what: a singer who kills a baron}
  d: {name: Norma, genre: opera, what: a priestess who loves a Roman}
"""


def test_facts_akin_to_a_famous_one_are_asked_for(tmp_path: Path) -> None:
    found = lacking(tmp_path, SEEN)["works/a/what/back"]
    assert found.mend.startswith("2 more `works` with `what` and the same `genre`")


ACTS = """
treaties:
  act: {name: Single European Act, purpose: to complete the market by a fixed year}
  nice: {name: Treaty of Nice, purpose: to prepare the entry of ten more states}
  rome: {name: Treaty of Rome, purpose: to found a community of six states}
  lisbon: {name: Treaty of Lisbon, purpose: to save a text that voters refused}
"""


def test_an_adjective_of_a_people_does_not_tell_what_a_treaty_is_about(tmp_path: Path) -> None:
    assert "treaties/act/purpose" not in lacking(tmp_path, ACTS)


FLYERS = """
people:
  ride: {name: Sally Ride, who: {value: the first American woman in space, single: true}}
  glenn: {name: John Glenn, who: {value: the first American in orbit, single: true}}
  white: {name: Edward White, who: {value: the first American on a walk, single: true}}
  may: {name: James May, who: {value: the pilot who turned his love for an actress to flight,
    single: true}}
  lind: {name: Charles Lind, who: {value: the pilot whose wife flew beside him, single: true}}
  post: {name: Wiley Post, who: {value: the pilot who flew around the earth, single: true}}
"""


def test_women_are_asked_for_beside_a_woman(tmp_path: Path) -> None:
    found = lacking(tmp_path, FLYERS)
    assert found["people/ride/who"].mend.startswith("2 more `people` with `who` about women")


def test_a_man_who_loved_a_woman_is_none(tmp_path: Path) -> None:
    found = lacking(tmp_path, FLYERS)
    assert not {"people/may/who", "people/lind/who"} & set(found)


SPACE = """
source: {title: Notes, as_of: 2024}
people:
  gagarin: {name: Yuri Gagarin, who: the first human in space, single: true}
  leonov: {name: Alexei Leonov, who: the first human to walk in space, single: true}
  ride: {name: Sally Ride, who: the first American woman in space, single: true}
  glenn: {name: John Glenn, who: the first American in orbit, single: true}
"""


def test_what_everybody_knows_is_left_out_by_no_field(tmp_path: Path) -> None:
    project = project_of(tmp_path, SPACE)
    asked = {each.prompt.id: each for each in project.questions(QuizOptions())}
    known = asked["people/gagarin/who/back"]
    assert Misfit.ASKED in dict(known.reasons)
    assert once(project.base, fit_of).fields_of(Misfit.ASKED, known.prompt) == ()


@pytest.mark.parametrize(
    ("count", "told"), [(1, "1 more fact of `people`"), (2, "2 more `people`")]
)
def test_one_fact_is_no_plural(count: int, told: str) -> None:
    assert more_facts(count, "people") == told
