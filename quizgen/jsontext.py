"""JSON that a stranger may have written, read with bounds of its values, its depth and its numbers."""

from __future__ import annotations

import json
import math

# A class of 2,000 has some million values in its manifest.
MOST_VALUES = 5_000_000
MOST_DIGITS = 20


def parse_json(data: bytes) -> object:
    """Return what JSON in UTF-8 says.

    Raises ValueError, with what is wrong in words, for what is no JSON, has over 5 million values,
    nests too deeply, or has a number of over 20 characters or none that a float can hold.
    """
    if sum(map(data.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise ValueError(f"it has more than {MOST_VALUES:,} values")
    try:
        text = data.decode("utf-8-sig")
        return json.loads(text, parse_int=_whole, parse_float=_float, parse_constant=_constant)
    except RecursionError:
        raise ValueError("it nests too deeply") from None
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None
    except json.JSONDecodeError as error:
        message = f"it is not JSON: line {error.lineno}, column {error.colno}"
        raise ValueError(message) from None


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError(f"a number has more than {MOST_DIGITS} digits")
    return int(digits)


def _float(written: str) -> float:
    number = float(written)
    if not math.isfinite(number):
        raise ValueError("a number is too large")
    return number


def _constant(name: str) -> float:
    raise ValueError(f"`{name}` is no number of JSON")
