"""What a row of bubbles says, from how dark its bubbles are, and how certain that is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from quizgen.grade.readings import Doubt

# All figures are parts of the way from white paper to black print.
# A bubble's letter prints this dark at most.
_DARKEST_PRINT = 0.14
# A letter may print this much lighter or darker than most letters.
_LIGHTER, _DARKER = 0.03, 0.05
# Fewer bubbles with one letter say nothing about the letter.
_ENOUGH = 4
# Paper, print and camera make empty bubbles differ by this much at least.
_LEAST_NOISE = 0.008
# Below the first, a bubble is empty; above the second, it is filled. Noise raises both.
_EMPTY, _FILLED = 0.05, 0.09
_EMPTY_NOISE, _FILLED_NOISE = 5.0, 8.0
# A mark that is weaker than this part of the strongest in its row was erased.
_ERASED = 0.25
# A bubble this dark in all its quarters is full.
_FULL, _FULL_QUARTER = 0.45, 0.35
# Lines that cross a bubble out leave this much ink round it, if it is full.
_CROSSED = 0.04
_UNSURE = 0.5


@dataclass(frozen=True, slots=True)
class Mark:
    """What was measured in a bubble: `excess` is how much darker it is than an empty one.

    `least` is the darkness of its lightest quarter, `beyond` that round it. A bubble without an
    outline is covered by something.
    """

    letter: str
    excess: float
    least: float
    beyond: float
    has_outline: bool = True

    @property
    def is_full(self) -> bool:
        """Return whether the whole bubble is filled, and not a cross or a tick."""
        return self.excess > _FULL and self.least > _FULL_QUARTER

    @property
    def is_crossed(self) -> bool:
        """Return whether it is full, and lines go through it and beyond."""
        return self.is_full and self.beyond > _CROSSED


@dataclass(frozen=True, slots=True)
class Limits:
    """Below `empty`, a bubble is empty; above `filled`, it is filled."""

    empty: float
    filled: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """The filled letters of a row, the probability that they are right, and why to doubt them."""

    letters: tuple[str, ...]
    confidence: float
    doubt: Doubt


def baselines(darkness: Sequence[float], letters: Sequence[str]) -> list[float]:
    """Return how dark each bubble would be if it were empty, from all bubbles of its page.

    A letter's own ink is part of that. It counts only as far as letters can differ: all bubbles
    with one letter may be filled, and a row may have one bubble.
    """
    most = min(_DARKEST_PRINT, _lower(darkness))
    of_letter: dict[str, list[float]] = {}
    for letter, value in zip(letters, darkness, strict=True):
        of_letter.setdefault(letter, []).append(value)
    offsets = {letter: _offset(values, most) for letter, values in of_letter.items()}
    return [most + offsets[letter] for letter in letters]


def _offset(values: Sequence[float], most: float) -> float:
    if len(values) < _ENOUGH:
        return 0.0
    return min(_DARKER, max(-_LIGHTER, _lower(values) - most))


def _lower(values: Sequence[float]) -> float:
    """Return the value that three tenths of the values do not exceed."""
    return sorted(values)[int(0.3 * (len(values) - 1))]


def limits_of(excesses: Sequence[float]) -> Limits:
    """Return the limits for the bubbles of a page, from how much its empty ones differ."""
    lower = sorted(excesses)[: max(1, len(excesses) // 2)]
    near = [abs(value) for value in lower if value < _FILLED]
    noise = max(_LEAST_NOISE, 1.4826 * median(near) if near else 0.0)
    return Limits(
        max(_EMPTY, _EMPTY_NOISE * noise),
        max(_FILLED, _FILLED_NOISE * noise),
    )


def verdict_of(marks: Sequence[Mark], limits: Limits, *, many: bool = False) -> Verdict:
    """Return what a row says; in `many` rows, several bubbles may be filled."""
    seen = _not_erased(marks, limits)
    likely = [mark for mark in seen if mark.excess > (limits.empty + limits.filled) / 2]
    confidence = min((_certainty(mark, limits) for mark in seen), default=1.0)
    weak = [mark for mark in seen if limits.empty < mark.excess <= limits.filled]
    crossed = [mark for mark in likely if mark.is_crossed]
    if crossed:
        kept = [mark for mark in likely if mark not in crossed]
        return Verdict(_letters(kept), min(_UNSURE, confidence), Doubt.CROSSED)
    if len(likely) > 1 and not many:
        return Verdict(_letters(likely), min(_UNSURE, confidence), Doubt.SEVERAL)
    covered = [mark for mark in marks if not mark.has_outline and mark.excess < limits.filled]
    if weak or covered:
        doubt = Doubt.ERASED if len(likely) > len(set(likely) & set(weak)) else Doubt.WEAK
        return Verdict(_letters(likely), min(_UNSURE, confidence), doubt)
    return Verdict(_letters(likely), confidence, Doubt.NONE)


def _not_erased(marks: Sequence[Mark], limits: Limits) -> list[Mark]:
    """Return the marks without those that are only what an eraser left beside a strong one."""
    strongest = max((mark.excess for mark in marks), default=0.0)
    left_by_eraser = min(limits.filled, _ERASED * strongest)
    if strongest <= limits.filled:
        return list(marks)
    return [mark for mark in marks if mark.excess > left_by_eraser]


def _certainty(mark: Mark, limits: Limits) -> float:
    """Return the probability that a bubble is what it seems, from its distance to the limits."""
    middle = (limits.empty + limits.filled) / 2
    margin = abs(mark.excess - middle) / (limits.filled - limits.empty)
    return 1 - 0.5 * math.exp(-4 * margin)


def _letters(marks: Sequence[Mark]) -> tuple[str, ...]:
    return tuple(mark.letter for mark in marks)
