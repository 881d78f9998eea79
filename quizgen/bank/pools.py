"""What may be offered beside a key: names, texts, dates and numbers of its sort, the likeliest first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain

from quizgen.bank.base import FactBase
from quizgen.bank.chance import Ring, draw, weighted
from quizgen.bank.media import picture_filler
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt, Way, option_text
from quizgen.bank.ranks import dates_near, numbers_near
from quizgen.bank.wrong import text_filler
from quizgen.deck.dates import DateError, PartialDate, Precision, parse_date
from quizgen.deck.model import Content, Fact, Offer
from quizgen.deck.quantities import Quantity, QuantityError, parse_quantity
from quizgen.media.model import Media

# Real dates farther off than this many years do not distract, by precision.
_REACH = {Precision.DAY: 3.0, Precision.MONTH: 4.0, Precision.YEAR: 25.0}
# Real numbers beyond this many times the key are seen to be wrong at once.
_MOST_TIMES = 10
# How many true dates or numbers are looked at on each side of a key.
_NEIGHBOURS = 8
# How many candidates are weighed for one item: of those like the key in one respect, and of all.
_LIKE, _ANY = 24, 64
# A slot with no more candidates than so many looks beyond its own kinds.
_FEW = 5

# What a name that is never a key weighs, beside one that is a key once.
_NEVER_KEY = 0.75

Ranked = PartialDate | Quantity


class Pools:
    """The pools of a fact base; each is put in order when it is first asked for.

    `keys` counts how often a text is the key: names are offered in proportion, since an option that
    is seen often and never right, or seen whenever it is right, would tell. Another `seed` makes
    another choice.
    """

    def __init__(self, base: FactBase, keys: Counter[str], seed: int) -> None:
        self.base = base
        self.seed = seed
        self._keys = keys
        self._rings: dict[tuple[str, ...], Ring[Filler]] = {}
        self._like: dict[tuple[object, ...], Ring[Filler]] = {}
        self._texts: dict[tuple[str, str], Ring[tuple[Fact, Content]]] = {}
        self._ranked: dict[tuple[object, ...], tuple[list[float], list[Ranked]]] = {}
        self._dates: dict[tuple[object, ...], tuple[list[float], list[Ranked]]] | None = None

    def names(self, prompt: Prompt, key: Filler, name: str) -> list[tuple[int, Filler]]:
        """Return fillers of the slot's pool, each after its likeness to the key; those most like it come first."""
        mine = self.base.deck.facts.get(key.fact)
        pools = _pools(self.base, prompt)
        found: dict[Filler, int] = {}
        for trait in self._traits(key.fact) if mine else ():
            found.update(dict.fromkeys(self._alike(trait).from_point(name, _LIKE), 0))
        found.update(dict.fromkeys(self._ring(pools).from_point(name, _ANY), 0))
        members = self.base.names.pool_members(pools)
        ranked = (
            (-self.base.likeness.between(key.fact, filler.fact), self._turn(name, filler), filler)
            for filler in found
        )
        ordered = sorted(ranked, key=lambda entry: entry[:2])
        fit = [(-likeness, filler) for likeness, _, filler in ordered if filler in members]
        return (
            fit
            if len(fit) > _FEW
            else [*fit, *((0, filler) for filler in self._others(pools, name))]
        )

    def _others(self, kinds: tuple[str, ...], name: str) -> list[Filler]:
        """Return names of the same pools whose kinds the slot does not admit, for want of better."""
        pools = tuple(
            self.base.deck.kinds[kind].pool for kind in kinds if kind in self.base.deck.kinds
        )
        members = self.base.names.pool_members(kinds)
        near = self._ring(pools).from_point(name, _LIKE) if pools else []
        return sorted(
            (filler for filler in near if filler not in members),
            key=lambda each: self._turn(name, each),
        )

    def texts(self, prompt: Prompt, key: Filler, name: str) -> list[tuple[int, Filler]]:
        """Return texts of other facts in the field, each after the fact's likeness; those most like it come first."""
        mine, found = prompt.fact.ref, dict[str, tuple[int, float, Filler]]()
        for ref, content in self._told_beside(prompt, name):
            if ref != mine and not isinstance(content, Media):
                filler = _filler(self.base, prompt, content)
                distance = abs(len(filler.text) - len(key.text)) / (len(key.text) + 10)
                entry = (-self.base.likeness.between(mine, ref), distance, filler)
                # Of the facts that a text is told of, the one most like the prompt's counts.
                if entry[0] < found.get(filler.text, (1, 0.0, filler))[0]:
                    found[filler.text] = entry
        ordered = sorted(found.values(), key=lambda entry: (*entry[:2], draw(name, entry[2].text)))
        return [(-likeness, filler) for likeness, _, filler in ordered]

    def pictures(self, prompt: Prompt, name: str) -> list[tuple[int, Filler]]:
        """Return pictures of other facts in the field after their facts' likeness; those most like it come first."""
        mine, found = prompt.fact.ref, dict[Filler, int]()
        for ref, content in self._told_beside(prompt, name):
            if ref != mine and isinstance(content, Media):
                found.setdefault(
                    picture_filler(self.base, ref, content), self.base.likeness.between(mine, ref)
                )
        return [
            (found[each], each)
            for each in sorted(found, key=lambda each: (-found[each], self._turn(name, each)))
        ]

    def _told_beside(self, prompt: Prompt, name: str) -> Iterator[tuple[str, Content]]:
        """Yield what facts tell in the field: first those that are like the prompt's in some respect, then any."""
        field = prompt.field.name
        for trait in (
            self._traits(prompt.fact.ref) if prompt.fact.ref in self.base.names.fillers else ()
        ):
            for filler in self._alike(trait).from_point(name, _LIKE):
                values = self.base.deck.facts[filler.fact].values.get(field, ())
                yield from (
                    (filler.fact, value.content) for value in values if not value.is_contested
                )
        ring = self._siblings(prompt.fact.kind, field)
        yield from ((fact.ref, content) for fact, content in ring.from_point(name, _ANY))

    def around(
        self, prompt: Prompt, key: Ranked, name: str
    ) -> tuple[Iterator[Filler], Iterator[Filler]]:
        """Return dates or numbers below the key and above it, true ones of the deck first, nearest first."""
        below, above = (
            self._real_dates(key)
            if isinstance(key, PartialDate)
            else self._real_numbers(prompt, key)
        )
        return (
            self._plausible(prompt, key, chain(below, _made(key, -1, name))),
            self._plausible(prompt, key, chain(above, _made(key, +1, name))),
        )

    def authored(self, prompt: Prompt, text: Offer) -> Filler:
        """Return what the author means by a text: a date or number, a name of the slot's pool, or the text itself.

        A picture is itself. Beside one, a text is the id or the name of a fact of the same kind with a picture.
        """
        if isinstance(text, Media):
            return picture_filler(self.base, "", text)
        if _slot_type(prompt) == "image":
            return self._pictured(prompt, text)
        content = _as_content(_slot_type(prompt), text)
        if content is not None:
            return _filler(self.base, prompt, content)
        known = (self.base.names.find(pool, text) for pool in _pools(self.base, prompt))
        return next(filter(None, known), text_filler(self.base, text))

    def _pictured(self, prompt: Prompt, text: str) -> Filler:
        facts, kind = self.base.deck.facts, prompt.fact.kind
        named = self.base.names.find(kind, text)
        fact = facts.get(f"{kind}/{text}") or (facts.get(named.fact) if named else None)
        values = fact.values.get(prompt.field.name, ()) if fact else ()
        shown = (value.content for value in values if not value.is_contested)
        media = next((each for each in shown if isinstance(each, Media)), None)
        return (
            picture_filler(self.base, fact.ref, media)
            if fact and media
            else text_filler(self.base, text)
        )

    def score(self, prompt: Prompt, key: Filler, filler: Filler) -> tuple[int, float]:
        """Return what a name has in common with the key and how readily it is drawn, zeros where neither counts."""
        if filler.fact:
            mine = key.fact if prompt.way is not Way.FORWARD or key.fact else prompt.fact.ref
            return self.base.likeness.between(mine, filler.fact), self._weight(filler)
        return 0, 0.0 if isinstance(filler.content, (PartialDate, Quantity)) else self._weight(
            filler
        )

    def _weight(self, filler: Filler) -> float:
        return self._keys[filler.text] + _NEVER_KEY

    def _turn(self, name: str, filler: Filler) -> float:
        return weighted(self._weight(filler), name, filler.text)

    def _traits(self, ref: str) -> list[tuple[object, ...]]:
        """Return the traits of a fact in the same order in every run, which that of a set is not."""
        return sorted(self.base.likeness.traits(ref), key=repr)

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
            self._like = {each: Ring(members) for each, members in groups.items()}
        return self._like[trait]

    def _siblings(self, kind: str, field: str) -> Ring[tuple[Fact, Content]]:
        if (kind, field) not in self._texts:
            # A value is numbered within its fact: counted over all, one fact more would move every other.
            told = (
                (f"{fact.ref}/{fact.values[field].index(value)}", (fact, value.content))
                for fact, value in self.base.values_of(kind, field)
                if not value.is_contested
            )
            self._texts[kind, field] = Ring(told)
        return self._texts[kind, field]

    def _real_dates(self, key: PartialDate) -> tuple[list[Ranked], list[Ranked]]:
        if self._dates is None:
            shapes: dict[tuple[object, ...], list[Ranked]] = defaultdict(list)
            for date in self.base.dates():
                shapes[date.shape].append(date)
            self._dates = {shape: _in_order(dates) for shape, dates in shapes.items()}
        reach = _REACH[key.precision]
        near = _neighbours(self._dates.get(key.shape, ([], [])), key)
        below, above = (
            [date for date in side if abs(_size(date) - key.middle) <= reach] for side in near
        )
        return below, above

    def _real_numbers(self, prompt: Prompt, key: Quantity) -> tuple[list[Ranked], list[Ranked]]:
        style = (prompt.fact.kind, prompt.field.name, key.unit, key.bound, key.decimals)
        if style not in self._ranked:
            contents = (
                value.content
                for _, value in self.base.values_of(*style[:2])
                if not value.provenance.record
            )
            found = {
                c
                for c in contents
                if isinstance(c, Quantity) and (c.unit, c.bound, c.decimals) == style[2:]
            }
            self._ranked[style] = _in_order(found)
        below, above = (
            [number for number in side if _within(_size(key), _size(number))]
            for side in _neighbours(self._ranked[style], key)
        )
        return below, above

    def _plausible(
        self, prompt: Prompt, key: Ranked, contents: Iterable[Ranked]
    ) -> Iterator[Filler]:
        """Yield fillers; what was past or to come when the source was written stays so."""
        as_of = self.base.deck.source.as_of
        if isinstance(key, PartialDate) and as_of:
            last = as_of.end.last
            was_past = key.start.first <= last
            contents = (
                c
                for c in contents
                if isinstance(c, PartialDate) and (c.start.first <= last) == was_past
            )
        return (_filler(self.base, prompt, content) for content in contents)


