"""What facts ask: stems and answers, word for word."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest
from deck_support import SHIPPED, load, project_of

from quizgen.bank.prompts import Way
from quizgen.deck.load import load_deck
from quizgen.forms.entries import entries_of
from quizgen.forms.registry import form_names
from quizgen.project import Project


def asked(
    tmp_path: Path,
    yaml: str,
    header: str = "deck: test\ntitle: A test\nsource: {title: S, as_of: 2020-10}\n",
) -> dict[str, str]:
    project = project_of(tmp_path, yaml, header)
    return {prompt.id: f"{prompt.stem} => {prompt.answer}" for prompt in project.prompts}


def test_forward_and_back(tmp_path: Path) -> None:
    assert asked(tmp_path, "treaties: {inf: {name: INF Treaty, signed: 1987}}") == {
        "treaties/inf/signed": "In which year was the INF Treaty signed? => 1987",
        "treaties/inf/signed/back": "Which of these treaties was signed in 1987? => INF Treaty",
    }


def test_no_way_back_where_the_answer_is_not_unique(tmp_path: Path) -> None:
    two = (
        "treaties: {a: {name: A, purpose: to end a war}, b: {name: B, purpose: to end a war},"
        " c: {name: C, purpose: to share a river}}"
    )
    assert [key for key in asked(tmp_path, two) if key.endswith("/back")] == [
        "treaties/c/purpose/back"
    ]


def test_a_list_of_options_needs_no_unique_value(tmp_path: Path) -> None:
    two = (
        "treaties: {a: {name: A, signed: 1972}, b: {name: B, signed: 1972-05-26},"
        " c: {name: C, signed: 1973}}"
    )
    assert [key for key in asked(tmp_path, two) if key.endswith("/back")] == [
        f"treaties/{name}/signed/back" for name in "abc"
    ]


def test_background_is_never_asked(tmp_path: Path) -> None:
    yaml = """
    treaties:
      a: {name: A, signed: 1972, background: true}
      b: {name: B, signed: {value: 1975, background: true}, expires: 1999}
    """
    assert {key.rpartition("/back")[0] or key for key in asked(tmp_path, yaml)} == {
        "treaties/b/expires"
    }


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("1987", "in 1987"),
        ("2020-09", "in September 2020"),
        ("2020-09-25", "on September 25, 2020"),
        ("early 2020-09", "in early September 2020"),
        ("mid 2020-09", "in mid-September 2020"),
        ("about 1500", "in about 1500"),
        ("1969/1972", "from 1969 to 1972"),
        ("44 BCE", "in 44 BCE"),
    ],
)
def test_dates_after_their_preposition(tmp_path: Path, date: str, words: str) -> None:
    stems = asked(tmp_path, f"events: {{e: {{name: the event, date: {date}}}}}")
    assert stems["events/e/date/back"] == f"Which of these events took place {words}? => Event"


def test_posts_are_asked_for_their_time(tmp_path: Path) -> None:
    stems = asked(
        tmp_path,
        """
        officials:
          now: {name: A, post: chair of B}
          then: {name: C, post: {value: chair of B, from: 2009, to: 2017}}
          before: {name: D, post: {value: chair of E, to: 2008}}
        """,
    )
    assert stems["officials/now/post"] == "Which office did A hold in October 2020? => Chair of B"
    assert stems["officials/then/post/back"] == "Who was chair of B from 2009 to 2017? => C"
    assert stems["officials/before/post/back"] == "Who held the post of chair of E until 2008? => D"


def test_a_claim_names_its_claimant_in_the_stem(tmp_path: Path) -> None:
    stems = asked(
        tmp_path,
        """
        figures:
          hacked: {what: targets, value: {value: 200, bound: at least, according_to: Microsoft}}
        statements:
          one: {text: "Hackers aimed at {{200|number}} targets.", according_to: Microsoft}
          two: {text: "Microsoft counted {{200|number}} targets.", according_to: Microsoft}
        """,
    )
    assert (
        stems["figures/hacked/value"]
        == "According to Microsoft, at least how many targets are there? => At least 200"
    )
    assert (
        stems["statements/one/text/1"]
        == "According to Microsoft: Hackers aimed at ______ (number) targets. => 200"
    )
    assert stems["statements/two/text/1"] == "Microsoft counted ______ (number) targets. => 200"


def test_what_the_record_contradicts_is_said_to_be_the_sources(tmp_path: Path) -> None:
    stems = asked(tmp_path, "treaties: {a: {name: A, signed: {value: 1987, record: it was 1988}}}")
    assert stems["treaties/a/signed"] == (
        "According to the source, in which year was A signed? => 1987"
    )


@pytest.mark.parametrize(
    ("source", "words"), [("", "the source"), (", called: the article", "the article")]
)
def test_claims_of_the_source_say_so(tmp_path: Path, source: str, words: str) -> None:
    yaml = """
    kinds:
      theses:
        one: thesis
        name: name
        fields:
          name: {type: text, required: true}
          aim: {type: text, single: true, opinion: true}
          fate: {type: text, single: true}
        questions:
          aim: {ask: "what is the aim of {name}?", back: "which thesis aims at {aim}?"}
          fate: {ask: "what became of {name}?"}
    theses:
      a: {name: A, aim: peace, fate: {value: it failed, according_to: source}}
      b: {name: B, aim: {value: war, according_to: Bonn}, fate: it won}
      c: {name: C, aim: {value: rest, ask: "What, says the author, is the aim of C?"}}
      d: {name: D, fate: {value: it won, record: it lost, according_to: source}}
      e: {name: E, aim: {value: fame, according_to: source, source: A Diary}}
    """
    stems = asked(tmp_path, yaml, f"deck: test\ntitle: A test\nsource: {{title: S{source}}}\n")
    found = {key: stem.partition(" => ")[0] for key, stem in stems.items()}
    assert found["theses/a/aim"] == f"According to {words}, what is the aim of A?"
    assert found["theses/a/aim/back"] == f"According to {words}, which thesis aims at peace?"
    assert found["theses/a/fate"] == f"According to {words}, what became of A?"
    assert found["theses/b/aim"] == "According to Bonn, what is the aim of B?"
    assert found["theses/b/fate"] == "What became of B?"
    assert found["theses/c/aim"] == "What, says the author, is the aim of C?"
    assert found["theses/d/fate"] == f"According to {words}, what became of D?"
    assert found["theses/e/aim"] == "According to the source, what is the aim of E?"


def test_the_source_claims_sentences(tmp_path: Path) -> None:
    yaml = 'statements: {s: {text: "It was {{free|text}}.", according_to: source}}'
    assert asked(tmp_path, yaml) == {
        "statements/s/text/1": "According to the source: It was ______. => free"
    }


TSARS = """
officials:
  a: {name: Alexander, post: emperor of Russia POST}
