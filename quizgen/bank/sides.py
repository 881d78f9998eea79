"""Takes dates and numbers from both sides of a key so that its rank tells nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from msgspec import Struct

from quizgen.bank.admission import Chosen
from quizgen.bank.by_year import by_year
from quizgen.bank.chance import draw
from quizgen.bank.distractors import Distractor
from quizgen.bank.names import Filler
from quizgen.bank.pools import Pools
from quizgen.bank.prompts import Prompt
from quizgen.bank.ranks import Place, Room
from quizgen.bank.wrong import keys_of
from quizgen.deck.dates import PartialDate
from quizgen.deck.types.registry import type_of


def take_evenly(
    chosen: Chosen, below: Iterator[Filler], above: Iterator[Filler], fewest: int
) -> None:
    """Take fillers from both sides so that the rank of the key tells nothing.

    Where few lie on either side, the key could never be the first or the last of so many options.
    Such a question has fewer of them, down to `fewest` wrong ones. If no number of them can be
    fair, it has as many as there are.
    """
    count = chosen.wanted
    lower, upper = _sides(chosen, below, above)
    sizes = fewest, count
    place = chosen.pools.even_place(chosen.prompt, sizes, partial(_room, chosen.pools, sizes))
    if place is None or not _fits(lower, upper, place):
        place = _drawn_place(lower, upper, sizes)
    found = _found(lower, upper, place)
    if _is_alone_in_its_year(chosen.right[0], found):
        ranks = sorted(range(place.size + 1), key=lambda rank: abs(rank - place.rank))
        others = (Place(place.size, rank) for rank in ranks)
        possible = (_found(lower, upper, each) for each in others if _fits(lower, upper, each))
        fair = (each for each in possible if not _is_alone_in_its_year(chosen.right[0], each))
        found = next(fair, found)
    chosen.wanted = count
    chosen.found = found


def _found(lower: _Side, upper: _Side, place: Place) -> list[Distractor]:
    """Return the distractors beside a key at a place, the nearest of each side."""
    return [*lower.taken[: place.rank], *upper.taken[: place.size - place.rank]]


def _is_alone_in_its_year(key: Filler, found: Iterable[Distractor]) -> bool:
    """Return whether all other days or months are of one year, and the right one of another."""
    contents = [key.content, *(each.filler.content for each in found)]
    dates = [each for each in contents if isinstance(each, PartialDate) and _is_within_a_year(each)]
    own, *others = [each.start.year for each in dates] or [0]
    return len(others) > 1 and len(set(others)) == 1 and own not in others


def _is_within_a_year(date: PartialDate) -> bool:
    return not date.is_span and date.start.month > 0


def _room(pools: Pools, sizes: tuple[int, int], prompt: Prompt) -> Room | None:
    """Return how many fillers fit below the key of a question and above it.

    There are to be from the first to the second of `sizes`. If too few days fit, the question asks
    for the year. It is None if the question has no options, or its author gives them.
    """
    fewest, count = sizes
    room = _room_beside(pools, count, prompt)
    if room is None or room.below + room.above >= fewest:
        return room
    coarse = by_year(pools.base, prompt)
    return _room_beside(pools, count, coarse) if coarse else room


def _room_beside(pools: Pools, count: int, prompt: Prompt) -> Room | None:
    right = keys_of(pools.base, prompt)
    key, control = right[0], prompt.control
    is_asked = type_of(key.content).ranked and len(prompt.values) == 1
    if not is_asked or is_one_sided(key) or control.offered or control.options or control.only:
        return None
    chosen = Chosen(pools, prompt, right, count, weighed=False)
    lower, upper = _sides(chosen, *pools.around(prompt, key.content, pools.name(prompt)))
    below, above = lower.up_to(count), upper.up_to(count)
    return Room(below, above, _true(pools, prompt, lower), _true(pools, prompt, upper))


def _true(pools: Pools, prompt: Prompt, side: _Side) -> int:
    """Return how many fillers on one side are values of other facts, which tempt more.

    Figures that kinds are about are of this and that, so that another one tempts no more.
    """
    kind, field = pools.base.kind(prompt.fact), prompt.field.name
    if kind.main == field and not pools.base.likeness.bear_own_names(kind.key):
        return 0
    contents = (each.filler.content for each in side.taken)
    return sum(any(pools.base.holders(kind.key, field, content)) for content in contents)


def _sides(chosen: Chosen, below: Iterator[Filler], above: Iterator[Filler]) -> tuple[_Side, _Side]:
    """Return both sides of a key; each may have all that the question wants."""
    chosen.wanted *= 2
    return _Side(chosen, below, []), _Side(chosen, above, [])


def _fits(lower: _Side, upper: _Side, place: Place) -> bool:
    return lower.has(place.rank) and upper.has(place.size - place.rank)


def _drawn_place(lower: _Side, upper: _Side, sizes: tuple[int, int]) -> Place:
    """Return a place for the key by a draw for its question alone."""
    fewest, count = sizes
    pools, prompt = lower.chosen.pools, lower.chosen.prompt
    for size in range(count, fewest - 1, -1):
        rank = _rank_among(lower, upper, size, pools.rank(prompt, size))
        if rank is not None:
            makes_up = size == fewest and draw("end", pools.name(prompt)) % 2 == 0
            rank = _only_end(lower, upper, size, rank) if makes_up else rank
            return Place(size, rank)
    drawn = pools.rank(prompt, count)
    return Place(count, lower.up_to(count - upper.up_to(count - lower.up_to(drawn))))


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


def is_one_sided(key: Filler) -> bool:
    """Return whether whatever is certainly wrong lies on one side of a key."""
    return type_of(key.content).is_one_sided(key.content)
