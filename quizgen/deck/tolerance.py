"""Reads how far a written answer may lie from the right number."""

from __future__ import annotations

from decimal import Decimal

from quizgen.deck.model.contents import Content, Text
from quizgen.deck.quantities import Quantity, QuantityError, parse_quantity
from quizgen.deck.read import shorten
from quizgen.diagnostics import Place, Problems
from quizgen.late import late_pattern

_TOLERANCE = late_pattern(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)\s*(%?)")


def read_tolerance(
    text: str, content: Content, place: Place, problems: Problems
) -> Quantity | None:
    """Return the range of numbers to accept; None after reporting what is wrong (Q201, Q210).

    A tolerance is a number, in the unit of the answer, or a percentage of it.
    """
    number = _number(content)
    if number is None or number.upper or number.bound:
        message = "`tolerance` belongs to single numbers only"
        problems.error("Q201", message, place, "delete it")
        return None
    match = _TOLERANCE.fullmatch(text.strip())
    if match is None or not Decimal(match[1]):
        message = f"`{shorten(text)}` is not a tolerance"
        problems.error("Q210", message, place, "write a number, such as 0.1 or 5%")
        return None
    width = Decimal(match[1])
    if match[2]:
        width = abs(number.number) * width / 100
    least, most = number.number - width, number.number + width
    ends = (_digits(each, number.power) for each in (least, most))
    return Quantity(next(ends), number.unit, "", next(ends), number.money)


def _number(content: Content) -> Quantity | None:
    if isinstance(content, Quantity):
        return content
    try:
        return parse_quantity(content.text) if isinstance(content, Text) else None
    except QuantityError:
        return None


def _digits(number: Decimal, power: str) -> str:
    """Return the digits of a number, with a power of ten if there is one."""
    if power:
        return f"{_digits(number.scaleb(-int(power)), '')}e{power}"
    return format(number.normalize(), "f")
