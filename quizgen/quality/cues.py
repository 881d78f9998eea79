"""What somebody who knows nothing of the subject would gain by how the items look."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizgen.bank.items import Item
from quizgen.forms.choice import choices
from quizgen.forms.exercise import Exercise
from quizgen.project import Project
from quizgen.quiz.arrange import FIRST_VERSION, arrange
from quizgen.quiz.guessing import static_gains

# A guess pays if it gains so many standard errors over chance, in at least so many items.
_ERRORS, LEAST = 2.0, 20


@dataclass(frozen=True, slots=True)
class Guess:
    """A way to guess: in how many `items` it can be used, how often it is right, and by chance.

    `right` and `chance` are shares from 0 to 1.
    """

    name: str
    items: int
    right: float
    chance: float

    @property
    def pays(self) -> bool:
        """Return whether it gains more than chance explains."""
        if self.items < LEAST:
            return False
        error = math.sqrt(self.chance * (1 - self.chance) / self.items)
        return self.right - self.chance > _ERRORS * error


@dataclass(frozen=True, slots=True)
class Cues:
    """How often each letter is right in all items as printed, and what other guesses gain."""

    letters: tuple[Guess, ...]
    guesses: tuple[Guess, ...]


def cues_of(project: Project, items: Sequence[Item]) -> Cues:
    """Return what guesses gain on all multiple-choice items of a deck."""
    exercises = choices(project.base, items)
    (placed,) = arrange([exercises], project.deck.quiz.seed, FIRST_VERSION)
    keys = [(each.options.index(0), len(each.options)) for each in placed]
    return Cues(tuple(_letters(keys)), tuple(_guesses(exercises)))


def _letters(keys: Sequence[tuple[int, int]]) -> list[Guess]:
    """Return for each letter how often it is right; `keys` are places and numbers of options."""
    most = max((options for _, options in keys), default=0)
    found = []
    for letter in range(most):
        offered = [(key, options) for key, options in keys if letter < options]
        right = sum(key == letter for key, _ in offered)
        chance = math.fsum(1 / options for _, options in offered)
        found.append(_guess(chr(ord("A") + letter), len(offered), right, chance))
    return found


def _guesses(exercises: Iterable[Exercise]) -> list[Guess]:
    """Return what each strategy gains, that with the greatest gain first."""
    gains: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for exercise in exercises:
        chance = 1 / len(exercise.options)
        for name, gain in static_gains(exercise).items():
            gains[name].append((gain, chance))
    found = []
    for name, each in gains.items():
        chance = math.fsum(chance for _, chance in each)
        right = math.fsum(gain for gain, _ in each) + chance
        found.append(_guess(name, len(each), right, chance))
    return sorted(found, key=lambda guess: (guess.chance - guess.right, guess.name))


def _guess(name: str, items: int, right: float, chance: float) -> Guess:
    return Guess(name, items, right / items, chance / items)
