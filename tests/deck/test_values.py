"""Dates and numbers: their notation, their meaning, and what excludes what."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.bank.wording import Wording
from quizgen.deck.dates import DateError, PartialDate, Precision, parse_date
from quizgen.deck.quantities import Quantity, QuantityError, parse_quantity

EN = Wording("en")


@pytest.mark.parametrize(
    ("text", "words", "precision"),
    [
        ("1987", "1987", Precision.YEAR),
        ("2020-09", "September 2020", Precision.MONTH),
        ("2020-09-25", "September 25, 2020", Precision.DAY),
        ("early 2020-09", "early September 2020", Precision.MONTH),
        ("mid 2020", "mid-2020", Precision.YEAR),
        ("about 1500", "about 1500", Precision.YEAR),
        ("1969/1972", "1969 to 1972", Precision.YEAR),
        ("2019-02-01/2019-08-02", "February 1, 2019 to August 2, 2019", Precision.DAY),
        ("44 BCE", "44 BCE", Precision.YEAR),
        ("476", "476", Precision.YEAR),
        ("2000-02-29", "February 29, 2000", Precision.DAY),
    ],
)
def test_dates(text: str, words: str, precision: Precision) -> None:
    date = parse_date(text)
    assert EN.date(date) == words
    assert date.precision is precision


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("2019-02-30", "from 01 to 28, or `2019-02`"),
        ("1900-02-29", "from 01 to 28, or `1900-02`"),
        ("2020-00", "months run from 01 to 12"),
        ("25.09.2020", "2020-09-25"),
        ("25/9/2020", "2020-09-25"),
        ("99-09-25", "four digits"),
        ("0", "1 BCE"),
        ("44-03-15 BCE", "the year alone"),
        ("tomorrow", "write 1987"),
        ("", "write 1987"),
        ("2020-09-25T12:00", "write 1987"),
    ],
)
def test_what_is_no_date(text: str, fix: str) -> None:
    with pytest.raises(DateError) as raised:
        parse_date(text)
    assert fix in raised.value.fix


@pytest.mark.parametrize(
    ("one", "other", "disjoint"),
    [
        ("1987", "1987-12-08", False),
        ("1987", "1988", True),
        ("2019-08", "2019-08-02", False),
        ("1969/1972", "1972-05", False),
        ("1969/1972", "1973", True),
        ("early 2020-09", "2020-09", False),
        ("44 BCE", "44", True),
    ],
)
def test_which_dates_exclude_each_other(one: str, other: str, disjoint: bool) -> None:  # noqa: FBT001
    assert parse_date(one).disjoint(parse_date(other)) is disjoint
    assert parse_date(other).disjoint(parse_date(one)) is disjoint


dates = st.dates().flatmap(
    lambda day: st.sampled_from(
        [f"{day.year:04}", f"{day.year:04}-{day.month:02}", day.isoformat()]
    )
)


@given(dates, dates)
def test_disjoint_is_symmetric_and_never_of_itself(one: str, other: str) -> None:
    first, second = parse_date(one), parse_date(other)
    assert first.disjoint(second) == second.disjoint(first)
    assert not first.disjoint(first)
    if one.startswith(other) or other.startswith(one):
        assert not first.disjoint(second)


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_an_error_of_its_own(text: str) -> None:
    with suppress(DateError):
        assert isinstance(parse_date(text), PartialDate)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("200", "200"),
        ("1.10", "1.10"),
        ("1234567", "1,234,567"),
        ("90 %", "90%"),
        ("90%", "90%"),
        ("at least 200", "at least 200"),
        ("about 5.5 km", "about 5.5\N{NO-BREAK SPACE}km"),
        ("-40", "-40"),
        ("\N{MINUS SIGN}40 °C", "-40\N{NO-BREAK SPACE}°C"),
        ("0.001", "0.001"),
    ],
)
def test_numbers(text: str, words: str) -> None:
    assert EN.number(parse_quantity(text)) == words


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("1,000", "1000"),
        ("1'000'000", "1000000"),
        ("2,5", "2.5"),
        ("1e300", "power of ten between"),
        ("two", "200, 1.10"),
        ("", "write"),
    ],
)
def test_what_is_no_number(text: str, fix: str) -> None:
    with pytest.raises(QuantityError) as raised:
        parse_quantity(text)
    assert fix in raised.value.fix


@pytest.mark.parametrize(
    ("key", "other", "disjoint"),
    [
        ("200", "100", True),
        ("200", "200", False),
        ("200", "200.0", False),
        ("at least 200", "at least 100", False),
        ("at least 200", "at least 300", True),
        ("at most 200", "at most 300", False),
        ("about 200", "210", False),
        ("about 200", "400", True),
        ("90 %", "90", False),
    ],
)
def test_which_numbers_exclude_each_other(key: str, other: str, disjoint: bool) -> None:  # noqa: FBT001
    assert parse_quantity(key).disjoint(parse_quantity(other)) is disjoint


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_an_error_of_its_own(text: str) -> None:
    with suppress(QuantityError):
        assert isinstance(parse_quantity(text), Quantity)


def test_languages_have_their_own_numbers_and_dates() -> None:
    german = Wording("de")
    assert german.number(parse_quantity("1234.5")) == "1.234,5"
    assert german.date(parse_date("2020-09-25")) == "25. September 2020"
