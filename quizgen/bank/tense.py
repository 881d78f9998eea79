"""The tense of a question, seen from the date of the facts."""

from __future__ import annotations

from enum import IntEnum

from quizgen.bank.base import FactBase
from quizgen.bank.over import is_over
from quizgen.deck.dates import PartialDate
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import Field


class Time(IntEnum):
    """When a value holds; the numbers are places in a template's choice of words."""

    PAST = 0
    PRESENT = 1
    PLANNED = 2


def time_of(base: FactBase, fact: Fact, field: Field, value: Value) -> Time:
    """Return the time of a value.

    A date after the date of the facts is planned. A value with an end or an `as_of` date is past;
    so are dates, except for a volatile one without a date of the facts, and all that is told of
    what is over, such as somebody who has died. If the main field of a fact is a date, its other
    values share the time of that date.
    """
    told = value.provenance
    as_of = stated(base, value)
    date = _date_of(base, fact, field, value)
    begins = date or told.since
    known = told.as_of or base.times.as_of
    if begins and known and begins.start.first > known.end.last:
        return Time.PLANNED
    if told.until or told.as_of:
        return Time.PAST
    is_past = bool(as_of if field.volatile else date)
    # A date that may still change, such as that on which a treaty expires, is its own measure.
    is_measured = field.volatile and date is not None
    if not is_past and not is_measured:
        is_past = is_over(base, fact, as_of)
    return Time.PAST if is_past else Time.PRESENT


def _date_of(base: FactBase, fact: Fact, field: Field, value: Value) -> PartialDate | None:
    main = base.kind(fact).main
    values = (value,) if field.type == "date" else fact.values.get(main, ())
    for each in values:
        if isinstance(each.content, PartialDate):
            return each.content
    return None


def stated(base: FactBase, value: Value) -> PartialDate | None:
    """Return the `as_of` date of a value: its own, or the source's."""
    return value.provenance.as_of or base.deck.source.as_of


def supported(base: FactBase, fact: Fact, value: Value) -> PartialDate | None:
    """Return the `as_of` date that a stem may state: not the source's if the facts are of old.

    That of a source from 2024 says nothing about an emperor who died in 1825, nor about any fact of
    a deck on 1815.
    """
    as_of = value.provenance.as_of
    source = base.deck.source.as_of
    if as_of or source is None:
        return as_of
    life = base.times.lifetime(fact.ref)
    is_of_old = bool(life and life.disjoint(source))
    return None if is_of_old else base.times.as_of


def when(base: FactBase, fact: Fact, field: Field, value: Value) -> str:
    """Return in words when a value holds, "" if the deck does not say."""
    told, wording = value.provenance, base.wording
    if told.since and told.until:
        return wording.period(told.since, told.until)
    if told.until:
        return wording.limit("until", told.until)
    if told.since and time_of(base, fact, field, value) is Time.PLANNED:
        return wording.limit("from", told.since)
    as_of = supported(base, fact, value) if field.volatile else told.as_of
    if as_of:
        return wording.date_in(as_of)
    is_old = field.volatile and stated(base, value) is not None
    return _from(base, value) if is_old else ""


def _from(base: FactBase, value: Value) -> str:
    since = value.provenance.since
    return base.wording.limit("from", since) if since else ""
