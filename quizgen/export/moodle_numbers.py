"""Numbers as Moodle's formats write them."""

from __future__ import annotations

from decimal import Decimal


def middle_of(bounds: tuple[float, float]) -> tuple[str, str]:
    """Return the number in the middle of two, and how far they are from it, in digits."""
    least, largest = (Decimal(str(each)) for each in bounds)
    return _digits((least + largest) / 2), _digits((largest - least) / 2)


def number_text(number: float) -> str:
    """Return a number in digits, without an exponent: 1, 0.5."""
    return _digits(Decimal(str(number)))


def _digits(number: Decimal) -> str:
    return f"{number.normalize():f}"
