"""Dates and numbers to stand beside a key: true ones of the same field first, then made-up ones."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise
from statistics import median
from typing import Any

from quizgen.bank.base import FactBase
from quizgen.bank.chance import draw
from quizgen.bank.prompts import Prompt, Way
from quizgen.deck.dates import PartialDate
from quizgen.deck.model import Content, Value
from quizgen.deck.types.base import FieldType, Key
from quizgen.deck.types.registry import type_of

# How many true values count on each side of a key.
_NEIGHBOURS = 4
# How many are looked at.
_WINDOW = 24
# A day of the year that occurs this often in a field, such as March 4, is its custom.
_CUSTOM = 2

# A kind and a field.
Scope = tuple[str, str]
_EVERY_FIELD, _NO_FIELD = ("", ""), ("", "none")
# Contents in order, after their sizes.
Ordered = tuple[list[float], list[Content]]
_NOTHING: Ordered = ([], [])


class Ranked:
    """The dates and numbers of a fact base, by field."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._ordered: dict[tuple[str, str, str], dict[Key, Ordered]] = {}
        self._days: dict[Scope, frozenset[tuple[int, int]]] = {}
        self._gaps: dict[Scope, float] = {}

    def around(
        self, prompt: Prompt, key: Content, name: str
    ) -> tuple[Iterator[Content], Iterator[Content]]:
        """Return contents below the key and above it, those to offer first at the front.

        True values of the field come first, with other dates of the same fact, the nearest first;
        then values that are made up around the key in its style, and last, for dates, those of the
        whole deck. `name` varies what is made up.
        """
        return self._side(prompt, key, name, -1), self._side(prompt, key, name, +1)

    def _side(self, prompt: Prompt, key: Content, name: str, direction: int) -> Iterator[Content]:
        field_type = type_of(key)
        is_asked = prompt.way is Way.FORWARD
        made_up = self._made_up(prompt, key, name, direction)
        own = _of_fact(prompt, field_type) if is_asked and field_type.deckwide else ()
        scope = _scope(prompt) if is_asked else _NO_FIELD
        true_ones = self._nearest(prompt, key, scope, own, direction)
        if not field_type.deckwide:
            return chain(true_ones, made_up)
        everywhere = self._nearest(prompt, key, _EVERY_FIELD, (), direction)
        # A blank has no field of its own.
        return chain(true_ones, made_up, everywhere) if is_asked else chain(everywhere, made_up)

    def _nearest(
        self,
        prompt: Prompt,
        key: Content,
        scope: Scope,
        own: Iterable[Content],
        direction: int,
    ) -> list[Content]:
        """Return true values on one side of the key, those in its style first, then the nearest."""
        field_type = type_of(key)
        size, shape = field_type.size(key), field_type.shape(key)
        beside = [
            content
            for content in dict.fromkeys(chain(self._window(scope, key, direction), own))
            if field_type.shape(content) == shape
            and (field_type.size(content) - size) * direction > 0
            and self.distracts(prompt, key, content)
        ]
        beside.sort(key=lambda content: abs(field_type.size(content) - size))
        nearest = _mixed(beside[:_NEIGHBOURS], prompt.id)
        mine = self._style(prompt, key)
        return sorted(nearest, key=lambda content: self._style(prompt, content) != mine)

    def _window(self, scope: Scope, key: Content, direction: int) -> Sequence[Content]:
        """Return the contents next to a key in the order of a field's values of its shape."""
        field_type = type_of(key)
        sizes, contents = self._in_order(scope, field_type).get(field_type.shape(key), _NOTHING)
        size = field_type.size(key)
        if direction < 0:
            end = bisect_left(sizes, size)
            return contents[max(end - _WINDOW, 0) : end]
        start = bisect_right(sizes, size)
        return contents[start : start + _WINDOW]

    def _in_order(self, scope: Scope, field_type: FieldType[Any]) -> dict[Key, Ordered]:
        """Return the contents of a field in order of their sizes, by their shapes."""
        name = (*scope, field_type.names[0])
        if name not in self._ordered:
            shapes: dict[Key, list[tuple[float, int, Content]]] = defaultdict(list)
            for number, content in enumerate(self._of(scope, field_type)):
                entry = (field_type.size(content), number, content)
                shapes[field_type.shape(content)].append(entry)
            self._ordered[name] = {shape: _columns(found) for shape, found in shapes.items()}
        return self._ordered[name]

    def distracts(self, prompt: Prompt, key: Content, content: Content) -> bool:
        """Return whether a value is near enough to a key; between custom days, years decide."""
        field_type = type_of(key)
        if self._is_custom(prompt, key) and self._is_custom(prompt, content):
            return field_type.distracts_by_years(key, content)
        gap, age = self._gap(prompt, key), self._age(key)
        near_enough: bool = field_type.distracts(key, content, gap, age)
        return near_enough

    def _made_up(
        self, prompt: Prompt, key: Content, name: str, direction: int
    ) -> Iterator[Content]:
        field_type = type_of(key)
        if self._is_custom(prompt, key):
            made: Iterator[Content] = field_type.near_by_years(key, direction, name, draw)
        else:
            made = field_type.near(key, direction, name, draw, self._age(key))
        near_ones = list(islice(made, _NEIGHBOURS))
        mine = self._style(prompt, key)
        mixed = _mixed(near_ones, name)
        mixed.sort(key=lambda content: self._style(prompt, content) != mine)
        return chain(mixed, made)

    def _style(self, prompt: Prompt, content: Content) -> tuple[object, ...]:
        """Return in which style a value is written, by itself and by its field."""
        return (*type_of(content).style(content), self._is_custom(prompt, content))

    def _is_custom(self, prompt: Prompt, content: Content) -> bool:
        """Return whether a date is on a day of the year that its field has several times."""
        if not isinstance(content, PartialDate) or prompt.way is not Way.FORWARD:
            return False
        start = content.start
        return not content.is_span and (start.month, start.day) in self._custom_days(prompt)

    def _custom_days(self, prompt: Prompt) -> frozenset[tuple[int, int]]:
        scope = _scope(prompt)
        if scope not in self._days:
            dates = self._of(scope, type_of(prompt.value.content))
            starts = (date.start for date in dates if isinstance(date, PartialDate))
            days = Counter((start.month, start.day) for start in starts if start.day)
            often = (day for day, count in days.items() if count >= _CUSTOM)
            self._days[scope] = frozenset(often)
        return self._days[scope]

    def _age(self, key: Content) -> float:
        """Return the years between a date and the newest one of the deck, 0 for a number."""
        return self._base.newest_year - key.end.year if isinstance(key, PartialDate) else 0.0

    def _gap(self, prompt: Prompt, key: Content) -> float:
        """Return how far apart the values of the key's field usually lie, 0 if it has but few."""
        scope = _scope(prompt)
        if scope not in self._gaps:
            field_type = type_of(key)
            sizes = sorted({field_type.size(each) for each in self._of(scope, field_type)})
            gaps = [above - below for below, above in pairwise(sizes)]
            self._gaps[scope] = _rough(median(gaps)) if gaps else 0.0
        return self._gaps[scope]

    def _of(self, scope: Scope, field_type: FieldType[Any]) -> Iterable[Content]:
        """Return the contents of a type that a field has, or the deck, that no record denies."""
        if scope == _EVERY_FIELD:
            return self._base.true_contents(field_type)
        values = (value for _, value in self._base.values_of(*scope))
        return dict.fromkeys(_stated(values, field_type))


def _mixed(contents: Iterable[Content], name: str) -> list[Content]:
    """Return contents in a drawn order.

    If the nearest came first, the key would belong to the nearest pair of options.
    """
    return sorted(contents, key=lambda content: draw("near", name, type_of(content).size(content)))


def _rough(gap: float) -> float:
    """Return a gap as a power of 4, so that one more value of the field rarely changes it."""
    return 4.0 ** round(math.log(gap, 4))


def _of_fact(prompt: Prompt, field_type: FieldType[Any]) -> Iterable[Content]:
    """Return what the fact says in any of its fields: other dates tempt beside one of its own."""
    return _stated(chain.from_iterable(prompt.fact.values.values()), field_type)


def _stated(values: Iterable[Value], field_type: FieldType[Any]) -> Iterator[Content]:
    contents = (value.content for value in values if not value.provenance.record)
    return (content for content in contents if type_of(content) is field_type)


def _columns(entries: list[tuple[float, int, Content]]) -> Ordered:
    entries.sort(key=lambda entry: entry[:2])
    return [size for size, _, _ in entries], [content for _, _, content in entries]


def _scope(prompt: Prompt) -> Scope:
    return prompt.fact.kind, prompt.field.name
