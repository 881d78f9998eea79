"""Powers of ten in numbers: ``1.602*10^-19`` and its other notations become ``1.602e-19``."""

from __future__ import annotations

import re

# So large a power still leaves the ratio of two numbers within what a float can hold.
MOST = 99
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺\N{MINUS SIGN}", "0123456789-+-")
_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_POWER = re.compile(
    r"(?<=[0-9])(?:[eE](?P<short>[-+\u2212]?[0-9]{1,9})"
    r"|\s?[\u00d7x*·⋅]\s?10"
    r"(?:(?:\^|\*\*)(?:(?P<plain>[-+\u2212]?[0-9]{1,9})"
    r"|\{(?P<braced>[-+\u2212]?[0-9]{1,9})\}|\((?P<bracketed>[-+\u2212]?[0-9]{1,9})\))"
    r"|(?P<raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,9})))(?!\.?[0-9])"
)


def with_short_powers(text: str) -> str:
    """Return a text with each power of ten behind a number in its shortest notation."""
    return _POWER.sub(_short, text)


def _short(match: re.Match[str]) -> str:
    power = next(filter(None, match.groups()))
    return f"e{int(power.translate(_RAISED))}"


def power_behind(text: str, start: int) -> tuple[int, int]:
    """Return the power of ten that follows a number which ends at `start`, and where that ends.

    Both are 0 if none follows.
    """
    found = _POWER.match(text, start)
    if found is None:
        return 0, 0
    return int(with_short_powers(f"1{found[0]}").partition("e")[2]), found.end()


def raised(power: str) -> str:
    """Return a whole number in raised digits: ``⁻¹⁹`` for ``-19``."""
    return power.translate(_SUPERSCRIPT)
