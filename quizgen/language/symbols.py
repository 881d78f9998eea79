"""Symbols of one or two letters, of which a capital makes another one: p and P, mg and Mg."""

from __future__ import annotations

_MOST_LETTERS = 2


def are_two_symbols(one: str, other: str) -> bool:
    """Return whether two texts are symbols that differ by their capitals alone."""
    return one != other and one.casefold() == other.casefold() and is_symbol(one)


def is_symbol(text: str) -> bool:
    """Return whether a text is one letter or two."""
    return 0 < len(text) <= _MOST_LETTERS and text.isalpha()


def folded_case(text: str) -> str:
    """Return a text in small letters, a symbol as it is."""
    return text if is_symbol(text) else text.casefold()
