"""Topics: wrong options that are about what the question is about come first."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import HEADER, project_of

from quizgen.project import Project, QuizOptions

FAITHS = """
kinds:
  faiths:
    one: religion
    name: name
    fields:
      name: {type: text, required: true}
      house: {type: text, single: true}
      scripture: {type: text, single: true}
    questions:
      house: {ask: "what is the house of worship of {name} called?"}
      scripture:
        ask: "what is the scripture of {name}?"
        back: "which religion has the scripture {scripture}?"
faiths:
  hinduism: {name: Hinduism, house: mandir, scripture: Vedas}
  sikhism: {name: Sikhism, house: gurdwara, scripture: Guru Granth Sahib}
  jainism: {name: Jainism, house: derasar, scripture: Agamas}
  buddhism: {name: Buddhism, house: vihara, scripture: Tripitaka}
  judaism: {name: Judaism, house: synagogue, scripture: Torah}
  christianity: {name: Christianity, house: church, scripture: New Testament}
  islam: {name: Islam, house: mosque, scripture: Quran}
  daoism: {name: Daoism, house: temple of the dao, scripture: Daodejing}
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_of(tmp_path, FAITHS)


def test_religions_of_one_family_are_closer(project: Project) -> None:
    topics = project.base.topics
    to_sikhism = topics.beside("faiths/hinduism")("faiths/sikhism")
    assert to_sikhism > topics.beside("faiths/hinduism")("faiths/islam")
    assert to_sikhism > topics.beside("faiths/hinduism")("faiths/christianity")


def test_what_is_closer_is_offered(project: Project) -> None:
    items = {each.id: each for each in project.items(QuizOptions())}
    assert {"Sikhism", "Jainism"} <= set(items["faiths/hinduism/scripture/back"].options)
    assert {"Judaism", "Islam"} <= set(items["faiths/christianity/scripture/back"].options)


def test_a_stem_pulls_towards_what_it_is_about(project: Project) -> None:
    stem = "Which religion has the scripture Guru Granth Sahib?"
    topics = project.base.topics
    near = topics.pull(stem, "Sikhism", "Hinduism")
    assert topics.pull(stem, "Sikhism", "Sikhism") == 0
    assert near > topics.pull(stem, "Sikhism", "Christianity")
    assert topics.pull(stem, "1469", "Hinduism") == 0


def test_facts_of_two_kinds_and_unknown_words_say_nothing(tmp_path: Path) -> None:
    facts = FAITHS + "terms:\n  karma: {name: karma, definition: the sum of deeds}\n"
    topics = project_of(tmp_path, facts).base.topics
    assert topics.closeness("faiths/hinduism", "terms/karma") is None


def test_nothing_is_known_in_other_languages(tmp_path: Path) -> None:
    project = project_of(tmp_path, FAITHS, header=HEADER + "language: de\n")
    assert project.base.topics.closeness("faiths/hinduism", "faiths/sikhism") is None
    assert project.base.topics.pull("Was ist das?", "Sikhism", "Hinduism") == 0


TISSUES = """
terms:
  phloem: {name: phloem, definition: a tissue that carries sugar from the leaves, topic: plants}
  xylem: {name: xylem, definition: a tissue that carries water from the roots, topic: plants}
  cambium: {name: cambium, definition: a tissue whose cells divide and make wood, topic: plants}
  phellem: {name: phellem, definition: a tissue of dead cells that covers stems, topic: plants}
  stoma: {name: stoma, definition: a pore through which leaves take in air, topic: plants}
  lenticel: {name: lenticel, definition: a pore through which stems take in air, topic: plants}
  bract: {name: bract, definition: a leaf below a flower, topic: plants}
  sepal: {name: sepal, definition: a leaf that covers a flower in bud, topic: plants}
"""


def test_definitions_with_one_noun_come_first(tmp_path: Path) -> None:
    project = project_of(tmp_path, TISSUES)
    items = {each.id: each for each in project.items(QuizOptions())}
    asked = items["terms/phloem/definition/back"]
    assert set(asked.options) == {"phloem", "xylem", "cambium", "phellem"}
    beside = project.base.topics.beside("terms/stoma")
    assert beside("terms/lenticel")[1]
    assert not beside("terms/phloem")[1]


def test_callings_are_no_nouns_of_topics(tmp_path: Path) -> None:
    facts = """
people:
  a: {name: Ada Bell, who: a painter of quiet rooms}
  b: {name: Bea Cole, who: a painter of large battles}
"""
    assert not project_of(tmp_path, facts).base.topics.beside("people/a")("people/b")[1]
