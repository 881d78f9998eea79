"""The date of the facts: whether a deck's own dates are near it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import chain

from quizgen.deck.dates import PartialDate
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Value
from quizgen.deck.types.registry import type_of
from quizgen.diagnostics import Problems
from quizgen.late import late_pattern

# So many years the date of the facts may lie from the deck's other dates, or as many as these span.
_YEARS = 60
_TO_COME = "is still to come"
_YEAR_IN_TITLE = late_pattern(r"(?<![\w.,/-])1[0-9]{3}(?![\w,])")


def supported_as_of(deck: Deck) -> PartialDate | None:
    """Return the source's `as_of`, None if it has none or if the deck's dates are far from it.

    In a deck on 1815, nothing is known of 2024.
    """
    as_of = deck.source.as_of
    span = _span(deck) if as_of else None
    return None if as_of and span and _is_far(as_of, span) else as_of


def check_as_of(deck: Deck, problems: Problems, today: dt.date) -> None:
    """Warn of an `as_of` after `today` or far from the deck's dates if values rely on it.

    These are values that change with time and do not say when they hold.
    """
    as_of = deck.source.as_of
    why = _doubt(deck, as_of, today) if as_of else ""
    value = next(_relying(deck), None) if why else None
    if as_of and value:
        message = (
            f"this changes with time, and the source's `as_of`, {_year(as_of.start.year)}, {why}"
        )
        known = "say when it is true: `as_of`, or `from` and `to`, with this value"
        fix = "correct the date of the source" if why == _TO_COME else known
        problems.warn("Q245", message, value.place, fix)


def _doubt(deck: Deck, as_of: PartialDate, today: dt.date) -> str:
    """Return why nothing can be known of a date, "" if it may be."""
    # Somewhere it is tomorrow already.
    tomorrow = today + dt.timedelta(days=1)
    if as_of.start.first > (tomorrow.year, tomorrow.month, tomorrow.day):
        return _TO_COME
    if supported_as_of(deck) is not None:
        return ""
    dates = _span_of_facts(deck)
    if dates is None:
        return "is far from the year in the title"
    first, last = dates
    return f"is far from the deck's dates, {_year(first)} to {_year(last)}"


def _relying(deck: Deck) -> Iterator[Value]:
    """Yield the values that change with time and do not say when they hold."""
    for fact in deck.facts.values():
        for name, values in fact.values.items():
            if deck.kinds[fact.kind].fields[name].volatile:
                for value in values:
                    told = value.provenance
                    if not (told.since or told.until or told.as_of):
                        yield value


def _span(deck: Deck) -> tuple[int, int] | None:
    """Return the first and the last year of the facts, or else of the title; None without any."""
    return _span_of_facts(deck) or _span_of_title(deck.title)


def _span_of_title(title: str) -> tuple[int, int] | None:
    """Return the first and the last year that a title names: Europe in 1815."""
    years = [int(year) for year in _YEAR_IN_TITLE.findall(title)]
    return (min(years), max(years)) if years else None


def _span_of_facts(deck: Deck) -> tuple[int, int] | None:
    """Return the first and the last year of all dates in the facts, None if there are none."""
    dates = [date for fact in deck.facts.values() for date in _dates(fact.values.values())]
    if not dates:
        return None
    return min(date.start.year for date in dates), max(date.end.year for date in dates)


def _dates(values: Iterable[tuple[Value, ...]]) -> Iterator[PartialDate]:
    for value in chain.from_iterable(values):
        blanks = (blank.content for blank in type_of(value.content).blanks(value.content))
        told = value.provenance
        found = (value.content, *blanks, told.since, told.until)
        yield from (each for each in found if isinstance(each, PartialDate))


def _is_far(as_of: PartialDate, span: tuple[int, int]) -> bool:
    first, last = span
    margin = max(_YEARS, last - first)
    return as_of.start.year > last + margin or as_of.end.year < first - margin


def _year(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BCE"
