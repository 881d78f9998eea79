"""Distractors: the wrong options of an item, and the candidates refused, each with a reason."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from msgspec import Struct

from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.names import Filler
from quizgen.bank.wrong import Proof

# An item has at least so many wrong options.
_FEWEST = 2


class Distractor(Struct, frozen=True):
    """A wrong answer, and why it is wrong.

    `likeness` is how much it has in common with the key, `weight` how readily it is drawn. Both
    are 0 if neither decides: for what the author offers, and for dates and numbers. `temptation`
    estimates from 0 to 1 how readily somebody takes it for the key.
    """

    filler: Filler
    proof: Proof
    likeness: float = 0.0
    weight: float = 0.0
    temptation: float = 0.0


class Refusal(StrEnum):
    """Why an item does not offer a candidate."""

    REJECTED = "you rejected it"
    FORBIDDEN = "the author forbids it"
    IN_STEM = "the question itself names it"
    LIKE_ANOTHER = "it may say the same as another option"
    CLOSE = "its date or number is too close to another option"
    ECHO = "it repeats a word of the question, and the right answer does not"
    UNPROVEN = "nothing proves it wrong"
    CONTESTED = "the source says one of the two answers, and the record the other"
    RIGHT = "it is the right answer under another name"
    NAMED = "its words tell what the picture shows"
    NO_PICTURE = "the options are pictures, and it names no fact with one"


class Refused(Struct, frozen=True):
    """A refused candidate and the reason; `likeness` and `weight` as for a distractor."""

    text: str
    why: Refusal | Misfit
    likeness: float = 0.0
    weight: float = 0.0


Reasons = tuple[tuple[Refusal | Misfit, int], ...]


class Choice(Struct, frozen=True):
    """The distractors taken for a question, and the candidates refused.

    `reasons` has how many of the deck's candidates were refused for each reason, and `unproven`
    some of those that nothing proves wrong. `order` are the places of the key and of the
    distractors if the author gives all options in order.
    """

    taken: tuple[Distractor, ...]
    refused: tuple[Refused, ...]
    order: tuple[int, ...] = ()
    reasons: Reasons = ()
    unproven: tuple[Filler, ...] = ()


class Wanted(Struct, frozen=True):
    """How many distractors a question wants, and at `fewest` needs.

    One has a word with each of the beginnings `with_words`; the deck's have no text in `without`.
    The deck's candidates are many: only with `explain`, the refused ones are kept. Unless they are
    `weighed`, the distractors have a temptation of 0, which takes long to estimate.
    """

    count: int
    with_words: Collection[str] = ()
    without: Collection[str] = ()
    explain: bool = False
    fewest: int = _FEWEST
    weighed: bool = True
