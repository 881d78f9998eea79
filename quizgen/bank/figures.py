"""Figures in texts: the numbers and ranges that a text holds, and the words around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal

from msgspec import Struct

from quizgen.deck.quantities import Interval, interval

_DIGITS = r"\d{1,30}(?:[,\u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d{1,30})?"
_FIGURE = re.compile(
    rf"(?<![\w.,/-])(?P<low>{_DIGITS})(?:\s?[-\u2013\u2014/]\s?(?P<high>{_DIGITS}))?(?![-/\d])"
)


class Figures(Struct, frozen=True):
    """The intervals that a text's numbers and ranges stand for, and its other words."""

    intervals: tuple[Interval, ...] = ()
    words: frozenset[str] = frozenset()

    def meet(self, other: Figures) -> bool:
        """Return whether ranges overlap in two texts whose other words agree.

        Single numbers agree as words do, so at least one figure must be a range.
        """
        if not self.intervals or len(self.intervals) != len(other.intervals):
            return False
        if not (self.words <= other.words or other.words <= self.words):
            return False
        if all(low == high for low, high in (*self.intervals, *other.intervals)):
            return False
        pairs = zip(self.intervals, other.intervals, strict=True)
        return all(mine[0] <= theirs[1] and theirs[0] <= mine[1] for mine, theirs in pairs)


_NONE = Figures()


def figures_of(
    text: str, fold: Callable[[str], Iterable[str]], bounds: Iterable[tuple[str, str]]
) -> Figures:
    """Return the figures of a text; `fold` returns its words, `bounds` are the words for bounds."""
    if not any(map(str.isdigit, text)):
        return _NONE
    found = list(_FIGURE.finditer(text))
    intervals: list[Interval] = []
    rest: list[str] = []
    end = 0
    for match in found:
        before = text[end : match.start()]
        bound, start = _bound(before.casefold(), bounds)
        rest.append(before[:start])
        intervals.append(_interval(match, bound))
        end = match.end()
    rest.append(text[end:])
    words = (word for part in rest if part.strip() for word in fold(part))
    return Figures(tuple(intervals), frozenset(words))


def _interval(match: re.Match[str], bound: str) -> Interval:
    low, high = _decimal(match["low"]), _decimal(match["high"] or match["low"])
    return interval(min(low, high), max(low, high), bound)


def _decimal(digits: str) -> Decimal:
    whole = re.sub(r"[,\u00a0\u202f](?=\d{3}(?!\d))", "", digits)
    return Decimal(whole.replace(",", "."))


def _bound(before: str, bounds: Iterable[tuple[str, str]]) -> tuple[str, int]:
    """Return the bound with which the words before a number end, and where it begins."""
    words = f" {before.rstrip()}"
    for beginning, bound in bounds:
        if words.endswith(f" {beginning}"):
            return bound, len(words) - 1 - len(beginning)
    return "", len(before)
