"""Out of time: written options that name facts of the deck from another time than the stem's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.mentions import years_in
from quizgen.bank.once import once
from quizgen.deck.dates import PartialDate, Point
from quizgen.language.who_questions import DID
from quizgen.markup.plain import plain

_AHEAD = re.compile(r"\b(?:due|expected|planned|scheduled|upcoming|will)\b", re.IGNORECASE)
# The pool of events.
_EVENT = "event"
# Years between an office and a deed of one person.
_LONG_LIFE = 90


def is_out_of_time(base: FactBase, stem: str, key: str, option: str) -> bool:
    """Return whether the deck's dates rule out an option beside the one year of an English stem.

    What is due in a year was not over before it, and whoever did something in a year lived then.
    Nothing is ruled out if the dates of the key say the same of the key.
    """
    said = plain(stem)
    years = years_in(said)
    if len(years) != 1:
        return False
    (year,) = years
    is_ahead, is_deed = bool(_AHEAD.search(said)), bool(DID.match(said))
    if not (is_ahead or is_deed) or _misses(base, key, year, is_deed=is_deed):
        return False
    return _misses(base, option, year, is_deed=is_deed)


def _misses(base: FactBase, text: str, year: int, *, is_deed: bool) -> bool:
    """Return whether all facts with a name were over before a year, or came after it for deeds."""
    refs = once(base, _refs_by_name).get(base.wording.normal(text), [])
    return bool(refs) and all(_is_apart(_time(base, ref), year, is_deed=is_deed) for ref in refs)


def _time(base: FactBase, ref: str) -> PartialDate | None:
    """Return when a fact exists at most, None if the deck does not say.

    An event is over after its date. Of a person who held an office, the life is within a long life
    of the term. The date of other facts, such as treaties, says nothing of their end.
    """
    kind = base.deck.kinds[ref.partition("/")[0]]
    lifetime, time = base.times.lifetime(ref), base.likeness.time(ref)
    if base.is_of_people(kind.key):
        return time if lifetime or time is None else _widened(time)
    return time if kind.pool == _EVENT else lifetime


def _widened(time: PartialDate) -> PartialDate:
    first, last = time.start.year - _LONG_LIFE, time.end.year + _LONG_LIFE
    return PartialDate(Point(first), Point(last))


def _is_apart(time: PartialDate | None, year: int, *, is_deed: bool) -> bool:
    if time is None:
        return False
    return time.end.year < year or (is_deed and time.start.year > year)


def _refs_by_name(base: FactBase) -> Mapping[str, list[str]]:
    """Return the facts of a deck by each of their names."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for ref, filler in base.names.fillers.items():
        for name in filler.names:
            found[name].append(ref)
    return dict(found)
