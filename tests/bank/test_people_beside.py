"""People who stand beside those whom values and blanks name: by time, calling and words."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import project_of

from quizgen.bank.items import Item, Without
from quizgen.project import QuizOptions

Questions = dict[str, Item | Without]
OF_2020 = "deck: test\ntitle: A test\nsource: {title: Notes, called: the notes, as_of: 2020-10}\n"


def asked(tmp_path: Path, yaml: str) -> Questions:
    made = project_of(tmp_path, yaml, OF_2020).questions(QuizOptions())
    return {each.prompt.id: each for each in made}


def wrong(found: Item | Without) -> set[str]:
    """Return the wrong options of an item, none if there is no item."""
    return set(found.options[1:]) if isinstance(found, Item) else set()


CALLINGS = """
people:
  a: {name: Anna Berg, who: a trumpet player}
  b: {name: Ben Dorn, who: a violinist}
  c: {name: Cleo Ender, who: pianist}
  d: {name: Dora Frey, who: an organist of a cathedral}
  e: {name: Emil Gold, who: Russian dissident}
  f: {name: Fay Horn, who: a poet}
  g: {name: Gil Iden, who: ice skater}
  h: {name: Hal Jung, who: political analyst}
  i: {name: Ina Kern, who: a reporter}
  j: {name: Jon Lang, who: a scholar}
claims:
  said: {claim: the vote was fair, by: h}
statements:
  blank: "The solo was played by {{Anna Berg|person}} in the hall."
"""
MUSICIANS = {"Ben Dorn", "Cleo Ender", "Dora Frey"}


@pytest.mark.parametrize("question", ["people/a/who/back", "statements/blank/text/1"])
def test_a_calling_in_a_word_or_two_tells(tmp_path: Path, question: str) -> None:
    yaml = CALLINGS.replace("who: a trumpet player", "who: {value: a trumpet player, single: true}")
    assert wrong(asked(tmp_path, yaml)[question]) == MUSICIANS


def test_words_are_those_of_reporters_and_scholars(tmp_path: Path) -> None:
    assert wrong(asked(tmp_path, CALLINGS)["claims/said/by"]) == {
        "Fay Horn",
        "Ina Kern",
        "Jon Lang",
    }


OFFICES = """
officials:
  key: {name: Joe Ash, post: {value: vice president of Norland, from: 2009, to: 2017}}
  gone: {name: Al Beech, post: {value: vice president of Norland, from: 1993, to: 2001}}
  old: {name: Carl Cedar, post: {value: president of Norland, from: 1969, to: 1974}}
  a: {name: Dan Dogwood, post: {value: president of Norland, from: 2009, to: 2017}}
  b: {name: Eve Elm, post: {value: president of Norland, from: 2017, to: 2021}}
  c: {name: Fay Fir, post: {value: senator of Norland, from: 2005, to: 2021}}
  counsel: {name: Gus Gum, post: {value: special counsel of a department, from: 2017, to: 2019}}
statements:
  blank: "The race {when}was run by {{Joe Ash|person}} to the end."
"""


@pytest.mark.parametrize(
    ("when", "beside"),
    [
        ("of 2020 ", {"Dan Dogwood", "Eve Elm", "Fay Fir"}),
        ("of 1971 ", {"Al Beech", "Dan Dogwood", "Eve Elm", "Fay Fir"}),
        ("", {"Al Beech", "Dan Dogwood", "Eve Elm", "Fay Fir"}),
    ],
)
def test_offices_are_of_the_time_of_a_blank(tmp_path: Path, when: str, beside: set[str]) -> None:
    found = asked(tmp_path, OFFICES.replace("{when}", when))
    options = wrong(found["statements/blank/text/1"])
    assert options <= beside
    assert len(options) == 3


AGES = """
people:
  a: {name: Anna Berg, who: a critic, born: 1799, died: 1837}
  b: {name: Ben Dorn, who: a leader, born: 1805, died: 1850}
  c: {name: Cleo Ender, who: a hero, born: 1801, died: 1841}
  d: {name: Dora Frey, who: a winner, born: 1976}
  e: {name: Emil Gold, who: a founder, born: 1970}
  f: {name: Fay Horn, who: a member}
  g: {name: Gil Iden, who: a pioneer}
{said}
"""


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("quotes: {q: {quote: the winter is ours, by: a}}", "quotes/q/by"),
        ('statements: {s: "It was seen by {{Anna Berg|person}} at last."}', "statements/s/text/1"),
    ],
)
def test_nobody_of_another_or_no_time_stands_beside_people_of_many_ages(
    tmp_path: Path, said: str, question: str
) -> None:
    assert wrong(asked(tmp_path, AGES.replace("{said}", said))[question]) == {
        "Ben Dorn",
        "Cleo Ender",
    }


SPEAKERS = """
people:
  a: {name: Anna Berg, sort: analyst, who: the head of a firm}
  b: {name: Ben Dorn, who: the head of a club}
  c: {name: Cleo Ender, sort: analyst, who: the head of a choir}
  d: {name: Dora Frey, sort: politician, who: the head of a team}
  w: {name: Will Xu, sort: analyst, who: the head of a school, background: true}
  x: {name: Xenia Yew, sort: analyst, who: the head of a court, background: true}
  y: {name: Yves Zorn, sort: analyst, who: the head of a guild, background: true}
