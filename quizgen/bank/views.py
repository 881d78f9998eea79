"""Views: the parts of a deck from which its questions take their options.

A question sees the facts of some kinds alone, without what no choice of options reads. Whatever
changes elsewhere changes nothing about its item.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import blake2b
from operator import attrgetter
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from quizgen.bank.bare import Bare
from quizgen.bank.base import FactBase
from quizgen.bank.bonds import Bonds
from quizgen.bank.by_year import by_year
from quizgen.bank.comparison import Comparison
from quizgen.bank.distractors import Wanted
from quizgen.bank.items import Item, Maker, Without
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt
from quizgen.bank.times import Times
from quizgen.bank.wrong import keys_of
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Value
from quizgen.deck.types.base import FieldType
from quizgen.deck.types.registry import TYPES, type_of

Made = Item | Without
# What the whole deck is asked for: its newest year, a word, or the contents of a type.
About = tuple[str, str]
Answer = int | str
# A question with its right answers.
Asked = tuple[Prompt, tuple[Filler, ...]]
_NEWEST, _WORD, _CONTENTS = "newest year", "word", "contents"
# Of the fact and of what is given, the digest of a question has an id and an order of its own.
_COUNTED = tuple(name for name in Prompt.__struct_fields__ if name not in ("fact", "given"))
_told_by = attrgetter(*_COUNTED)


class Terms(Struct, frozen=True):
    """How items are to be made: the arguments of `make_items`."""

    wanted: Wanted
    at_least: int
    seed: int


class Whole:
    """Answers what a view asks of the whole deck, and keeps what it `told`."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self.told: dict[About, Answer] = {}

    @property
    def comparison(self) -> Comparison:
        """Return the comparison of the whole deck."""
        return self._base.comparison

    def newest_year(self) -> int:
        """Return the last year that a date of the deck names."""
        year = self._base.newest_year
        self.told[_NEWEST, ""] = year
        return year

    def is_word(self, word: str) -> bool:
        """Return whether a spelling is no slip."""
        found = self._base.comparison.is_word(word)
        self.told[_WORD, word] = int(found)
        return found

    def true_contents(self, field_type: FieldType[Any]) -> Collection[Any]:
        """Return every content of a type in the deck's order."""
        about = _CONTENTS, field_type.names[0]
        self.told[about] = self.answer(about)
        return self._base.true_contents(field_type)

    def answer(self, about: About) -> Answer:
        """Return what the deck says when it is asked again."""
        what, name = about
        if what == _NEWEST:
            return self._base.newest_year
        if what == _WORD:
            return int(self._base.comparison.is_word(name))
        return _digest(list(self._base.true_contents(TYPES[name]))) if name in TYPES else ""


class View:
    """A part of a deck, and the questions that take their options from it.

    `asked` are the numbers of these questions among all `prompts` of the deck.
    """

    def __init__(self, views: Views, kinds: frozenset[str], asked: Sequence[int]) -> None:
        self.asked = asked
        self.whole = Whole(views.base)
        self._views = views
        self._deck = views.bare.deck(kinds)
        self._prompts = {number: views.bare.prompt(views.prompts[number]) for number in asked}

    @cached_property
    def digest(self) -> str:
        """Return the digest of all that decides about its items but the questions themselves."""
        views, deck = self._views, replace(self._deck, kinds={}, rejected={})
        facts, dated = list(deck.facts.values()), views.base.times.as_of
        header = deck.language, deck.source, deck.quiz.address, deck.assume
        return _digest((views.general, header, dated, facts, self._keys))

    def digest_of(self, number: int) -> str:
        """Return the digest of a question, and of what the deck says about it by its id."""
        prompt, deck = self._prompts[number], self._deck
        rejected = deck.rejected.get(prompt.id)
        tried = deck.quiz.tried.get(prompt.id, ())
        return _digest((prompt.fact.ref, _told_by(prompt), sorted(prompt.given), rejected, tried))

    @cached_property
    def _keys(self) -> Counter[str]:
        """Return how often each text of the view is the key of a question of the deck."""
        keys, base = self._views.keys, self._views.base
        texts = set(_texts(base, self._deck))
        texts.update(self._views.right[number][0].text for number in self.asked)
        return Counter({text: keys[text] for text in sorted(texts & keys.keys())})

    @cached_property
    def _base(self) -> FactBase:
        whole = self._views.base
        times = Times(self._deck, whole.times)
        return FactBase(self._deck, whole.wording, times, self.whole)

    def make(self, numbers: Sequence[int]) -> Iterator[tuple[int, Made]]:
        """Yield the items of some of its questions with their numbers, in the quickest order."""
        if numbers:
            maker = self._maker_of(numbers)
            for place in maker.order:
                number = numbers[place]
                yield number, self._views.with_all(number, maker.make(place))

    def make_one(self, number: int) -> Made:
        """Return the item of a question."""
        return self._views.with_all(number, self._maker.make(self._places[number]))

    @cached_property
    def _maker(self) -> Maker:
        return self._maker_of(self.asked)

    @cached_property
    def _places(self) -> dict[int, int]:
        return {number: place for place, number in enumerate(self.asked)}

    def _maker_of(self, numbers: Sequence[int]) -> Maker:
        terms, prompts = self._views.terms, [self._prompts[number] for number in numbers]
        wanted, least, seed = terms.wanted, terms.at_least, terms.seed
        return Maker(self._base, prompts, wanted, least, seed, keys=self._keys)


