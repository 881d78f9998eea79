"""In random fact bases whose texts, names and figures nearly agree, no item has a second key."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import yaml
from checker import Checker
from deck_support import SHIPPED, base_of, deck_of, load
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from quizgen.bank.distractors import Distractor
from quizgen.bank.wrong import Proof, text_filler
from quizgen.project import Project, QuizOptions

KINDS = """
kinds:
  places:
    one: place
    name: name
    fields:
      name: {type: text, required: true}
      part_of: {type: reference, to: [places], contains: true}
    questions: {part_of: {ask: "what is {name} a part of?", back: "what is a part of {part_of}?"}}
  finds:
    one: find
    name: name
    fields:
      name: {type: text, required: true}
      other: {type: text, other_name: true}
      age: {type: number, single: true, unit: years}
      made: {type: date, single: true}
      era: {type: text, single: true}
      at: {type: reference, to: [places], single: true}
      near: {type: text, single: true}
    questions:
      age: {ask: "how old is {name}?", back: "which find is {age} old?"}
      made: {ask: "when was {name} made?", back: "which find was made {made:in}?"}
      era: {ask: "from when is {name}?", back: "which find is from {era}?"}
      at: {ask: "where was {name} found?", back: "which find was made at {at}?"}
      near: {ask: "near what was {name} found?", back: "what was found near {near}?"}
places:
  uk: {name: the United Kingdom}
  scotland: {name: Scotland, part_of: uk}
  isles: {name: Western Isles, part_of: scotland}
  spain: {name: Spain}
  galicia: {name: Galicia, part_of: spain}
  norway: {name: Norway}
"""
PLACES = ["uk", "scotland", "isles", "spain", "galicia", "norway"]
NAMES = ["Vase", "Vases", "the Vase", "Véda", "Veda", "Cease-fire", "ceasefire", "Bowl", "Urn"]
NEAR = ["United Kingdom", "Scotland", "Western Isles", "Galicia", "Gálicia", "Norway", "a burial"]
FIGURES = [
    "83-70",
    "76-70",
    "70",
    "about 72",
    "at least 60",
    "69-66",
    "65",
    "40/30 years",
    "5",
    "1",
]
ERAS = [
    "83-70 years ago",
    "76-70 years ago",
    "72 years ago",
    "60-50 years ago",
    "long ago",
    "1666",
    "the 1660s",
    "17th century",
    "70 weeks",
    "490 days",
]
DATES = ["c. 1850", "1849", "1852", "19th century", "18th century", "1991/1994", "1993", "2001"]


def maybe(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), strategy, strategy)


find = st.fixed_dictionaries(
    {
        "name": st.one_of(st.sampled_from(NAMES), st.integers(1, 30).map("Find {}".format)),
        "other": maybe(st.sampled_from(NAMES)),
        "age": maybe(st.one_of(st.sampled_from(FIGURES), st.integers(1, 90).map(str))),
        "made": maybe(st.sampled_from(DATES)),
        "era": maybe(st.sampled_from(ERAS)),
        "at": maybe(st.sampled_from(PLACES)),
        "near": maybe(st.sampled_from(NEAR)),
    }
).map(lambda fact: {key: value for key, value in fact.items() if value is not None})


@settings(
    max_examples=60,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(find, min_size=4, max_size=14))
def test_no_second_key_by_meaning(tmp_path: Path, facts: list[dict[str, str]]) -> None:
    entries = {f"f{number}": fact for number, fact in enumerate(facts)}
    finds = yaml.safe_dump(json.loads(json.dumps({"finds": entries})), allow_unicode=True)
    project = Project(deck_of(tmp_path, KINDS + finds))
    checker = Checker(project.deck)
    for item in project.items(QuizOptions()):
        assert list(checker.second_keys(item)) == [], item.id


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_decks_have_no_second_key_by_meaning(path: Path) -> None:
    project = Project(load(path))
    checker = Checker(project.deck)
    for seed in range(3):
        for item in project.items(QuizOptions(seed=seed)):
            assert list(checker.second_keys(item)) == [], item.id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("peace treaties", "the peace treaty"),
        ("Juan Perón", "Juan Peron"),
        ("cease-fire", "ceasefire"),
        ("83-70 years", "76-70 years"),
        ("elbow joint", "wrist and elbow joints"),
    ],
)
def test_the_checker_sees_what_means_the_same(tmp_path: Path, one: str, other: str) -> None:
    base = base_of(deck_of(tmp_path, "terms: {a: {name: alpha, definition: a letter}}\n"))
    assert Checker(base.deck).say_the_same(one, other)
    assert not Checker(base.deck).say_the_same(one, "another thing")


def test_the_checker_finds_planted_faults(tmp_path: Path) -> None:
    """Each fault that a proof prevents is one that the checker reports."""
    rows = """
    finds:
      a: {name: Vase, era: 83-70 years ago, near: Scotland}
      b: {name: Vase, era: 20-10 years ago, near: Norway}
      c: {name: Bowl, era: 76-70 years ago, near: United Kingdom}
      d: {name: Urn, era: 60-50 years ago, near: a burial}
      e: {name: Cup, era: 40-30 years ago, near: a burial}
      f: {name: Pin, near: Galicia}
      g: {name: Jar, near: a spring}
      h: {name: Pot, near: a ditch}
    """
    project = Project(deck_of(tmp_path, KINDS + rows.replace("\n    ", "\n")))
    checker = Checker(project.deck)
    items = {item.id: item for item in project.items(QuizOptions())}

    def told(name: str, text: str) -> list[str]:
        item = items[name]
        assert not list(checker.second_keys(item))
        planted = Distractor(text_filler(project.base, text), Proof.SINGLE)
        options = (item.options[0], text, *item.options[2:])
        wrong = (planted, *item.distractors[1:])
        return list(checker.second_keys(replace(item, options=options, distractors=wrong)))

    assert told("finds/a/era", "76-70 years ago"), "the ranges overlap"
    assert told("finds/a/era", "20-10 years ago"), "another vase is as old"
    assert told("finds/c/near", "Scotland"), "a part of the key"
    assert told("finds/d/near", "burials"), "the key in the plural"
    assert not told("finds/c/near", "a well")