def _pools(base: FactBase, prompt: Prompt) -> tuple[str, ...]:
    """Return the kinds and pools whose names can fill the slot."""
    if prompt.blank is not None:
        return (prompt.blank.type,)
    return (base.kind(prompt.fact).pool,) if prompt.way is Way.BACK else prompt.field.to


def _slot_type(prompt: Prompt) -> str:
    if prompt.blank is not None:
        return prompt.blank.type
    return prompt.field.type if prompt.way is Way.FORWARD else "reference"


def _as_content(kind: str, text: str) -> Ranked | None:
    with suppress(DateError, QuantityError):
        if kind == "date":
            return parse_date(text)
        if kind == "number":
            return parse_quantity(text)
    return None


def _made(key: Ranked, direction: int, name: str) -> Iterator[Ranked]:
    return (
        dates_near(key, direction, name)
        if isinstance(key, PartialDate)
        else numbers_near(key, direction, name)
    )


def _size(content: Ranked) -> float:
    return content.middle if isinstance(content, PartialDate) else float(content.number)


def _in_order(contents: Iterable[Ranked]) -> tuple[list[float], list[Ranked]]:
    ordered = sorted(contents, key=_size)
    return [_size(content) for content in ordered], ordered


def _neighbours(
    ordered: tuple[list[float], list[Ranked]], key: Ranked
) -> tuple[list[Ranked], list[Ranked]]:
    """Return the nearest contents below a key and above it, nearest first."""
    sizes, contents = ordered
    low, high = bisect_left(sizes, _size(key)), bisect_right(sizes, _size(key))
    return contents[max(low - _NEIGHBOURS, 0) : low][::-1], contents[high : high + _NEIGHBOURS]


def _within(one: float, other: float) -> bool:
    return abs(one) <= abs(other) * _MOST_TIMES and abs(other) <= abs(one) * _MOST_TIMES


def _filler(base: FactBase, prompt: Prompt, content: Content) -> Filler:
    text = option_text(base, prompt, content)
    return Filler(text, frozenset({base.wording.normal(text)}), content)
