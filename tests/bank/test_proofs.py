"""Why an option is wrong, proof by proof: impossible, complete, source against record."""

from __future__ import annotations

from pathlib import Path

import pytest
from checker import Checker
from deck_support import HEADER, ROOT, load, project_of

from quizgen.anki.make_notes import make_notes
from quizgen.bank.backside import remarks
from quizgen.bank.items import Item, Lack, Without
from quizgen.bank.wrong import Proof
from quizgen.deck.load import load_deck
from quizgen.project import Project, QuizOptions

KINDS = """
kinds:
  rulers:
    one: ruler
    pool: person
    name: name
    fields:
      name: {type: text, required: true}
      born: {type: date, single: true, begins: true}
      died: {type: date, single: true, ends: true}
    questions: {born: {ask: "when was {name} born?"}}
  pacts:
    one: pact
    name: name
    fields:
      name: {type: text, required: true}
      sealed: {type: date, single: true}
      by: {type: reference, to: [rulers], many: true, at: sealed}
      host: {type: reference, to: [rulers], at: sealed}
    questions:
      by: {ask: "which ruler sealed {name}?"}
      host: {ask: "who was host at {name}?", back: "of which pact was {host} the host?"}
"""
RULERS = """
rulers:
  ann: {name: Ann, born: 1900, died: 1980}
  early: {name: Early, born: 1890, died: 1944}
  soon: {name: Soon, born: 1888, died: 1940}
  late: {name: Late, born: 1990}
  dead: {name: Dead, died: 1941}
  near: {name: Near, born: 1901, died: 1981}
  vague: {name: Vague, died: about 1949}
  unknown: {name: Unknown}
"""
PACT = "pacts: {p: {name: the Pact, sealed: 1950, by: ann, host: ann}}\n"


def questions(tmp_path: Path, yaml: str, header: str = HEADER) -> dict[str, Item | Without]:
    found = project_of(tmp_path, yaml, header).questions(QuizOptions())
    return {question.prompt.id: question for question in found}


def item(question: Item | Without) -> Item:
    assert isinstance(question, Item), question
    return question


def test_who_did_not_live_then_cannot_be_right(tmp_path: Path) -> None:
    made = item(questions(tmp_path, KINDS + RULERS + PACT)["pacts/p/by"])
    assert {each.proof for each in made.distractors} == {Proof.IMPOSSIBLE}
    assert set(made.options[1:]) <= {"Early", "Soon", "Late", "Dead"}, (
        "who may have lived then may have sealed it"
    )


def test_what_has_no_time_excludes_nobody(tmp_path: Path) -> None:
    made = questions(tmp_path, KINDS + RULERS + PACT.replace("sealed: 1950, ", ""))
    assert isinstance(made["pacts/p/by"], Without)
    loose = KINDS.replace(", at: sealed", "")
    assert isinstance(questions(tmp_path, loose + RULERS + PACT)["pacts/p/by"], Without)


def test_a_pact_of_another_age_cannot_have_had_the_host(tmp_path: Path) -> None:
    pacts = (
        PACT.rstrip("}\n")
        + """},
      old: {name: the Old Pact, sealed: 1945}, older: {name: the Older Pact, sealed: 1943},
      new: {name: the New Pact, sealed: 1956}, close: {name: the Close Pact, sealed: 1951}}
    """
    )
    rulers = RULERS.replace("born: 1900, died: 1980", "born: 1947, died: 1952")
    made = item(questions(tmp_path, KINDS + rulers + pacts)["pacts/p/host/back"])
    assert set(made.options[1:]) == {"Old Pact", "Older Pact", "New Pact"}
    assert {each.proof for each in made.distractors} == {Proof.IMPOSSIBLE}


def test_the_time_of_a_value_itself(tmp_path: Path) -> None:
    kinds = KINDS.replace("at: sealed", "at: when")
    held = "pacts: {p: {name: the Pact, by: {value: ann, from: 1950, to: 1960}}}\n"
    made = item(questions(tmp_path, kinds + RULERS + held)["pacts/p/by"])
    assert set(made.options[1:]) <= {"Early", "Soon", "Late", "Dead"}
    assert isinstance(questions(tmp_path, kinds + RULERS + PACT)["pacts/p/by"], Without)


