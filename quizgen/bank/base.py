"""The fact base: who is called what, who is part of whom, and which facts hold which values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from quizgen.bank.contested import contested_values
from quizgen.bank.telling import telling
from quizgen.bank.wording import Wording
from quizgen.deck.dates import PartialDate, Point
from quizgen.deck.kinds import WHEN
from quizgen.deck.model import (
    Blank,
    Content,
    Deck,
    Fact,
    Field,
    Kind,
    Reference,
    Sentence,
    Text,
    Value,
)
from quizgen.deck.quantities import Quantity
from quizgen.media.model import Media

# A span that touches more years than this is looked up by its start alone.
_MOST_YEARS = 400
# What it weighs to be of one kind, or of one time.
_TRAITS = {"kind": 1, "era": 2}


@dataclass(frozen=True, slots=True)
class Filler:
    """Something that can fill a slot: its text as an option, every name that it goes by, and what it is.

    `fact` is the ``kind/id`` that it names or, as a picture, shows, "" for a bare text; `content` the date,
    number, text or picture.
    """

    text: str
    names: frozenset[str]
    content: Content
    fact: str = ""


class FactBase:
    """Answers questions about a deck's facts; everything is indexed once and never changes."""

    def __init__(self, deck: Deck, wording: Wording) -> None:
        self.deck = deck
        self.wording = wording
        self._members: dict[tuple[str, ...], AbstractSet[Filler]] = {}
        self._traits: dict[str, frozenset[tuple[object, ...]]] = {}
        self._weights: dict[str, tuple[tuple[tuple[object, ...], int], ...]] = {}

    def kind(self, fact: Fact) -> Kind:
        """Return the fact's kind."""
        return self.deck.kinds[fact.kind]

    @cached_property
    def nouns(self) -> frozenset[str]:
        """Return the beginnings of the words that kinds of fact are called by: every stem may name its kind."""
        called = " ".join(f"{kind.one} {kind.key} {kind.pool}" for kind in self.deck.kinds.values())
        return frozenset(telling(self.wording, called))

    def name_value(self, fact: Fact) -> Value | None:
        """Return the value that names the fact, None where a naming sentence holds blanks."""
        values = fact.values.get(self.kind(fact).name, ())
        return values[0] if values and isinstance(values[0].content, Text) else None

    def names(self, fact: Fact) -> Iterator[str]:
        """Yield every name of the fact as written: its name, other names, full names."""
        kind = self.kind(fact)
        for field in kind.fields.values():
            if field.name == kind.name or field.other_name:
                for value in fact.values.get(field.name, ()):
                    if isinstance(value.content, Text):
                        yield value.content.text
                        yield from value.control.also

    @cached_property
    def fillers(self) -> dict[str, Filler]:
        """Return the filler of each fact that has a name, by ``kind/id``."""
        return {
            ref: self._filler(fact)
            for ref, fact in self.deck.facts.items()
            if self.name_value(fact)
        }

    def _filler(self, fact: Fact) -> Filler:
        value = self.name_value(fact)
        assert value is not None  # noqa: S101 - the caller asked for facts with a name
        assert isinstance(value.content, Text)  # noqa: S101 - likewise
        names = frozenset(self.wording.normal(name) for name in self.names(fact))
        return Filler(self.wording.bare(value.content.text), names, value.content, fact.ref)

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], Filler]:
        """Fillers by pool and normal name; facts first, then texts that blanks mention."""
        known: dict[tuple[str, str], Filler] = {}
        for ref, filler in self.fillers.items():
            pool = self.deck.kinds[ref.partition("/")[0]].pool
            for name in filler.names:
                known.setdefault((pool, name), filler)
        for blank in self._blanks():
            if isinstance(blank.content, Text):
                name = self.wording.normal(blank.content.text)
                text = self.wording.bare(blank.content.text)
                known.setdefault((blank.type, name), Filler(text, frozenset({name}), blank.content))
        return known

    def _blanks(self) -> Iterator[Blank]:
        for fact in self.deck.facts.values():
            for values in fact.values.values():
                for value in values:
                    if isinstance(value.content, Sentence):
                        yield from value.content.blanks

    @cached_property
    def _pools(self) -> dict[str, tuple[Filler, ...]]:
        pools: dict[str, dict[Filler, None]] = defaultdict(dict)
        for (pool, _), filler in self._by_name.items():
            pools[pool][filler] = None
        return {pool: tuple(members) for pool, members in pools.items()}

    def pool_members(self, names: tuple[str, ...]) -> AbstractSet[Filler]:
        """Return the fillers of the pools or kinds of these names."""
        if names not in self._members:
            found: dict[Filler, None] = {}
            for name in names:
                if name in self.deck.kinds:
                    pool = self._pools.get(self.deck.kinds[name].pool, ())
                    found.update(dict.fromkeys(f for f in pool if f.fact.partition("/")[0] == name))
                else:
                    found.update(dict.fromkeys(self._pools.get(name, ())))
            self._members[names] = found.keys()
        return self._members[names]

    def find(self, name: str, text: str) -> Filler | None:
        """Return the filler of a pool or kind that goes by the text, None where there is none."""
        kind = self.deck.kinds.get(name)
        found = self._by_name.get((kind.pool if kind else name, self.wording.normal(text)))
        return found if found and (kind is None or found.fact.partition("/")[0] == name) else None

    def traits(self, ref: str) -> frozenset[tuple[object, ...]]:
        """Return what makes a fact like others: its kind, its time, and its values in the kind's `alike` fields."""
        if ref not in self._traits:
            fact = self.deck.facts.get(ref)
            found: set[tuple[object, ...]] = set()
            if fact:
                found = {("kind", fact.kind), *self._era(fact)}
                for field in self.kind(fact).alike:
                    for value in fact.values.get(field, ()):
                        found.update((fact.kind, field, *key) for key in self._keys(value.content))
            self._traits[ref] = frozenset(found)
        return self._traits[ref]

    def _era(self, fact: Fact) -> Iterator[tuple[object, ...]]:
        """Yield whether what the fact is known for, if it changes with time, had ended when the source was written."""
        kind, as_of = self.kind(fact), self.deck.source.as_of
        if as_of and kind.main in kind.fields and kind.fields[kind.main].volatile:
            for value in fact.values.get(kind.main, ())[:1]:
                until = value.provenance.until
                yield "era", fact.kind, bool(until and until.end.last < as_of.start.first)

    def likeness(self, one: str, other: str) -> int:
        """Return how much two facts (``kind/id``, "" for none) have in common.

        1 for being of one kind, 2 for being of one time, and for each field of the kind's `alike` in
        which they agree its weight: 1 for the last of them, 2 for the last but one, and so on.
        """
        if not (one and other):
            return 0
        if one not in self._weights:
            self._weights[one] = tuple((trait, self._weight(trait)) for trait in self.traits(one))
        theirs = self.traits(other)
        return sum([weight for trait, weight in self._weights[one] if trait in theirs])

    def _weight(self, trait: tuple[object, ...]) -> int:
        if trait[0] in _TRAITS:
            return _TRAITS[str(trait[0])]
        alike = self.deck.kinds[str(trait[0])].alike
        return len(alike) - alike.index(str(trait[1]))

    @cached_property
    def _wholes(self) -> dict[str, frozenset[str]]:
        direct: dict[str, set[str]] = defaultdict(set)
        for ref, fact in self.deck.facts.items():
            for name, values in fact.values.items():
                if self.kind(fact).fields[name].contains:
                    direct[ref].update(
                        v.content.fact for v in values if isinstance(v.content, Reference)
                    )
        return {ref: frozenset(_reachable(ref, direct)) for ref in direct}

    def related(self, one: str, other: str) -> bool:
        """Tell whether one of two facts is the other, or a part of it."""
        return (
            one == other or other in self._wholes.get(one, ()) or one in self._wholes.get(other, ())
        )

    @cached_property
    def _holders(self) -> dict[tuple[object, ...], list[tuple[Fact, Value]]]:
        index: dict[tuple[object, ...], list[tuple[Fact, Value]]] = defaultdict(list)
        for fact in self.deck.facts.values():
            for name, values in fact.values.items():
                for value in values:
                    for key in self._keys(value.content):
                        index[fact.kind, name, *key].append((fact, value))
        return index

    def _keys(self, content: Content) -> Iterator[tuple[object, ...]]:
        if isinstance(content, PartialDate):
            first, last = content.start.year, content.end.year
            yield from (("year", year) for year in range(first, min(last, first + _MOST_YEARS) + 1))
        elif isinstance(content, Quantity):
            yield content.unit, content.number.normalize()
        elif isinstance(content, Reference):
            yield ("fact", content.fact)
        elif isinstance(content, Text):
            yield ("text", self.wording.normal(content.text))
        elif isinstance(content, Media):
            yield from (("media", each) for each in self._seen(content))

    def is_unique(self, fact: Fact, field: Field, value: Value) -> bool:
        """Tell whether no other fact of the kind may hold the value at the same time."""
        for key in self._keys(value.content):
            for other, theirs in self._holders.get((fact.kind, field.name, *key), ()):
                if other.ref != fact.ref and self.overlap(value, theirs):
                    return False
        return True

    def overlap(self, one: Value, other: Value) -> bool:
        """Tell whether two values may be the same, at some time."""
        since, until = self._period(one), self._period(other)
        if since and until and since.disjoint(until):
            return False
        return not self.disjoint(one.content, other.content)

    def _period(self, value: Value) -> PartialDate | None:
        told = value.provenance
        as_of = told.as_of or self.deck.source.as_of
        if not (told.since or told.until):
            return as_of
        return PartialDate(
            told.since.start if told.since else Point(-9999),
            told.until.end if told.until else as_of.end if as_of else Point(9999),
        )

    def disjoint(self, one: Content, other: Content) -> bool:
        """Tell whether two contents can certainly not mean the same."""
        if isinstance(one, PartialDate) and isinstance(other, PartialDate):
            return one.disjoint(other)
        if isinstance(one, Quantity) and isinstance(other, Quantity):
            return one.disjoint(other)
        if isinstance(one, Reference) and isinstance(other, Reference):
            return not self.related(one.fact, other.fact)
        if isinstance(one, Text) and isinstance(other, Text):
            return self.texts_differ(one.text, other.text)
        if isinstance(one, Media) and isinstance(other, Media):
            return not self._seen(one) & self._seen(other)
        return False

    def _seen(self, media: Media) -> set[object]:
        """Return by what a picture or sound is told from others: its file, and the words that describe it."""
        words = self.wording.normal(media.alt)
        return {media.file, words} if words else {media.file}

    @cached_property
    def _opposed(self) -> dict[tuple[object, ...], list[tuple[Content, Content]]]:
        index: dict[tuple[object, ...], list[tuple[Content, Content]]] = defaultdict(list)
        for fact in self.deck.facts.values():
            for source, record in contested_values(fact):
                for one, other in (
                    (source.content, record.content),
                    (record.content, source.content),
                ):
                    for key in self._keys(one):
                        index[key].append((one, other))
        return index

    def opposed(self, one: Content, other: Content) -> bool:
        """Tell whether of some contested fact the source may say the one and the record the other."""
        if not self._opposed:
            return False
        pairs = (pair for key in self._keys(one) for pair in self._opposed.get(key, ()))
        return any(
            not self.disjoint(mine, one) and not self.disjoint(theirs, other)
            for mine, theirs in pairs
        )

    def lifetime(self, ref: str) -> PartialDate | None:
        """Return when a fact begins and ends to exist, None where neither is recorded for certain."""
        fact = self.deck.facts.get(ref)
        if fact is None:
            return None
        fields = self.kind(fact).fields.values()
        begins = self._bounds(fact, (field for field in fields if field.begins))
        ends = self._bounds(fact, (field for field in fields if field.ends))
        if not begins and not ends:
            return None
        first = min(
            (date.start for date in begins), key=lambda point: point.first, default=Point(-9999)
        )
        last = max((date.end for date in ends), key=lambda point: point.last, default=Point(9999))
        return PartialDate(first, last)

    def _bounds(self, fact: Fact, fields: Iterable[Field]) -> list[PartialDate]:
        """Return the dates of the fields; none where any is contested or is only about right."""
        values = [value for field in fields for value in fact.values.get(field.name, ())]
        dates = [value.content for value in values if isinstance(value.content, PartialDate)]
        exact = all(date.qualifier != "about" for date in dates) and not any(
            value.is_contested for value in values
        )
        return dates if exact else []

    def time_of(self, fact: Fact, field: Field, value: Value) -> PartialDate | None:
        """Return when what a field refers to exists, by the kind's `at`; None where that is not recorded."""
        if field.at == WHEN:
            told = value.provenance
            return (
                self._period(value)
                if told.since or told.until or told.as_of or field.volatile
                else None
            )
        dates = self._bounds(
            fact, (each for each in self.kind(fact).fields.values() if each.name == field.at)
        )
        return dates[0] if len(dates) == 1 else None

    def texts_differ(self, one: str, other: str) -> bool:
        """Tell whether neither text holds all the words of the other."""
        mine, theirs = (
            set(self.wording.normal(one).split()),
            set(self.wording.normal(other).split()),
        )
        return not (mine <= theirs or theirs <= mine)

    def same_filler(self, one: Filler, other: Filler) -> bool:
        """Tell whether two fillers share a name, or one is a part of the other."""
        return bool(one.names & other.names) or bool(
            one.fact and other.fact and self.related(one.fact, other.fact)
        )

    def values_of(self, kind: str, field: str) -> list[tuple[Fact, Value]]:
        """Return every value of a field in the facts of a kind."""
        return [
            (fact, value)
            for fact in self._of_kind.get(kind, ())
            for value in fact.values.get(field, ())
        ]

    @cached_property
    def _of_kind(self) -> dict[str, list[Fact]]:
        facts: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.deck.facts.values():
            facts[fact.kind].append(fact)
        return facts

    def dates(self) -> Collection[PartialDate]:
        """Return every date of the deck that no record contradicts once, in the deck's order."""
        found: dict[PartialDate, None] = {}
        for fact in self.deck.facts.values():
            for values in fact.values.values():
                contents = (value.content for value in values if not value.provenance.record)
                found.update(
                    (content, None) for content in contents if isinstance(content, PartialDate)
                )
        contents = (blank.content for blank in self._blanks())
        found.update((content, None) for content in contents if isinstance(content, PartialDate))
        return found.keys()


def _reachable(start: str, direct: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for whole in direct.get(waiting.pop(), ()):
            if whole not in seen:
                seen.add(whole)
                waiting.append(whole)
    return seen
