"""Selects the wrong options of an item from its candidates, by names and seed only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from quizgen.bank.admission import Chosen, is_picture
from quizgen.bank.chance import draw, shuffled
from quizgen.bank.distractors import Choice, Distractor, Wanted
from quizgen.bank.names import Filler
from quizgen.bank.pools import Pools
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.telling import cue_words
from quizgen.bank.tried import Experience, experience_of
from quizgen.bank.wrong import Proof, text_filler
from quizgen.deck.model.contents import Diagram, Offer
from quizgen.deck.types.registry import type_of

# Among up to this many that are equally like the key, length decides.
_LIKELY = 9


def choose(pools: Pools, prompt: Prompt, right: tuple[Filler, ...], wanted: Wanted) -> Choice:
    """Choose the distractors wanted for a prompt whose keys are `right`, or fewer.

    The author's come first, then those with words that are wanted.
    Dates and numbers lie around the key so that its rank tells nothing; names and texts come by
    what they have in common with it.
    """
    control = prompt.control
    place = _place_of_key(pools, prompt, right)
    if place is not None:
        count = len(control.options) - 1
        chosen = Chosen(pools, prompt, right, count, weighed=wanted.weighed)
        return _in_order(chosen, control.options, place)
    explain, weighed = wanted.explain, wanted.weighed
    chosen = Chosen(pools, prompt, right, wanted.count, wanted.without, explain, weighed)
    if prompt.region:
        chosen.take_certain(_other_regions(pools, prompt), Proof.SINGLE)
        return chosen.choice
    chosen.take_authored(control.offered)
    if chosen.missing > 0 and not _takes_authored_only(prompt):
        _take_from_deck(chosen, right[0], wanted)
    return chosen.choice


def _other_regions(pools: Pools, prompt: Prompt) -> Iterator[Filler]:
    """Yield the names of the other parts of a diagram in a drawn order."""
    for value in prompt.fact.values[prompt.field.name][:1]:
        diagram = value.content
        if isinstance(diagram, Diagram):
            others = [each.name for each in diagram.regions if each != prompt.region]
            drawn = shuffled([(name, name) for name in others], pools.seed, prompt.id)
            yield from (text_filler(pools.base, name) for name in drawn)


def _place_of_key(pools: Pools, prompt: Prompt, right: tuple[Filler, ...]) -> int | None:
    """Return which of the author's options is right, None if there are none or none is."""
    options = (pools.authored(prompt, offer) for offer in prompt.control.options)
    for number, option in enumerate(options):
        if any(_is_key(pools, key, option) for key in right):
            return number
    return None


def _takes_authored_only(prompt: Prompt) -> bool:
    """Return whether no candidate of the deck may stand beside the author's."""
    # If the record stands in words only, any other value may be the record's.
    is_unknown = prompt.value.is_contested and prompt.value.record is None
    is_free_text = prompt.blank is not None and prompt.blank.type == "text"
    return bool(prompt.control.only) or is_unknown or is_free_text


def _take_from_deck(chosen: Chosen, key: Filler, wanted: Wanted) -> None:
    pools, prompt, with_words = chosen.pools, chosen.prompt, wanted.with_words
    name = pools.name(prompt)
    known = experience_of(pools.base, prompt)
    if type_of(key.content).ranked:
        _take_around(chosen, key, name, known, wanted.fewest)
    elif is_picture(key):
        pictures = pools.pictures(prompt, name)
        _take_with_words(chosen, pictures, with_words)
        chosen.take(known.first(filler for _, filler in pictures), chosen.missing)
    else:
        is_name = _asks_for_a_name(prompt)
        offered = (pools.names if is_name else pools.texts)(prompt, key, name)
        # Only the words need all of them; most items take one of the first few.
        is_whole = bool(with_words or known)
        listed: Iterable[tuple[float, Filler]] = list(offered) if is_whole else offered
        _take_with_words(chosen, listed, with_words)
        if known:
            _take_tempting(chosen, key, listed, name, known)
        _take_by_length(chosen, key, listed, name)


def _take_tempting(
    chosen: Chosen,
    key: Filler,
    listed: Iterable[tuple[float, Filler]],
    name: str,
    known: Experience,
) -> None:
    """Take what worked in classes, then what no class has left aside."""
    chosen.take(iter(known.working(filler for _, filler in listed)), chosen.missing)
    tempting = [pair for pair in listed if not known.is_idle(pair[1])]
    _take_by_length(chosen, key, tempting, name)


def _take_around(chosen: Chosen, key: Filler, name: str, known: Experience, fewest: int) -> None:
    """Take dates or numbers from both sides of the key, a drawn number of them from below.

    If all that is certainly wrong lies on one side, none is taken: the key would always stand at
    the end.
    """
    if is_one_sided(key):
        return
    below, above = map(known.first, chosen.pools.around(chosen.prompt, key.content, name))
    if not chosen.found:
        _take_evenly(chosen, below, above, fewest)
        return
    chosen.take(below, draw("rank", name) % (chosen.missing + 1))
    chosen.take(above, chosen.missing)
    chosen.take(below, chosen.missing)