events:
  e: {name: the battle, date: YEAR}
"""


@pytest.mark.parametrize(
    ("year", "post", "when"),
    [
        ("1815", "", ""),
        ("1990", "", " in 2024"),
        ("1815", "from 1801", " from 1801 on"),
        ("1815", "from 1801 to 1825", " from 1801 to 1825"),
        ("1815", "as_of 1815", " in 1815"),
    ],
)
def test_no_stem_states_a_time_that_no_fact_supports(
    tmp_path: Path, year: str, post: str, when: str
) -> None:
    words = post.split()
    told = ", ".join(f"{key}: {date}" for key, date in zip(words[::2], words[1::2], strict=True))
    value = f"{{value: emperor of Russia, {told}}}" if told else "emperor of Russia"
    yaml = TSARS.replace("YEAR", year).replace("emperor of Russia POST", value)
    header = "deck: test\ntitle: A test\nsource: {title: S, as_of: 2024}\n"
    path = tmp_path / "tsars.yaml"
    path.write_text(header + dedent(yaml), encoding="utf-8")
    # A source that is far from all dates brings a warning.
    deck = load_deck(path, form_names()).deck
    assert deck is not None
    (stem,) = (each.stem for each in Project(deck).prompts if each.id == "officials/a/post")
    assert re.fullmatch(rf"Which (post|office) did Alexander hold{when}\?", stem)


def test_questions_with_several_entries_state_the_same_time(tmp_path: Path) -> None:
    yaml = """
    kinds:
      houses:
        one: house
        name: name
        fields:
          name: {type: text, required: true}
          founded: {type: date, single: true}
          seat: {type: text, single: true, volatile: true}
        questions:
          founded: {ask: "{founded:which} was {name} founded?"}
          seat: {ask: "where {was|is} {name} {when}?"}
    houses:
      a: {name: A, founded: 1815, seat: Bonn}
      b: {name: B, founded: 1990, seat: Rome}
    """
    header = "deck: test\ntitle: A test\nsource: {title: S, as_of: 2024}\n"
    base = project_of(tmp_path, yaml, header).base
    asked = [entry.question for entry in entries_of(base) if entry.field.name == "seat"]
    assert asked == ["Where was each of these in 2024?"] * 2


def test_no_stem_states_a_time_after_the_end_of_its_fact(tmp_path: Path) -> None:
    yaml = """
    kinds:
      kings:
        one: king
        name: name
        fields:
          name: {type: text, required: true}
          died: {type: date, single: true, ends: true}
          seat: {type: text, single: true, volatile: true}
        questions:
          seat: {ask: "where {did|does} {name} live {when}?"}
    kings:
      a: {name: A, died: 1900, seat: Bonn}
      b: {name: B, seat: Rome}
      c: {name: C, died: 2020, seat: Bern}
    """
    header = "deck: test\ntitle: A test\nsource: {title: S, as_of: 2024}\n"
    stems = asked(tmp_path, yaml, header)
    assert stems["kings/a/seat"].startswith("Where did A live?")
    assert stems["kings/b/seat"].startswith("Where did B live in 2024?")
    assert stems["kings/c/seat"].startswith("Where did C live?")


def test_articles(tmp_path: Path) -> None:
    stems = asked(
        tmp_path,
        """
        organizations:
          kremlin: {name: the Kremlin, what: an office}
          court: {name: Supreme Court, what: a court}
          odd: {name: {value: Ad Hoc Court, article: none}, what: a game}
          cia: {name: {value: CIA, article: the}, what: a service}
        """,
    )
    assert stems["organizations/kremlin/what"] == "Which description fits the Kremlin? => An office"
    assert stems["organizations/kremlin/what/back"] == "Which organization is an office? => Kremlin"
    assert "the Supreme Court?" in stems["organizations/court/what"]
    assert " Ad Hoc Court?" in stems["organizations/odd/what"]
    assert "the Ad Hoc Court?" not in stems["organizations/odd/what"]
    assert "the CIA?" in stems["organizations/cia/what"]


def test_text_is_kept_as_written(tmp_path: Path) -> None:
    yaml = "terms: {no: {name: no, definition: 1.10}, oct: {name: 0755, definition: 12:30}}"
    stems = asked(tmp_path, yaml)
    assert stems["terms/no/definition"] == "What does the term “no” mean? => 1.10"
    assert stems["terms/oct/definition"] == "What does the term “0755” mean? => 12:30"


def test_braces_in_values_are_no_slots(tmp_path: Path) -> None:
    yaml = """terms: {x: {name: "{definition}", definition: "{name} {{x}} %s"}}"""
    stem = "What does the term “{definition}” mean? => {name} {{x}} %s"
    assert asked(tmp_path, yaml)["terms/x/definition"] == stem


def test_own_stems(tmp_path: Path) -> None:
    own = '{value: 1987, ask: "In which year was {name} signed?", back: "What came {signed:in}?"}'
    yaml = f"treaties: {{a: {{name: A, signed: {own}}}}}"
    assert asked(tmp_path, yaml) == {
        "treaties/a/signed": "In which year was A signed? => 1987",
        "treaties/a/signed/back": "What came in 1987? => A",
    }


def test_a_kind_of_the_decks_own(tmp_path: Path) -> None:
    yaml = """
    kinds:
      rivers:
        one: river
        name: name
        fields:
          name: {type: text, required: true}
          length: {type: number, unit: km, single: true}
          into: {type: reference, to: [rivers]}
        questions:
          length: {ask: "how long is the {name}?"}
          into: {ask: "which river does the {name} flow into?"}
    rivers:
      rhine: {name: Rhine, length: 1233}
      main: {name: Main, length: 527, into: rhine}
    """
    stems = asked(tmp_path, yaml)
    assert stems["rivers/rhine/length"] == "How long is the Rhine? => 1,233\N{NO-BREAK SPACE}km"
    assert stems["rivers/main/into"] == "Which river does the Main flow into? => Rhine"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_stems_of_the_shipped_decks_read_well(path: Path) -> None:
    project = Project(load(path))
    for prompt in project.prompts:
        stem = prompt.stem
        assert (
            stem[0].isupper()
            or not stem[0].isalpha()
            or stem.split()[0][1:] != stem.split()[0][1:].lower()
        ), stem
        assert stem.endswith(("?", ".", "”.", "!")), stem
        assert not re.search(
            r"[{}]|\s{2}|\s[?.,;]|\b(the the|a the|the a|in in|on on|of of)\b|\?\?", stem
        ), stem
        if project.deck.language == "en":
            assert not re.search(r"\b(a [aeio]\w|an [bcdfgjklmpqrstvwxz]\w)", stem), stem
        assert stem.count("______") == (prompt.way is Way.BLANK), stem
        assert stem.lower().count("according to") <= 1, stem
        assert prompt.answer, stem
        assert len(stem.split()) <= 45, stem
