"""Marks answers that students typed in words or numbers, as far as a program can."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from quizgen.markup.plain import plain
from quizgen.quiz.manifest import QuizItem
from quizgen.quiz.score import exact

NOTHING = frozenset({"", "-"})
_POINTS = re.compile(r"(\d{1,6}(?:[.,]\d{1,4})?)\s*(.*)")
_MINUS = {"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-"}
# "6.0 kg", "1.230,5", "1 230", "$250": what stands before, the digits, and what stands behind.
_NUMBER = re.compile(
    r"(?P<before>[^\d\s+-]{0,3})\s*(?P<digits>[+-]?\d[\d.,'\N{RIGHT SINGLE QUOTATION MARK}\s]*)"
    r"(?P<behind>[^\d]*)"
)
_BLANKS = re.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}\s]")
# Between digits, a point or a comma groups them by so many.
_GROUPS = 3


@dataclass(frozen=True, slots=True)
class _Number:
    """A typed number: what it may mean, and its unit or currency."""

    meant: frozenset[Decimal]
    unit: str


def points_of(
    cell: str, item: QuizItem, most: Fraction, words: Collection[str] = ()
) -> Fraction | None:
    """Return the points for a typed answer, None if a person must decide.

    The right answer earns `most`, and an empty cell nothing. So does a number outside the range
    that the item accepts. A person's points stand in the cell with one of `words` behind them, such
    as "2 points", or alone if the answer is no number.
    """
    if cell in NOTHING:
        return Fraction(0)
    if name_of(cell) == name_of(item.answer):
        return most
    right = _number_of(plain(item.answer))
    given = _POINTS.fullmatch(cell)
    if given and (given[2].casefold() in words or (not given[2] and right is None)):
        points = Fraction(given[1].replace(",", "."))
        return points if points <= most else None
    return _points_for_number(_number_of(cell), right, item, most)


def name_of(text: str) -> str:
    """Return a text as it is compared: without markup, in small letters, with single blanks."""
    return " ".join(plain(text).split()).casefold()


def _points_for_number(
    typed: _Number | None, right: _Number | None, item: QuizItem, most: Fraction
) -> Fraction | None:
    if typed is None or right is None or typed.unit not in {"", right.unit}:
        return None
    if item.accepted is None:
        return most if typed.meant & right.meant else None
    least, largest = map(exact, item.accepted)
    is_right = any(least <= Fraction(each) <= largest for each in typed.meant)
    return most if is_right else Fraction(0)


def _number_of(text: str) -> _Number | None:
    """Return the number in a text that says nothing else, None if there is none."""
    for sign, minus in _MINUS.items():
        text = text.replace(sign, minus)
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    unit = name_of(found["before"] + found["behind"]).replace(" ", "")
    meant = frozenset(_meanings(_BLANKS.sub("", found["digits"])))
    return _Number(meant, unit) if meant else None


def _meanings(digits: str) -> Iterator[Decimal]:
    """Yield the numbers that digits may mean: 1,230 is a thousand or one, by the country."""
    whole, sign, decimals = _parted(digits)
    is_grouped = len(decimals) == _GROUPS and not {".", ","} & {*whole} - {sign}
    if is_grouped or not sign:
        yield _joined(whole, decimals)
    if sign and sign not in whole:
        yield _joined(whole, f".{decimals}")


def _parted(digits: str) -> tuple[str, str, str]:
    """Return the digits before the last point or comma, this sign, and the digits behind it."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits, "", ""
    return digits[:last], digits[last], digits[last + 1 :]


def _joined(whole: str, decimals: str) -> Decimal:
    return Decimal(re.sub("[.,]", "", whole) + decimals)