claims:
  a: {claim: the vote was fair, by: a}
  b: {claim: the rain was late, by: b}
  c: {claim: the town was full, by: c}
  d: {claim: the road was long, by: d}
"""


def test_speakers_of_the_source_come_first_unless_of_another_sort(tmp_path: Path) -> None:
    options = wrong(asked(tmp_path, SPEAKERS)["claims/a/by"])
    assert {"Ben Dorn", "Cleo Ender"} <= options
    assert len(options & {"Will Xu", "Xenia Yew", "Yves Zorn"}) == 1


OF_TODAY = """
people:
  a: {name: Anna Berg, who: the scholar of a firm}
  b: {name: Ben Dorn, who: the scholar of a club}
  c: {name: Cleo Ender, who: the scholar of a choir}
  d: {name: Marie Curie, who: the scholar of a school}
  e: {name: Charles Darwin, who: the scholar of a court}
quotes: {q: {quote: the winter is ours, by: a}}
"""


def test_nobody_dead_stands_beside_speakers_of_today(tmp_path: Path) -> None:
    assert wrong(asked(tmp_path, OF_TODAY)["quotes/q/by"]) == {"Ben Dorn", "Cleo Ender"}


def test_a_deck_of_the_past_may_be_read_today(tmp_path: Path) -> None:
    past = OF_TODAY.replace("Ben Dorn", "Alexander Pushkin")
    assert "Marie Curie" in wrong(asked(tmp_path, past)["quotes/q/by"])


DEPUTIES = """
kinds:
  deputies:
    one: deputy
    pool: person
    name: name
    alike: [took_office]
    fields:
      name: {type: text, required: true}
      took_office: {type: date, quiet: true}
      under: {type: text, single: true, unique: true}
    questions: {under: {ask: "under whom did {name} serve?", back: "who served under {under}?"}}
deputies:
  nixon: {name: Richard Nixon, took_office: 1953, under: Dwight D. Eisenhower}
  johnson: {name: Lyndon B. Johnson, took_office: 1961, under: John F. Kennedy}
  humphrey: {name: Hubert Humphrey, took_office: 1965, under: Lyndon B. Johnson}
  mondale: {name: Walter Mondale, took_office: 1977, under: Jimmy Carter}
  bush: {name: George H. W. Bush, took_office: 1981, under: Ronald Reagan}
  quayle: {name: Dan Quayle, took_office: 1989, under: George H. W. Bush}
  gore: {name: Al Gore, took_office: 1993, under: Bill Clinton}
  adams: {name: John Adams, took_office: 1789, under: George Washington}
