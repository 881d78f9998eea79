"""An estimate of how hard an exercise is: the chance to guess it, and how alike its options are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizgen.bank.base import FactBase
from quizgen.bank.distractors import Distractor
from quizgen.bank.items import Item
from quizgen.bank.names import Filler
from quizgen.deck.model import Content
from quizgen.deck.types.registry import type_of

# The assumed likeness if nothing shows it: for texts, and for what the author offers.
_UNKNOWN = 0.5
# A reader of the source misses the first share of items whose options resemble nothing, and this
# much more of those whose options resemble the key.
_LEAST, _MORE = 0.4, 0.6


@dataclass(frozen=True, slots=True)
class Guess:
    """A guess among a number of equally likely options."""

    options: int

    def difficulty(self, likeness: float = _UNKNOWN) -> float:
        """Return the estimated share of right answers, p, from 0 to 1: a hard item has a low one.

        p = 1 - (1 - g) (0.4 + 0.6 L): g is the chance to guess right, L the mean likeness of the
        distractors to the key, from 0 to 1. Alsubait, Parsia and Sattler (2013) found that
        likeness makes items from ontologies harder. The two weights are set by hand: the number
        ranks items and predicts no score.
        """
        missed = (1 - 1 / self.options) * (_LEAST + _MORE * likeness)
        return 1 - missed


def of_choice(base: FactBase, item: Item) -> float:
    """Return the estimated share of right answers to a multiple-choice item."""
    return Guess(len(item.options)).difficulty(likeness(base, item.right[0], item.distractors))


def of_recall() -> float:
    """Return the estimated share of right answers if students write the answer."""
    return 1 - (_LEAST + _MORE * _UNKNOWN)


def likeness(base: FactBase, key: Filler, distractors: Iterable[Distractor]) -> float:
    """Return how like the key its distractors are on average, from 0 (nothing in common) to 1."""
    found = [_likeness(base, key, distractor) for distractor in distractors]
    return sum(found) / len(found) if found else _UNKNOWN


def _likeness(base: FactBase, key: Filler, distractor: Distractor) -> float:
    near = _nearness(key.content, distractor.filler.content)
    if near is not None:
        return near
    if not (key.fact and distractor.filler.fact):
        return _UNKNOWN
    return base.likeness.between(key.fact, distractor.filler.fact) / base.likeness.between(
        key.fact, key.fact
    )


def _nearness(one: Content, other: Content) -> float | None:
    """Return 1 for a date or number next to the key, less for distant ones, None for others."""
    mine = type_of(one)
    return mine.nearness(one, other) if mine is type_of(other) else None
