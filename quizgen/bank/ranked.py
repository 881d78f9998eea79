"""Dates and numbers to stand beside a key: true ones of the same field first, then made-up ones."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from quizgen.bank.base import FactBase
from quizgen.bank.chance import draw
from quizgen.bank.gaps import usual_gap
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.said import Said
from quizgen.deck.dates import PartialDate, Point, Precision
from quizgen.deck.model.contents import Content
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.types.base import FieldType, Key
from quizgen.deck.types.registry import type_of

# How many true values count on each side of a key.
_NEIGHBOURS = 6
# In an order, such as that of the planets, so many; and an order has so many places at least, and
# this part of those between the first and the last.
_NEXT, _ENOUGH_PLACES, _PART_OF_PLACES = 3, 5, 0.5
# How many other dates of the same fact.
_OWN = 2
# How many are looked at.
_WINDOW = 24
# A day of the year that occurs this often in a field, such as March 4, is its custom.
_CUSTOM = 3
# So is the day on which laws and currencies begin.
_NEW_YEAR = 1, 1
# A field with so many days has true ones to offer.
_ENOUGH_DAYS = 10
# A field with so many numbers shows how large they are, and none is made up that lies this many
# times beyond the smallest or the largest; nor one beyond the largest of facts with own names.
_ENOUGH_SIZES, _BEYOND = 4, 1.25
# Nothing lies beyond the end of a scale.
_ENDS_OF_SCALES = (10.0, 100.0)
# So many dates within so many years belong to one affair, such as a war; and the part of these
# years by which others may lie beyond.
_ENOUGH_DATES, _LONGEST_AFFAIR, _MARGIN = 5, 6.0, 0.1
# A month, in years.
_MONTH = 1 / 12
# Terms of office are no longer than this; other intervals are accidents.
_LONGEST_TERM = 10

# A kind and a field.
Scope = tuple[str, str]
# A month and a day of it.
Day = tuple[int, int]
_EVERY_FIELD = ("", "")
# Contents in order, after their sizes.
Ordered = tuple[list[float], list[Content]]
_NOTHING: Ordered = ([], [])
# The years of dates on one day in order, and the facts that have them.
Dated = tuple[Sequence[int], Sequence[Fact]]


class Ranked:
    """The dates and numbers of a fact base, by field."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._said = Said(base)
        self._ordered: dict[tuple[str, str, str], dict[Key, Ordered]] = {}
        self._affairs: dict[Scope, tuple[float, float] | None] = {}
        self._firsts: dict[Scope, bool] = {}
        self._days: dict[Scope, Mapping[Day, Dated]] = {}
        self._customs: tuple[str, dict[Day, tuple[int, ...]]] = "", {}
        self._gaps: dict[Scope, float] = {}
        self._years: dict[Scope, Ordered] = {}
        self._sizes: dict[tuple[str, str, Key], list[float]] = {}

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
        # A blank has no field of its own.
        is_asked = prompt.way is Way.FORWARD
        if is_asked and field_type.deckwide:
            yield from self._own(prompt, key, direction)
        if is_asked:
            yield from self._nearest(prompt, key, _scope(prompt), direction)
        elif field_type.deckwide:
            yield from self._nearest(prompt, key, _EVERY_FIELD, direction)
        yield from self._made_up(prompt, key, name, direction)
        if is_asked and field_type.deckwide:
            yield from self._nearest(prompt, key, _EVERY_FIELD, direction)

    def _own(self, prompt: Prompt, key: Content, direction: int) -> list[Content]:
        """Return the other dates of the fact, the best traps: the end of a term for its beginning.

        Those in another style stand out, but they are true of the fact.
        """
        field_type = type_of(key)
        kind, asked = self._base.kind(prompt.fact), prompt.field.name
        # Nobody takes a birthday for the day of an oath.
        if self._base.is_of_a_life(kind.key, asked):
            return []
        deeds = (
            values
            for name, values in prompt.fact.values.items()
            if not self._base.is_of_a_life(kind.key, name)
        )
        own = _stated(chain.from_iterable(deeds), field_type)
        beside = self._beside(key, own, direction)
        return [each for each in beside if field_type.distracts_by_years(key, each)][:_OWN]

    def _nearest(self, prompt: Prompt, key: Content, scope: Scope, direction: int) -> list[Content]:
        """Return true values on one side of the key, those in its style first, then the nearest."""
        if _is_year_of_a_day(prompt):
            known = self._years_in(prompt)
        else:
            known = self._in_order(scope, type_of(key)).get(type_of(key).shape(key), _NOTHING)
        beside = (
            content
            for content in _window(known, type_of(key).size(key), direction)
            if self.distracts(prompt, key, content) and self._is_akin(prompt, scope, content)
        )
        most = _NEXT if self._is_order(scope, type_of(key)) else _NEIGHBOURS
        nearest = _in_turn(key, list(islice(beside, most)), prompt.id)
        mine = self._style(prompt, key)
        return sorted(nearest, key=lambda content: self._style(prompt, content) != mine)

    def _beside(self, key: Content, contents: Iterable[Content], direction: int) -> list[Content]:
        """Return the contents of the key's shape on one side of it, the nearest first."""
        field_type = type_of(key)
        size, shape = field_type.size(key), field_type.shape(key)
        beside = [
            content
            for content in dict.fromkeys(contents)
            if field_type.shape(content) == shape
            and (field_type.size(content) - size) * direction > 0
        ]
        return sorted(beside, key=lambda content: abs(field_type.size(content) - size))

    def _is_akin(self, prompt: Prompt, scope: Scope, content: Content) -> bool:
        """Return whether a value of the field belongs to a fact of which the stem is true too."""
        if scope == _EVERY_FIELD or self._fits_all(prompt):
            return True
        field = prompt.field.name
        if isinstance(content, PartialDate) and _is_year_of_a_day(prompt):
            dated = self._dated(scope).values()
            pairs = chain.from_iterable(zip(years, facts, strict=True) for years, facts in dated)
            in_year = (fact for year, fact in pairs if year == content.start.year)
            return any(self._shares_stem(prompt, fact) for fact in in_year)
        holders = self._base.holders(*scope, content)
        return any(
            self._shares_stem(prompt, fact)
            and any(value.content == content for value in fact.values.get(field, ()))
            for fact in holders
        )

    def _fits_all(self, prompt: Prompt) -> bool:
        """Return whether nothing that the stem says sets a fact of its kind apart."""
        is_limited = self._said.tells(prompt) or self._base.likeness.hard(prompt.fact.kind)
        return not is_limited

    def _shares_stem(self, prompt: Prompt, fact: Fact) -> bool:
        """Return whether what the stem says of many facts is true of a fact as well."""
        if self._said.differs(prompt, fact):
            return False
        return not self._base.likeness.clash(prompt.fact.ref, fact.ref)

    def _is_order(self, scope: Scope, field_type: FieldType[Any]) -> bool:
        """Return whether the values of a field are most places of an order: 1, 2, 4 and so on."""
        known = self._in_order(scope, field_type)
        if len(known) != 1 or field_type.deckwide:
            return False
        ((sizes, _),) = known.values()
        are_whole = all(size.is_integer() and size > 0 for size in sizes)
        span = sizes[-1] - sizes[0] + 1
        return are_whole and len(sizes) >= max(_ENOUGH_PLACES, span * _PART_OF_PLACES)

    def _years_in(self, prompt: Prompt) -> Ordered:
        """Return the years of a field's days, where a question asks for the year of one."""
        scope = _scope(prompt)
        if scope not in self._years:
            days = (year for years, _ in self._dated(scope).values() for year in years)
            years = [PartialDate(Point(year), Point(year)) for year in sorted(set(days))]
            self._years[scope] = [each.middle for each in years], list[Content](years)
        return self._years[scope]

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
        field_type, is_custom = type_of(key), self._is_custom(prompt, key)
        if is_custom is not self._is_custom(prompt, content):
            return False
        if self._is_beyond_affair(prompt, content):
            return False
        if is_custom:
            by_years: bool = field_type.distracts_by_years(key, content)
            return by_years
        is_doubled = field_type.is_doubled(key, prompt.stem)
        if is_doubled and field_type.distracts_by_doubling(key, content):
            return True
        gap, age = self._gap(prompt, key), self._age(key)
        near_enough: bool = field_type.distracts(key, content, gap, age)
        return near_enough

    def _is_beyond_affair(self, prompt: Prompt, content: Content) -> bool:
        """Return whether a date lies before or after all that a field tells of a few years.

        Everybody knows that no battle of the First World War was fought in 1920.
        """
        if not isinstance(content, PartialDate) or prompt.way is not Way.FORWARD:
            return False
        span = self._affair(_scope(prompt), type_of(content))
        return span is not None and not span[0] <= content.middle <= span[1]

    def _affair(self, scope: Scope, field_type: FieldType[Any]) -> tuple[float, float] | None:
        """Return the first and the last year of a field if few years lie between, else None."""
        if scope not in self._affairs:
            known = self._in_order(scope, field_type).values()
            years = [size for sizes, _ in known for size in sizes]
            is_short = len(years) >= _ENOUGH_DATES and max(years) - min(years) <= _LONGEST_AFFAIR
            margin = (max(years) - min(years)) * _MARGIN if is_short else 0.0
            span = (min(years) - margin, max(years) + margin) if is_short else None
            self._affairs[scope] = span
        return self._affairs[scope]

    def is_a_year_off(self, prompt: Prompt, key: Content, content: Content) -> bool:
        """Return whether two days lie about a year apart, in nearly the same days of the year.

        Nobody remembers the day of the year and not the year, except where it is a custom.
        """
        if _day_of(key) is None or _day_of(content) is None or self._is_custom(prompt, key):
            return False
        size = type_of(key).size
        return abs(abs(size(key) - size(content)) - 1) < _MONTH

    def _made_up(
        self, prompt: Prompt, key: Content, name: str, direction: int
    ) -> Iterator[Content]:
        field_type = type_of(key)
        if self._knows_days(prompt, key) and not self._is_custom(prompt, key):
            return iter(())
        if field_type.is_doubled(key, prompt.stem):
            return iter(field_type.near_by_doubling(key, direction))
        if self._is_custom(prompt, key):
            period = self._period(prompt, key)
            made: Iterator[Content] = field_type.near_by_years(key, direction, period)
        elif self._is_first(prompt, key):
            made = field_type.near_by_months(key, direction)
        else:
            near = field_type.near(key, direction, name, draw, self._age(key))
            made = (content for content in near if self._is_usual(prompt, key, content))
        near_ones = list(islice(made, _NEIGHBOURS))
        mine = self._style(prompt, key)
        mixed = _in_turn(key, near_ones, name)
        mixed.sort(key=lambda content: self._style(prompt, content) != mine)
        return chain(mixed, made)

    def _knows_days(self, prompt: Prompt, key: Content) -> bool:
        """Return whether a key is a day, and its field has so many days that none is made up.

        On a day that is made up nothing happened, and nobody is tempted by it.
        """
        if _day_of(key) is None or prompt.way is not Way.FORWARD:
            return False
        known = self._in_order(_scope(prompt), type_of(key))
        sizes, _ = known.get(type_of(key).shape(key), _NOTHING)
        return len(sizes) >= _ENOUGH_DAYS

    def _is_usual(self, prompt: Prompt, key: Content, content: Content) -> bool:
        """Return whether a number is of the size of those that its field has.

        Where the author says how small or large they can be, they can be so.
        """
        field_type, field = type_of(key), prompt.field
        if field_type.factor(key, content) is None:
            return True
        sizes, size = self._sizes_beside(_scope(prompt), key), field_type.size(content)
        least = min(sizes, default=field_type.size(key))
        # Nobody has less than no moons, or none where others have some.
        if size <= 0 <= least and size < least:
            return False
        is_record = self._base.likeness.bear_own_names(prompt.fact.kind)
        # Figures that kinds are about are of this and that: a share says nothing of other shares.
        is_about = self._base.kind(prompt.fact).main == prompt.field.name and not is_record
        if len(sizes) < _ENOUGH_SIZES or is_about:
            return True
        # Nobody takes a mountain for one that is higher than Mount Everest.
        most = 1.0 if is_record or sizes[-1] in _ENDS_OF_SCALES else _BEYOND
        is_small = field.least is None and size < _beyond(sizes[0], 1 / _BEYOND)
        is_large = field.most is None and size > _beyond(sizes[-1], most)
        return not (is_small or is_large)

    def _sizes_beside(self, scope: Scope, key: Content) -> list[float]:
        """Return the sizes of a field's numbers in the key's unit, with any decimals, in order."""
        field_type = type_of(key)
        name = (*scope, field_type.shape(key))
        if name not in self._sizes:
            known = self._in_order(scope, field_type).values()
            contents = chain.from_iterable(contents for _, contents in known)
            beside = [each for each in contents if _have_a_ratio(key, each)]
            self._sizes[name] = sorted(map(field_type.size, beside))
        return self._sizes[name]

    def _style(self, prompt: Prompt, content: Content) -> tuple[object, ...]:
        """Return in which style a value is written, by itself and by its field."""
        habits = self._is_custom(prompt, content), self._is_first(prompt, content)
        return (*type_of(content).style(content), *habits)

    def _is_first(self, prompt: Prompt, content: Content) -> bool:
        """Return whether a date is the first of a month, in a field where most are."""
        day = _day_of(content)
        is_asked = prompt.way is Way.FORWARD
        return is_asked and day is not None and day[1] == 1 and self._are_firsts(_scope(prompt))

    def _are_firsts(self, scope: Scope) -> bool:
        """Return whether most days of a field are firsts of months, as when laws take effect."""
        if scope not in self._firsts:
            counts = [(day, len(years)) for day, (years, _) in self._dated(scope).items()]
            firsts = sum(count for (_, day), count in counts if day == 1)
            self._firsts[scope] = firsts >= _CUSTOM and 2 * firsts > sum(c for _, c in counts)
        return self._firsts[scope]

    def _is_custom(self, prompt: Prompt, content: Content) -> bool:
        """Return whether a date is on a day of the year that its field has several times.

        January 1 is such a day even where no other fact has it.
        """
        day = _day_of(content)
        is_asked = prompt.way is Way.FORWARD
        return (is_asked and day == _NEW_YEAR) or bool(self._years_on(prompt, day))

    def _period(self, prompt: Prompt, key: Content) -> int:
        """Return after how many years the field's dates on the key's day may recur, at least 1."""
        years = self._years_on(prompt, _day_of(key))
        period = math.gcd(*(year - years[0] for year in years)) if years else 1
        return period if 0 < period <= _LONGEST_TERM else 1

    def _years_on(self, prompt: Prompt, day: Day | None) -> tuple[int, ...]:
        """Return the years of a day such as March 4 that facts like the stem's have several times.

        For a day that they do not have several times, there are none.
        """
        if day is None or prompt.way is not Way.FORWARD:
            return ()
        if self._customs[0] != prompt.id:
            self._customs = prompt.id, {}
        found = self._customs[1]
        if day not in found:
            years = self._years_of(prompt, self._near_years(prompt, day))
            is_custom = len(years) >= _CUSTOM or day == _NEW_YEAR
            found[day] = years if is_custom else ()
        return found[day]

    def _years_of(self, prompt: Prompt, dated: Dated) -> tuple[int, ...]:
        """Return the years of the facts of which the stem is true too."""
        years, facts = dated
        if self._fits_all(prompt):
            return tuple(years)
        pairs = zip(years, facts, strict=True)
        return tuple(year for year, fact in pairs if self._shares_stem(prompt, fact))

    def _near_years(self, prompt: Prompt, day: Day) -> Dated:
        """Return the years nearest to the prompt's in which its field has a day, with the facts."""
        asked = prompt.value.content
        years, facts = self._dated(_scope(prompt)).get(day, ((), ()))
        if not isinstance(asked, PartialDate):
            return (), ()
        place = bisect_left(years, asked.start.year)
        near = slice(max(place - _WINDOW, 0), place + _WINDOW)
        return years[near], facts[near]

    def _dated(self, scope: Scope) -> Mapping[Day, Dated]:
        """Return the years of a field's dates by the day of the year, each with its fact."""
        if scope not in self._days:
            found: dict[Day, list[tuple[int, Fact]]] = defaultdict(list)
            for fact, value in self._base.values_of(*scope):
                day, date = _day_of(value.content), value.content
                if day and isinstance(date, PartialDate) and not value.provenance.record:
                    found[day].append((date.start.year, fact))
            self._days[scope] = {day: _in_years(entries) for day, entries in found.items()}
        return self._days[scope]

    def _age(self, key: Content) -> float:
        """Return the years between a date and the newest one of the deck, 0 for a number."""
        return self._base.newest_year - key.end.year if isinstance(key, PartialDate) else 0.0

    def _gap(self, prompt: Prompt, key: Content) -> float:
        """Return how far apart the values of the key's field usually lie, 0 if it has but few."""
        scope = _scope(prompt)
        if scope not in self._gaps:
            field_type = type_of(key)
            sizes = (field_type.size(each) for each in self._of(scope, field_type))
            self._gaps[scope] = usual_gap(sizes)
        return self._gaps[scope]

    def _of(self, scope: Scope, field_type: FieldType[Any]) -> Iterable[Content]:
        """Return the contents of a type that a field has, or the deck, that no record denies."""
        if scope == _EVERY_FIELD:
            return self._base.true_contents(field_type)
        values = (value for _, value in self._base.values_of(*scope))
        return dict.fromkeys(_stated(values, field_type))


