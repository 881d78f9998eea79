"""Numbers: figures with a unit and a bound, ordered by their value."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import Any

from quizgen.deck.model import Content, Field
from quizgen.deck.quantities import Quantity, QuantityError, parse_quantity
from quizgen.deck.types.base import Draw, FieldType, Key, Known, Speaker
from quizgen.diagnostics import Place, Problems

# Real numbers beyond this many times the key are seen to be wrong at once.
_MOST_TIMES = 10
# How many ranges are made up on each side of a key.
_RANGES = 6
# Sizes of numbers have orders up to this one on each side of zero; others have the last one.
_MOST_ORDER = 128
_FACTORS = tuple(Decimal(factor) for factor in ("1.333333", "1.5", "2", "2.5", "3", "4"))


class NumberType(FieldType[Quantity]):
    """The type of numbers, each with the digits that it is written with."""

    names = ("number",)
    holds = Quantity
    ranked = True
    fills_blanks = True

    def read(self, text: str, place: Place, field: Field, problems: Problems) -> Quantity | None:
        """Return the number with its own unit or the field's; report Q210."""
        try:
            quantity = parse_quantity(text)
        except QuantityError as error:
            problems.error("Q210", error.message, place, error.fix)
            return None
        has_unit = quantity.unit or quantity.money
        return quantity if has_unit else replace(quantity, unit=field.unit)

    def meant(self, text: str) -> Quantity | None:
        """Return the number that a text is, None for any other text."""
        with suppress(QuantityError):
            return parse_quantity(text)
        return None

    def is_said(self, content: Quantity, text: str) -> bool:
        """Return whether a text is the same number, whatever its unit and bound."""
        said = self.meant(text)
        return said is not None and said.ends == content.ends

    def bounded(self, content: Quantity, given: Mapping[str, Any]) -> Quantity:
        """Return the number with the bound and unit that the author adds."""
        return replace(content, **given)

    def words(self, content: Quantity, speaker: Speaker) -> str:
        """Return the number with its unit and bound."""
        return speaker.wording.number(content)

    def form(self, content: Quantity, form: str, speaker: Speaker) -> str:
        """Return the number; its bound alone in the form `bound`, without it in any other form."""
        if form == "bound":
            return speaker.wording.bound(content)
        return speaker.wording.number(content, bare=bool(form))

    def option(
        self, content: Quantity, speaker: Speaker, *, forward: bool, blank: Content | None
    ) -> str:
        """Return the number, without its bound if the question or the sentence has it."""
        is_asked = forward and content.bound != "about"
        fills_figure = isinstance(blank, Quantity) and not blank.bound
        return speaker.wording.number(content, bare=is_asked or fills_figure)

    def after(self, content: Quantity, before: str, bounds: Iterable[tuple[str, str]]) -> Quantity:
        """Return the number with the bound that stands before its blank, if it has none."""
        if content.bound:
            return content
        found = (bound for words, bound in bounds if f" {before}".endswith(f" {words}"))
        return replace(content, bound=next(found, ""))

    def keys(self, content: Quantity, known: Known) -> Iterable[Key]:
        """Return unit and value as the only key."""
        low, high = content.ends
        value = (low.normalize(),) if low == high else (low.normalize(), high.normalize())
        return ((content.money + content.unit, *value),)

    def held_under(self, content: Quantity, known: Known) -> Iterable[Key]:
        """Return the keys of the number, and of its size for those that look for a range."""
        if _is_point(content):
            return (*self.keys(content, known), ("sized", *_unit(content), _sizes(content)[0]))
        return (("range", *_unit(content), size) for size in _sizes(content))

    def sought_under(self, content: Quantity, known: Known) -> Iterable[Key]:
        """Return the keys of numbers that may be the same, and of ranges that may hold it."""
        ranges = (("range", *_unit(content), size) for size in _sizes(content))
        if _is_point(content):
            return (*self.keys(content, known), *ranges)
        return (*ranges, *(("sized", *_unit(content), size) for size in _sizes(content)))

    def disjoint(self, one: Quantity, other: Quantity, known: Known) -> bool:
        """Return whether the two can't both be the answer."""
        return one.disjoint(other)

    def excludes(self, one: Quantity, other: Quantity, known: Known) -> bool:
        """Return whether no number is meant by both."""
        return one.excludes(other)

    def is_exact(self, content: Quantity) -> bool:
        """Return whether the number has no bound."""
        return not content.bound

    def figure(self, content: Quantity) -> Quantity:
        """Return the number without its bound: options side by side are figures."""
        return replace(content, bound="")

    def nearness(self, one: Quantity, other: Quantity) -> float:
        """Return 1 for equal numbers, less the larger their ratio, 0 for other signs."""
        mine, theirs = self.size(one), self.size(other)
        if mine * theirs <= 0:
            return 0.0
        return 1 / (1 + abs(math.log2(mine / theirs)))

    def size(self, content: Quantity) -> float:
        """Return the number itself, or the middle of a range."""
        low, high = content.ends
        return float((low + high) / 2)

    def shape(self, content: Quantity) -> Key:
        """Return unit, bound, how many decimals there are, and which way a range runs."""
        runs = content.upper and (Decimal(content.upper) > content.number) + 1
        return content.money + content.unit, content.bound, content.decimals, runs or 0

    def distracts(self, key: Quantity, other: Quantity) -> bool:
        """Return whether neither number is more than ten times the other."""
        mine, theirs = abs(self.size(key)), abs(self.size(other))
        return mine <= theirs * _MOST_TIMES and theirs <= mine * _MOST_TIMES

    def near(self, key: Quantity, direction: int, name: str, draw: Draw) -> Iterator[Quantity]:
        """Yield up to six numbers in the key's style.

        They have the key's unit, bound, decimals and roundness; shares stay between 0 and 100
        percent. Ranges are as wide as the key, and as far apart.
        """
        if key.upper:
            yield from _near_range(key, direction)
            return
        seen = {key.number}
        start = draw("number", name, direction) % 2
        for number, factor in enumerate(_FACTORS[start:]):
            moved = _scaled(key, factor, direction, number)
            if moved is None or moved.number in seen or not _possible(key, moved):
                continue
            seen.add(moved.number)
            yield moved


