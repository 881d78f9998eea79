"""Orders all versions of a paper: each in its own order, and neighbours differ if possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import factorial

from quizgen.forms.exercise import Exercise
from quizgen.quiz.arrange import Letters, Placed, has_one_order, right_letters

# The most orders that are drawn for a section. With two orders, a draw misses one once in four
# billion times; for versions, it misses the last unused one of the 24 orders of four items once in
# fifty thousand.
_TRIES, _TRIES_OF_VERSIONS = 32, 256
# With at least this many letters, a neighbour has at most half of them under the same number.
_FEWEST_LETTERS, _MOST_COPIED = 6, 0.5

Paper = list[list[Placed]]
# What identifies an order: an exercise's id, and its options and left entries as printed.
_Place = tuple[str, tuple[int, ...], tuple[int, ...]]


def arrange_all(
    sections: Sequence[Sequence[Exercise]],
    seed: int,
    versions: Iterable[str],
    *,
    alone: bool = False,
) -> Iterator[Paper]:
    """Yield the sections as each version prints them, in the order of `versions`.

    The first version may be A. Every section differs in its order from the version before, and all
    orders of its items are used before one comes again; a student who copies that version's letters
    has at most half of them right. Versions that are `alone`, such as students' papers, compare
    only with the one before: unless that would be equal, they depend on their own name and the seed
    only.
    """
    before = [_Orders(section, alone=alone) for section in sections]
    for version in versions:
        letters = Letters(seed, version)
        paper = []
        for section, orders in zip(sections, before, strict=True):
            letters, placed = orders.next(letters, section)
            paper.append(placed)
        yield paper


@dataclass(slots=True)
class _Orders:
    """The orders that a section has had: of its items, and of the items with their options."""

    section: Sequence[Exercise]
    alone: bool
    count: int = field(init=False)
    last: tuple[_Place, ...] = ()
    letters: list[int | None] = field(default_factory=list)
    items: Counter[tuple[str, ...]] = field(default_factory=Counter)
    wholes: Counter[tuple[_Place, ...]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.count = factorial(len(self.section))

    def next(self, letters: Letters, section: Sequence[Exercise]) -> tuple[Letters, list[Placed]]:
        """Return the next order, and the letters used up to its end."""
        fixed = self.count == 1 and all(map(has_one_order, section))
        tries = 1 if fixed or not self.last else _TRIES if self.alone else _TRIES_OF_VERSIONS
        best: tuple[tuple[int, ...], Letters, list[Placed]] | None = None
        for number in range(tries):
            drawn = letters.redrawn(number)
            placed = drawn.placed(section)
            faults = self._faults(_whole(placed), right_letters(placed))
            if best is None or faults < best[0]:
                best = faults, drawn, placed
            if not any(faults):
                break
        assert best is not None  # noqa: S101 - one is drawn at least
        self._keep(_whole(best[2]))
        self.letters = right_letters(best[2])
        return best[1].redrawn(0), best[2]

    def _faults(self, placed: tuple[_Place, ...], letters: list[int | None]) -> tuple[int, ...]:
        """Return what speaks against an order, the worst first."""
        names = _names(placed)
        again = self.count > 1 and names == _names(self.last)
        if self.alone:
            return placed == self.last, again
        often = self.items.total() // self.count
        worn = max(self.items[names] - often, 0) if self.count > 1 else 0
        return placed == self.last, again, worn, self._copied(letters), self.wholes[placed]

    def _copied(self, letters: list[int | None]) -> int:
        """Return how many letters too many agree with the version before under the same numbers."""
        lettered = sum(letter is not None for letter in letters)
        same = sum(
            one is not None and one == other
            for one, other in zip(letters, self.letters, strict=False)
        )
        return max(same - int(lettered * _MOST_COPIED), 0) if lettered >= _FEWEST_LETTERS else 0

    def _keep(self, placed: tuple[_Place, ...]) -> None:
        self.last = placed
        if not self.alone:
            self.items[_names(placed)] += 1
            self.wholes[placed] += 1


def _whole(placed: Iterable[Placed]) -> tuple[_Place, ...]:
    return tuple((each.exercise.id, each.options, each.left) for each in placed)


def _names(placed: Iterable[_Place]) -> tuple[str, ...]:
    return tuple(name for name, *_ in placed)