def _window(known: Ordered, size: float, direction: int) -> Sequence[Content]:
    """Return the contents on one side of a size, the nearest first."""
    sizes, contents = known
    if direction > 0:
        start = bisect_right(sizes, size)
        return contents[start : start + _WINDOW]
    end = bisect_left(sizes, size)
    start = max(end - _WINDOW, 0)
    nearest = sorted(range(start, end), key=lambda place: size - sizes[place])
    return [contents[place] for place in nearest]


def _is_year_of_a_day(prompt: Prompt) -> bool:
    """Return whether a question asks for the year alone where the fact has the day."""
    asked = prompt.value.content
    if prompt.way is not Way.FORWARD or not isinstance(asked, PartialDate):
        return False
    held = (value.content for value in prompt.fact.values.get(prompt.field.name, ()))
    return asked.precision is Precision.YEAR and any(_day_of(each) for each in held)


def _beyond(size: float, times: float) -> float:
    """Return a number so many times as large, or as far below zero the other way round."""
    return size * times if size > 0 else size / times


def _have_a_ratio(one: Content, other: Content) -> bool:
    """Return whether two numbers are in one unit, so that one is some times the other."""
    factor = type_of(one).factor(one, other)
    return one == other or (factor is not None and math.isfinite(factor))


def _in_turn(key: Content, nearest: list[Content], name: str) -> list[Content]:
    """Return contents in the order in which they are offered, a drawn one.

    If the nearest came first, the key would belong to the nearest pair of options. Beside a count
    such as three, only its neighbours tempt, and each option has one.
    """
    if type_of(key).is_handful(key):
        return nearest
    return sorted(nearest, key=lambda content: draw("near", name, type_of(content).size(content)))


def _day_of(content: Content) -> Day | None:
    """Return the day of the year of a date, None for a month, a year or a span."""
    if not isinstance(content, PartialDate) or content.is_span or not content.start.day:
        return None
    return content.start.month, content.start.day


def _stated(values: Iterable[Value], field_type: FieldType[Any]) -> Iterator[Content]:
    contents = (value.content for value in values if not value.provenance.record)
    return (content for content in contents if type_of(content) is field_type)


def _in_years(entries: list[tuple[int, Fact]]) -> Dated:
    entries.sort(key=lambda entry: (entry[0], entry[1].ref))
    return [year for year, _ in entries], [fact for _, fact in entries]


def _columns(entries: list[tuple[float, int, Content]]) -> Ordered:
    entries.sort(key=lambda entry: entry[:2])
    return [size for size, _, _ in entries], [content for _, _, content in entries]


def _scope(prompt: Prompt) -> Scope:
    return prompt.fact.kind, prompt.field.name
