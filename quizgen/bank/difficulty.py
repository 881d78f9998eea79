"""An estimate of how hard an exercise is: its guesses, its options, and what everybody knows."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from quizgen.bank.distractors import Distractor
from quizgen.bank.items import Item
from quizgen.bank.wrong import Proof

# The assumed temptation of what somebody might answer in words.
_UNKNOWN = 0.5
# A reader of the source misses the first share of items whose options tempt nobody, and this much
# more of those whose options tempt as much as the key.
_LEAST, _MORE = 0.4, 0.6
# So much fewer miss what everybody knows.
_KNOWN = 0.8


class Guess(Struct, frozen=True):
    """A guess among a number of equally likely options."""

    options: int

    def difficulty(self, temptation: float = _UNKNOWN, familiarity: float = 0.0) -> float:
        """Return the estimated share of right answers, p, from 0 to 1: a hard item has a low one.

        p = 1 - (1 - g) (0.4 + 0.6 T) (1 - 0.8 F): g is the chance to guess right, T the mean
        temptation of the distractors (`Fit.temptation`), F the familiarity of the question
        (`Familiarity.of`), both from 0 to 1. Alsubait, Parsia and Sattler (2013) found that
        likeness makes items from ontologies harder. The weights are set by hand: the number ranks
        items and predicts no score. `tests/judged/README.md` says how it agrees with readers.
        """
        missed = (1 - 1 / self.options) * (_LEAST + _MORE * temptation)
        return 1 - missed * _unknown(familiarity)


def of_choice(item: Item) -> float:
    """Return the estimated share of right answers to a multiple-choice item."""
    guess = Guess(len(item.options))
    return guess.difficulty(temptation(item.distractors), item.familiarity)


def of_recall(familiarity: float = 0.0) -> float:
    """Return the estimated share of right answers if students write the answer."""
    return 1 - (_LEAST + _MORE * _UNKNOWN) * _unknown(familiarity)


def _unknown(familiarity: float) -> float:
    return 1 - _KNOWN * familiarity


def temptation(distractors: Sequence[Distractor]) -> float:
    """Return how distractors tempt on average, from 0 to 1."""
    found = [each.temptation for each in distractors]
    return sum(found) / len(found) if found else _UNKNOWN


def weakest(item: Item) -> float:
    """Return how well the worst option that the program chose fits, from 0 to 1.

    Dates and numbers fit or don't, and authors judge what they offer: 1 for both.
    """
    if item.ranked:
        return 1.0
    chosen = [each.temptation for each in item.distractors if each.proof is not Proof.DENIED]
    return min(chosen, default=1.0)