def _near_range(key: Quantity, direction: int) -> Iterator[Quantity]:
    """Yield ranges as wide as the key, and as far apart."""
    low, high = key.ends
    for number in range(1, _RANGES + 1):
        shift = direction * number * 2 * (high - low)
        if (low > 0 and low + shift < 0) or (_is_share(key) and high + shift > 100):
            return
        first, second = (_shifted(key, digits, shift) for digits in (key.digits, key.upper))
        yield replace(key, digits=first, upper=second)


def _shifted(key: Quantity, digits: str, shift: Decimal) -> str:
    """Return one end of a range after a shift, with as many decimals as the key's ends have."""
    moved = f"{Decimal(digits) + shift:.{key.decimals}f}"
    ends = {len(each.partition(".")[2]) for each in (key.digits, key.upper)}
    return moved if len(ends) == 1 else moved.rstrip("0").rstrip(".")


def _unit(content: Quantity) -> Key:
    return (content.money + content.unit,)


def _is_point(content: Quantity) -> bool:
    return not (content.upper or content.bound)


def _sizes(content: Quantity) -> range:
    """Return the orders of size that a number or range touches; each is twice the one before."""
    low, high = content.interval
    if content.bound == "about":
        # What lies within a fifth of it may be the same.
        low, high = low - abs(low) / 4, high + abs(high) / 4
    return range(_order(low), _order(high) + 1)


def _order(number: Decimal) -> int:
    """Return the order of size of a number: 0 for zero, negative for negative numbers."""
    if number.is_infinite():
        return _MOST_ORDER if number > 0 else -_MOST_ORDER
    order = math.frexp(float(abs(number)))[1] + _MOST_ORDER // 2 if number else 0
    order = min(max(order, 0), _MOST_ORDER)
    return order if number >= 0 else -order


def _scaled(key: Quantity, factor: Decimal, direction: int, number: int) -> Quantity | None:
    if _is_small_count(key):
        return replace(key, digits=str(int(key.number) + direction * (number + 1)))
    rounded = _as_round_as(key, _moved(key, factor, direction))
    if rounded == 0:
        return None
    return replace(key, digits=f"{rounded:.{key.decimals}f}")


def _moved(key: Quantity, factor: Decimal, direction: int) -> Decimal:
    if _is_share(key) and direction > 0:
        # Above a large share there is little room: go towards 100 by parts of what is left.
        return 100 - (100 - key.number) / factor
    grows = (direction > 0) == (key.number > 0)
    return key.number * factor if grows else key.number / factor


def _is_small_count(key: Quantity) -> bool:
    return not key.decimals and abs(key.number) <= 12 and key.unit != "%"


def _is_share(key: Quantity) -> bool:
    return key.unit == "%" and 0 < key.number <= 100


def _as_round_as(key: Quantity, value: Decimal) -> Decimal:
    """Round to the key's last significant digit: 200 to tens at the finest, 1.10 to hundredths."""
    step = _step(key)
    return (value / step).quantize(Decimal(1)) * step


def _step(key: Quantity) -> Decimal:
    if key.decimals:
        return Decimal(10) ** -key.decimals
    if key.digits.endswith("5") and abs(key.number) > 20:
        return Decimal(5)
    zeros = len(key.digits) - len(key.digits.rstrip("0"))
    if zeros and abs(key.number) < Decimal(3) * 10**zeros:
        zeros -= 1
    return Decimal(10**zeros)


def _possible(key: Quantity, moved: Quantity) -> bool:
    if _is_share(key):
        return 0 < moved.number < 100
    none_at_all = moved.number == 0 and _is_small_count(key) and key.number > 1 and not key.bound
    return key.number <= 0 or moved.number > 0 or none_at_all
