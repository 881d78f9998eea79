"""The date of the facts: whether a deck's own dates are near it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import chain

from quizgen.deck.dates import PartialDate
from quizgen.deck.model.contents import Sentence
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import UNTOLD, Value
from quizgen.deck.types.registry import type_of
from quizgen.diagnostics import Problems
from quizgen.language.lexicon import LANGUAGE, Named, fold, named
from quizgen.late import late_pattern
from quizgen.markup.plain import plain

# So many years the date of the facts may lie from the deck's other dates, or as many as these span.
_YEARS = 60
# So many years it may lie before all of them, as in a source on plans.
_YEARS_TO_COME = 10
# From so many facts with a date of a deed, so many years or twice as many as these span.
_ENOUGH, _YEARS_OF_DEEDS = 3, 25
# People in office were born at most so many years before.
_YEARS_OF_LIFE = 100
# Names such as Louis XVIII have a number of at most so many letters, and seldom a longer one.
_LONGEST_NUMBER = 3
_TO_COME = "is still to come"
_YEAR_IN_TITLE = late_pattern(r"(?<![\w.,/-])1[0-9]{3}(?![\w,])")


def supported_as_of(deck: Deck) -> PartialDate | None:
    """Return the source's `as_of`, None if it has none or if the deck's dates are far from it.

    In a deck on 1815, nothing is known of 2024.
    """
    as_of = deck.source.as_of
    return None if as_of and _is_far(deck, as_of) else as_of


def check_as_of(deck: Deck, problems: Problems, today: dt.date) -> None:
    """Warn of an `as_of` after `today` or far from the deck's dates if values rely on it.

    These are values that change with time and do not say when they hold. Dates rely on an `as_of`
    before all of them.
    """
    as_of = deck.source.as_of
    why = _doubt(deck, as_of, today) if as_of else ""
    if not (as_of and why):
        return
    said = f"the source's `as_of`, {_year(as_of.start.year)}, {why}"
    value, dated = next(_relying(deck), None), next(_dated(deck), None)
    correct = "correct the date of the source"
    if value:
        known = "say when it is true: `as_of`, or `from` and `to`, with this value"
        fix = correct if why == _TO_COME else known
        problems.warn("Q245", f"this changes with time, and {said}", value.place, fix)
    elif dated and _is_before(deck, as_of):
        problems.warn("Q245", f"this was still to come: {said}", dated.place, correct)


def _doubt(deck: Deck, as_of: PartialDate, today: dt.date) -> str:
    """Return why nothing can be known of a date, "" if it may be."""
    # Somewhere it is tomorrow already.
    tomorrow = today + dt.timedelta(days=1)
    if as_of.start.first > (tomorrow.year, tomorrow.month, tomorrow.day):
        return _TO_COME
    if supported_as_of(deck) is not None:
        return ""
    dates, lives = _span_of_facts(deck), _span_of_lives(deck)
    if dates and _is_before(deck, as_of):
        return f"lies before the deck's dates, {_from_to(dates)}"
    if dates:
        return f"is far from the deck's dates, {_from_to(dates)}"
    if lives and not _span_of_title(deck.title):
        return f"is far from the lives of those whom the deck names, {_from_to(lives)}"
    return "is far from the year in the title"


def _relying(deck: Deck) -> Iterator[Value]:
    """Yield the values that change with time and do not say when they hold."""
    for fact in deck.facts.values():
        for name, values in fact.values.items():
            if deck.kinds[fact.kind].fields[name].volatile:
                for value in values:
                    told = value.provenance
                    if not (told.since or told.until or told.as_of):
                        yield value


def _dated(deck: Deck) -> Iterator[Value]:
    """Yield the values with a date."""
    values = (each for fact in deck.facts.values() for each in fact.values.values())
    yield from (value for value in chain.from_iterable(values) if any(_dates([(value,)])))


def _is_before(deck: Deck, as_of: PartialDate) -> bool:
    """Return whether a date lies years before all dates of a deck."""
    span = _span_of_facts(deck)
    return span is not None and as_of.end.year < span[0] - _YEARS_TO_COME


def _span(deck: Deck) -> tuple[int, int] | None:
    """Return the first and the last year of the facts, or else of the title or of lives."""
    return _span_of_facts(deck) or _span_of_title(deck.title) or _span_of_lives(deck)


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


def _span_of_lives(deck: Deck) -> tuple[int, int] | None:
    """Return the years of the people in an English deck who are known to have died.

    It is None without any, and if somebody is known who may be alive.
    """
    known = list(_known_people(deck)) if deck.language.partition("-")[0] == LANGUAGE else []
    years = [year for each in known for year in (each.born, each.died) if year is not None]
    has_living = any(each.born and each.died is None for each in known)
    return None if has_living or not years else (min(years), max(years))


def _known_people(deck: Deck) -> Iterator[Named]:
    """Yield those of a deck's people whom WordNet knows by the first and another name."""
    kinds = [kind for kind in deck.kinds.values() if kind.pool == "person"]
    names = {kind.key: kind.name for kind in kinds}
    for fact in deck.facts.values():
        for value in fact.values.get(names.get(fact.kind, ""), ()):
            name = plain(type_of(value.content).text(value.content))
            found = named(name) if " " in name else None
            if found and not _long_words(name).isdisjoint(_long_words(found.name)):
                yield found


