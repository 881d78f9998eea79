"""Candidates to stand beside a key: names, texts, dates and numbers, the most similar first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from quizgen.bank.base import FactBase
from quizgen.bank.chance import Ring, drawer, entry, weighted
from quizgen.bank.holders import Holders
from quizgen.bank.media import media_in, picture_filler
from quizgen.bank.names import Filler
from quizgen.bank.once import once
from quizgen.bank.prompts import Prompt, Way, option_text, question_of
from quizgen.bank.ranked import Ranked
from quizgen.bank.ranks import Place, Ranks, RoomOf
from quizgen.bank.speakers import Speakers
from quizgen.bank.telling import telling
from quizgen.bank.wording import KEPT
from quizgen.bank.wrong import text_filler
from quizgen.deck.model.contents import Content, Offer
from quizgen.deck.types.registry import TYPES, type_of
from quizgen.media.model import Media

if TYPE_CHECKING:
    from quizgen.bank.fit import Fit

# How much it counts that a date or number lies near the one in the stem of a way back.
_GIVEN = 4.0
# How much it counts that somebody else says something in the source, more than all that is alike.
_SPEAKS = 8.0
# The same for those whom the field of a question names in other facts.
_HOLDS = 16.0
# Shared words count in so many steps.
_STEPS_OF_WORDS = 4
# How many candidates count for one item: of those like the key in one respect, and of all.
_LIKE, _ANY = 24, 64
# A slot with no more candidates than this looks beyond its own kinds.
_FEW = 5

# The weight of a name that is never a key; one that is a key once has 1 more.
_NEVER_KEY = 0.75


class _Told(Struct, frozen=True):
    """What a fact tells in a field, and as a filler with its longer words unless a picture.

    `length` is how many characters of the filler a reader sees.
    """

    ref: str
    content: Content
    filler: Filler | None
    words: frozenset[str]
    length: int = 0


class _Placed(Struct, frozen=True):
    """What a fact base places on rings: the members of pools, facts by a trait, values of a field.

    `facts` are those whose names are members of some pools.
    """

    rings: dict[tuple[str, ...], Ring[Filler]]
    facts: dict[tuple[str, ...], frozenset[str]]
    like: dict[tuple[object, ...], Ring[Filler]]
    texts: dict[tuple[str, str], Ring[tuple[str, Content]]]


def _nothing_placed(_base: FactBase) -> _Placed:
    return _Placed({}, {}, {}, {})


class Pools:
    """The pools of a fact base; each is put in order at its first use.

    `keys` counts how often a text is the key. Names are offered in proportion: an option that
    appears often and is never right, or appears only when it is right, would give the answer away.
    Another `seed` makes another choice.
    """

    def __init__(self, base: FactBase, keys: Counter[str], seed: int) -> None:
        self.base = base
        self.seed = seed
        self._keys = keys
        placed = once(base, _nothing_placed)
        self._rings, self._facts = placed.rings, placed.facts
        self._like, self._texts = placed.like, placed.texts
        self._told = lru_cache(KEPT)(self._read_told)
        self._words_in = lru_cache(KEPT)(self._read_words)
        self._ranked = once(base, Ranked)
        self._speakers = once(base, Speakers)
        self._holders = once(base, Holders)
        self._ranks = once(base, Ranks)

    @cached_property
    def fit(self) -> Fit:
        """Return what judges wrong options; many commands choose none and never load it."""
        from quizgen.bank.fit import fit_of  # noqa: PLC0415

        return once(self.base, fit_of)

    def place(self, prompt: Prompt, key: Filler) -> tuple[str, str, float]:
        """Return by what to order questions so that neighbours have many candidates in common.

        What was read for one question then serves the next. Dates and numbers stand beside those
        of like size, names and texts beside those that follow on the ring.
        """
        field_type, content = type_of(key.content), key.content
        drawn = field_type.size(content) if field_type.ranked else entry(self.name(prompt))
        return question_of(prompt), field_type.names[0], drawn

    def name(self, prompt: Prompt) -> str:
        """Return the name by which the candidates of a question are drawn."""
        return f"{self.seed}/{prompt.id}"

    def names(self, prompt: Prompt, key: Filler, name: str) -> Iterator[tuple[float, Filler]]:
        """Yield the slot's fillers, each after its likeness to the key, the most like it first."""
        pools = _pools(self.base, prompt)
        likeness = self._likeness(prompt, key.fact)
        found = self._members_near(pools, prompt, key.fact, name)
        likely = [(likeness(filler.fact), filler) for filler in found]
        yield from _most_like_first(likely, self._turn(name))
        if len(likely) <= _FEW:
            yield from ((0.0, filler) for filler in self._others(pools, name))

    def _members_near(
        self, pools: tuple[str, ...], prompt: Prompt, ref: str, name: str
    ) -> list[Filler]:
        """Return fillers of some pools once: those of facts like a fact, and some of the others."""
        facts = self._facts_of(pools)
        near = {each.fact: each for each in self._near(prompt, ref, name) if each.fact in facts}
        others = self._ring(pools).from_point(name, _ANY)
        return [*near.values(), *(each for each in others if each.fact not in near)]

    def _facts_of(self, pools: tuple[str, ...]) -> frozenset[str]:
        """Return the facts whose names are members of some pools."""
        if pools not in self._facts:
            members = self.base.names.pool_members(pools)
            self._facts[pools] = frozenset(filler.fact for filler in members if filler.fact)
        return self._facts[pools]

    def _near(self, prompt: Prompt, ref: str, name: str) -> Iterator[Filler]:
        """Yield the fillers of facts that are like a fact in one respect."""
        fact = self.base.deck.facts.get(ref)
        if fact is None:
            return
        for trait in self.base.likeness.traits(ref):
            yield from self._alike(trait).from_point(name, _LIKE)
        likeness, fillers = self.base.likeness, self.base.names.fillers
        asked = [prompt.field.name] if prompt.way is Way.BACK else []
        for field in dict.fromkeys((*likeness.sized_fields(fact), *asked)):
            near = (fillers.get(each) for each in likeness.near(fact, field))
            yield from (filler for filler in near if filler)
        if self._speakers.are_asked_for(prompt):
            yield from (fillers[each] for each in sorted(self._speakers.refs) if each in fillers)
        elif self._holders.are_asked_for(prompt):
            yield from self._holders.near(prompt, name, _LIKE)

    def _likeness(self, prompt: Prompt, mine: str) -> Callable[[str], float]:
        """Return how alike a fact is to others, and on the way back how near to the value given.

        Where somebody's words are asked about, those come first who say something else; where a
        commander is, those who command elsewhere.
        """
        beside = self.base.likeness.beside(mine)
        if self._speakers.are_asked_for(prompt):
            may_say = self._speakers.may_have_said
            return lambda other: beside(other) + _SPEAKS * may_say(prompt, mine, other)
        if self._holders.are_asked_for(prompt):
            may_hold = self._holders.may_hold
            return lambda other: beside(other) + _HOLDS * may_hold(prompt, other)
        if prompt.way is not Way.BACK:
            return beside
        near = self._nearness(prompt)
        return lambda other: beside(other) + near(other)

    def _nearness(self, prompt: Prompt) -> Callable[[str], float]:
        """Return how near the values of facts are to the one that a stem gives."""
        field, given = prompt.field.name, prompt.value
        if type_of(given.content).ranked:
            nearness = self.base.likeness.nearness_to(given, field)
            return lambda other: _GIVEN * nearness(other)
        words, words_in = self._words(self.base.text(given.content)), self._words_in
        return lambda other: _shared_words(words, words_in(other, field))

    def _read_words(self, ref: str, field: str) -> frozenset[str]:
        """Return the longer words of the first value of a fact in a field."""
        fact = self.base.deck.facts.get(ref)
        values = fact.values.get(field, ()) if fact else ()
        return self._words(self.base.text(values[0].content)) if values else frozenset()

    def _words(self, text: str) -> frozenset[str]:
        return telling(self.base.wording, text)

    def _others(self, kinds: tuple[str, ...], name: str) -> list[Filler]:
        """Return names of the same pools whose kinds the slot does not admit, as a last resort."""
        pools = tuple(
            self.base.deck.kinds[kind].pool for kind in kinds if kind in self.base.deck.kinds
        )
        members = self.base.names.pool_members(kinds)
        near = self._ring(pools).from_point(name, _LIKE) if pools else []
        return sorted(
            (filler for filler in near if filler not in members),
            key=self._turn(name),
        )

    def texts(self, prompt: Prompt, key: Filler, name: str) -> Iterator[tuple[float, Filler]]:
        """Yield texts of other facts in the field after their likeness, the highest first."""
        mine, found = prompt.fact.ref, dict[str, tuple[float, Filler]]()
        beside, words = self.base.likeness.beside(mine), self._words(key.text)
        lengths: dict[str, int] = {}
        for told in self._told_beside(prompt, name):
            filler = told.filler
            if filler is None or told.ref == mine:
                continue
            likeness = beside(told.ref)
            if not words.isdisjoint(told.words):
                likeness += _shared_words(words, told.words)
            # If several facts have the text, the one most like the prompt's counts.
            text = filler.text
            if text not in found or likeness > found[text][0]:
                found[text] = likeness, filler
                lengths[text] = told.length

        length, drawn = key.length, drawer(name)

        def turn(filler: Filler) -> tuple[int, int]:
            text = filler.text
            return abs(lengths[text] - length), drawn(text)

        return _most_like_first(found.values(), turn)

    def _read_told(self, ref: str, field: str) -> tuple[_Told, ...]:
        """Return what a fact tells in a field, as far as nobody contests it."""
        values = self.base.deck.facts[ref].values.get(field, ())
        contents = (value.content for value in values if not value.is_contested)
        return tuple(self._as_told(ref, content) for content in contents)

    def _as_told(self, ref: str, content: Content) -> _Told:
        """Return the value of a fact as it stands beside others of its field."""
        if type_of(content).media(content):
            return _Told(ref, content, None, frozenset())
        text = type_of(content).option(content, self.base, forward=True, blank=None)
        names = frozenset({self.base.wording.normal(text)})
        filler = Filler(text, names, content, told_by=ref)
        return _Told(ref, content, filler, self._words(text), filler.length)

    def pictures(self, prompt: Prompt, name: str) -> list[tuple[float, Filler]]:
        """Return pictures of other facts in the field after their likeness, highest first."""
        mine, found = prompt.fact.ref, dict[Filler, float]()
        for told in self._told_beside(prompt, name):
            media = type_of(told.content).media(told.content)
            if told.ref != mine and media:
                filler = picture_filler(self.base, told.ref, media)
                found.setdefault(filler, self.base.likeness.between(mine, told.ref))
        turn = self._turn(name)
        ordered = sorted(found, key=lambda each: (-found[each], turn(each)))
        return [(found[each], each) for each in ordered]

    def _told_beside(self, prompt: Prompt, name: str) -> list[_Told]:
        """Return what is told in the field: first by facts like the prompt's, then by any."""
        field, mine = prompt.field.name, prompt.fact.ref
        traits = self.base.likeness.traits(mine) if mine in self.base.names.fillers else ()
        alike = (self._alike(trait).from_point(name, _LIKE) for trait in traits)
        facts = {filler.fact: None for each in alike for filler in each}
        found = list(chain.from_iterable(self._told(ref, field) for ref in facts))
        for ref, content in self._siblings(prompt.fact.kind, field).from_point(name, _ANY):
            if ref not in facts:
                found += [told for told in self._told(ref, field) if told.content is content]
        return found

    def around(
        self, prompt: Prompt, key: Content, name: str
    ) -> tuple[Iterator[Filler], Iterator[Filler]]:
        """Return ranked contents below the key and above it, those to offer first at the front."""
        below, above = self._ranked.around(prompt, key, name)
        return self._plausible(prompt, key, below), self._plausible(prompt, key, above)

    def rank(self, prompt: Prompt, size: int) -> int:
        """Return how many of `size` ranked contents are to lie below the key of a question."""
        return self._ranks.rank(prompt, self.seed, size)

    def even_place(self, prompt: Prompt, sizes: tuple[int, int], room_of: RoomOf) -> Place | None:
        """Return where the key stands so that ranks are even, None if it is not known.

        There are to be from the first to the second of `sizes` ranked contents beside it.
        """
        return self._ranks.place(prompt, self.seed, sizes, room_of)

    def authored(self, prompt: Prompt, text: Offer) -> Filler:
        """Return what the author means by an offer.

        A text is a date or number, a name of the slot's pool, or just a text; beside a picture, it
        is the id or the name of a fact of the same kind with a picture.
        """
        if isinstance(text, Media):
            return picture_filler(self.base, "", text)
        if _slot_type(prompt) == "image":
            return self._pictured(prompt, text)
        field_type = TYPES.get(_slot_type(prompt))
        content = field_type.meant(text) if field_type else None
        if content is not None:
            return _filler(self.base, prompt, content)
        known = (self.base.names.find(pool, text) for pool in _pools(self.base, prompt))
        return next(filter(None, known), text_filler(self.base, text))

    def _pictured(self, prompt: Prompt, text: str) -> Filler:
        facts, kind = self.base.deck.facts, prompt.fact.kind
        named = self.base.names.find(kind, text)
        fact = facts.get(f"{kind}/{text}") or (facts.get(named.fact) if named else None)
        values = fact.values.get(prompt.field.name, ()) if fact else ()
        media = next(iter(media_in(value for value in values if not value.is_contested)), None)
        if fact and media:
            return picture_filler(self.base, fact.ref, media)
        return text_filler(self.base, text)

    def score(self, prompt: Prompt, key: Filler, filler: Filler) -> tuple[float, float]:
        """Return a name's likeness to the key and its weight, zeros if neither counts."""
        if filler.fact:
            mine = key.fact if prompt.way is not Way.FORWARD or key.fact else prompt.fact.ref
            return self._likeness(prompt, mine)(filler.fact), self._weight(filler)
        is_ranked = type_of(filler.content).ranked
        return 0.0, 0.0 if is_ranked else self._weight(filler)

    def _weight(self, filler: Filler) -> float:
        return self._keys.get(filler.text, 0) + _NEVER_KEY

    def _turn(self, name: str) -> Callable[[Filler], float]:
        """Return by what to sort fillers for a question: each comes early in proportion."""
        keys, drawn = self._keys, drawer(name)

        def turn(filler: Filler) -> float:
            text = filler.text
            return weighted(keys.get(text, 0) + _NEVER_KEY, drawn(text))

        return turn

    def _ring(self, pools: tuple[str, ...]) -> Ring[Filler]:
        if pools not in self._rings:
            self._rings[pools] = Ring(
                (filler.fact or filler.text, filler)
                for filler in self.base.names.pool_members(pools)
            )
        return self._rings[pools]

    def _alike(self, trait: tuple[object, ...]) -> Ring[Filler]:
        if not self._like:
            groups: dict[tuple[object, ...], list[tuple[str, Filler]]] = defaultdict(list)
            for ref, filler in self.base.names.fillers.items():
                for each in self.base.likeness.traits(ref):
                    groups[each].append((ref, filler))
            self._like.update((each, Ring(members)) for each, members in groups.items())
        return self._like[trait]

    def _siblings(self, kind: str, field: str) -> Ring[tuple[str, Content]]:
        if (kind, field) not in self._texts:
            # Values are numbered within their facts, so that a new fact moves no others.
            told = (
                (f"{fact.ref}/{fact.values[field].index(value)}", (fact.ref, value.content))
                for fact, value in self.base.values_of(kind, field)
                if not value.is_contested
            )
            self._texts[kind, field] = Ring(told)
        return self._texts[kind, field]

    def _plausible(
        self, prompt: Prompt, key: Content, contents: Iterable[Content]
    ) -> Iterator[Filler]:
        """Yield fillers that the date of the source doesn't tell from the key."""
        field_type, as_of = type_of(key), self.base.deck.source.as_of
        for content in contents:
            if as_of is None or field_type.is_plausible(key, content, as_of):
                yield _filler(self.base, prompt, content)


