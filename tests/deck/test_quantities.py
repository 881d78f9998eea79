"""Numbers: digits stay as written, and bounds decide what a number excludes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.deck.quantities import BOUNDS, Quantity, QuantityError, parse_quantity

digits = st.from_regex(r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,4})?", fullmatch=True)
units = st.sampled_from(["", "%", "km", "°C", "km²", "million", "US dollars"])
bounds = st.sampled_from(["", *BOUNDS])
quantities = st.builds(Quantity, digits, units, bounds)
# Small whole numbers often meet.
near = st.builds(Quantity, st.integers(0, 300).map(str), st.sampled_from(["", "km"]), bounds)


def written(quantity: Quantity) -> str:
    """Return a quantity in the deck's notation."""
    return " ".join(part for part in (quantity.bound, quantity.digits, quantity.unit) if part)


@given(quantities)
def test_what_is_written_is_read(quantity: Quantity) -> None:
    assert parse_quantity(written(quantity)) == quantity
    assert parse_quantity(written(quantity).replace(" ", "  ") + " ") == quantity
    assert quantity.number == Decimal(quantity.digits)
    assert len(quantity.digits.partition(".")[2]) == quantity.decimals


@given(digits)
def test_signs(text: str) -> None:
    assert parse_quantity(text.replace("-", "\N{MINUS SIGN}")) == parse_quantity(text)
    if not text.startswith("-"):
        assert parse_quantity(f"+{text}") == parse_quantity(text)


@given(near)
def test_nothing_excludes_itself(quantity: Quantity) -> None:
    assert not quantity.disjoint(quantity)


@given(near, near)
def test_disjoint_is_symmetric_without_bounds(one: Quantity, other: Quantity) -> None:
    exact = {"", "about"}
    if {one.bound, other.bound} <= exact:
        assert one.disjoint(other) == other.disjoint(one)
    if one.unit != other.unit:
        assert not one.disjoint(other)


@given(st.integers(0, 300), st.integers(0, 300), st.sampled_from(["at least", "more than"]))
def test_what_a_lower_bound_entails_is_not_wrong(key: int, other: int, bound: str) -> None:
    right = Quantity(str(key), bound=bound)
    if other <= key:
        # If 200 or more is right, "at least 100" is true as well.
        assert not right.disjoint(Quantity(str(other), bound=bound))
    if other >= key:
        mirrored = {"at least": "at most", "more than": "less than"}[bound]
        assert not Quantity(str(key), bound=mirrored).disjoint(Quantity(str(other), bound=mirrored))


@given(st.integers(1, 300), st.integers(1, 300))
def test_rounded_figures_exclude_only_what_is_far(one: int, other: int) -> None:
    about = Quantity(str(one), bound="about")
    if abs(one - other) * 5 <= max(one, other):
        assert not about.disjoint(Quantity(str(other)))
    else:
        assert about.disjoint(Quantity(str(other)))


@pytest.mark.parametrize("unit", ["", " km", " %", "%"])
@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("1,000", "write the digits alone: 1000"),
        ("1,000,000", "write the digits alone: 1000000"),
        ("1'000", "write the digits alone: 1000"),
        ("1\N{RIGHT SINGLE QUOTATION MARK}000", "write the digits alone: 1000"),
        ("1 000 000", "write the digits alone: 1000000"),
        ("1_000", "write the digits alone: 1000"),
        ("1.000.000", "write the digits alone: 1000000"),
        ("2,5", "write a point before the decimals: 2.5"),
        (".5", "write a zero before the point: 0.5"),
    ],
)
def test_hints(text: str, fix: str, unit: str) -> None:
    with pytest.raises(QuantityError) as raised:
        parse_quantity(text + unit)
    assert raised.value.message == f"`{text}{unit}` is not a number"
    assert raised.value.fix.partition(";")[0] == fix + unit
    parse_quantity(raised.value.fix.partition(";")[0].partition(": ")[2])


@pytest.mark.parametrize("text", ["1e3", "2.5E-7", "10E+2"])
def test_powers_of_ten_are_written_out(text: str) -> None:
    with pytest.raises(QuantityError) as raised:
        parse_quantity(text)
    assert raised.value.fix == "write the digits out, or use a larger unit"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "at least",
        "about",
        "ten",
        "5.",
        "1.2.3",
        "1/2",
        "at least about 5",
        "9" * 31,
    ],
)
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(QuantityError) as raised:
        parse_quantity(text)
    assert raised.value.fix


def test_digits_of_other_scripts_are_written_out() -> None:
    with pytest.raises(QuantityError) as raised:
        parse_quantity("at least \uff11\uff12 \uff05")
    assert raised.value.fix == "write the digits 0 to 9: 12 \uff05"
