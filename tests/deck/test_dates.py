"""Dates as sets of days: what a date covers decides what it excludes."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.bank.chance import draw
from quizgen.bank.wording import Wording
from quizgen.deck.dates import QUALIFIERS, DateError, PartialDate, Point, Precision, parse_date
from quizgen.deck.types.date import DateType
from quizgen.language.months import month_names


def written(point: Point) -> str:
    """Return a point in the deck's notation."""
    if point.year < 1:
        return f"{1 - point.year} BCE"
    parts = [f"{point.year:04}", *(f"{part:02}" for part in (point.month, point.day) if part)]
    return "-".join(parts)


def days_of(point: Point) -> set[date]:
    """Return every day of a point of the common era."""
    months = [point.month] if point.month else range(1, 13)
    return {
        date(point.year, month, day)
        for month in months
        for day in ([point.day] if point.day else range(1, monthrange(point.year, month)[1] + 1))
    }


# Few years, so that two dates often meet, with different kinds of leap years.
days = st.dates(date(1899, 11, 1), date(1905, 3, 1)) | st.dates(date(1999, 11, 1), date(2001, 3, 1))
points = days.flatmap(
    lambda day: st.sampled_from(
        [Point(day.year), Point(day.year, day.month), Point(day.year, day.month, day.day)]
    )
)
ancient = st.integers(-9998, 0).map(Point)


@given(points | ancient, st.sampled_from(["", *QUALIFIERS]))
def test_what_is_written_is_read(point: Point, qualifier: str) -> None:
    text = f"{qualifier} {written(point)}".strip()
    assert parse_date(text) == PartialDate(point, point, qualifier)
    assert parse_date(f"  {text} ") == parse_date(text)


@given(points, points)
def test_spans(one: Point, other: Point) -> None:
    text = f"{written(one)}/{written(other)}"
    if other.first < one.first:
        with pytest.raises(DateError) as raised:
            parse_date(text)
        assert raised.value.fix.startswith("write the earlier date first")
    else:
        assert parse_date(text) == PartialDate(one, other)
        assert parse_date(text).is_span == (one != other)


@given(points, points)
def test_disjoint_is_what_the_days_say(one: Point, other: Point) -> None:
    first, second = PartialDate(one, one), PartialDate(other, other)
    assert first.disjoint(second) == days_of(one).isdisjoint(days_of(other))
    assert second.disjoint(first) == first.disjoint(second)


@given(st.lists(points, min_size=2, max_size=2), st.lists(points, min_size=2, max_size=2))
def test_spans_are_disjoint_where_one_ends_first(one: list[Point], other: list[Point]) -> None:
    one.sort(key=lambda point: point.first)
    other.sort(key=lambda point: point.first)
    first, second = PartialDate(*one), PartialDate(*other)
    apart = max(days_of(one[1])) < min(days_of(other[0])) or max(days_of(other[1])) < min(
        days_of(one[0])
    )
    assert first.disjoint(second) == second.disjoint(first) == apart


@given(ancient, points | ancient)
def test_years_before_the_common_era_come_first(one: Point, other: Point) -> None:
    first, second = PartialDate(one, one), PartialDate(other, other)
    assert first.disjoint(second) == (one.year != other.year)
    if one.year < other.year:
        assert first.middle < second.middle


@given(points)
def test_a_point_begins_and_ends_with_its_days(point: Point) -> None:
    every = days_of(point)
    assert date(*point.first) == min(every)
    assert date(*point.last) == max(every)
    precision = {1: Precision.DAY, 28: Precision.MONTH}.get(min(len(every), 28), Precision.MONTH)
    assert point.precision is (Precision.YEAR if len(every) > 31 else precision)


@given(days)
def test_the_middle_sorts_days(day: date) -> None:
    after = day + timedelta(days=1)
    assert parse_date(day.isoformat()).middle < parse_date(after.isoformat()).middle


