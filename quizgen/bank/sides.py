"""Takes dates and numbers from both sides of a key so that its rank tells nothing."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from quizgen.bank.admission import Chosen
from quizgen.bank.chance import draw
from quizgen.bank.distractors import Distractor
from quizgen.bank.names import Filler


def take_evenly(
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
