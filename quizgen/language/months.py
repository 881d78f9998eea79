"""The names of months, as a language writes them."""

from __future__ import annotations

from collections.abc import Iterator

from babel import Locale
from babel.dates import get_month_names


def month_names(language: str | Locale, *, with_short: bool = True) -> Iterator[tuple[str, int]]:
    """Yield the names of months in small letters, without final points, each with its number.

    Long names come first, and first as they stand beside a day. Raises UnknownLocaleError or
    ValueError for a code that names no language.
    """
    for width in ("wide", "abbreviated") if with_short else ("wide",):
        for context in ("format", "stand-alone"):
            for number, name in get_month_names(width, context, language).items():
                yield name.casefold().rstrip("."), int(number)