def _long_words(name: str) -> frozenset[str]:
    """Return the words of a name without numbers: Charles III is not Napoleon III."""
    return frozenset(word for word in fold(name).split() if len(word) > _LONGEST_NUMBER)


def _years(deck: Deck, *, births: bool) -> list[tuple[int, int]]:
    """Return the first and the last year of each fact with dates that are births, or are none."""
    found = []
    for fact in deck.facts.values():
        kind = deck.kinds[fact.kind]
        begins = kind.begins if kind.pool == "person" else ()
        values = (each for name, each in fact.values.items() if (name in begins) is births)
        dates = list(_dates(values))
        if dates:
            found.append((dates[0].start.year, dates[-1].end.year))
    return found


def _dates(values: Iterable[tuple[Value, ...]]) -> Iterator[PartialDate]:
    for value in chain.from_iterable(values):
        content = value.content
        if isinstance(content, PartialDate):
            yield content
        elif isinstance(content, Sentence):
            filled = (blank.content for blank in content.blanks)
            yield from (each for each in filled if isinstance(each, PartialDate))
        told = value.provenance
        # Most values tell no time of their own.
        if told is not UNTOLD:
            yield from filter(None, (told.since, told.until))


def _is_far(deck: Deck, as_of: PartialDate) -> bool:
    """Return whether a date lies far from those of a deck.

    A few dates of one time, such as 1989 to 1991, tell that a deck is about that time. Where they
    span more years, it may go on. Births tell of a life after them. Few plans reach far ahead.
    """
    span = _span(deck)
    if span is None:
        return False
    if _is_before(deck, as_of):
        return True
    first, last = span
    if _are_apart(as_of, span, max(_YEARS, last - first)):
        ages = (as_of.end.year - born for _, born in _years(deck, births=True))
        return not any(0 <= age <= _YEARS_OF_LIFE for age in ages)
    deeds = _years(deck, births=False)
    if len(deeds) < _ENOUGH:
        return False
    width = max(end for _, end in deeds) - min(start for start, _ in deeds)
    return _are_apart(as_of, span, max(_YEARS_OF_DEEDS, 2 * width))


def _are_apart(as_of: PartialDate, span: tuple[int, int], margin: int) -> bool:
    first, last = span
    return as_of.start.year > last + margin or as_of.end.year < first - margin


def _from_to(span: tuple[int, int]) -> str:
    first, last = span
    return f"{_year(first)} to {_year(last)}" if first < last else _year(first)


def _year(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BCE"
