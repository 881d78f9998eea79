"""Numbers: digits stay as written, and bounds decide what a number excludes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from deck_support import load
from hypothesis import given
from hypothesis import strategies as st

from quizgen.bank.chance import draw
from quizgen.bank.wording import Wording
from quizgen.deck.quantities import BOUNDS, Quantity, QuantityError, parse_quantity
from quizgen.deck.types.registry import type_of
from quizgen.project import Project, QuizOptions

if TYPE_CHECKING:
    from quizgen.deck.types.base import Known

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
        ("1,000.50", "write the digits alone: 1000.50"),
        ("$1,200", "write the digits alone: $1200"),
        ("EUR 1,200.50", "write the digits alone: EUR 1200.50"),
        ("\N{EURO SIGN}2,5", "write a point before the decimals: \N{EURO SIGN}2.5"),
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


@pytest.mark.parametrize("text", ["1st", "2nd", "43 rd", "11th"])
def test_places_in_an_order_are_no_numbers(text: str) -> None:
    with pytest.raises(QuantityError) as raised:
        parse_quantity(text)
    assert raised.value.mend == text.rstrip(" stndrh")


def test_digits_of_other_scripts_are_written_out() -> None:
    with pytest.raises(QuantityError) as raised:
        parse_quantity("at least \uff11\uff12 \uff05")
    assert raised.value.fix == "write the digits 0 to 9: 12 \uff05"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5-6 cm", Quantity("5", "cm", upper="6")),
        ("5 to 6 cm", Quantity("5", "cm", upper="6")),
        ("1.5\N{EN DASH}2 %", Quantity("1.5", "%", upper="2")),
        ("83-70 million years", Quantity("83", "million years", upper="70")),
        ("74/70 million years", Quantity("74", "million years", upper="70")),
        ("-5 to -3 °C", Quantity("-5", "°C", upper="-3")),
        ("about 5-6 cm", Quantity("5", "cm", "about", "6")),
        ("7-7 cm", Quantity("7", "cm")),
        ("$250", Quantity("250", money="$")),
        ("US$250", Quantity("250", money="US$")),
        ("€3.5 million", Quantity("3.5", "million", money="€")),
        ("USD 250", Quantity("250", money="USD")),
        ("$5-6", Quantity("5", upper="6", money="$")),
        ("over $250", Quantity("250", bound="more than", money="$")),
        ("fewer than 20", Quantity("20", bound="fewer than")),
        ("no more than 20 km", Quantity("20", "km", "at most")),
        ("no fewer than 20", Quantity("20", bound="at least")),
        ("up to 20", Quantity("20", bound="at most")),
        ("under 20", Quantity("20", bound="less than")),
        ("c. 20", Quantity("20", bound="about")),
    ],
)
def test_ranges_money_and_bounds(text: str, expected: Quantity) -> None:
    assert parse_quantity(text) == expected


@pytest.mark.parametrize("text", ["1/2 cup", "3/4", "XYZ 20", "5-6-7", "$"])
def test_what_is_no_range_and_no_money(text: str) -> None:
    with pytest.raises(QuantityError) as raised:
        parse_quantity(text)
    assert raised.value.fix


ranges = st.builds(
    Quantity,
    st.integers(0, 40).map(str),
    st.just("cm"),
    st.just(""),
    st.one_of(st.just(""), st.integers(0, 40).map(str)),
)


@given(ranges, ranges)
def test_ranges_are_disjoint_if_they_share_no_number(one: Quantity, other: Quantity) -> None:
    def numbers(quantity: Quantity) -> set[int]:
        low, high = map(int, quantity.ends)
        return set(range(low, high + 1))

    apart = numbers(one).isdisjoint(numbers(other))
    assert one.disjoint(other) == other.disjoint(one) == apart
    assert one.excludes(other) == apart


@given(near, near)
def test_equal_keys_find_what_may_be_the_same(one: Quantity, other: Quantity) -> None:
    """Looking up the keys of a number finds every number that it does not exclude."""
    known = cast("Known", None)
    held = set(type_of(other).held_under(other, known))
    sought = set(type_of(one).sought_under(one, known))
    if one.unit == other.unit and not one.excludes(other):
        assert held & sought


@given(ranges, st.sampled_from([-1, 1]))
def test_made_up_ranges_lie_apart(key: Quantity, direction: int) -> None:
    if not key.upper or len(set(key.ends)) == 1:
        return
    made = list(type_of(key).near(key, direction, "name", draw))
    for number, each in enumerate(made):
        assert each.upper
        assert type_of(key).shape(each) == type_of(key).shape(key)
        assert each.ends[1] - each.ends[0] == key.ends[1] - key.ends[0]
        assert all(each.disjoint(other) for other in (key, *made[:number]))


@pytest.mark.parametrize("text", ["14500", "41.7 million crowns", "640 m", "4879 km"])
def test_made_up_numbers_are_no_halves_and_doubles_of_the_key(text: str) -> None:
    key = parse_quantity(text)
    first = [next(_made(key, way, f"name {number}")) for number in range(50) for way in (-1, 1)]
    ratios = [each.number / key.number for each in first]
    usual = [Decimal(each) for each in ("0.5", "0.667", "0.75", "1.333", "1.5", "2")]
    told = [ratio for ratio in ratios if any(abs(ratio / each - 1) < 0.01 for each in usual)]
    assert len(told) < len(ratios) / 4, sorted(told)
    assert len(set(ratios)) > 5, ratios


def _made(key: Quantity, direction: int, name: str) -> Iterator[Quantity]:
    return type_of(key).near(key, direction, name, draw)


@pytest.mark.parametrize("text", ["120 days", "1230 km"])
def test_made_up_numbers_that_are_a_digit_shorter_are_as_round(text: str) -> None:
    made = chain.from_iterable(_made(parse_quantity(text), -1, str(name)) for name in range(20))
    assert all(each.number % 10 == 0 for each in made)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "1.5-2 %", "1.5\N{EN DASH}2%"),
        ("de", "1.5-2 %", "1,5\N{EN DASH}2\N{NO-BREAK SPACE}%"),
        ("en", "$1250", "$1,250"),
        ("de", "$1250", "1.250\N{NO-BREAK SPACE}$"),
        ("fr", "USD 250", "250\N{NO-BREAK SPACE}USD"),
        ("en", "USD 250", "USD\N{NO-BREAK SPACE}250"),
        ("en", "fewer than 20", "fewer than 20"),
        ("de", "fewer than 20", "weniger als 20"),
        ("fr", "fewer than 20", "moins de 20"),
        ("es", "fewer than 20", "menos de 20"),
        ("ru", "fewer than 20", "менее 20"),
    ],
)
def test_words_for_ranges_and_money(language: str, text: str, words: str) -> None:
    assert Wording(language).number(parse_quantity(text)) == words


@pytest.mark.parametrize("text", ["1" * 26, "0." + "1" * 25, f"1-{'1' * 26} km", "9" * 60])
def test_a_number_has_at_most_25_digits(text: str) -> None:
    with pytest.raises(QuantityError, match="has more than 25 digits"):
        parse_quantity(text)


@pytest.mark.parametrize("digits", ["9" * 25, "0." + "1" * 24, f"{'1' * 12}.{'5' * 13}", "1" * 25])
def test_wrong_numbers_stand_beside_long_ones(digits: str, tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    figures = f"figures:\n  stars: {{what: stars, value: {digits}}}\n"
    path.write_text(f"deck: d\ntitle: D\nsource: {{title: S}}\n{figures}", encoding="utf-8")
    items = Project(load(path)).items(QuizOptions())
    assert [len(item.options) for item in items] == [4]
