"""Made-up dates and numbers near a key, so placed that the key's rank among the options tells nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from quizgen.bank.chance import draw
from quizgen.deck.dates import PartialDate, Point, Precision
from quizgen.deck.quantities import Quantity

_STEPS = (1, 2, 3, 5, 8, 13)
# A made-up day lies at least this far off, so that nobody is tested on the exact day by accident.
_DAY_STEPS = (6, 13, 24, 41, 67, 98)
_FACTORS = tuple(Decimal(factor) for factor in ("1.333333", "1.5", "2", "2.5", "3", "4"))


def dates_near(key: PartialDate, direction: int, name: str) -> Iterator[PartialDate]:
    """Yield up to six dates of the key's shape, ever farther before (-1) or after (+1) it; `name` varies them."""
    for number, step in enumerate(_STEPS):
        jitter = draw("date", name, direction, number) % (number + 1)
        if key.precision is Precision.DAY and not key.is_span:
            jitter = draw("date", name, direction, number) % (4 + 3 * number)
            step = _DAY_STEPS[number]  # noqa: PLW2901 - days keep steps of their own
        distance = direction * (step + (jitter if step > 2 else 0))
        moved = _moved(key, distance)
        if moved is not None:
            yield moved


def _moved(date: PartialDate, distance: int) -> PartialDate | None:
    start, end = (
        _move(date.start, distance, years=date.is_span),
        _move(date.end, distance, years=date.is_span),
    )
    return PartialDate(start, end, date.qualifier) if start and end else None


def _move(point: Point, distance: int, *, years: bool) -> Point | None:
    if point.precision is Precision.YEAR:
        return Point(point.year + distance)
    if years:
        day = 28 if (point.month, point.day) == (2, 29) else point.day
        return Point(point.year + distance, point.month, day)
    if point.precision is Precision.MONTH:
        months = point.year * 12 + point.month - 1 + distance
        return Point(months // 12, months % 12 + 1) if months >= 12 else None
    try:
        moved = dt.date(*point.first) + dt.timedelta(days=distance)
    except OverflowError:
        return None
    return Point(moved.year, moved.month, moved.day)


def numbers_near(key: Quantity, direction: int, name: str) -> Iterator[Quantity]:
    """Yield up to six numbers in the key's style, ever farther below (-1) or above (+1) it; `name` varies them.

    They have the key's unit, bound, decimals and roundness; shares stay within 0 and 100 percent.
    """
    seen = {key.number}
    start = draw("number", name, direction) % 2
    for number, factor in enumerate(_FACTORS[start:]):
        moved = _scaled(key, factor, direction, number)
        if moved is None or moved.number in seen or not _possible(key, moved):
            continue
        seen.add(moved.number)
        yield moved


def _scaled(key: Quantity, factor: Decimal, direction: int, number: int) -> Quantity | None:
    if _is_small_count(key):
        return Quantity(str(int(key.number) + direction * (number + 1)), key.unit, key.bound)
    if _is_share(key) and direction > 0:
        # Above a large share there is little room: go towards 100 by thirds of what is left.
        value = 100 - (100 - key.number) / factor
    else:
        value = key.number * factor if (direction > 0) == (key.number > 0) else key.number / factor
    rounded = _as_round_as(key, value)
    return None if rounded == 0 else Quantity(_digits(rounded, key.decimals), key.unit, key.bound)


def _is_small_count(key: Quantity) -> bool:
    return not key.decimals and abs(key.number) <= 12 and key.unit != "%"


def _is_share(key: Quantity) -> bool:
    return key.unit == "%" and 0 < key.number <= 100


def _as_round_as(key: Quantity, value: Decimal) -> Decimal:
    """Round to the key's last digit that says something: 200 to tens at the finest, 1.10 to hundredths."""
    step = Decimal(10) ** -key.decimals
    if not key.decimals:
        zeros = len(key.digits) - len(key.digits.rstrip("0"))
        step = Decimal(10) ** max(zeros - (1 if abs(key.number) < Decimal(3) * 10**zeros else 0), 0)
        if key.digits.endswith("5") and abs(key.number) > 20:
            step = Decimal(5)
    return (value / step).quantize(Decimal(1)) * step


def _digits(value: Decimal, decimals: int) -> str:
    return f"{value:.{decimals}f}"


def _possible(key: Quantity, moved: Quantity) -> bool:
    if _is_share(key):
        return 0 < moved.number < 100
    none_at_all = moved.number == 0 and _is_small_count(key) and key.number > 1 and not key.bound
    return key.number <= 0 or moved.number > 0 or none_at_all
