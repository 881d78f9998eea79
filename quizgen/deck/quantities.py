"""Numbers with a unit and a bound, kept with the digits that they are written with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from quizgen.deck.dates import plain_digits

BOUNDS = ("at least", "at most", "more than", "less than", "about")
_LOWER, _UPPER = ("at least", "more than"), ("at most", "less than")
_NUMBER = re.compile(
    r"(?P<digits>[-+\u2212]?[0-9]{1,30}(?:\.[0-9]{1,30})?)(?:\s?(?P<unit>[^\d\s.,][^\d]{0,39}))?"
)
_UNIT_ALONE = re.compile(
    "[kmcµ]?[gml]|[kM]?[WVtJ]|[kMG]?Hz|[kmc]?m[\u00b2\u00b3]|ha|min|[hsAK]|\u00b0[CF]"
    "|[%\u2030\u00b0$\u20ac\u00a3]"
)
_SIGNS = {
    "~": "about",
    "≈": "about",
    "<": "less than",
    ">": "more than",
    "≤": "at most",
    "≥": "at least",
}
# How far apart two rounded figures must lie before they exclude each other.
_ABOUT = Decimal("0.2")


class QuantityError(ValueError):
    """A text is not a number; `message` says why, `fix` what to write instead."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written (``1.10`` keeps its zero), with unit ("" for a count) and bound."""

    digits: str
    unit: str = ""
    bound: str = ""

    @property
    def number(self) -> Decimal:
        """Return the number itself."""
        return Decimal(self.digits)

    @property
    def decimals(self) -> int:
        """Return the number of digits after the point."""
        return len(self.digits.partition(".")[2])

    def disjoint(self, other: Quantity) -> bool:
        """Return whether the two can't both be the answer.

        A bound does not exclude what it entails: if at least 200 is right, so is "at least 100".
        """
        if self.unit != other.unit:
            return False
        if self.bound in _LOWER:
            return other.number > self.number
        if self.bound in _UPPER:
            return other.number < self.number
        if "about" in (self.bound, other.bound):
            return abs(self.number - other.number) > _ABOUT * max(
                abs(self.number), abs(other.number)
            )
        return self.number != other.number


def parse_quantity(text: str) -> Quantity:
    """Read ``200``, ``1.10``, ``90 %``, ``at least 200`` or ``about 5.5 km``.

    Raises QuantityError, whose `fix` says what to write.
    """
    words, bound = " ".join(text.split()), ""
    for known in BOUNDS:
        if words.startswith(known + " "):
            bound, words = known, words[len(known) + 1 :]
            break
    match = _NUMBER.fullmatch(words)
    if match is None and _UNIT_ALONE.fullmatch(words):
        raise QuantityError(f"`{text}` is a unit without a number", f"write one: 5 {words}")
    if match is None:
        plain = plain_digits(words)
        is_plain = plain == words or _NUMBER.fullmatch(plain) is None
        fix = _hint(words) if is_plain else f"write the digits 0 to 9: {plain}"
        raise QuantityError(f"`{text}` is not a number", fix)
    return Quantity(
        match["digits"].replace("\N{MINUS SIGN}", "-").lstrip("+"),
        (match["unit"] or "").strip(),
        bound,
    )


def _hint(text: str) -> str:
    written = re.fullmatch(
        r"(?P<digits>[\d.,_' \N{RIGHT SINGLE QUOTATION MARK}]*\d)(?P<unit>[^\d]*)", text
    )
    digits, unit = (written["digits"], written["unit"]) if written else (text, "")
    if re.fullmatch(
        r"\d{1,3}(?:[,_' \N{RIGHT SINGLE QUOTATION MARK}]\d{3})+|\d{1,3}(?:\.\d{3}){2,}", digits
    ):
        whole = re.sub("[^0-9]", "", digits)
        return f"write the digits alone: {whole}{unit}; they are grouped when they are printed"
    if re.fullmatch(r"\d+,\d+", digits):
        return f"write a point before the decimals: {digits.replace(',', '.')}{unit}"
    if re.fullmatch(r"\.\d+", digits):
        return f"write a zero before the point: 0{digits}{unit}"
    if re.fullmatch(r"[\d.]+[eE][-+]?\d+", text):
        return "write the digits out, or use a larger unit"
    return _hint_of_order(text) or "write 200, 1.10, `90 %` or `at least 200`"


def _hint_of_order(text: str) -> str:
    """Return how to write a number that follows a sign or its unit, "" for any other text."""
    sign = re.fullmatch(r"(?P<sign>[~≈<>≤≥])\s*(?P<rest>[0-9].*)", text)
    if sign:
        return f"write `{_SIGNS[sign['sign']]} {sign['rest']}`"
    before = re.fullmatch(r"(?P<unit>[^\d\s]+)\s?(?P<digits>[0-9]+(?:\.[0-9]+)?)", text)
    if before:
        return f"write the unit after the number: {before['digits']} {before['unit']}"
    return ""