def _take_evenly(
    chosen: Chosen, below: Iterator[Filler], above: Iterator[Filler], fewest: int
) -> None:
    """Take fillers from both sides so that the rank of the key tells nothing.

    Where few lie on either side, the key could never be the first or the last of so many options.
    Such a question has fewer of them, down to `fewest` wrong ones. If no number of them can be
    fair, it has as many as there are.
    """
    count = chosen.wanted
    lower, upper = _Side(chosen, below, []), _Side(chosen, above, [])
    chosen.wanted = 2 * count
    pools, prompt = chosen.pools, chosen.prompt
    for size in range(count, fewest - 1, -1):
        rank = _rank_among(lower, upper, size, pools.rank(prompt, size))
        if rank is not None:
            makes_up = size == fewest and draw("end", pools.name(prompt)) % 2 == 0
            rank = _only_end(lower, upper, size, rank) if makes_up else rank
            break
    else:
        size = count
        drawn = pools.rank(prompt, size)
        rank = lower.up_to(size - upper.up_to(size - lower.up_to(drawn)))
    chosen.wanted = count
    chosen.found = [*lower.taken[:rank], *upper.taken[: size - rank]]


def _rank_among(lower: _Side, upper: _Side, size: int, drawn: int) -> int | None:
    """Return how many of `size` distractors lie below the key, as near to the draw as possible.

    It is None if the key could be neither the smallest nor the largest option.
    """
    ranks = (drawn, size - drawn, 0, size)
    possible = (rank for rank in ranks if lower.has(rank) and upper.has(size - rank))
    rank = next(possible, None)
    is_end = rank in (0, size)
    return rank if is_end or upper.has(size) or lower.has(size) else None


def _only_end(lower: _Side, upper: _Side, size: int, rank: int) -> int:
    """Return the rank of the end at which alone the key can be, or else the rank given.

    A half of such questions make up for those whose key can only be in the middle.
    """
    is_first, is_last = upper.has(size), lower.has(size)
    if is_first is is_last:
        return rank
    return 0 if is_first else size


class _Side(Struct):
    """The admissible fillers on one side of a key, taken one by one as they are asked for."""

    chosen: Chosen
    fillers: Iterator[Filler]
    taken: list[Distractor]

    def up_to(self, count: int) -> int:
        """Return how many there are, at most `count`."""
        while len(self.taken) < count:
            known = len(self.chosen.found)
            self.chosen.take(self.fillers, 1)
            self.taken += self.chosen.found[known:]
            if len(self.chosen.found) == known:
                return len(self.taken)
        return count

    def has(self, count: int) -> bool:
        """Return whether there are so many."""
        return self.up_to(count) == count


def _is_key(pools: Pools, key: Filler, option: Filler) -> bool:
    """Return whether an option is the key: the same picture, or a shared name."""
    if is_picture(key):
        return key.content == option.content
    return pools.base.comparison.same_filler(key, option)


def _take_with_words(
    chosen: Chosen, listed: Iterable[tuple[float, Filler]], words: Collection[str]
) -> None:
    """Take one filler for each beginning of a word."""
    wording = chosen.pools.base.wording
    for word in sorted(words):
        chosen.take((each for _, each in listed if word in cue_words(wording, each.text)), 1)


def _in_order(chosen: Chosen, options: Sequence[Offer], place: int) -> Choice:
    """Take all options of the author except the right one, at `place`."""
    order = [place]
    for number, text in enumerate(options):
        before = len(chosen.found)
        if number == place:
            continue
        chosen.take_authored([text])
        if len(chosen.found) > before:
            order.append(number)
    return replace(chosen.choice, order=tuple(order))


def _take_by_length(
    chosen: Chosen, key: Filler, listed: Iterable[tuple[float, Filler]], name: str
) -> None:
    """Take what is most like the key; among equals, so that the rank by length tells nothing."""
    for likeness, group in groupby(listed, key=lambda pair: pair[0]):
        fillers = [filler for _, filler in group]
        likely, length = fillers[:_LIKELY], key.length
        fair = draw("length", name, likeness) % (chosen.missing + 1)
        chosen.take((filler for filler in likely if filler.length < length), fair)
        chosen.take((filler for filler in likely if filler.length > length), chosen.missing)
        chosen.take(iter(fillers), chosen.missing)
        if not chosen.missing:
            break


def _asks_for_a_name(prompt: Prompt) -> bool:
    return prompt.way is not Way.FORWARD or bool(
        type_of(prompt.value.content).fact(prompt.value.content)
    )


def is_one_sided(key: Filler) -> bool:
    """Return whether whatever is certainly wrong lies on one side of a key."""
    return type_of(key.content).is_one_sided(key.content)
