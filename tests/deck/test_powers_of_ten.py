"""Numbers with a power of ten: each notation is read, compared by value, and printed raised."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from deck_support import project_of

from quizgen.bank.items import Item
from quizgen.deck.quantities import QuantityError, parse_quantity
from quizgen.deck.tolerance import read_tolerance
from quizgen.diagnostics import Place, Problems
from quizgen.grounding.numbers import numbers_in
from quizgen.grounding.words import words_in
from quizgen.project import QuizOptions

CONSTANTS = """
kinds:
  constants:
    one: constant
    name: name
    fields:
      name: {type: text, required: true}
      value: {type: number, single: true, unit: UNIT}
    questions:
      value: {ask: "what is {name}?", back: "what is {value}?"}
constants:
"""


def deck(*values: str, unit: str = "kg", language: str = "en") -> str:
    names = (f"the mass of body {'abcdefgh'[number]}" for number in range(len(values)))
    pairs = enumerate(zip(names, values, strict=True))
    facts = (f"  c{number}: {{name: {name}, value: {value}}}\n" for number, (name, value) in pairs)
    return f"language: {language}\n" + CONSTANTS.replace("UNIT", unit) + "".join(facts)


def item_of(folder: Path, yaml: str, question: str = "constants/c0/value") -> Item:
    made = project_of(folder, yaml).questions(QuizOptions())
    found = next(each for each in made if each.prompt.id == question)
    assert isinstance(found, Item)
    return found


@pytest.mark.parametrize(
    "written",
    [
        "6.022e23",
        "6.022E+23",
        "6.022 \xd7 10^23",
        "6.022 \xd7 10²³",
        "6.022*10^23",
        "6.022 x 10^23",
        "6.022 · 10**23",
        "6.022\xd710^{23}",
    ],
)
def test_each_notation_of_a_power_is_one_number(written: str) -> None:
    assert parse_quantity(written) == parse_quantity("6.022e23")
    assert parse_quantity(f"about {written} kg").number == 602_200_000_000_000_000_000_000


def test_a_power_may_be_negative_and_have_a_unit() -> None:
    found = [
        parse_quantity(each)
        for each in ("1.602 \xd7 10^-19 C", "1.602 \xd7 10⁻¹⁹ C", "1.602e-19 C", "1.602e\u221219 C")
    ]
    assert {each.digits for each in found} == {"1.602e-19"}
    assert {each.unit for each in found} == {"C"}


def test_a_power_is_equal_to_the_number_written_out() -> None:
    one, other = parse_quantity("3.0e8 m/s"), parse_quantity("300000000 m/s")
    assert not one.disjoint(other)
    assert one.disjoint(parse_quantity("3.0e7 m/s"))


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("1e400", "between -99 and 99"),
        ("10^23", "write `1e23`"),
        ("6,022e23", "6.022e23"),
        ("1.2-1.4e-3", "1.2e-3-1.4e-3"),
    ],
)
def test_other_powers_are_refused_with_a_way_out(written: str, fix: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_quantity(written)
    assert fix in caught.value.fix


@pytest.mark.parametrize(
    ("language", "printed"),
    [("en", "9.109\xa0\xd7\xa010⁻³¹\xa0kg"), ("de", "9,109\xa0·\xa010⁻³¹\xa0kg")],
)
def test_a_power_is_printed_raised(tmp_path: Path, language: str, printed: str) -> None:
    project = project_of(tmp_path, deck("9.109e-31", language=language))
    prompt = next(each for each in project.prompts if each.id == "constants/c0/value")
    assert prompt.answer == printed


def test_true_values_of_the_field_stand_beside_a_power(tmp_path: Path) -> None:
    yaml = deck("9.109e-31", "1.673e-27", "1.883e-28", "3.167e-27", "1.989e30")
    for question in ("constants/c0/value", "constants/c1/value"):
        options = item_of(tmp_path, yaml, question).options
        assert all("\xd7\xa010⁻" in each for each in options)
        assert "1.989\xa0\xd7\xa010³⁰\xa0kg" not in options


def test_made_up_powers_have_the_notation_and_size_of_the_key(tmp_path: Path) -> None:
    for value in ("6.022e23", "1.6e-19", "9.99e5"):
        options = item_of(tmp_path, deck(value, unit="kg")).options
        assert len(options) == 4
        assert len({each.partition("10")[2] for each in options}) == 1
        mantissas = [float(each.partition("\xa0")[0]) for each in options]
        assert all(1 <= each < 10 for each in mantissas)
        assert len({len(each.partition("\xa0")[0]) for each in options}) == 1


def test_a_tolerance_keeps_the_power() -> None:
    problems = Problems()
    right = parse_quantity("1.6e-19 C")
    found = read_tolerance("10%", right, Place("deck.yaml"), problems)
    assert found == parse_quantity("1.44e-19-1.76e-19 C")


@pytest.mark.parametrize("said", ["6.022 \xd7 10^23", "6.022 \xd7 10²³", "6.022e23"])
def test_a_number_in_an_article_may_have_a_power(said: str) -> None:
    text = f"A mole has {said} particles, and 12 is another number."
    found = numbers_in(text, words_in(text), "en")
    assert len(found) == 2
    assert Decimal("6.022e23") in found[0].values
    assert Decimal(12) in found[1].values
