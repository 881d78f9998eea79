"""Ranks: how many options are to lie below each date or number that a question asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from quizgen.bank.base import FactBase
from quizgen.bank.chance import draw
from quizgen.bank.prompts import Prompt, Way

# In a question of so many facts, the commonest rank may have one key more than the rarest.
_UNEVEN = 12

# A question by its kind, its key and its field; the seed, and how many wrong options there are.
_About = tuple[str, str, str, int, int]


class Ranks:
    """The ranks of the keys of a fact base.

    Each is drawn by itself. Where this gives some rank to many of the facts that one question asks
    about, as in a small deck, a few of them get another one: they are the same few, whichever
    fact joins or leaves.
    """

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._even: dict[_About, dict[str, int]] = {}

    def rank(self, prompt: Prompt, seed: int, size: int) -> int:
        """Return how many of `size` wrong options are to lie below the key of a question."""
        if prompt.way is Way.FORWARD:
            rule = prompt.rule
            about = prompt.fact.kind, rule.key, rule.field, seed, size
            if about not in self._even:
                self._even[about] = even_ranks(self._ids(prompt), seed, size)
            if prompt.id in self._even[about]:
                return self._even[about][prompt.id]
        return _drawn(prompt.id, seed, size)

    def _ids(self, prompt: Prompt) -> Iterable[str]:
        """Return the ids of one question about all facts of a kind."""
        held = self._base.values_of(prompt.fact.kind, prompt.rule.field)
        asked = (fact for fact, value in held if not (fact.background or value.background))
        return dict.fromkeys(f"{fact.ref}/{prompt.rule.key}" for fact in asked)


def even_ranks(ids: Iterable[str], seed: int, size: int) -> dict[str, int]:
    """Return a rank from 0 to `size` for each id, drawn so that all are about equally common."""
    drawn = {each: _drawn(each, seed, size) for each in ids}
    ends = 0, size
    slack = max(len(drawn) // _UNEVEN, 1)
    of_rank: dict[int, list[str]] = defaultdict(list)
    # Those that go first get another rank first.
    for each in sorted(drawn, key=lambda name: draw("move", seed, name)):
        of_rank[drawn[each]].append(each)
    while True:
        # Where few values lie near, other keys are at an end; so the middle goes first.
        by_count = sorted(range(size + 1), key=lambda rank: (len(of_rank[rank]), rank in ends))
        rarest, commonest = by_count[0], by_count[-1]
        if len(of_rank[commonest]) - len(of_rank[rarest]) <= slack:
            return {each: rank for rank, held in of_rank.items() for each in held}
        of_rank[rarest].append(of_rank[commonest].pop(0))


def _drawn(name: str, seed: int, size: int) -> int:
    return draw("rank", f"{seed}/{name}") % (size + 1)