"""


def test_dates_of_office_tell_more_than_births_of_names(tmp_path: Path) -> None:
    found = asked(tmp_path, DEPUTIES)
    near = {"George H. W. Bush", "Richard Nixon", "Walter Mondale"}
    assert wrong(found["deputies/humphrey/under/back"]) == near
    assert "Richard Nixon" not in wrong(found["deputies/quayle/under/back"])
    assert "John F. Kennedy" not in wrong(found["deputies/quayle/under"])


@pytest.mark.parametrize(("born", "count"), [(1973, 1), (1993, 0)])
def test_all_who_speak_in_a_debate_stand_beside_each_other(
    tmp_path: Path, born: int, count: int
) -> None:
    yaml = f"""
    people:
      a: {{name: Ann Alder, who: a biologist, born: 1946}}
      b: {{name: Ben Birch, who: a biologist, born: 1947}}
      c: {{name: Cy Cedar, who: a biologist, born: 1952}}
      d: {{name: Di Dogwood, who: a biologist, born: {born}}}
      e: {{name: Ed Elder, who: a biologist, born: 1950, background: true}}
      f: {{name: Flo Fir, who: a biologist, born: 1944, background: true}}
    claims:
      k1: {{by: a, verb: argued, claim: large fish had vanished}}
      k2: {{by: b, verb: warned, claim: people fished too much}}
      k3: {{by: c, verb: replied, claim: many stocks were well managed}}
      k4: {{by: d, verb: predicted, claim: all stocks would collapse}}
    """
    made = {each.prompt.id: each for each in project_of(tmp_path, yaml).items(QuizOptions())}
    assert made["claims/k1/by"].options.count("Di Dogwood") == count
    assert len([each for each in made if each == "claims/k4/by"]) == count


SURNAMES = """
people:
  darwin: {name: Charles Darwin, born: 1809}
  hooker: {name: Joseph Dalton Hooker, born: 1817}
  lyell: {name: Charles Lyell, born: 1797}
  owen: {name: Richard Owen, born: 1804}
  huxley: {name: Thomas Huxley, born: 1825}
  julian: {name: Julian Huxley, born: 1887}
statements:
  voyage: "SENTENCE"
"""


@pytest.mark.parametrize(
    ("sentence", "key"),
    [
        ("{{Darwin|person}} sailed on the Beagle.", "Charles Darwin"),
        ("{{Huxley|person}} debated in Oxford.", "Huxley"),
        ("Old Charles {{Darwin|person}} sailed on the Beagle.", "Darwin"),
    ],
)
def test_a_last_name_in_a_blank_stands_for_the_person_who_alone_has_it(
    tmp_path: Path, sentence: str, key: str
) -> None:
    made = project_of(tmp_path, SURNAMES.replace("SENTENCE", sentence)).items(QuizOptions())
    (item,) = [each for each in made if each.prompt.fact.kind == "statements"]
    assert item.options[0] == key


STRIKE = """
people:
  amsel: {name: Greta Amsel, who: {value: the soprano who refused to sing, single: true}}
  a: {name: Felix Dorn, who: the conductor who left in protest}
  b: {name: Anton Moor, who: the critic who wrote the first review}
  c: {name: Karl Wirth, who: a composer}
  d: {name: Hanna Ilg, who: a soprano of the choir}
  e: {name: Lisa Pohl, who: a soprano from abroad}
  f: {name: Ruth Gall, who: the widow of a stagehand}
"""


def test_a_stem_that_names_a_calling_has_nobody_of_another_one(tmp_path: Path) -> None:
    found = asked(tmp_path, STRIKE)["people/amsel/who/back"]
    assert found.prompt.stem.startswith("Which soprano")
    assert {"Hanna Ilg", "Lisa Pohl"} <= wrong(found) <= {"Hanna Ilg", "Lisa Pohl", "Ruth Gall"}


def test_politicians_may_have_held_the_office_that_a_stem_names(tmp_path: Path) -> None:
    yaml = (
        STRIKE.replace("soprano who", "minister who")
        .replace("the conductor", "the mayor")
        .replace("the critic", "the senator")
        .replace("a composer", "a governor")
    )
    assert wrong(asked(tmp_path, yaml)["people/amsel/who/back"]) >= {"Felix Dorn", "Anton Moor"}


LAWYERS = """
people:
  a: {name: Mara Lind, sort: lawyer, who: the lawyer of the tenants}
  b: {name: Otto Prien, sort: landlord, who: the owner of the house}
  c: {name: Nils Quade, sort: tenant, who: the tenant of the third floor}
  z1: {name: Ulf Tarn, sort: lawyer, who: a lawyer in another town, background: true}
  z2: {name: Vera Utz, sort: lawyer, who: a lawyer of an older case, background: true}
  z3: {name: Willi Voss, sort: lawyer, who: a lawyer on television, background: true}
claims:
  a: {claim: the rent was too high, by: a}
  b: {claim: the roof was sound, by: b}
