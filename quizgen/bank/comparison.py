"""Comparison: whether two values, texts or facts can mean the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain

from quizgen.bank.names import Filler, Names
from quizgen.bank.sameness import Sameness, Sense, are_variants, gist_of, sense_of
from quizgen.bank.wording import KEPT, Wording
from quizgen.deck.model.contents import Content
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Value
from quizgen.deck.types.base import Key
from quizgen.deck.types.registry import type_of
from quizgen.language.lexicon import LANGUAGE, place
from quizgen.language.symbols import are_two_symbols
from quizgen.markup.plain import plain

# A spelling that a deck has this often is no slip.
_MEANT = 2
# The side of a place: northern Italy, the south-western Alps, Central Asia.
_SIDE = re.compile(
    r"(?:(?:north|south)?-?(?:north|south|east|west)(?:ern)?|central|upper|lower)\s+(?P<place>.+)",
    re.IGNORECASE,
)


class Comparison:
    """Compares the contents of a deck's values, and what their texts and names stand for."""

    def __init__(self, deck: Deck, wording: Wording, names: Names) -> None:
        self._deck = deck
        self._wording = wording
        self._names = names
        self.normal = wording.normal
        self._sense = lru_cache(KEPT)(self._read_sense)
        self._gist = lru_cache(KEPT)(self._read_gist)
        self._gists = lru_cache(KEPT)(self._read_gists)
        self._called_alike: dict[str, tuple[str, ...]] = {}
        self._places: dict[str, tuple[str, ...]] = {}
        self._is_english = deck.language.partition("-")[0] == LANGUAGE
        self._sameness = Sameness(self.is_word)

    def ask(self, whole: Comparison, is_word: Callable[[str], bool]) -> None:
        """Take what `whole`, which has the same wording, read of texts; `is_word` knows slips."""
        self._sense, self._gist, self._gists = whole._sense, whole._gist, whole._gists
        self._sameness = Sameness(is_word)

    @cached_property
    def _wholes(self) -> dict[str, frozenset[str]]:
        direct: dict[str, set[str]] = defaultdict(set)
        for ref, fact in self._deck.facts.items():
            for name, values in fact.values.items():
                if self._deck.kinds[fact.kind].fields[name].contains:
                    for value in values:
                        direct[ref].update(self._meant(value.content))
        return {ref: frozenset(_reachable(ref, direct)) for ref in direct}

    def _meant(self, content: Content) -> Collection[str]:
        """Return the facts that a content refers to or names."""
        field_type = type_of(content)
        fact = field_type.fact(content)
        return (fact,) if fact else self.named(field_type.text(content))

    def related(self, one: str, other: str) -> bool:
        """Return whether one of two facts is the other, or a part of it."""
        return (
            one == other or other in self._wholes.get(one, ()) or one in self._wholes.get(other, ())
        )

    def around(self, ref: str) -> Collection[str]:
        """Return a fact and the facts that it is a part of."""
        return {ref, *self._wholes.get(ref, ())}

    def named(self, text: str) -> Collection[str]:
        """Return the facts that a text names."""
        return self._named.get(self.gist(text), ()) if text else ()

    @cached_property
    def _named(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for ref, filler in self._names.fillers.items():
            for name in filler.names:
                found[self.gist(name)][ref] = None
        return {name: tuple(refs) for name, refs in found.items()}

    def facts(self, filler: Filler) -> Collection[str]:
        """Return the facts that a filler may stand for.

        They are its own fact and those with the same name, or the facts that its text names.
        """
        if filler.fact:
            return self._alike(filler.fact)
        return self.named(type_of(filler.content).text(filler.content))

    def namesakes(self, ref: str) -> Collection[str]:
        """Return the other facts of the same pool that share a name with a fact."""
        return self._alike(ref)[1:]

    def _alike(self, ref: str) -> tuple[str, ...]:
        """Return a fact and then its namesakes."""
        if ref not in self._called_alike:
            filler, pool = self._names.fillers.get(ref), self._pool(ref)
            names = filler.names if filler else ()
            found = chain.from_iterable(self.named(name) for name in names)
            others = (each for each in found if each != ref and self._pool(each) == pool)
            others = (each for each in others if not self._are_two_symbols(ref, each))
            self._called_alike[ref] = (ref, *dict.fromkeys(others))
        return self._called_alike[ref]

    def _are_two_symbols(self, one: str, other: str) -> bool:
        fillers = self._names.fillers
        return are_two_symbols(fillers[one].text, fillers[other].text)

    def _pool(self, ref: str) -> str:
        return self._deck.kinds[ref.partition("/")[0]].pool

    def keys(self, content: Content) -> Iterable[Key]:
        """Return index keys; two contents that certainly mean the same share one."""
        return type_of(content).keys(content, self)

    def held_under(self, content: Content) -> Iterable[Key]:
        """Return the keys under which to hold a content."""
        return type_of(content).held_under(content, self)

    def sought_under(self, content: Content) -> Iterable[Key]:
        """Return the keys that find all contents that may mean the same."""
        return type_of(content).sought_under(content, self)

    def disjoint(self, one: Content, other: Content) -> bool:
        """Return whether two contents certainly can't mean the same."""
        mine = type_of(one)
        return mine is type_of(other) and mine.disjoint(one, other, self)

    def excludes(self, one: Content, other: Content) -> bool:
        """Return whether a value certainly rules out another."""
        mine = type_of(one)
        return mine is type_of(other) and mine.excludes(one, other, self)

    def gist(self, text: str) -> str:
        """Return what two texts share if they differ in plural, accents and hyphens alone."""
        return self._gist(text)

    def _read_gist(self, text: str) -> str:
        return gist_of(plain(text), self.normal, self._wording.labels)

    def _read_sense(self, text: str) -> Sense:
        return sense_of(plain(text), self.normal, self._wording.labels)

    def texts_differ(self, one: str, other: str) -> bool:
        """Return whether neither text says all that the other does, nor names the same.

        Plural, accents, hyphens and typos make no difference, ranges must not overlap, and texts
        that name facts stand for them. Symbols differ by their capitals.
        """
        if are_two_symbols(plain(one), plain(other)):
            return True
        if self._sameness.may_be_same(self._sense(one), self._sense(other)):
            return False
        if self._are_related(self.named(one), self.named(other)):
            return False
        return not self.are_nested_places(one, other)

    def are_variants(self, one: str, other: str) -> bool:
        """Return whether two texts differ in a slip, a plural or the notation of a value alone."""
        if are_two_symbols(plain(one), plain(other)):
            return False
        return are_variants(self._sense(one), self._sense(other))

    def are_nested_places(self, one: str, other: str) -> bool:
        """Return whether one of two names is known as a place in the other: Scotland, Britain.

        A side of a place may hold whatever lies in the place: northeastern Africa, Ethiopia.
        """
        mine, theirs = self.places_around(one), self.places_around(other)
        if mine and theirs:
            return mine[0] in theirs or theirs[0] in mine
        return self.place_of_side(one) in theirs or self.place_of_side(other) in mine

    def places_around(self, text: str) -> Sequence[str]:
        """Return the place that an English text names, and those it lies in; none if unknown.

        The Andes lie in South America.
        """
        if text not in self._places:
            bare = self._wording.bare(text)
            known = place(bare) if self._is_english and bare[:1].isupper() else None
            self._places[text] = (known.name, *known.wholes) if known else ()
        return self._places[text]

    def place_of_side(self, text: str) -> str | None:
        """Return the place of which a text names a side: Africa for "northeastern Africa".

        South Africa and West Virginia are places of their own.
        """
        may_be = self._is_english and not self.places_around(text)
        side = _SIDE.match(self._wording.bare(text)) if may_be else None
        around = self.places_around(side["place"]) if side else ()
        return next(iter(around), None)

    def _are_related(self, mine: Collection[str], theirs: Collection[str]) -> bool:
        for one in mine:
            for other in theirs:
                if self.related(one, other):
                    return True
        return False

    def same_filler(self, one: Filler, other: Filler) -> bool:
        """Return whether two fillers share a name, or one is a part of the other.

        A text that names a fact stands for the fact. Symbols differ by their capitals.
        """
        if are_two_symbols(plain(one.text), plain(other.text)):
            return False
        if not one.names.isdisjoint(other.names):
            return True
        if not self._gists(one.names).isdisjoint(self._gists(other.names)):
            return True
        return self._are_related(self.facts(one), self.facts(other))

    def _read_gists(self, names: frozenset[str]) -> frozenset[str]:
        return frozenset(map(self.gist, names))

    def is_word(self, word: str) -> bool:
        """Return whether a spelling is no slip: a name has it, the author offers it, or several."""
        return self._words[word] >= _MEANT

    @cached_property
    def _words(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for filler in self._names.fillers.values():
            for word in {word for name in filler.names for word in self._sense(name).words}:
                found[word] += _MEANT
        for text in self._texts():
            found.update(self._sense(text).words)
        return found

    def _texts(self) -> Iterator[str]:
        """Yield the deck's texts once; what authors offer as wrong counts as meant."""
        for fact in self._deck.facts.values():
            for value in chain.from_iterable(fact.values.values()):
                yield from _texts_of(value)


def _texts_of(value: Value) -> Iterator[str]:
    field_type = type_of(value.content)
    yield field_type.text(value.content)
    for blank in field_type.blanks(value.content):
        yield type_of(blank.content).text(blank.content)
    control = value.control
    offers = (*control.distractors, *control.only, *control.options, *control.denied)
    for offer in offers:
        if isinstance(offer, str):
            yield from (offer,) * _MEANT


def _reachable(start: str, direct: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for whole in direct.get(waiting.pop(), ()):
            if whole not in seen:
                seen.add(whole)
                waiting.append(whole)
    return seen
