"""Quizlet's text: a term, a tab, a definition, and a line for each card."""

from __future__ import annotations

from pathlib import Path

from deck_support import project_of
from hypothesis import HealthCheck, given, settings
from office_support import choices, full_set, set_of

from quizgen.exchange.model import Question
from quizgen.export.quizlet import QuizletWriter
from quizgen.export.writer import Source, Written


def _cards(written: Written) -> list[tuple[str, ...]]:
    (data,) = written.files.values()
    text = data.decode()
    return [tuple(line.split("\t")) for line in text.split("\n")[:-1]]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(choices())
def test_hostile_texts_come_back(made: Question) -> None:
    right = made.options[made.key[0]].text
    cards = _cards(QuizletWriter().written(set_of([made])))
    assert cards == [(" ".join(made.stem.split()), " ".join(right.split()))]


def test_cards_of_a_quiz() -> None:
    written = QuizletWriter().written(full_set())
    cards = dict(_cards(written))
    assert cards["Water is H₂O."] == "True"
    assert cards["France"] == "Paris"
    assert cards["Italy"] == "Rome"
    assert cards["The capital of France is ______."] == "Paris"
    assert cards["From north to south."] == "Oslo; Paris; Rome"
    (picture, feedback) = written.losses
    assert "things/one" in picture.message
    assert "explanations" in feedback.message


CAPITALS = """
kinds:
  capitals:
    one: country
    name: name
    fields:
      name: {type: text, required: true}
      capital: {type: text, single: true, unique: true}
    questions:
      capital:
        ask: "What is the capital of {name}?"
        back: "Which country has the capital {capital}?"
capitals:
  france: {name: France, capital: Paris}
  italy: {name: Italy, capital: Rome}
"""


def test_terms_are_names_if_a_deck_asks_one_thing(tmp_path: Path) -> None:
    written = QuizletWriter().write(Source(project_of(tmp_path, CAPITALS)))
    assert _cards(written) == [("France", "Paris"), ("Italy", "Rome")]
    assert written.count == 2


TREATIES = """
treaties:
  inf: {name: the INF Treaty, signed: 1987, purpose: a ban on missiles}
  start: {name: START, signed: 1991, purpose: fewer warheads}
"""


def test_terms_are_questions_if_it_asks_several(tmp_path: Path) -> None:
    cards = _cards(QuizletWriter().write(Source(project_of(tmp_path, TREATIES))))
    assert ("In which year was the INF Treaty signed?", "1987") in cards
    # Quizlet asks each card both ways.
    assert not any(answer == "INF Treaty" for _, answer in cards)
    assert len(cards) == len(dict.fromkeys(cards))