@pytest.mark.parametrize("year", [1, 4, 100, 1900, 2000, 2019, 2020, 9996])
def test_leap_days(year: int) -> None:
    if monthrange(year, 2)[1] == 29:
        assert parse_date(f"{year:04}-02-29").start.last == (year, 2, 29)
    else:
        with pytest.raises(DateError, match=f"February {year} has no day 29"):
            parse_date(f"{year:04}-02-29")


@given(
    st.integers(0, 40),
    st.integers(0, 40),
    st.integers(1900, 2100),
    st.sampled_from("./"),
    st.booleans(),
)
def test_a_date_that_is_proposed_exists(
    day: int,
    month: int,
    year: int,
    sign: str,
    year_first: bool,  # noqa: FBT001
) -> None:
    parts = [str(year), str(month), str(day)] if year_first else [str(day), str(month), str(year)]
    with pytest.raises(DateError) as raised:
        parse_date(sign.join(parts))
    for proposed in re.findall(r"write year-month-day: (\S+),", raised.value.fix):
        found = parse_date(proposed)
        assert found.precision is Precision.DAY
        assert {found.start.month, found.start.day} == {month, day}


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("25.09.2020", "2020-09-25"),
        ("25.9.2020", "2020-09-25"),
        ("09/25/2020", "2020-09-25"),
        ("2020/09/25", "2020-09-25"),
        ("2020.9.25", "2020-09-25"),
        ("1969-1972", "1969/1972"),
        ("1969 \N{EN DASH} 1972", "1969/1972"),
        ("31.02.2020", "write 1987"),
        ("32.13.2020", "write 1987"),
        ("00.00.2020", "write 1987"),
    ],
)
def test_hints(text: str, fix: str) -> None:
    with pytest.raises(DateError) as raised:
        parse_date(text)
    assert raised.value.message == f"`{text}` is not a date"
    assert fix in raised.value.fix


@pytest.mark.parametrize(
    "text",
    ["1969/", "/1972", "/", "1969/1970/1971", "early", "early ", "early early 2020", "0 BCE"],
)
def test_halves_of_dates(text: str) -> None:
    with pytest.raises(DateError) as raised:
        parse_date(text)
    assert raised.value.message
    assert "``" not in raised.value.message
    assert raised.value.fix


@pytest.mark.parametrize(
    ("text", "same"),
    [("2021-2-5", "2021-02-05"), ("2021-2", "2021-02"), ("2020-9-1/2021-1", "2020-09-01/2021-01")],
)
def test_months_and_days_may_have_one_digit(text: str, same: str) -> None:
    assert parse_date(text) == parse_date(same)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ru"])
def test_months_are_known_by_all_their_names(language: str) -> None:
    # Languages share names, such as April, and must agree on their numbers.
    for name, number in month_names(language):
        with pytest.raises(DateError) as raised:
            parse_date(f"22 {name} 2019")
        assert raised.value.mend == f"2019-{number:02}-22"


@pytest.mark.parametrize("text", ["22 Mach 2019", "March 219", "40 March 2019", "May June 2019"])
def test_other_words_and_numbers_are_no_dates(text: str) -> None:
    with pytest.raises(DateError) as raised:
        parse_date(text)
    assert raised.value.mend == ""


@pytest.mark.parametrize("text", ["-44", "-44-03-15", "\u22120044-03", "-044"])
def test_a_year_before_the_common_era_has_no_sign(text: str) -> None:
    with pytest.raises(DateError) as raised:
        parse_date(text)
    assert raised.value.fix.endswith("write the year alone: 44 BCE")
    assert raised.value.mend == ""


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("\uff12\uff10\uff12\uff11", "write the digits 0 to 9: 2021"),
        ("\u0662\u0660\u0662\u0661-\u0660\u0662", "write the digits 0 to 9: 2021-02"),
        ("\u096d BCE", "write the digits 0 to 9: 7 BCE"),
    ],
)
def test_digits_of_other_scripts_are_written_out(text: str, fix: str) -> None:
    with pytest.raises(DateError) as raised:
        parse_date(text)
    assert raised.value.fix == fix


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("19th century", 1801, 1900),
        ("1st century", 1, 100),
        ("the 21st century", 2001, 2100),
        # 500 BCE is the year -499.
        ("5th century BC", -499, -400),
        ("1st century BCE", -99, 0),
    ],
)
def test_centuries(text: str, first: int, last: int) -> None:
    date = parse_date(text)
    assert (date.start.year, date.end.year) == (first, last)
    assert date.precision is Precision.CENTURY
    assert not date.is_span
    inside = PartialDate(Point(last), Point(last))
    after = PartialDate(Point(last + 1), Point(last + 1))
    assert not date.disjoint(inside)
    assert date.disjoint(after)
    made = list(DateType().near(date, 1, "name", draw))
    assert made
    assert all(each.century and each.disjoint(date) for each in made)


