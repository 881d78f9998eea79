"""Measures in texts: the date, or the quantity with its unit, that a whole text says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from quizgen.deck.dates import DateError, PartialDate, Point, parse_date
from quizgen.deck.quantities import Quantity, QuantityError, parse_quantity

# Longer texts are no measures.
_LONGEST = 60
# The 1600s may be ten years or a hundred.
_HUNDRED_YEARS = re.compile(r"([0-9]{2})00['\u2019]?s")
_GROUPED = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_POWERS = {"\u00b2": 2, "\u00b3": 3}
_PREFIXES = {
    "": ("", 0),
    "n": ("nano", -9),
    "\u00b5": ("micro", -6),
    "\u03bc": ("micro", -6),
    "m": ("milli", -3),
    "c": ("centi", -2),
    "d": ("deci", -1),
    "h": ("hecto", 2),
    "k": ("kilo", 3),
    "M": ("mega", 6),
    "G": ("giga", 9),
}
_UNITS = {
    "m": ("meter", "metre"),
    "g": ("gram", "gramme"),
    "l": ("liter", "litre"),
    "L": ("liter", "litre"),
    "W": ("watt",),
    "V": ("volt",),
    "J": ("joule",),
    "Hz": ("hertz",),
    "Pa": ("pascal",),
    "s": ("second",),
}
# Each with another unit and how many of that it is.
_OTHERS = {
    "t": ("gram", 1_000_000),
    "ton": ("gram", 1_000_000),
    "tonne": ("gram", 1_000_000),
    "min": ("second", 60),
    "minute": ("second", 60),
    "h": ("second", 3600),
    "hour": ("second", 3600),
    "ha": ("meter\u00b2", 10_000),
    "thousand": ("", 1000),
    "million": ("", 1_000_000),
    "billion": ("", 1_000_000_000),
}
_MONEY = {"dollar": "$", "dollars": "$", "euro": "\u20ac", "euros": "\u20ac"}


class Measure(Struct, frozen=True):
    """What a text measures: a date, a quantity, or nothing that this knows."""

    date: PartialDate | None = None
    quantity: Quantity | None = None

    def meets(self, other: Measure) -> bool:
        """Return whether two dates share a day, or two quantities may be the same."""
        if self.date and other.date:
            return not self.date.disjoint(other.date)
        mine, theirs = self.quantity, other.quantity
        if not (mine and theirs) or (mine.unit, mine.money) != (theirs.unit, theirs.money):
            return False
        return not mine.excludes(theirs)

    def holds(self, other: Measure) -> bool:
        """Return whether this date or exact quantity has all that the other may be.

        A period that begins or ends elsewhere is another answer, as are quantities that are only
        about right.
        """
        if self.date and other.date:
            return _holds(self.date, other.date)
        bounds = [each.quantity.bound for each in (self, other) if each.quantity]
        return "about" not in bounds and self.meets(other)


def _holds(one: PartialDate, other: PartialDate) -> bool:
    first, last = one.start.first, one.end.last
    return first <= other.start.first and other.end.last <= last


_NONE = Measure()


def measure_of(text: str) -> Measure:
    """Return what a whole text measures; lengths, masses and the like are in one unit each."""
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return _NONE
    words = _in_small(text.strip())
    date = _date(words)
    return Measure(date, None if date else _quantity(words))


def _in_small(text: str) -> str:
    """Return a text without its article, and with a small letter if it begins as a sentence."""
    words = f"{text[0].lower()}{text[1:]}" if text[1:2].islower() else text
    return words.removeprefix("the ")


def _date(text: str) -> PartialDate | None:
    hundred = _HUNDRED_YEARS.fullmatch(text)
    if hundred and int(hundred[1]):
        first = 100 * int(hundred[1])
        return PartialDate(Point(first), Point(first + 99))
    with suppress(DateError):
        return parse_date(_mended(text))
    return None


def _mended(text: str) -> str:
    """Return the notation of a date that is written in prose, such as the 1660s."""
    try:
        parse_date(text)
    except DateError as error:
        return error.mend
    return text


def _quantity(text: str) -> Quantity | None:
    try:
        found = parse_quantity(_GROUPED.sub("", text))
    except QuantityError:
        return None
    return _in_one_unit(found) if found.unit or found.money else None


def _in_one_unit(quantity: Quantity) -> Quantity:
    """Return a quantity in the unit with which others of its sort are compared."""
    if quantity.unit in _MONEY:
        quantity = replace(quantity, money=_MONEY[quantity.unit], unit="")
    unit, factor = _FACTORS.get(quantity.unit) or _FACTORS.get(
        quantity.unit.removesuffix("s"), (quantity.unit, Decimal(1))
    )
    digits, upper = (
        f"{Decimal(each) * factor:f}" if each else "" for each in (quantity.digits, quantity.upper)
    )
    return replace(quantity, digits=digits, upper=upper, unit=unit)


def _factors() -> Iterator[tuple[str, tuple[str, Decimal]]]:
    """Yield each unit with the one that stands for its sort, and how many of that it is."""
    for sign, (prefix, exponent) in _PREFIXES.items():
        for symbol, words in _UNITS.items():
            found = words[0], Decimal(10) ** exponent
            yield from ((name, found) for name in (sign + symbol, *(prefix + w for w in words)))
        for power, times in _POWERS.items():
            yield f"{sign}m{power}", (f"meter{power}", Decimal(10) ** (exponent * times))
    yield from ((name, (unit, Decimal(count))) for name, (unit, count) in _OTHERS.items())


_FACTORS: Mapping[str, tuple[str, Decimal]] = dict(_factors())
