"""Definitions of which one says nearly all that the other says: neither is proven wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import project_of

from quizgen.bank.distractors import Refusal
from quizgen.bank.items import Item, Without
from quizgen.bank.paraphrases import may_mean_the_same
from quizgen.bank.wrong import Proof
from quizgen.deck.model.contents import Text
from quizgen.project import QuizOptions

OTHERS = """
  pact: {name: nonaggression pact, definition: an agreement of rivals to leave each other in peace}
  bloc: {name: capitulation, definition: an agreement to give up fighting}
"""
TRUCE = "an agreement to stop fighting for a while"
ARMISTICE = "an agreement by the parties to a war to stop fighting"


def questions(tmp_path: Path, yaml: str) -> dict[str, Item | Without]:
    found = project_of(tmp_path, yaml).questions(QuizOptions(), explain=True)
    return {each.prompt.id: each for each in found}


WARS = """kinds:
  wars:
    one: war
    name: name
    fields: {name: {type: text, required: true}, end: {type: text, single: true}}
    questions: {end: {ask: "what ended {name}?"}}
wars:
  a: {name: the first war, end: a truce}
  b: {name: the second war, end: armistice}
  c: {name: the third war, end: a surrender}
  d: {name: the fourth war, end: an earthquake}
"""


def test_a_synonym_is_no_option(tmp_path: Path) -> None:
    found = whys(questions(tmp_path, WARS)["wars/a/end"])
    assert found["armistice"] is Refusal.UNPROVEN
    assert found["a surrender"] is not Refusal.UNPROVEN


REBELS = """terms:
  rebel: {name: rebel, definition: a person who fights against the government of a state}
  insurgent: {name: insurgent, definition: a fighter who rises against the government of a state}
  partisan: {name: partisan, definition: a fighter behind the lines of an army}
  mercenary: {name: mercenary, definition: a fighter who serves a foreign army for money}
  guard: {name: guerrilla, definition: a fighter who attacks from ambush in small bands}
"""


def test_two_wrong_options_never_say_the_same(tmp_path: Path) -> None:
    asked = project_of(tmp_path, REBELS).questions(QuizOptions(options=5), explain=True)
    made = next(each for each in asked if each.prompt.id == "terms/mercenary/definition")
    assert isinstance(made, Item)
    shown = [option for option in made.options if "against the government" in option]
    assert len(shown) == 1
    assert Refusal.LIKE_ANOTHER in [each.why for each in made.refused]


def terms(one: str, other: str) -> str:
    return f"""terms:
  truce: {{name: truce, definition: {one}}}
  armistice: {{name: protocol, definition: {other}}}{OTHERS}"""


def whys(question: Item | Without) -> dict[str, object]:
    """Return why each candidate is wrong or refused, by its text in small letters."""
    taken = question.distractors if isinstance(question, Item) else ()
    refused = {each.text.casefold(): each.why for each in question.refused}
    return refused | {each.filler.text.casefold(): each.proof for each in taken}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TRUCE, ARMISTICE),
        ("a promise of two states", "a promise that holds for two rival states"),
        ("a payment that is set for a service", "a set payment by a state for its service"),
        ("a person who fights his own state", "a fighter who rises against his own state"),
        ("an agreement of states", "an agreement of states not to attack each other"),
        ("a pact that two rival states sign", "a treaty that two rival states sign"),
    ],
)
def test_nearly_the_same_description_is_no_option(tmp_path: Path, one: str, other: str) -> None:
    made = questions(tmp_path, terms(one, other))
    assert whys(made["terms/truce/definition"])[other] is Refusal.UNPROVEN
    assert whys(made["terms/armistice/definition"])[one] is Refusal.UNPROVEN
    assert whys(made["terms/truce/definition/back"])["protocol"] is Refusal.UNPROVEN
    assert whys(made["terms/armistice/definition/back"])["truce"] is Refusal.UNPROVEN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a promise that binds one rich state", "a promise that binds one poor state"),
        ("the change of a foe into a friend", "the change of a rich ally straight into a foe"),
        ("the land above the line", "the land below the line of truce"),
        ("a promise made with an oath", "a promise made without an oath in the field"),
        ("a fighter for the state", "a runner for the state"),
        ("a singer with a high voice", "a singer with a low voice"),
        ("a promise to stay out of our affairs", "a promise to stay out of war by affairs"),
    ],
)
def test_a_contrast_proves_that_one_is_wrong(tmp_path: Path, one: str, other: str) -> None:
    base = project_of(tmp_path, terms(one, other)).base
    assert not may_mean_the_same(base, Text(one), Text(other))
    assert not may_mean_the_same(base, Text(other), Text(one))


def test_the_author_may_call_a_similar_description_wrong(tmp_path: Path) -> None:
    denied = f"{{value: {TRUCE}, not: [{ARMISTICE}]}}"
    made = questions(tmp_path, terms(denied, ARMISTICE))
    assert whys(made["terms/truce/definition"])[ARMISTICE] is Proof.DENIED
