"""What the linter looks at and what it says: questions, findings and the description of a rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Question:
    """A plain view of one item, generated or written by hand.

    `options` stand in printed order and `options[key]` is right; `names` are other names of the key.
    `sizes` are given where the options are dates or numbers, one for each option. `as_of` says that
    the answer changes with time, so that the stem has to name a date. `pictured` says that the options
    are pictures, of which `options` hold the words: how long these are, and how they read, shows nowhere.
    """

    stem: str
    options: tuple[str, ...]
    key: int
    names: frozenset[str] = frozenset()
    sizes: tuple[float, ...] = ()
    as_of: bool = False
    pictured: bool = False

    @property
    def answer(self) -> str:
        """Return the right option."""
        return self.options[self.key]

    @property
    def distractors(self) -> tuple[str, ...]:
        """Return the wrong options, in their order."""
        return self.options[: self.key] + self.options[self.key + 1 :]


@dataclass(frozen=True, slots=True)
class Card:
    """A plain view of one card: its front and its answer.

    `gaps` are the texts of all gaps of the sentence that the card hides one of, none where it is a
    question; the front then shows the others, and a line in the place of the answer.
    """

    front: str
    answer: str
    gaps: tuple[str, ...] = ()
    shows_media: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One flaw: the rule's code and level, what is wrong in this item, and what to do."""

    code: str
    level: Level
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule looks for (`title`), `why` it matters, and how to `fix` what it finds."""

    code: str
    level: Level
    title: str
    why: str
    fix: str
