"""The fact base: what a deck knows about its facts, indexed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, Protocol, cast

from quizgen.bank.bodies import is_state_body
from quizgen.bank.comparison import Comparison
from quizgen.bank.contested import contested_values
from quizgen.bank.likeness import Likeness
from quizgen.bank.names import Filler, Names
from quizgen.bank.people import is_of_people
from quizgen.bank.times import Times
from quizgen.bank.topics import Topics
from quizgen.bank.wording import Wording
from quizgen.deck.dates import PartialDate
from quizgen.deck.model.contents import Content, Reference, Text
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import Field, Kind
from quizgen.deck.template import slots
from quizgen.deck.types.base import C, FieldType, Key
from quizgen.deck.types.registry import TYPES, type_of
from quizgen.markup.parse import marked
from quizgen.media.model import MediaFile

# Values with their facts, by the keys under which they are held.
# Fields with the births and deaths of people; a field that `begins` them may have their reigns.
_OF_A_LIFE = frozenset(
    ["born", "birth", "birthdate", "birthday", "date_of_birth", "died", "death", "date_of_death"]
)
_Holders = Mapping[Key, Sequence[tuple[Fact, Value]]]


class Beyond(Protocol):
    """What the fact base of a part of a deck can ask of the whole deck."""

    @property
    def comparison(self) -> Comparison:
        """Return the comparison of the whole deck, which has read its texts already."""

    def newest_year(self) -> int:
        """Return the last year that a date of the whole deck names."""

    def is_word(self, word: str) -> bool:
        """Return whether a spelling is no slip in the whole deck."""

    def true_contents(self, field_type: FieldType[Any]) -> Collection[Any]:
        """Return every content of a type in the whole deck."""


class FactBase:
    """A deck's facts with their names, their times and what they have in common."""

    def __init__(
        self,
        deck: Deck,
        wording: Wording,
        times: Times | None = None,
        beyond: Beyond | None = None,
    ) -> None:
        """Index a deck; `times` are those of the deck that it is a part of, None for its own.

        What holds for the whole of that deck comes from `beyond`.
        """
        self.deck = deck
        self.wording = wording
        self.names = Names(deck, wording)
        self.times = times or Times(deck)
        self._beyond = beyond
        self.comparison = Comparison(deck, wording, self.names)
        if beyond:
            self.comparison.ask(beyond.comparison, beyond.is_word)
        self.topics = Topics(deck, self.names)
        self.likeness = Likeness(deck, self.comparison, self.times, self.topics)
        self._descriptive: dict[tuple[str, str], bool] = {}
        self._used: dict[str, frozenset[str]] = {}
        self._of_people: dict[str, bool] = {}
        self._of_state: dict[str, bool] = {}
        self._last_texts: tuple[tuple[Value, ...], Sequence[str]] = (), ()
        self._lacking: dict[tuple[str, str], list[Fact]] = {}
        self._holders: dict[tuple[str, str], _Holders] = {}

    def kind(self, fact: Fact) -> Kind:
        """Return the fact's kind."""
        return self.deck.kinds[fact.kind]

    def is_of_people(self, kind: str) -> bool:
        """Return whether the facts of a kind are people."""
        if kind not in self._of_people:
            self._of_people[kind] = is_of_people(self.deck, kind)
        return self._of_people[kind]

    def _holders_of(self, kind: str, field: str) -> _Holders:
        """Return the values of a field with their facts, by the keys that find them."""
        if (kind, field) not in self._holders:
            index: dict[Key, list[tuple[Fact, Value]]] = defaultdict(list)
            for fact, value in self.values_of(kind, field):
                for key in self.comparison.held_under(value.content):
                    index[key].append((fact, value))
            self._holders[kind, field] = index
        return self._holders[kind, field]

    @cached_property
    def made(self) -> dict[object, object]:
        """Return what has been made of this fact base, by what made it; see `once`."""
        return {}

    @cached_property
    def rejected(self) -> Mapping[str, frozenset[str]]:
        """Return the normal texts of the wrong options that the author rejects, by question."""
        normal = self.wording.normal
        return {
            question: frozenset(
                normal(written) for text, _ in each.texts for written in (text, marked(text))
            )
            for question, each in self.deck.rejected.items()
        }

    @cached_property
    def described(self) -> Mapping[tuple[str, str], Mapping[MediaFile, int]]:
        """Return the numbers of pictures and sounds with one description, by kind and words."""
        found: dict[tuple[str, str], dict[MediaFile, int]] = defaultdict(dict)
        for fact in self.deck.facts.values():
            for value in chain.from_iterable(fact.values.values()):
                media = type_of(value.content).media(value.content)
                if media and media.file and media.alt:
                    files = found[fact.kind, self.wording.normal(media.alt)]
                    files.setdefault(media.file, len(files) + 1)
        return found

    def _held_under(self, kind: str, field: str, content: Content) -> Iterator[tuple[Fact, Value]]:
        """Yield the values of a field that may be the same as a content, with their facts."""
        holders = self._holders_of(kind, field)
        for key in self.comparison.sought_under(content):
            yield from holders.get(key, ())

    def is_of_another(self, fact: Fact, field: Field, content: Content) -> bool:
        """Return whether a content is recorded with another fact and fits that fact alone."""
        for other, value in self._held_under(fact.kind, field.name, content):
            is_same = value.content == content
            if is_same and (field.unique or value.single) and not value.is_contested:
                return not self.are_one(fact.ref, other.ref)
        return False

    def are_one(self, one: str, other: str) -> bool:
        """Return whether two facts may be one: they share a name, or one is part of the other."""
        return self.comparison.related(one, other) or other in self.comparison.namesakes(one)

    def pooled(self, fact: Fact, field: str) -> tuple[Value, ...]:
        """Return the values of a field in a fact and in all facts that share its name."""
        own, namesakes = fact.values.get(field, ()), self.comparison.namesakes(fact.ref)
        others = (self.deck.facts[ref].values.get(field, ()) for ref in namesakes)
        return (*own, *chain.from_iterable(others)) if namesakes else own

    def is_recorded(self, fact: Fact, field: str) -> bool:
        """Return whether a fact has a value in a field, and so have all that share its name."""
        return all(each.values.get(field) for each in self._called_alike(fact))

    def _called_alike(self, fact: Fact) -> list[Fact]:
        namesakes = self.comparison.namesakes(fact.ref)
        return [fact, *(self.deck.facts[ref] for ref in namesakes)]

    def overlap(self, one: Value, other: Value, *, timed: bool = True) -> bool:
        """Return whether two values may be the same: at some time, or at any unless `timed`."""
        if timed and self.times.are_apart(one, other):
            return False
        return not self.comparison.excludes(one.content, other.content)

    @cached_property
    def _opposed(self) -> dict[tuple[object, ...], list[tuple[Content, Content]]]:
        index: dict[tuple[object, ...], list[tuple[Content, Content]]] = defaultdict(list)
        for fact in self.deck.facts.values():
            for source, record in contested_values(fact):
                for one, other in (
                    (source.content, record.content),
                    (record.content, source.content),
                ):
                    for key in self.comparison.held_under(one):
                        index[key].append((one, other))
        return index

    @property
    def has_opposed(self) -> bool:
        """Return whether source and record differ in any fact."""
        return bool(self._opposed)

    def opposed(self, one: Content, other: Content) -> bool:
        """Return whether source and record of some fact may differ in just these two contents."""
        keys = self.comparison.sought_under(one)
        pairs = chain.from_iterable(self._opposed.get(key, ()) for key in keys)
        return any(
            not self.comparison.disjoint(mine, one) and not self.comparison.disjoint(theirs, other)
            for mine, theirs in pairs
        )

    def values_of(self, kind: str, field: str) -> list[tuple[Fact, Value]]:
        """Return every value of a field in the facts of a kind."""
        return [
            (fact, value)
            for fact in self.of_kind.get(kind, ())
            for value in fact.values.get(field, ())
        ]

    @cached_property
    def of_kind(self) -> Mapping[str, Sequence[Fact]]:
        """Return the facts of each kind."""
        facts: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.deck.facts.values():
            facts[fact.kind].append(fact)
        return facts

    def are_state_bodies(self, kind: str) -> bool:
        """Return whether all facts of a kind are courts, ministries and other bodies of a state."""
        if kind not in self._of_state:
            facts, name = self.of_kind.get(kind, ()), self.deck.kinds[kind].name
            self._of_state[kind] = all(is_state_body(fact, name) for fact in facts)
        return self._of_state[kind]

    def lacking(self, kind: str, field: str) -> Sequence[Fact]:
        """Return the facts of a kind that have no value of a field."""
        if (kind, field) not in self._lacking:
            facts = self.of_kind.get(kind, ())
            self._lacking[kind, field] = [fact for fact in facts if not fact.values.get(field)]
        return self._lacking[kind, field]

    def used_fields(self, kind: str) -> frozenset[str]:
        """Return the fields of a kind that a question uses, or that serve another purpose."""
        if kind not in self._used:
            self._used[kind] = frozenset(_used_in(self.deck.kinds[kind]))
        return self._used[kind]

    def is_descriptive(self, kind: str, field: str, share: float) -> bool:
        """Return whether more than a `share` of the values of a field are different ones."""
        if (kind, field) not in self._descriptive:
            keys = [
                tuple(self.comparison.keys(value.content))
                for _, value in self.values_of(kind, field)
            ]
            self._descriptive[kind, field] = len(set(keys)) > share * len(keys)
        return self._descriptive[kind, field]

    def holders(self, kind: str, field: str, content: Content) -> Iterator[Fact]:
        """Yield the facts of a kind that may have a content in a field."""
        return (fact for fact, _ in self._held_under(kind, field, content))

    @cached_property
    def newest_year(self) -> int:
        """Return the last year that a date of the deck names, 0 for a deck without dates."""
        if self._beyond:
            return self._beyond.newest_year()
        as_of = self.deck.source.as_of
        dates = self.true_contents(cast("FieldType[PartialDate]", TYPES["date"]))
        years = [date.end.year for date in dates]
        return max([*years, as_of.end.year] if as_of else years, default=0)

    def true_contents(self, field_type: FieldType[C]) -> Collection[C]:
        """Return every content of a type that no record contradicts once, in the deck's order.

        Births and deaths are left out: they are no dates of events.
        """
        if self._beyond:
            return self._beyond.true_contents(field_type)
        holds = field_type.holds
        stated = (
            value.content
            for fact in self.deck.facts.values()
            for name, values in fact.values.items()
            for value in values
            if type(value.content) is holds
            and not value.provenance.record
            and not self.is_of_a_life(fact.kind, name)
        )
        blanks = (each.content for each in self.names.blanks() if type(each.content) is holds)
        return dict.fromkeys(cast("Iterator[C]", chain(stated, blanks))).keys()

    def is_of_a_life(self, kind: str, field: str) -> bool:
        """Return whether a field of people has their births or their deaths."""
        return field in _OF_A_LIFE and self.is_of_people(kind)

    def text(self, content: Content) -> str:
        """Return a content in words."""
        return type_of(content).words(content, self)

    def text_in(self, field: str, fact: Fact) -> str:
        """Return the first value of a fact in a field if it is a text, or else ""."""
        contents = (value.content for value in fact.values.get(field, ())[:1])
        texts = (self.text(each) for each in contents if isinstance(each, Text))
        return next(texts, "")

    def texts(self, values: tuple[Value, ...]) -> Sequence[str]:
        """Return values in words; those of a question are read once for all its candidates."""
        last, texts = self._last_texts
        if last is not values:
            texts = [self.text(value.content) for value in values]
            self._last_texts = values, texts
        return texts

    def name_of(self, reference: Reference) -> str:
        """Return the name of a fact as an option, its id if it has no name."""
        named = self.names.fillers.get(reference.fact)
        return named.text if named else reference.target

    def in_sentence(self, filler: Filler) -> str:
        """Return a filler as it stands in a sentence: a name with its article."""
        if not filler.fact:
            return filler.text
        return self.name_in_sentence(Reference(filler.fact, filler.fact))

    def name_in_sentence(self, reference: Reference) -> str:
        """Return the name of a fact with its article, its id if it has no name."""
        fact = self.deck.facts[reference.fact]
        value = self.names.value(fact)
        if value is None:
            return reference.target
        name = type_of(value.content).text(value.content)
        return self.wording.name(value, self.kind(fact), name)


def base_of(deck: Deck) -> FactBase:
    """Return the fact base of a deck, in the words of its language."""
    return FactBase(deck, Wording(deck.language, deck.quiz.address))


def _used_in(kind: Kind) -> Iterator[str]:
    yield from (kind.name, kind.main)
    yield from (name for dimension in kind.alike for name in dimension.fields)
    yield from (rule.field for rule in kind.questions.values())
    stems = [stem for rule in kind.questions.values() for stem in rule.stems]
    yield from (slot.name for stem in (kind.option, *stems) for slot in slots(stem))
    for field in kind.fields.values():
        yield field.at
        if any((field.quiet, field.other_name, field.contains, field.begins, field.ends)):
            yield field.name