@pytest.mark.parametrize(
    "text", ["c. 1850", "c.1850", "ca. 1850", "ca 1850", "circa 1850", "~1850"]
)
def test_circa(text: str) -> None:
    assert parse_date(text) == parse_date("about 1850")


@pytest.mark.parametrize(
    ("rough", "near", "far"),
    [
        ("c. 1850", "1843", "1880"),
        ("c. 1500", "1520", "1530"),
        ("c. 500 BCE", "480 BCE", "450 BCE"),
        ("c. 1853", "1854", "1857"),
    ],
)
def test_what_is_about_right_excludes_only_what_is_far(rough: str, near: str, far: str) -> None:
    date = parse_date(rough)
    assert not date.disjoint(parse_date(near))
    assert not parse_date(near).disjoint(date)
    assert date.disjoint(parse_date(far))
    assert all(date.disjoint(made) for made in DateType().near(date, -1, "name", draw))


@pytest.mark.parametrize(
    ("language", "text", "words", "after"),
    [
        ("en", "19th century", "19th century", "in the 19th century"),
        ("en", "early 5th century BCE", "early 5th century BCE", "in the early 5th century BCE"),
        ("de", "19th century", "19. Jahrhundert", "im 19. Jahrhundert"),
        ("fr", "1st century", "Ier siècle", "au Ier siècle"),
        ("es", "5th century BC", "siglo V a. C.", "en el siglo V a. C."),
        ("ru", "19th century", "XIX век", "в XIX веке"),
        ("ru", "late 5th century BC", "конец V века до н. э.", "в конце V века до н. э."),
    ],
)
def test_words_for_centuries(language: str, text: str, words: str, after: str) -> None:
    wording = Wording(language)
    assert wording.date(parse_date(text)) == words
    assert wording.date_in(parse_date(text)) == after


def test_there_is_no_century_0() -> None:
    with pytest.raises(DateError) as raised:
        parse_date("0th century")
    assert raised.value.fix


def test_rough_dates_of_long_ago_lie_far_apart() -> None:
    """Scholars differ by decades on the first kings of Egypt."""
    key, made_up = parse_date("c. 2670 BCE"), DateType().near
    recent = next(iter(made_up(key, 1, "name", draw, age=0)))
    old = next(iter(made_up(key, 1, "name", draw, age=4600)))
    assert recent.middle - key.middle < 30
    assert old.middle - key.middle > 60
    assert old.start.year % 10 == key.start.year % 10
    assert DateType().distracts(key, old, 0, 4600)


@pytest.mark.parametrize(
    ("gap", "year", "is_near"), [(16, 1699, True), (4, 1699, False), (64, 1712, False)]
)
def test_years_of_a_sparse_field_distract_from_farther_off(
    gap: float, year: int, *, is_near: bool
) -> None:
    key, other = parse_date("1685"), parse_date(str(year))
    assert DateType().distracts(key, other, gap, 40) is is_near


@pytest.mark.parametrize(("key", "far", "fits"), [(1941, 1931, False), (1731, 1721, True)])
def test_late_years_lie_near(key: int, far: int, *, fits: bool) -> None:
    dates = [parse_date(str(year)) for year in (key, far)]
    assert DateType().distracts(*dates, gap=0, age=2020.0 - key) is fits
