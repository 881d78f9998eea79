"""Numbers and ranges with unit and bound, kept with the digits that they are written with."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from babel.numbers import is_currency
from msgspec import Struct

from quizgen.deck.dates import plain_digits
from quizgen.deck.powers import MOST, with_short_powers

BOUNDS = ("at least", "at most", "more than", "less than", "fewer than", "about")
_LOWER, _UPPER = ("at least", "more than"), ("at most", "less than", "fewer than")
# Further words for a bound; papers and cards print the bound itself.
_WORDS = {
    "no fewer than": "at least",
    "no less than": "at least",
    "no more than": "at most",
    "up to": "at most",
    "over": "more than",
    "above": "more than",
    "under": "less than",
    "below": "less than",
    **dict.fromkeys(("around", "approximately", "roughly", "circa", "c.", "ca."), "about"),
}
_BOUND_WORDS = {**{bound: bound for bound in BOUNDS}, **_WORDS}
_DIGITS = r"[-+\u2212]?[0-9]{1,60}(?:\.[0-9]{1,60})?(?:e-?[0-9]{1,9})?"
# Python's decimal numbers have 28 digits, and what is made up has some more than the key.
_MOST_DIGITS = 25
_MONEY = r"(?:[A-Z]{0,2}[$\u20ac\u00a3\u00a5\u20bd\u20b9\u20a9]|[A-Z]{3}(?=[\s0-9]))"
_NUMBER = re.compile(
    rf"(?:(?P<money>{_MONEY})\s?)?(?P<digits>{_DIGITS})"
    rf"(?:\s?(?P<to>[-\u2013\u2014/]|(?<=\s)to(?=\s))\s?(?P<upper>{_DIGITS}))?"
    r"(?:\s?(?P<unit>[^\d\s.,][^\d]{0,39}))?"
)
_PAID = re.compile(rf"(?P<money>{_MONEY}\s?)(?P<amount>[0-9.].*)")
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
# What stands after the number of a place in an order.
_ENDINGS_OF_PLACES = frozenset(["st", "nd", "rd", "th"])
# Two numbers up to this one with a slash may be a fraction.
_MOST_IN_FRACTION = 20


class QuantityError(ValueError):
    """A text is not a number; `message` says why, `fix` what to write instead.

    `mend` is the number that the text means, "" if that is not certain.
    """

    def __init__(self, message: str, fix: str, mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.mend = mend


class Quantity(Struct, frozen=True, gc=False, tag=True, omit_defaults=True):
    """A number or a range as written (``1.10`` keeps its zero).

    - `digits` may end in a power of ten: ``1.602e-19``.
    - `unit` is "" for a count; `money` is the sign or code of a currency before the number.
    - `upper` are the digits of the other end of a range, "" for a single number.
    """

    digits: str
    unit: str = ""
    bound: str = ""
    upper: str = ""
    money: str = ""

    @property
    def number(self) -> Decimal:
        """Return the number itself, the first one of a range."""
        return Decimal(self.digits)

    @property
    def decimals(self) -> int:
        """Return the number of digits after the point."""
        written = (each.partition("e")[0] for each in (self.digits, self.upper))
        return max(len(each.partition(".")[2]) for each in written)

    @property
    def power(self) -> str:
        """Return the power of ten that it is written with, "" for none."""
        return self.digits.partition("e")[2]

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """Return the smallest and the largest number of a range, the number twice if it is none."""
        return _ends(self.digits, self.upper)

    @property
    def is_bound(self) -> bool:
        """Return whether it is the least or the greatest number that is meant."""
        return self.bound in (*_LOWER, *_UPPER)

    @property
    def interval(self) -> Interval:
        """Return the smallest and the largest number that it may stand for."""
        return interval(*self.ends, self.bound)

    def disjoint(self, other: Quantity) -> bool:
        """Return whether the two can't both be the answer.

        A bound does not exclude what it entails: if at least 200 is right, so is "at least 100".
        """
        if not self._is_like(other):
            return False
        if self.bound in _LOWER and other.bound not in _UPPER:
            return other.ends[0] > self.ends[0]
        if self.bound in _UPPER and other.bound not in _LOWER:
            return other.ends[1] < self.ends[1]
        return self._is_off(other)

    def excludes(self, other: Quantity) -> bool:
        """Return whether no number is meant by both: at least 200 does not exclude 300."""
        return self._is_like(other) and self._is_off(other)

    def _is_like(self, other: Quantity) -> bool:
        return (self.unit, self.money) == (other.unit, other.money)

    def _is_off(self, other: Quantity) -> bool:
        (low, high), (least, most) = self.interval, other.interval
        gap = max(low - most, least - high)
        if gap <= 0 or "about" not in (self.bound, other.bound):
            return gap > 0
        near, far = (high, least) if high < least else (low, most)
        return gap > _ABOUT * max(abs(near), abs(far))


Interval = tuple[Decimal, Decimal]


@lru_cache(maxsize=1 << 12)
def _ends(digits: str, upper: str) -> tuple[Decimal, Decimal]:
    """Return the smallest and the largest number of a range in digits."""
    first = Decimal(digits)
    last = Decimal(upper) if upper else first
    return min(first, last), max(first, last)


def interval(low: Decimal, high: Decimal, bound: str) -> Interval:
    """Return the smallest and the largest number that a range with a bound may stand for."""
    if bound in _LOWER:
        return low, Decimal("Infinity")
    if bound in _UPPER:
        return Decimal("-Infinity"), high
    return low, high


def parse_quantity(text: str) -> Quantity:
    """Read ``200``, ``1.10``, ``90 %``, ``at least 200``, ``5-6 cm``, ``$250`` or ``about 5.5 km``.

    Raises QuantityError, whose `fix` says what to write.
    """
    words, bound = _bound_of(with_short_powers(" ".join(text.split())))
    match = _NUMBER.fullmatch(words)
    if match is None:
        raise _error(text, words)
    _check_length(match)
    _check_money(match["money"])
    _check_place(match)
    unit = (match["unit"] or "").strip()
    digits, upper = _plain(match["digits"]), _plain(match["upper"] or "")
    if match["to"] == "/":
        _check_slash(text, digits, upper, unit)
    _check_powers(text, digits, upper)
    if upper and Decimal(upper) == Decimal(digits):
        upper = ""
    return Quantity(digits, unit, bound, upper, match["money"] or "")


def _bound_of(words: str) -> tuple[str, str]:
    """Return the words after a bound, and the bound."""
    for known, bound in _BOUND_WORDS.items():
        if words.startswith(f"{known} "):
            return words[len(known) + 1 :], bound
    return words, ""


def _plain(digits: str) -> str:
    return digits.replace("\N{MINUS SIGN}", "-").lstrip("+")


def _check_length(match: re.Match[str]) -> None:
    """Refuse a number of more digits than can be calculated with."""
    for number in (match["digits"], match["upper"] or ""):
        if sum(map(str.isdigit, number)) > _MOST_DIGITS:
            fix = "write fewer digits, or use a larger unit"
            raise QuantityError(f"`{number}` has more than {_MOST_DIGITS} digits", fix)


def _check_powers(text: str, digits: str, upper: str) -> None:
    """Refuse a power of ten that is too large, or that one end of a range lacks."""
    (_, _, first), (_, _, last) = (each.partition("e") for each in (digits, upper))
    if max(abs(int(each or 0)) for each in (first, last)) > MOST:
        fix = f"write a power of ten between -{MOST} and {MOST}, or use another unit"
        raise QuantityError(f"`{text}` has a power of ten that is too large", fix)
    if upper and bool(first) is not bool(last):
        power = first or last
        ends = (each if "e" in each else f"{each}e{power}" for each in (digits, upper))
        fix = f"write the power of ten at both ends: {'-'.join(ends)}"
        raise QuantityError(f"`{text}` has a power of ten at one end alone", fix)


def _check_money(money: str | None) -> None:
    if money and money.isalpha() and not is_currency(money):
        raise QuantityError(f"`{money}` is not a currency", "write a code such as USD, or a sign")


def _check_place(match: re.Match[str]) -> None:
    """Refuse a place in an order: 1st."""
    if (match["unit"] or "").strip() in _ENDINGS_OF_PLACES:
        fix = f"write `{match['digits']}`, and the word for the place in the question"
        raise QuantityError(f"`{match.group()}` is not a number", fix, match["digits"])


def _check_slash(text: str, digits: str, upper: str, unit: str) -> None:
    """Refuse what may be a fraction: 1/2 cup."""
    if not unit or max(abs(Decimal(digits)), abs(Decimal(upper))) <= _MOST_IN_FRACTION:
        fix = f"write `{digits}-{upper}` for a range, or the fraction with a point: 0.5"
        raise QuantityError(f"`{text}` is not a number", fix)


def _error(text: str, words: str) -> QuantityError:
    if _UNIT_ALONE.fullmatch(words):
        return QuantityError(f"`{text}` is a unit without a number", f"write one: 5 {words}")
    plain = plain_digits(words)
    if plain != words and _NUMBER.fullmatch(plain):
        fix, mend = f"write the digits 0 to 9: {plain}", plain
    else:
        fix, mend = _hint(words)
    # Words before the number, such as "at least", stay as they are.
    before = text[: len(text) - len(words)] if text.endswith(words) else ""
    is_whole = bool(before) or text == words
    whole = before + mend if mend and is_whole else ""
    return QuantityError(f"`{text}` is not a number", fix, whole)


def _hint(text: str) -> tuple[str, str]:
    """Return what to write instead of a text, and the number alone if it is certain."""
    paid = _PAID.fullmatch(text)
    if paid:
        fix, amount = _hint(paid["amount"])
        whole = paid["money"] + amount if amount else ""
        return (fix.replace(amount, whole) if amount else fix), whole
    written = re.fullmatch(
        r"(?P<digits>[\d.,_' \N{RIGHT SINGLE QUOTATION MARK}]*\d(?:e-?\d+)?)(?P<unit>[^\d]*)", text
    )
    digits, unit = (written["digits"], written["unit"]) if written else (text, "")
    if re.fullmatch(
        r"\d{1,3}(?:[,_' \N{RIGHT SINGLE QUOTATION MARK}]\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}",
        digits,
    ):
        is_decimal = digits.count(".") == 1
        number = re.sub("[^0-9.]" if is_decimal else "[^0-9]", "", digits) + unit
        return f"write the digits alone: {number}; they are grouped when they are printed", number
    if re.fullmatch(r"\d+,\d+(?:e-?\d+)?", digits):
        number = digits.replace(",", ".") + unit
        return f"write a point before the decimals: {number}", number
    if re.fullmatch(r"\.\d+", digits):
        number = f"0{digits}{unit}"
        return f"write a zero before the point: {number}", number
    power = re.fullmatch(r"10(?:\^|\*\*)?(?P<power>[-\d⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)(?P<unit>\D*)", text)
    if power:
        number = f"{with_short_powers(f'1*{text}')}"
        return f"write `{number}`", number
    return _hint_of_order(text)


def _hint_of_order(text: str) -> tuple[str, str]:
    """Return how to write a number that follows a sign or its unit."""
    sign = re.fullmatch(r"(?P<sign>[~≈<>≤≥])\s*(?P<rest>[0-9].*)", text)
    if sign:
        number = f"{_SIGNS[sign['sign']]} {sign['rest']}"
        return f"write `{number}`", number
    before = re.fullmatch(r"(?P<unit>[^\d\s]+)\s?(?P<digits>[0-9]+(?:\.[0-9]+)?)", text)
    if before:
        number = f"{before['digits']} {before['unit']}"
        return f"write the unit after the number: {number}", number
    return "write it in digits: 200, 1.10, `90 %`, `about 200` or `at least 200`", ""
