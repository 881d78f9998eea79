"""Numbers: figures with a unit and a bound, ordered by their value."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import Any

from quizgen.deck.model import Content, Field
from quizgen.deck.quantities import BOUNDS, Quantity, QuantityError, parse_quantity
from quizgen.deck.types.base import Draw, FieldType, Key, Known, Speaker
from quizgen.diagnostics import Place, Problems

# Real numbers beyond this many times the key are seen to be wrong at once.
_MOST_TIMES = 10
# Beyond so many digits, nobody sees how round a number is.
_MOST_DIGITS = 3
# Two numbers that differ by less than this part are a hair's breadth apart.
_CLOSE = Decimal("0.03")
_FIVE = 5
_FACTORS = tuple(Decimal(factor) for factor in ("1.333333", "1.5", "2", "2.5", "3", "4", "5", "7"))


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
        return quantity if quantity.unit else replace(quantity, unit=field.unit)

    def meant(self, text: str) -> Quantity | None:
        """Return the number that a text is, None for any other text."""
        with suppress(QuantityError):
            return parse_quantity(text)
        return None

    def is_said(self, content: Quantity, text: str) -> bool:
        """Return whether a text is the same number, whatever its unit and bound."""
        said = self.meant(text)
        return said is not None and said.number == content.number

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

    def after(self, content: Quantity, before: str, texts: Mapping[str, str]) -> Quantity:
        """Return the number with the bound that stands before its blank, if it has none."""
        if content.bound:
            return content
        for bound in BOUNDS:
            label = "about number" if bound == "about" else bound
            beginning = texts[label].partition("{number}")[0].casefold().strip()
            if beginning and f" {before}".endswith(f" {beginning}"):
                return replace(content, bound=bound)
        return content

    def keys(self, content: Quantity, known: Known) -> Iterable[Key]:
        """Return unit and value as the only key."""
        return ((content.unit, content.number.normalize()),)

    def disjoint(self, one: Quantity, other: Quantity, known: Known) -> bool:
        """Return whether the two can't both be the answer."""
        return one.disjoint(other)

    def is_exact(self, content: Quantity) -> bool:
        """Return whether the number has no bound."""
        return not content.bound

    def figure(self, content: Quantity) -> Quantity:
        """Return the number without its bound: options side by side are figures."""
        return replace(content, bound="")

    def nearness(self, one: Quantity, other: Quantity) -> float:
        """Return 1 for equal numbers, less the larger their ratio, 0 for other signs."""
        mine, theirs = float(one.number), float(other.number)
        if mine * theirs <= 0:
            return 0.0
        return 1 / (1 + abs(math.log2(mine / theirs)))

    def factor(self, one: Quantity, other: Quantity) -> float:
        """Return how many times as large the larger number is, infinity for other units."""
        small, large = sorted((abs(float(one.number)), abs(float(other.number))))
        return large / small if small and one.unit == other.unit else math.inf

    def size(self, content: Quantity) -> float:
        """Return the number itself."""
        return float(content.number)

    def shape(self, content: Quantity) -> Key:
        """Return unit, bound and how many decimals there are."""
        return content.unit, content.bound, content.decimals

    def style(self, content: Quantity) -> Key:
        """Return how many digits before the zeros the number has: 200 has 1, 4879 has 4."""
        return (min(_significant(content.number), _MOST_DIGITS),)

    def distracts(self, key: Quantity, other: Quantity, gap: float, age: float) -> bool:
        """Return whether neither number is more than ten times the other."""
        mine, theirs = abs(float(key.number)), abs(float(other.number))
        return mine <= theirs * _MOST_TIMES and theirs <= mine * _MOST_TIMES

    def are_too_close(self, one: Quantity, other: Quantity) -> bool:
        """Return whether two large or exact numbers differ by less than 3 percent."""
        if _is_small_count(one) and _is_small_count(other):
            return False
        mine, theirs = abs(one.number), abs(other.number)
        return abs(one.number - other.number) < _CLOSE * max(mine, theirs)

    def near(
        self, key: Quantity, direction: int, name: str, draw: Draw, age: float = 0.0
    ) -> Iterator[Quantity]:
        """Yield up to eight numbers in the key's style, those as round as the key first.

        They have the key's unit, bound and decimals; shares stay between 0 and 100 percent.
        """
        start = draw("number", name, direction) % 2
        moved = list(_moved_numbers(key, direction, start))
        style = self.style(key)
        yield from (each for each in moved if self.style(each) == style)
        yield from (each for each in moved if self.style(each) != style)


def _moved_numbers(key: Quantity, direction: int, start: int) -> Iterator[Quantity]:
    """Yield numbers ever farther from the key, each once, from the factor with index `start`."""
    seen = {key.number}
    factors = _FACTORS[start:]
    rough = (_moved(key, factor, direction) for factor in factors)
    steps = (
        (key.number + direction * (number + 1) for number in range(len(_FACTORS)))
        if _is_small_count(key)
        else chain.from_iterable(map(partial(_roundings, key), rough))
    )
    for number in steps:
        beyond = (number - key.number) * direction > 0
        moved = Quantity(f"{number:.{key.decimals}f}", key.unit, key.bound)
        if beyond and moved.number not in seen and _possible(key, moved):
            seen.add(moved.number)
            yield moved


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


def _significant(number: Decimal) -> int:
    """Return how many digits a number has without the zeros at its end."""
    return len(number.normalize().as_tuple().digits)


def _roundings(key: Quantity, number: Decimal) -> Iterator[Decimal]:
    """Yield a number with as many digits before its zeros as the key, then with one more.

    A key that ends in 5 gives numbers that end in 5.
    """
    digits = _significant(key.number)
    ends_in_5 = digits > 1 and key.number.normalize().as_tuple().digits[-1] == _FIVE
    for count in (digits, digits + 1):
        step = Decimal(10) ** max(number.adjusted() + 1 - count, -key.decimals)
        rounded = (number / step).quantize(Decimal(1)) * step
        if ends_in_5 and count == digits:
            rounded = rounded // (10 * step) * 10 * step + _FIVE * step
        yield rounded


def _possible(key: Quantity, moved: Quantity) -> bool:
    if _is_share(key):
        return 0 < moved.number < 100
    none_at_all = moved.number == 0 and _is_small_count(key) and key.number > 1 and not key.bound
    return key.number <= 0 or moved.number > 0 or none_at_all
