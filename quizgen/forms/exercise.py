"""Exercises, which are questions of any form, and the material that they are made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec import Struct

from quizgen.bank.backside import Told
from quizgen.bank.base import FactBase
from quizgen.bank.clues import Clues
from quizgen.bank.items import Item, Without
from quizgen.bank.wrong import Proof
from quizgen.forms.entries import Entry, entries_of
from quizgen.media.model import Media


class Exercise(Struct, frozen=True):
    """A question of any form, in its own order, before shuffling.

    `kind` is the kind of fact, `field` the field asked about, and `facts` the facts asked about.

    `key` has indices of `options`: the right ones; in matching, the one for each of `left`; in
    ordering, all of them, because `options` are in the right order. `answer` is the key in words.

    `sizes` order the options if these are dates, numbers or ordered by the author, otherwise ().
    Options in `last` ("none of the above") stay behind the others.

    `pictures` are printed below the stem. `option_pictures` replace the words of the options, in
    the same order. `accepted` are the least and the largest number that are right as a written
    answer, None if it is no number with a tolerance. `difficulty` is the estimated share of right
    answers, from 0 to 1. `fit` is how well the worst of the options fits, from 0 to 1: an estimate.
    `passage` is the id of the passage that it refers to, "" for none. `claimed` are the facts, each
    with its field, of which a claim or an item with several right options speaks: two items that
    speak of one tell each other's answers. Other forms have none.
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
    fit: float = 1.0
    accepted: tuple[float, float] | None = None
    passage: str = ""
    claimed: frozenset[str] = frozenset()

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """Return the paragraphs of the source that give the answer."""
        return tuple(cited.paragraph for cited in self.told.cited if cited.paragraph)


# It has a dictionary, in which cached_property keeps the entries for several forms.
class Material(Struct, frozen=True, dict=True):
    """The input for exercises: the facts, every question with its options, and the seed.

    `forms` are the wanted ones, for a form that leaves a question to another.
    """

    base: FactBase
    questions: Sequence[Item | Without]
    seed: int
    forms: frozenset[str] = frozenset()

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Return the recorded answers that forms with several entries use."""
        return tuple(entries_of(self.base))


def claimed_of(facts: Iterable[str], field: str) -> frozenset[str]:
    """Return what an exercise claims that speaks of a field of these facts."""
    return frozenset(f"{ref}/{field}" for ref in facts)


def kind_of(facts: Sequence[str]) -> str:
    """Return the kind of an exercise's facts, each given as ``kind/id``."""
    return facts[0].partition("/")[0]