def test_a_kind_that_the_slot_does_not_admit(tmp_path: Path) -> None:
    rulers = "rulers: {ann: {name: Ann, born: 1900}}\n"
    people = "people: {a: {name: Ada}, b: {name: Bea}, c: {name: Cid}, d: {name: Dan}}\n"
    yaml = KINDS + rulers + people + PACT
    made = item(questions(tmp_path, yaml)["pacts/p/by"])
    assert set(made.options[1:]) <= {"Ada", "Bea", "Cid", "Dan"}
    assert {each.proof for each in made.distractors} == {Proof.IMPOSSIBLE}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (KINDS.replace("at: sealed", "at: seeled"), "Q303"),
        (
            KINDS.replace(
                "name: {type: text, required: true}",
                "name: {type: text, required: true, begins: true}",
            ),
            "Q303",
        ),
        (
            KINDS.replace("{type: date, single: true}", "{type: date, single: true, at: when}"),
            "Q303",
        ),
    ],
)
def test_bounds_that_are_none(tmp_path: Path, wrong: str, code: str) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(HEADER + wrong + RULERS + PACT, encoding="utf-8")
    assert code in {problem.code for problem in load_deck(path).diagnostics}


COMPLETE = """
kinds:
  clubs:
    one: club
    name: name
    fields:
      name: {type: text, required: true}
      member: {type: reference, to: [people], many: true, complete: true}
      seat: {type: text, complete: true}
    questions:
      member: {ask: "who is a member of {name}?"}
      seat: {ask: "where has {name} its seat?", back: "which club has its seat in {seat}?"}
people: {a: {name: Ada}, b: {name: Bea}, c: {name: Cid}, d: {name: Dan}}
clubs:
  one: {name: Club One, member: a, seat: Rome}
  two: {name: Club Two, member: [a, b], seat: Bonn}
  three: {name: Club Three, seat: Oslo}
  four: {name: Club Four, seat: Wien}
  five: {name: Club Five}
"""


def test_where_all_values_are_told_every_other_is_wrong(tmp_path: Path) -> None:
    made = questions(tmp_path, COMPLETE)
    one = item(made["clubs/one/member"])
    assert set(one.options[1:]) == {"Bea", "Cid", "Dan"}
    assert {each.proof for each in one.distractors} == {Proof.COMPLETE}
    two = made["clubs/two/member"]
    assert isinstance(two, Without)
    assert two.lack is Lack.SEVERAL
    back = item(made["clubs/one/seat/back"])
    assert {each.proof for each in back.distractors} == {Proof.COMPLETE}
    assert "Club Five" not in back.options, "what says nothing of its seat is not complete"
    unproven = questions(tmp_path, COMPLETE.replace(", complete: true", ""))
    assert isinstance(unproven["clubs/one/member"], Without)


def contested(
    mode: str, record: str = "{value: 1989, as_of: 2020, note: The archive says so}"
) -> str:
    told = f"signed: {{value: 1987, record: {record}{mode}}}"
    others = "".join(
        f"  t{n}: {{name: Treaty {n}, signed: {1980 + n}}}\n" for n in (1, 3, 5, 8, 9, 12, 14)
    )
    return f"treaties:\n  inf: {{name: INF Treaty, {told}}}\n{others}"


def test_what_the_source_states(tmp_path: Path) -> None:
    made = questions(tmp_path, contested(", contested: source"))
    one = item(made["treaties/inf/signed"])
    assert one.prompt.stem == "According to the source, in which year was the INF Treaty signed?"
    assert one.options[0] == "1987"
    assert "1989" not in one.options
    assert [other for other in made if "inf" in other] == [
        "treaties/inf/signed",
        "treaties/inf/signed/back",
    ]


def test_what_is_true(tmp_path: Path) -> None:
    project = project_of(tmp_path, contested(", contested: truth"))
    made = {question.prompt.id: question for question in project.questions(QuizOptions())}
    one = item(made["treaties/inf/signed/record"])
    assert one.prompt.stem == "On the record as of 2020: In which year was the INF Treaty signed?"
    assert one.options[0] == "1989"
    assert "1987" not in one.options
    assert "According to the source: 1987." in remarks(project.base, one.prompt)
    assert isinstance(made["treaties/inf/signed"], Without), (
        "the card of what the source says stays a card"
    )


def test_both_side_by_side(tmp_path: Path) -> None:
    project = project_of(tmp_path, contested(", contested: contrast"))
    made = {question.prompt.id: question for question in project.questions(QuizOptions())}
    both = made["treaties/inf/signed/contrast"]
    assert isinstance(both, Without)
    assert both.prompt.answer == "The source: 1987. The record: 1989."
    notes = [
        note.key for note in make_notes(project.base, project.prompts).notes if "inf" in note.key
    ]
    assert notes == ["treaties/inf/signed", "treaties/inf/signed/contrast"]


