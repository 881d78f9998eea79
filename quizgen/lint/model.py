"""What the linter reads and what it returns: questions, cards and findings."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Level = Literal["error", "warning", "info"]


class Question(Struct, frozen=True):
    """A plain view of one item, generated or written by hand.

    `options` are in printed order and `options[key]` is right; `names` are other names of the key.
    `sizes` has a number for each option if the options are dates or numbers. `as_of` means that
    the answer changes with time, so the stem has to name a date. `pictured` means that the options
    are pictures; `options` then has their descriptions, which are not printed. `shows_media` means
    that the stem shows a picture or plays a sound. `unfit` are the distractors that a measure of
    likeness, if there is one, calls unfit; `variants` are the author's distractors that are the key
    with a slip, in the plural or in another notation. The key is `named` if it is the name of a
    fact. `chosen` are the indices of the options that no author wrote for this question.
    """

    stem: str
    options: tuple[str, ...]
    key: int
    names: frozenset[str] = frozenset()
    sizes: tuple[float, ...] = ()
    as_of: bool = False
    pictured: bool = False
    shows_media: bool = False
    unfit: tuple[str, ...] = ()
    named: bool = False
    variants: tuple[str, ...] = ()
    chosen: frozenset[int] = frozenset()

    @property
    def answer(self) -> str:
        """Return the right option."""
        return self.options[self.key]

    @property
    def distractors(self) -> tuple[str, ...]:
        """Return the wrong options, in their order."""
        return self.options[: self.key] + self.options[self.key + 1 :]


class Card(Struct, frozen=True):
    """A plain view of one card: its front and its answer.

    `gaps` are the texts of all gaps, if the card is a sentence that hides one of them; the front
    then shows the others, and a line in place of the answer. A question has no gaps.
    """

    front: str
    answer: str
    gaps: tuple[str, ...] = ()
    shows_media: bool = False


class Finding(Struct, frozen=True):
    """One flaw: the rule's code and level, what is wrong in this item, and what to do."""

    code: str
    level: Level
    message: str
    fix: str
