"""The order of dates: what an answer must come after or before, as anybody can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.fitting.name_sorts import NameSorts
from quizgen.bank.once import once
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.said import Said
from quizgen.deck.dates import PartialDate, Point
from quizgen.deck.model.contents import Content
from quizgen.deck.model.facts import Fact
from quizgen.deck.types.registry import type_of

# A year in a name: The Third of May 1808.
_YEAR = re.compile(r"(?<!\d)(1\d{3}|20\d{2})(?!\d)")
# Names within a name: the conquest of Egypt by Alexander the Great.
_NAMES = re.compile(r"[A-Z]\w+(?:(?: of| the| van| von| da| de)? [A-Z]\w+)*")
# Nothing is offered that lies more years than this after the newest date of the deck.
_BEYOND = 4
# Nobody makes anything before this age.
_GROWN_UP = 17


class Order:
    """Compares dates with those that a question shows or a reader knows."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._names = once(base, NameSorts)
        self._said = once(base, Said)
        self._asked = ""
        self._known: tuple[PartialDate, ...] = ()
        self._years: tuple[PartialDate, ...] = ()
        self._lives: tuple[PartialDate, ...] = ()

    def contradicted(self, prompt: Prompt, key: Content, other: Content) -> Misfit | None:
        """Return what a date contradicts that lies on another side of it than the key, or None.

        Nobody dies before being born, no work is older than its author or than the year in its
        title, and nothing that has happened lies in the future.
        """
        if not (isinstance(key, PartialDate) and isinstance(other, PartialDate)):
            return None
        if prompt.way is not Way.FORWARD:
            return None
        newest = self._base.newest_year
        if other.start.year > newest + _BEYOND and key.start.year <= newest:
            return Misfit.FUTURE
        if prompt.id != self._asked:
            self._asked = prompt.id
            self._known = tuple(date for _, date in self._dates(prompt))
            self._years = tuple(self._years_in_name(prompt.fact))
            self._lives = tuple(self._named(prompt.fact))
        if any(_is_between(key, each, other) for each in self._known):
            return Misfit.ORDER
        if any(_is_between(key, each, other) for each in self._years):
            return Misfit.YEAR
        is_beyond = any(_leaves(key, life, other) for life in self._lives)
        return Misfit.AGE if is_beyond else None

    def fields(self, prompt: Prompt) -> tuple[str, ...]:
        """Return the fields with the other dates of a fact that a reader can compare."""
        return tuple(dict.fromkeys(name for name, _ in self._dates(prompt)))

    def outlives(self, prompt: Prompt, theirs: Fact) -> bool:
        """Return whether the date in a stem is beyond the life of somebody whom a fact names.

        Mozart died in 1791, so none of his operas was first performed in 1805.
        """
        given = prompt.value.content
        held = (value.content for value in theirs.values.get(prompt.field.name, ())[:1])
        own = next((each for each in held if isinstance(each, PartialDate)), None)
        if own is None or not isinstance(given, PartialDate):
            return False
        return any(_leaves(own, life, given) for life in self._named(theirs))

    def _dates(self, prompt: Prompt) -> Iterator[tuple[str, PartialDate]]:
        """Yield the other dates of the fact that a reader can compare, each with its field.

        Who doesn't know when a term of office began doesn't know either when it ended.
        """
        for name, values in prompt.fact.values.items():
            if name != prompt.field.name and self._are_known(prompt, name):
                contents = (value.content for value in values if not value.is_contested)
                yield from ((name, each) for each in contents if isinstance(each, PartialDate))

    def _years_in_name(self, fact: Fact) -> Iterator[PartialDate]:
        named = self._base.names.fillers.get(fact.ref)
        for year in _YEAR.findall(named.text if named else ""):
            yield PartialDate(Point(int(year)), Point(int(year)))

    def _are_known(self, prompt: Prompt, other: str) -> bool:
        """Return whether the stem shows the dates of another field, or they limit a life's."""
        names, kind = (prompt.field.name, other), prompt.fact.kind
        is_of_a_life = any(self._base.is_of_a_life(kind, name) for name in names)
        return is_of_a_life or other in self._said.fields(prompt)

    def _named(self, fact: Fact) -> Iterator[PartialDate]:
        """Yield the times of those whom the fact's values name, such as a composer's life."""
        named = self._base.names.fillers.get(fact.ref)
        for name in _NAMES.findall(named.text) if named else ():
            yield from self._working_life(name)
        for value in chain.from_iterable(fact.values.values()):
            text = type_of(value.content).text(value.content)
            if text:
                yield from self._working_life(text)
            yield from self._lives_in(value.content, text or "", fact.ref)

    def _lives_in(self, content: Content, text: str, own: str) -> Iterator[PartialDate]:
        """Yield the times of the people whom a value refers to, or names in its text."""
        referred = type_of(content).fact(content)
        for ref in (referred,) if referred else self._base.comparison.named(text):
            life = self._base.likeness.time(ref)
            is_person = self._base.is_of_people(ref.partition("/")[0])
            if ref != own and life is not None and (is_person or not referred):
                yield life

    def _working_life(self, name: str) -> Iterator[PartialDate]:
        """Yield when a person of a known name was grown up."""
        known = self._names.name(name)
        if known and known.born is not None and known.died is not None:
            yield PartialDate(Point(known.born + _GROWN_UP), Point(known.died))


def _is_between(key: PartialDate, known: PartialDate, other: PartialDate) -> bool:
    """Return whether a known date lies between two others."""
    first, last = known.start.first, known.end.last
    is_after = key.start.first > last and other.end.last < first
    is_before = key.end.last < first and other.start.first > last
    return is_after or is_before


def _leaves(key: PartialDate, life: PartialDate, other: PartialDate) -> bool:
    """Return whether a date lies before or after a life, and the key does not."""
    is_early = other.end.last < life.start.first <= key.end.last
    is_late = other.start.first > life.end.last >= key.start.first
    return is_early or is_late