def _pools(base: FactBase, prompt: Prompt) -> tuple[str, ...]:
    """Return the kinds and pools whose names can fill the slot."""
    if prompt.blank is not None:
        return (prompt.blank.type,)
    return (base.kind(prompt.fact).pool,) if prompt.way is Way.BACK else prompt.field.to


def _slot_type(prompt: Prompt) -> str:
    if prompt.blank is not None:
        return prompt.blank.type
    return prompt.field.type if prompt.way is Way.FORWARD else "reference"


def _filler(base: FactBase, prompt: Prompt, content: Content) -> Filler:
    text = option_text(base, prompt, content)
    return Filler(text, frozenset({base.wording.normal(text)}), content)


def _shared_words(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which part of their longer words two texts share, in steps from 0 to 1.

    Twins such as mitosis and meiosis are described in the same words.
    """
    if one.isdisjoint(other):
        return 0.0
    share = len(one & other) / len(one | other)
    return round(share * _STEPS_OF_WORDS) / _STEPS_OF_WORDS


def _most_like_first(
    likely: Iterable[tuple[float, Filler]], turn: Callable[[Filler], Any]
) -> Iterator[tuple[float, Filler]]:
    """Yield fillers with their likeness, the most like first, and equally like ones in turn."""
    groups: dict[float, list[Filler]] = defaultdict(list)
    for likeness, filler in likely:
        groups[likeness].append(filler)
    for likeness in sorted(groups, reverse=True):
        for filler in sorted(groups[likeness], key=turn):
            yield likeness, filler
