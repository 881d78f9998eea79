"""Symbols of one or two letters, of which a capital makes another one."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import project_of

from quizgen.bank.items import Item
from quizgen.checking.linting import review
from quizgen.language.symbols import are_two_symbols
from quizgen.project import QuizOptions

SYMBOLS = """
kinds:
  quantities:
    one: quantity
    name: name
    fields:
      name: {type: text, required: true}
      symbol: {type: text, single: true, unique: true}
    questions:
      symbol: {ask: "what is the symbol of {name}?", back: "what has the symbol {symbol}?"}
quantities:
  momentum: {name: momentum, symbol: p}
  flow: {name: heat flow, symbol: P}
  drift: {name: drift, symbol: u}
  energy: {name: inner energy, symbol: U}
questions:
  flow: {ask: "What is the symbol of heat flow?", answer: P, distractors: [p, F, W]}
"""


def options_of(folder: Path, question: str) -> set[str]:
    made = project_of(folder, SYMBOLS).questions(QuizOptions())
    found = next(each for each in made if each.prompt.id == question)
    assert isinstance(found, Item), found
    return set(found.options)


def test_symbols_that_differ_by_a_capital_stand_beside_each_other(tmp_path: Path) -> None:
    assert options_of(tmp_path, "quantities/flow/symbol") == {"p", "P", "u", "U"}


def test_what_has_a_symbol_has_no_other_one(tmp_path: Path) -> None:
    found = options_of(tmp_path, "quantities/flow/symbol/back")
    assert found == {"heat flow", "momentum", "drift", "inner energy"}


def test_an_author_may_offer_a_symbol_in_small_letters(tmp_path: Path) -> None:
    assert options_of(tmp_path, "questions/flow/answer") == {"p", "P", "F", "W"}


@pytest.mark.parametrize(
    ("one", "other"), [("p", "p"), ("p", "q"), ("CIA", "Cia"), ("", ""), ("1a", "1A")]
)
def test_other_texts_are_not_two_symbols(one: str, other: str) -> None:
    assert are_two_symbols("p", "P")
    assert are_two_symbols("Mg", "mg")
    assert not are_two_symbols(one, other)


def test_the_linter_takes_two_symbols_for_two_options(tmp_path: Path) -> None:
    found = review(project_of(tmp_path, SYMBOLS), QuizOptions())
    assert "Q411" not in {each.code for each in found}
