"""An exercise: a question of any form in one shape; and the material that exercises are made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from quizgen.bank.backside import Told
from quizgen.bank.base import FactBase
from quizgen.bank.clues import Clues
from quizgen.bank.items import Item, Without
from quizgen.bank.wrong import Proof
from quizgen.forms.entries import Entry, entries_of
from quizgen.media.model import Media


@dataclass(frozen=True, slots=True)
class Exercise:
    """A question of any form, in its own order, which nobody has shuffled yet.

    `kind` is the kind of fact and `field` the field that it is about, `facts` are those asked. `key` are indices into
    `options`: those that are right; in matching, the one that belongs to each of `left`; in ordering,
    `options` stand in the right order and `key` counts them. `sizes` put dates, numbers and what the
    author has put in order in their order (() elsewhere); `last` options ("none of the above") stay
    behind the others. `pictures` stand below the stem; `option_pictures` are the options where these
    are no words, in the same order. `answer` is the key in words. `difficulty` is an
    estimated share of right answers, from 0 to 1.
    """

    id: str
    form: str
    kind: str
    field: str
    facts: tuple[str, ...]
    stem: str
    answer: str
    told: Told
    clues: Clues
    difficulty: float
    options: tuple[str, ...] = ()
    key: tuple[int, ...] = ()
    left: tuple[str, ...] = ()
    sizes: tuple[float, ...] = ()
    last: tuple[int, ...] = ()
    proofs: tuple[Proof, ...] = ()
    pictures: tuple[Media, ...] = ()
    option_pictures: tuple[Media, ...] = ()

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """Return the paragraphs of the source that the answer stands in."""
        return tuple(cited.paragraph for cited in self.told.cited if cited.paragraph)


# Without slots: the entries are kept, since several forms use them.
@dataclass(frozen=True)
class Material:
    """What exercises are made from: the facts, every question with its options, and the seed."""

    base: FactBase
    questions: Sequence[Item | Without]
    seed: int

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Return the recorded answers that forms with several entries use."""
        return tuple(entries_of(self.base))


def last_options(base: FactBase, options: Sequence[str]) -> tuple[int, ...]:
    """Return the options that speak of all the others, and mean nothing before them."""
    normal = base.wording.normal
    known = {normal(text) for text in base.wording.labels.last_options}
    return tuple(index for index, option in enumerate(options) if normal(option) in known)


def kind_of(facts: Sequence[str]) -> str:
    """Return the kind of the facts, each a ``kind/id``, that an exercise is about."""
    return facts[0].partition("/")[0]
