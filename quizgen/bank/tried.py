"""Which wrong options of a question worked in classes, so that they come first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from msgspec import Struct

from quizgen.bank.base import FactBase
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt

# A wrong option works if at least this share of students chooses it (Haladyna and Downing 1993,
# "How many options is enough for a multiple-choice test item?").
FUNCTIONAL = 0.05
# With fewer students, one more or less would decide.
LEAST = 20
# Among so many dates or numbers on each side of the key, those that worked come first.
_NEAR = 40


class Experience(Struct, frozen=True):
    """What classes chose: the share of students for each wrong option that works, and the rest.

    Both hold texts without case, articles and punctuation.
    """

    normal: Callable[[str], str]
    worked: dict[str, float]
    idle: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.worked or self.idle)

    def working(self, fillers: Iterable[Filler]) -> list[Filler]:
        """Return the fillers that worked, the one that most students chose first."""
        found = (each for each in fillers if self.normal(each.text) in self.worked)
        return sorted(found, key=lambda each: (-self.worked[self.normal(each.text)], each.text))

    def is_idle(self, filler: Filler) -> bool:
        """Return whether hardly anybody chose a filler."""
        return self.normal(filler.text) in self.idle

    def first(self, fillers: Iterator[Filler]) -> Iterator[Filler]:
        """Return fillers in their order, but first those that worked, and last the idle ones."""
        if not self:
            return fillers
        near = list(islice(fillers, _NEAR))
        worked = self.working(near)
        others = [each for each in near if each not in worked and not self.is_idle(each)]
        return chain(worked, others, filter(self.is_idle, near), fillers)


def experience_of(base: FactBase, prompt: Prompt) -> Experience:
    """Return what classes chose when they were asked the question.

    The deck names their answers under `responses`. It is empty if too few students were asked.
    """
    normal = base.wording.normal
    told = base.deck.quiz.tried.get(prompt.id, ())
    tried = [each for each in told if each.offered >= LEAST]
    if not tried:
        return Experience(normal, {}, frozenset())
    worked = {normal(each.text): each.share for each in tried if each.share >= FUNCTIONAL}
    idle = frozenset(normal(each.text) for each in tried if each.share < FUNCTIONAL)
    return Experience(normal, worked, idle)
