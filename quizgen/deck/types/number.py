"""Numbers: figures with a unit and a bound, ordered by their value."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import Any

from quizgen.deck.model import Content, Field
from quizgen.deck.quantities import BOUNDS, Quantity, QuantityError, parse_quantity
from quizgen.deck.types.base import Draw, FieldType, Key, Known, Speaker
from quizgen.diagnostics import Place, Problems

# Real numbers beyond this many times the key are seen to be wrong at once.
_MOST_TIMES = 10
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

    def size(self, content: Quantity) -> float:
        """Return the number itself."""
        return float(content.number)

    def shape(self, content: Quantity) -> Key:
        """Return unit, bound and how many decimals there are."""
        return content.unit, content.bound, content.decimals

    def distracts(self, key: Quantity, other: Quantity) -> bool:
        """Return whether neither number is more than ten times the other."""
        mine, theirs = abs(float(key.number)), abs(float(other.number))
        return mine <= theirs * _MOST_TIMES and theirs <= mine * _MOST_TIMES

    def near(self, key: Quantity, direction: int, name: str, draw: Draw) -> Iterator[Quantity]:
        """Yield up to six numbers in the key's style.

        They have the key's unit, bound, decimals and roundness; shares stay between 0 and 100
        percent.
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
    rounded = _as_round_as(key, _moved(key, factor, direction))
    if rounded == 0:
        return None
    return Quantity(f"{rounded:.{key.decimals}f}", key.unit, key.bound)


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
