"""Holders: the people whom one field of many facts names, such as the commanders of battles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from quizgen.bank.base import FactBase
from quizgen.bank.chance import Ring
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.spans import span_of
from quizgen.deck.dates import PartialDate
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.types.registry import type_of

# Nobody younger does anything of note, and so many values show whether a field is of deeds.
_LEAST_AGE, _FEWEST_KNOWN = 10, 2


class _Field(Struct, frozen=True):
    """What a field names: the people by the facts that name them, and how old they are then.

    `least_age` is None if some of them did not live at the time of their facts, or few did.
    """

    people: Mapping[str, Sequence[Fact]]
    ring: Ring[Filler]
    least_age: int | None


class Holders:
    """Tells whom else a field names, and who lived when a fact of it happened."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._fields: dict[tuple[str, str], _Field] = {}

    def are_asked_for(self, prompt: Prompt) -> bool:
        """Return whether a question asks for a person to whom its field refers."""
        is_forward = prompt.way is Way.FORWARD and prompt.blank is None
        content = prompt.value.content
        return is_forward and self._is_person(type_of(content).fact(content))

    def may_hold(self, prompt: Prompt, ref: str) -> bool:
        """Return whether somebody lived then whom the field names in another fact."""
        are_others = any(each.ref != prompt.fact.ref for each in self.facts_of(prompt, ref))
        return are_others and not self.lived_at_another_time(prompt, ref)

    def facts_of(self, prompt: Prompt, ref: str) -> Sequence[Fact]:
        """Return the facts of the kind whose values in the field of a question name somebody."""
        return self._field(prompt).people.get(ref, ())

    def near(self, prompt: Prompt, name: str, count: int) -> Iterator[Filler]:
        """Yield up to so many of those whom the field of a question names, from a drawn one on."""
        yield from self._field(prompt).ring.from_point(name, count)

    def lived_at_another_time(self, prompt: Prompt, ref: str) -> bool:
        """Return whether somebody was dead, unborn or a child at the time of a question's fact.

        That matters where all whom the field names lived then, as the commanders of battles did;
        those after whom things are named may be long dead.
        """
        if not self.are_asked_for(prompt):
            return False
        least_age = self._field(prompt).least_age
        age = self._age(prompt.fact, prompt.value, ref)
        return least_age is not None and age is not None and age < least_age

    def _field(self, prompt: Prompt) -> _Field:
        name = prompt.fact.kind, prompt.field.name
        if name not in self._fields:
            self._fields[name] = self._read(*name)
        return self._fields[name]

    def _read(self, kind: str, field: str) -> _Field:
        people: dict[str, list[Fact]] = {}
        ages: list[int] = []
        for fact, value in self._base.values_of(kind, field):
            ref = type_of(value.content).fact(value.content)
            if not self._is_person(ref) or value.is_contested:
                continue
            people.setdefault(ref, []).append(fact)
            age = self._age(fact, value, ref)
            ages += [] if age is None else [age]
        least = min(_LEAST_AGE, *ages) if len(ages) >= _FEWEST_KNOWN else -1
        fillers = self._base.names.fillers
        ring = Ring((ref, fillers[ref]) for ref in people if ref in fillers)
        return _Field(people, ring, least if least >= 0 else None)

    def _is_person(self, ref: str) -> bool:
        return ref in self._base.deck.facts and self._base.is_of_people(ref.partition("/")[0])

    def _age(self, fact: Fact, value: Value, ref: str) -> int | None:
        """Return how old somebody was at the end of a fact's time, negative for dead or unborn.

        It is None if the deck does not tell the time or the life.
        """
        time, life = self._time(fact, value), self._base.times.lifetime(ref)
        if time is None or life is None:
            return None
        return -1 if life.disjoint(time) else time.end.year - life.start.year

    def _time(self, fact: Fact, value: Value) -> PartialDate | None:
        told = value.provenance
        if told.since or told.until:
            return self._base.times.period(value)
        return self._base.times.lifetime(fact.ref) or span_of(fact)