quotes: {q: {quote: a scandal of a roof, by: a}}
"""


@pytest.mark.parametrize("question", ["claims/a/by", "quotes/q/by"])
def test_the_right_one_is_not_the_only_one_from_the_source(tmp_path: Path, question: str) -> None:
    assert "Otto Prien" in wrong(asked(tmp_path, LAWYERS)[question])


SIGNED = """
kinds:
  acts:
    one: act
    name: name
    fields:
      name: {type: text, required: true}
      by: {type: reference, to: [officials], single: true}
    questions: {by: {ask: "which president signed {name}?"}}
officials:
  a: {name: Anna Berg, sort: president}
  b: {name: Ben Dorn, sort: president}
  c: {name: Cleo Ender, sort: president}
  d: {name: Dora Frey, sort: president}
  e: {name: Emil Gold, sort: chief justice}
  f: {name: Fay Horn, sort: chief justice}
acts:
  first: {name: the First Act, by: a}
"""
FIRST = "acts/first/by"


def test_which_president_asks_for_a_president(tmp_path: Path) -> None:
    presidents = {"Ben Dorn", "Cleo Ender", "Dora Frey"}
    assert wrong(asked(tmp_path, SIGNED)[FIRST]) == presidents
    a_judge = "Ender, sort: chief justice"
    fewer = SIGNED.replace("Ender, sort: president", a_judge)
    item = asked(tmp_path, fewer.replace("Frey, sort: president", "Frey, sort: clerk"))[FIRST]
    assert isinstance(item, Without)
    assert "with the same `sort`" in item.mend


NOVEL = """
kinds:
  characters:
    one: character
    name: name
    fields:
      name: {type: text, required: true}
      who: {type: text, unique: true}
    questions:
      who: {ask: "who is {name}?", back: "which character is {who}?"}
characters:
  key: {name: Udo Zipp, who: the clerk who calls himself humble}
  a: {name: Bert Amsel, who: the clerk who steals the will}
  b: {name: Carl Born, who: the clerk who dies in the fire}
  c: {name: Emil Grau, who: the cook of the brig}
  d: {name: Fritz Holm, who: the owner of the castle}
  e: {name: Georg Iken, who: the man who never sleeps}
"""


def test_a_description_that_names_a_calling_has_nobody_of_another_one(tmp_path: Path) -> None:
    found = asked(tmp_path, NOVEL)["characters/key/who/back"]
    assert wrong(found) == {"Bert Amsel", "Carl Born", "Georg Iken"}


FIGHTERS = """
people:
  key: {name: Spurio, who: {value: the gladiator who led a revolt, single: true}}
  a: {name: Marco, sort: general, who: the member of the council who fled}
  b: {name: Gallo, sort: general, who: the member of the council who won}
  c: {name: Tullo, who: the gladiator who was freed}
  d: {name: Vetto, who: the gladiator who fought a lion}
"""


def test_a_role_tells_what_a_vague_noun_does_not(tmp_path: Path) -> None:
    found = asked(tmp_path, FIGHTERS)["people/key/who/back"]
    assert wrong(found) == {"Tullo", "Vetto"}


ADDRESSED = (
    NOVEL.partition("characters:\n  key:")[0]
    + """
characters:
  miss: {name: Miss Amsel, who: the woman who waits for a letter}
  captain: {name: Captain Born, who: the commander of the brig}
  wife: {name: Cora Dorn, who: the wife of the scholar}
  a: {name: Eva Falk, who: the woman who paints flowers}
  b: {name: Fritz Grau, who: the lieutenant of the fleet}
  c: {name: Georg Holm, who: the clerk who steals the will}
  d: {name: Hans Iken, who: the admiral of the fleet}
  e: {name: Ina Kern, who: the woman who never sleeps}
"""
)


def test_a_form_of_address_tells_no_key(tmp_path: Path) -> None:
    found = asked(tmp_path, ADDRESSED)
    officers = {"The lieutenant of the fleet", "The admiral of the fleet"}
    assert wrong(found["characters/captain/who"]) == officers
    assert "The wife of the scholar" not in wrong(found["characters/miss/who"])
    assert wrong(found["characters/miss/who"])
    assert "Miss Amsel" not in wrong(found["characters/wife/who/back"])


GAULS = """
people:
  key:
    name: Vero
    sort: general
    country: Gaul
    who: {value: the chief who united the Gauls, single: true}
  a: {name: Marco, sort: general, country: Rome, who: the general who won}
  b: {name: Tullo, sort: general, country: Gaul, who: the general who lost}
  c: {name: Vetto, sort: general, country: Gaul, who: the general who fled}