class Views:
    """The views of a deck's questions, each of which is in one."""

    def __init__(self, base: FactBase, prompts: Sequence[Prompt], terms: Terms) -> None:
        self.base = base
        self.prompts = prompts
        self.terms = terms
        self.right: list[tuple[Filler, ...]] = [keys_of(base, prompt) for prompt in prompts]
        self.keys = Counter(right[0].text for right in self.right)
        self.bare = Bare(base.deck)

    @cached_property
    def general(self) -> str:
        """Return the digest of what counts for all questions."""
        return _digest((self.terms, self.bare.kinds))

    def of(self, numbers: Iterable[int]) -> Iterator[View]:
        """Yield the views of the questions with some numbers; each has these questions alone."""
        bonds = Bonds(self.base)
        found: dict[frozenset[str], list[int]] = defaultdict(list)
        for number in numbers:
            found[bonds.kinds(self.prompts[number])].append(number)
        return (View(self, kinds, asked) for kinds, asked in found.items())

    def with_all(self, number: int, made: Made) -> Made:
        """Return what was made for a bare question with all that the question has."""
        is_by_year = self.is_by_year(number, made)
        prompt, right = self.asked(number, is_by_year=is_by_year) or (made.prompt, made.right)
        worded = (
            prompt if prompt.stem == made.prompt.stem else replace(prompt, stem=made.prompt.stem)
        )
        return replace(made, prompt=worded, right=right)

    def is_by_year(self, number: int, made: Made) -> bool:
        """Return whether an item asks for the year in place of the day."""
        return bool(made.right) and made.right[0].text != self.right[number][0].text

    def asked(self, number: int, *, is_by_year: bool) -> Asked | None:
        """Return a question with its right answers, None if it does not ask for a year."""
        prompt = self.prompts[number]
        if not is_by_year:
            return prompt, self.right[number]
        coarse = by_year(self.base, prompt)
        return (coarse, keys_of(self.base, coarse)) if coarse else None


def make_in_views(base: FactBase, prompts: Sequence[Prompt], terms: Terms) -> dict[int, Made]:
    """Return the items of all questions of a deck by their numbers, or why they have none."""
    views = Views(base, prompts, terms).of(range(len(prompts)))
    return {number: made for view in views for number, made in view.make(view.asked)}


def make_some(
    base: FactBase, prompts: Sequence[Prompt], terms: Terms, some: Iterable[Prompt]
) -> Iterator[Made]:
    """Yield what `make_in_views` returns for some of a deck's questions, each when asked for."""
    number_of = {prompt.id: number for number, prompt in enumerate(prompts)}
    numbers = [number_of[prompt.id] for prompt in some]
    views = Views(base, prompts, terms).of(numbers)
    view_of = {number: view for view in views for number in view.asked}
    return (view_of[number].make_one(number) for number in numbers)


def _texts(base: FactBase, deck: Deck) -> Iterator[str]:
    """Yield the texts that facts of a part of a deck give to options."""
    for fact in deck.facts.values():
        named = base.names.fillers.get(fact.ref)
        if named:
            yield named.text
        for held in fact.values.values():
            for value in held:
                yield from _texts_of(base, value)


def _texts_of(base: FactBase, value: Value) -> Iterator[str]:
    field_type = type_of(value.content)
    text, media = field_type.text(value.content), field_type.media(value.content)
    if text:
        yield text
    if media:
        yield media.alt or media.path
    for blank in field_type.blanks(value.content):
        yield base.wording.bare(type_of(blank.content).text(blank.content))


def _digest(what: object) -> str:
    """Return the digest of values, without regard to their classes."""
    return blake2b(msgspec.msgpack.encode(what), digest_size=16).hexdigest()