@pytest.mark.parametrize(
    "mode", ["", ", contested: source", ", contested: truth", ", contested: contrast"]
)
def test_neither_stands_against_the_other_in_any_item(tmp_path: Path, mode: str) -> None:
    yaml = (
        contested(mode)
        + "events: {e: {name: the debate, date: 1987}, f: {name: the vote, date: 1989}}\n"
    )
    project = project_of(tmp_path, yaml)
    checker = Checker(project.deck)
    for seed in range(40):
        for each in project.items(QuizOptions(seed=seed)):
            key, *wrong = each.options
            assert (key, "1989") != ("1987", next((one for one in wrong if one == "1989"), ""))
            assert (key, "1987") != ("1989", next((one for one in wrong if one == "1987"), ""))
            assert not list(checker.second_keys(each))


def test_a_remark_gives_way_to_the_authors_options_alone(tmp_path: Path) -> None:
    told = contested(", contested: source", "it was another year")
    assert isinstance(questions(tmp_path, told)["treaties/inf/signed"], Without)
    own = told.replace("contested: source", 'contested: source, only: ["1971", "1992"]')
    assert set(item(questions(tmp_path, own)["treaties/inf/signed"]).options) == {
        "1987",
        "1971",
        "1992",
    }


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("{value: 1987, contested: source}", "`contested` needs a `record`"),
        ("{value: 1987, contested: truth, record: it was 1988}", "asks for the record's value"),
        ("{value: 1987, record: {note: it was 1988}}", "the key `value` is missing"),
        ("{value: 1987, record: {value: soon}}", "`soon` is not a date"),
        ("{value: 1987, contested: both, record: no}", "`contested` cannot be `both`"),
    ],
)
def test_records_that_are_none(tmp_path: Path, value: str, message: str) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(HEADER + f"treaties: {{a: {{name: A, signed: {value}}}}}\n", encoding="utf-8")
    assert any(message in problem.message for problem in load_deck(path).diagnostics)


def test_a_record_refers_as_its_field_does(tmp_path: Path) -> None:
    people = (
        "people: {a: {name: Ada}, b: {name: Bea}, c: {name: Cid}, d: {name: Dan}, e: {name: Eve}}\n"
    )
    claim = "claims: {c: {claim: it rains, by: {value: a, contested: truth, record: {value: b}}}}\n"
    made = item(questions(tmp_path, people + claim)["claims/c/by/record"])
    assert made.options[0] == "Bea"
    assert set(made.options[1:]) == {"Cid", "Dan", "Eve"}
    path = tmp_path / "wrong.yaml"
    path.write_text(HEADER + people + claim.replace("value: b", "value: nobody"), encoding="utf-8")
    assert "Q217" in {problem.code for problem in load_deck(path).diagnostics}


def test_shipped_modes() -> None:
    project = Project(load(ROOT / "decks" / "us-russia-2020.yaml"))
    made = {question.prompt.id: question for question in project.questions(QuizOptions())}
    assert isinstance(made["treaties/salt/signed"], Item)
    assert isinstance(made["events/navalny-attack/date/record"], Item)
    assert made["events/jets/date/contrast"].prompt.answer


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "at least"),
        ("en", "More than"),
        ("en", "No fewer than"),
        ("de", "mindestens"),
        ("de", "nicht weniger als"),
        ("fr", "pas moins de"),
        ("es", "por lo menos"),
        ("ru", "не менее"),
    ],
)
def test_a_bound_before_a_blank_counts(tmp_path: Path, language: str, words: str) -> None:
    """If at least 200 were counted, at least 150 were: nothing below the key is provably wrong.

    With options above it alone, the key would always be the smallest one.
    """
    header = f"deck: test\ntitle: A test\nlanguage: {language}\n"
    bounded = f'statements: {{s: {{text: "{words} {{{{200|number}}}} x."CONTROL}}}}'
    unaided = project_of(tmp_path, bounded.replace("CONTROL", ""), header)
    (question,) = unaided.questions(QuizOptions())
    assert isinstance(question, Without)
    assert question.lack is Lack.ONE_SIDED
    own = bounded.replace("CONTROL", ', distractors: ["100", "300"]')
    (item,) = project_of(tmp_path, own, header).items(QuizOptions())
    assert item.options == ("200", "100", "300"), "the bound stands in the sentence"
    exact = 'statements: {s: "Exactly {{200|number}} x."}'
    below = [
        item.sizes
        for seed in range(9)
        for item in project_of(tmp_path, exact, header).items(QuizOptions(seed=seed))
    ]
    assert any(min(sizes) < sizes[0] for sizes in below)