"""


def test_a_people_in_the_stem_tells_the_country(tmp_path: Path) -> None:
    assert wrong(asked(tmp_path, GAULS)["people/key/who/back"]) == {"Tullo", "Vetto"}


PAINTERS = [
    ("Botticelli", "Italy", "the Florentine who painted myths"),
    ("Dürer", "Germany", "the engraver of a knight"),
    ("van Eyck", "Belgium", "the painter of a couple"),
    ("Grünewald", "Germany", "the painter of an altar"),
    ("Cranach", "Germany", "the painter of reformers"),
    ("Holbein", "Germany", "the painter of a court"),
]


@pytest.mark.parametrize(("noun", "has_options"), [("Florentine", False), ("man", True)])
def test_no_german_is_a_florentine(tmp_path: Path, noun: str, *, has_options: bool) -> None:
    facts = (
        f"  p{number}: {{name: Jan {name}, country: {country}, born: {1440 + number}, died: 1510,"
        f" who: {{value: {who}, single: true}}}}\n"
        for number, (name, country, who) in enumerate(PAINTERS)
    )
    yaml = f"people:\n{''.join(facts)}".replace("Florentine", noun)
    assert bool(wrong(asked(tmp_path, yaml)["people/p0/who/back"])) is has_options


COMMANDERS = """
kinds:
  battles:
    one: battle
    name: name
    alike: {time: [date]}
    fields:
      name: {type: text, required: true}
      date: {type: date, single: true}
      commander: {type: reference, to: [person], single: true}
      namesake: {type: reference, to: [person], single: true}
    questions:
      commander: {ask: "who commanded the winners in {name}?"}
      namesake: {ask: "after whom was {name} named?"}
battles:
  a: {name: the Battle of Aberg, date: 1797-01-14, commander: berg, namesake: berg}
  b: {name: the Battle of Bedorf, date: 1798-07-21, commander: dorn, namesake: king}
  c: {name: the Battle of Cehaus, date: 1805-10-21, commander: ender}
  d: {name: the Battle of Dewald, date: 1793-01-21, commander: frey}
people:
  berg: {name: Anton Berg, sort: general, born: 1765, died: 1821, country: France}
  dorn: {name: Ben Dorn, sort: admiral, born: 1758, died: 1805, country: Great Britain}
  ender: {name: Carl Ender, sort: general, born: 1735, died: 1820, country: Austria}
  frey: {name: Dan Frey, sort: general, born: 1760, died: 1793-02, country: France}
  king: {name: Emil Gold, sort: general, born: 1754, died: 1793-01-21, country: France}
  child: {name: Fritz Horn, sort: general, born: 1795, died: 1850, country: France}
  poet: {name: Georg Iden, sort: general, born: 1766, died: 1830, country: France}
  other: {name: Hans Jung, sort: general, born: 1764, died: 1831, country: France}
"""


def test_whoever_was_dead_or_a_child_commanded_no_battle(tmp_path: Path) -> None:
    beside = wrong(asked(tmp_path, COMMANDERS)["battles/a/commander"])
    assert len(beside) == 3
    assert beside.isdisjoint({"Dan Frey", "Emil Gold", "Fritz Horn"})


def test_a_battle_may_be_named_after_somebody_who_was_dead(tmp_path: Path) -> None:
    beside = wrong(asked(tmp_path, COMMANDERS)["battles/a/namesake"])
    assert "Emil Gold" in beside


def test_those_who_command_elsewhere_stand_before_others(tmp_path: Path) -> None:
    beside = wrong(asked(tmp_path, COMMANDERS)["battles/a/commander"])
    assert {"Ben Dorn", "Carl Ender"} < beside


def test_where_all_others_were_dead_a_question_keeps_its_options(tmp_path: Path) -> None:
    few = COMMANDERS.replace("born: 1735, died: 1820", "born: 1745, died: 1796")
    few = few.replace("died: 1830", "died: 1796").replace("died: 1831", "died: 1796")
    assert len(wrong(asked(tmp_path, few)["battles/a/commander"])) == 3
