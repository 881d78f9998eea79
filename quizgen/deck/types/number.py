"""Numbers: figures with a unit and a bound, ordered by their value."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import Any

from msgspec.structs import replace

from quizgen.deck.model.contents import Content
from quizgen.deck.model.kinds import Field
from quizgen.deck.quantities import Quantity, QuantityError, parse_quantity
from quizgen.deck.types.base import Draw, FieldType, Key, Known, Speaker
from quizgen.deck.types.doubles import MOST_TIMES, doubles, is_doubled, is_in_bits, power_of_two
from quizgen.diagnostics import Place, Problems

# Real numbers beyond this many times the key are seen to be wrong at once.
_MOST_TIMES, _MOST_TIMES_IN_FIELD = 2.5, 2.0
_MOST_TIMES_OF_FEW = 3.5
# With powers of ten: as many times as a proton is heavier than an electron, and some more.
_MOST_TIMES_OF_POWERS = 10_000
# Small counts that lie farther apart than this are not mixed up.
_FEW_APART = 4
# On the two sides of zero, measures lie up to so many gaps of their field apart, small numbers so
# far.
_GAPS, _ACROSS_ZERO = 2, 5
# Numbers up to this one are small.
_MOST_OF_SMALL = 12
# Beyond so many digits, nobody sees how round a number is.
_MOST_DIGITS = 3
# Two numbers that differ by less than this part are a hair's breadth apart.
_CLOSE = 0.03
# One that is rounder than the other looks like the same number, if it differs by less than this.
_CLOSE_IF_ROUNDER = 0.1
_FIVE, _FIFTEEN, _ROUND = 5, 15, 2
# Half of everything and clearly more than half, in percent.
_HALF, _MOST_OF_ALL = 50, 65
# Made-up numbers are about so many times as large or as small as the key; how far these factors
# lie from 1 varies within so many hundredths, since the key would stand out as the number of which
# the others are halves and doubles.
_FACTORS = tuple(Decimal(factor) for factor in ("1.333333", "1.5", "1.75", "2", "2.5"))
_VARIED = range(70, 101)
# How far from a small count others are made up: from one up to this size, and from a larger one.
_BESIDE, _HANDFUL, _APART = (1, 2, 3, 4, 5), 6, (2, 3, 4)
# How many ranges are made up on each side of a key.
_RANGES = 6
# Sizes of numbers have orders up to this one on each side of zero; others have the last one.
_MOST_ORDER = 128


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
            problems.error("Q210", error.message, place, error.fix, mend=error.mend)
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

    def hint(self, content: Quantity) -> str:
        """Return the label of a number."""
        return "hint_number"

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

    def is_one_sided(self, content: Quantity) -> bool:
        """Return whether the number is a bound: at least 100 is true as well as at least 200."""
        return content.is_bound

    def figure(self, content: Quantity) -> Quantity:
        """Return the number without its bound: options side by side are figures."""
        return replace(content, bound="")

    def nearness(self, one: Quantity, other: Quantity) -> float:
        """Return 1 for equal numbers, less the larger their ratio, 0 for other signs."""
        mine, theirs = self.size(one), self.size(other)
        if mine * theirs <= 0:
            return 0.0
        return 1 / (1 + abs(math.log2(mine / theirs)))

    def factor(self, one: Quantity, other: Quantity) -> float:
        """Return how many times as large the larger number is, infinity for other units."""
        small, large = sorted((abs(self.size(one)), abs(self.size(other))))
        return large / small if small and _unit(one) == _unit(other) else math.inf

    def size(self, content: Quantity) -> float:
        """Return the number itself, or the middle of a range."""
        low, high = content.ends
        return float((low + high) / 2)

    def shape(self, content: Quantity) -> Key:
        """Return unit, bound, how many decimals there are, and which way a range runs.

        Numbers with a power of ten have another shape than those without one.
        """
        runs = content.upper and (Decimal(content.upper) > content.number) + 1
        decimals = f"{content.decimals}e" if content.power else content.decimals
        return content.money + content.unit, content.bound, decimals, runs or 0

    def style(self, content: Quantity) -> Key:
        """Return how many digits before the zeros the number has: 200 has 1, 4879 has 4."""
        return (min(_significant(content.number), _MOST_DIGITS),)

    def distracts(self, key: Quantity, other: Quantity, gap: float, age: float) -> bool:
        """Return whether neither number is more than 2.5 times the other.

        In a field with many values, it is twice, except for small ranges. Small counts may be up
        to 3.5 times as large, but lie at most four apart; small ranges may lie farther apart.
        Beyond zero, of which nothing is a multiple, measures are near by the gaps of their field.
        Numbers with powers of ten may lie some powers apart: what is asked is often the power.
        """
        if is_in_bits(key):
            return is_in_bits(other)
        if key.power and other.power:
            return self.factor(key, other) <= _MOST_TIMES_OF_POWERS
        if key.number * other.number <= 0:
            few = _ACROSS_ZERO if abs(key.number) <= _MOST_OF_SMALL else 0
            reach = max(few, _GAPS * gap) if key.unit else few
            return abs(self.size(key) - self.size(other)) <= reach
        mine, theirs = abs(self.size(key)), abs(self.size(other))
        most = _MOST_TIMES_IN_FIELD if gap else _MOST_TIMES
        if _is_small_count(key):
            is_near = abs(key.number - other.number) <= _FEW_APART
            if not (is_near or key.upper):
                return False
            most = _MOST_TIMES_OF_FEW if is_near else _MOST_TIMES
        return mine <= theirs * most and theirs <= mine * most

    def is_doubled(self, content: Quantity, stem: str) -> bool:
        """Return whether a number is a power of two, as sizes in bits and many counts are."""
        return is_doubled(content, stem)

    def near_by_doubling(self, key: Quantity, direction: int) -> Iterator[Quantity]:
        """Yield three halves or doubles of a power of two."""
        return _moved_numbers(key, direction, doubles(key, direction))

    def distracts_by_doubling(self, key: Quantity, other: Quantity) -> bool:
        """Return whether another power of two is at most eight times as large or as small."""
        return bool(power_of_two(other)) and self.factor(key, other) <= MOST_TIMES

    def is_handful(self, content: Quantity) -> bool:
        """Return whether the number is a count of at most six, and no measure."""
        is_count = not (content.upper or content.decimals or content.unit or content.power)
        return is_count and 0 <= content.number <= _HANDFUL

    def are_too_close(self, one: Quantity, other: Quantity) -> bool:
        """Return whether two large or exact numbers differ by less than 3 percent.

        If one is rounder than the other, it is 10 percent.
        """
        if _is_small_count(one) and _is_small_count(other):
            return False
        mine, theirs = self.size(one), self.size(other)
        is_rounder = self.style(one) != self.style(other)
        close = _CLOSE_IF_ROUNDER if is_rounder else _CLOSE
        return abs(mine - theirs) < close * max(abs(mine), abs(theirs))

    def near(
        self, key: Quantity, direction: int, name: str, draw: Draw, age: float = 0.0
    ) -> Iterator[Quantity]:
        """Yield up to eight numbers in the key's style, those as round as the key first.

        They have the key's unit, bound and decimals; shares stay between 0 and 100 percent.
        Ranges are as wide as the key, and as far apart.
        """
        if key.power:
            yield from self._near_power(key, direction, name, draw)
            return
        if key.upper:
            yield from _near_range(key, direction)
            return
        beside = _numbers_beside(key, direction, draw("number", name, direction))
        moved = list(_moved_numbers(key, direction, beside))
        style = self.style(key)
        yield from (each for each in moved if self.style(each) == style)
        yield from (each for each in moved if self.style(each) != style)

    def _near_power(
        self, key: Quantity, direction: int, name: str, draw: Draw
    ) -> Iterator[Quantity]:
        """Yield numbers with the power of ten of the key, and one digit before the point as well.

        Ranges with powers of ten have none.
        """
        figure, _, power = key.digits.partition("e")
        if key.upper:
            return
        # The figure alone is no share and no count, whatever the unit.
        bare = replace(key, digits=figure, unit="")
        for each in self.near(bare, direction, name, draw):
            if _is_normal(each) is _is_normal(bare):
                yield replace(each, digits=f"{each.digits}e{power}", unit=key.unit)


def _is_normal(figure: Quantity) -> bool:
    """Return whether just one digit, and no zero, stands before the point."""
    return 1 <= abs(figure.number) < 10


def _moved_numbers(key: Quantity, direction: int, numbers: Iterable[Decimal]) -> Iterator[Quantity]:
    """Yield those of some numbers that are possible beside the key, in its style, each once."""
    seen = {key.number}
    for number in numbers:
        beyond = (number - key.number) * direction > 0
        moved = replace(key, digits=f"{number:z.{key.decimals}f}")
        if beyond and moved.number not in seen and _possible(key, moved):
            seen.add(moved.number)
            yield moved


def _numbers_beside(key: Quantity, direction: int, drawn: int) -> Iterable[Decimal]:
    """Return numbers ever farther from the key, in steps that suit it."""
    if is_in_bits(key):
        return doubles(key, direction)
    if _is_small_count(key):
        apart = _APART if abs(key.number) > _HANDFUL else _BESIDE
        return (key.number + direction * each for each in apart)
    rough = (_moved(key, factor, direction) for factor in _factors(drawn))
    return chain.from_iterable(map(partial(_roundings, key), rough))


def _factors(drawn: int) -> Iterator[Decimal]:
    """Yield factors ever larger, from the first or the second one, varied by a number drawn."""
    share = Decimal(_VARIED[drawn // 2 % len(_VARIED)]) / 100
    return (1 + (factor - 1) * share for factor in _FACTORS[drawn % 2 :])


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


def _moved(key: Quantity, factor: Decimal, direction: int) -> Decimal:
    if _is_share(key) and direction > 0 and key.number >= _HALF:
        # Above a large share there is little room: go towards 100 by parts of what is left.
        return 100 - (100 - key.number) / factor
    if _is_share(key) and key.number >= _MOST_OF_ALL:
        # Common sense often tells that something is more than half.
        return _HALF + (key.number - _HALF) / factor
    grows = (direction > 0) == (key.number > 0)
    return key.number * factor if grows else key.number / factor


def _is_small_count(key: Quantity) -> bool:
    is_whole = not (key.decimals or key.power)
    return is_whole and abs(key.number) <= _MOST_OF_SMALL and key.unit != "%"


def _is_share(key: Quantity) -> bool:
    return key.unit == "%" and 0 < key.number <= 100


def _significant(number: Decimal) -> int:
    """Return how many digits a number has without the zeros at its end."""
    return len(number.normalize().as_tuple().digits)


def _roundings(key: Quantity, number: Decimal) -> Iterator[Decimal]:
    """Yield a number as exact as the key, and if that is very rough, one with a digit more.

    A key that ends in 5 gives numbers that end in 5; one of two digits such as 250, of which few
    do, also those that end in 25 and 75, and 15 gives 10 and 20. With decimals, those without the
    zeros at the end count, and whether the last one is 5.
    """
    if key.decimals:
        # 2.50 is as round as 3.50.
        step = min(Decimal(1), Decimal((0, (1,), int(key.number.normalize().as_tuple().exponent))))
        is_round = _FIFTEEN * step < abs(key.number) and _significant(key.number) <= _MOST_DIGITS
        ends_in_5 = is_round and abs(key.number) % (10 * step) == _FIVE * step
        yield _odd_times(_FIVE * step, number) if ends_in_5 else number.quantize(step)
        if _significant(key.number) == 1:
            yield round(number, key.decimals)
        return
    digits = _significant(key.number)
    ends_in_5 = digits > 1 and key.number.normalize().as_tuple().digits[-1] == _FIVE
    for count in (digits, digits + 1)[: 2 if digits == 1 else 1]:
        # Beside 120, 90 is as round and 89 is not.
        is_shorter = digits > 1 and number.adjusted() == key.number.adjusted() - 1
        place = number.adjusted() + 1 - count + is_shorter
        step = Decimal(10) ** max(place, -key.decimals)
        rounded = (number / step).quantize(Decimal(1)) * step
        if ends_in_5 and count == digits:
            yield _odd_times(_FIVE * step, rounded)
            if step > 1 and digits == _ROUND:
                yield _odd_times(_FIVE * step / 2, number)
            if key.number == _FIFTEEN:
                yield _FIVE * (number / _FIVE).quantize(Decimal(1))
        else:
            yield rounded


def _odd_times(part: Decimal, number: Decimal) -> Decimal:
    """Return the odd multiple of a part that is near to a number, such as 75 for parts of 25."""
    return number // (2 * part) * 2 * part + part


def _possible(key: Quantity, moved: Quantity) -> bool:
    if _is_share(key):
        return 0 < moved.number < 100
    none_at_all = moved.number == 0 and _is_small_count(key) and key.number > 1 and not key.bound
    return key.number <= 0 or moved.number > 0 or none_at_all
