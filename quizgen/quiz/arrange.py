"""The order in which a version prints its exercises and their options, and the right letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from quizgen.bank.chance import disordered, draw, shuffled
from quizgen.forms.exercise import Exercise
from quizgen.forms.form import Order
from quizgen.forms.registry import form_of

# The version that keeps the selection's order.
FIRST_VERSION = "A"
# The same letter may be right this many times in a row.
_LONGEST_RUN = 3


class Placed(Struct, frozen=True):
    """An exercise as printed: indices into its `options` and `left`, in printed order."""

    exercise: Exercise
    options: tuple[int, ...]
    left: tuple[int, ...] = ()


def arrange(sections: Sequence[Sequence[Exercise]], seed: int, version: str) -> list[list[Placed]]:
    """Return the sections as a version prints them.

    The first version, A, keeps the given order; each other version has its own order within each
    section. Dates and numbers ascend, true comes before false, the author's fixed orders stay, and
    "none of the above" comes last. Elsewhere the key's letter is drawn from those used least, and
    no letter is right more than three times in a row if that can be avoided, also counting
    neighbours whose options have a fixed order.
    """
    letters = Letters(seed, version)
    return [letters.placed(section) for section in sections]


def has_one_order(exercise: Exercise) -> bool:
    """Return whether every version prints the options and left entries in the same order."""
    free = len(set(range(len(exercise.options))) - set(exercise.last))
    fixed = exercise.sizes or _order_of(exercise) is Order.FIXED or free <= 1
    return len(exercise.left) <= 1 and bool(fixed)


def right_letters(placed: Sequence[Placed]) -> list[int | None]:
    """Return the index of each exercise's right letter as printed, None if its form has none."""
    return [
        each.options.index(each.exercise.key[0])
        if _order_of(each.exercise) is Order.DRAWN
        else None
        for each in placed
    ]


def _order_of(exercise: Exercise) -> Order:
    return form_of(exercise).order


def _begun(placed: Sequence[Placed], waiting: Sequence[Exercise]) -> str:
    """Return the passage whose exercises must follow now, "" if any exercise may."""
    passage = placed[-1].exercise.passage if placed else ""
    return passage if passage and any(each.passage == passage for each in waiting) else ""


def _allowed_now(waiting: Sequence[Exercise], passage: str) -> Sequence[int]:
    """Return the indices of the exercises that may follow now: all, or those of a passage."""
    if not passage:
        return range(len(waiting))
    return [index for index, each in enumerate(waiting) if each.passage == passage]


# How many exercises with so many options have a right letter that is fixed, None if it is not.
Left = Counter[tuple[int, int | None]]


def _by_letter(left: Left) -> Counter[int | None]:
    """Return how often each letter is left, whatever the number of options."""
    found: Counter[int | None] = Counter()
    for (_, letter), count in left.items():
        found[letter] += count
    return found


class Letters:
    """The letters that have been right so far in one version."""

    def __init__(self, seed: int, version: str) -> None:
        self._seed, self._version, self._draw = seed, version, version
        # By the number of options: the last letter of four must not make up for items with three.
        self._used: Counter[tuple[int, int]] = Counter()
        self._last: list[int] = []

    def redrawn(self, number: int) -> Letters:
        """Return a copy with different draws from here on; `number` 0 draws as the version."""
        copied = Letters(self._seed, self._version)
        copied._draw = f"{self._version}/{number}" if number else self._version
        copied._used, copied._last = Counter(self._used), list(self._last)
        return copied

    def placed(self, section: Sequence[Exercise]) -> list[Placed]:
        """Return a section in the version's order; exercises that would lengthen a run wait.

        Those of one passage stand together.
        """
        waiting = list(section)
        if self._version != FIRST_VERSION:
            waiting = shuffled(
                ((each.id, each) for each in waiting), self._seed, self._draw, "order"
            )
        fixed = {each.id: self._fixed(each) for each in waiting}
        left = Counter((len(each.options), fixed[each.id]) for each in waiting)
        placed: list[Placed] = []
        while waiting:
            wise = self._wise(_by_letter(left))
            passage = _begun(placed, waiting)
            allowed = _allowed_now(waiting, passage)
            turns = (index for index in allowed if fixed[waiting[index].id] in wise)
            exercise = waiting.pop(next(turns, allowed[0]))
            left -= Counter([(len(exercise.options), fixed[exercise.id])])
            placed.append(self._place(exercise, left))
        return placed

    def _wise(self, left: Counter[int | None]) -> set[int | None]:
        """Return the letters among `left` that may come next, if possible those that leave room."""
        free = {
            letter
            for letter, count in left.items()
            if count and self._run_of(letter) < _LONGEST_RUN
        }
        roomy = {letter for letter in free if self._leaves_room(left - Counter([letter]), letter)}
        return roomy or free

    def _fixed(self, exercise: Exercise) -> int | None:
        """Return the right letter if its position is fixed, else None."""
        form = form_of(exercise)
        stays = form.one_right and form.order is Order.FIXED
        fixed = exercise.sizes or stays or set(exercise.key) <= set(exercise.last)
        return self._order(exercise).index(exercise.key[0]) if fixed and exercise.key else None

    def _run_of(self, letter: int | None) -> int:
        """Return how many times in a row a letter has just been right."""
        others = (index for index, each in enumerate(reversed(self._last)) if each != letter)
        return 0 if letter is None else next(others, len(self._last))

    def _leaves_room(self, left: Counter[int | None], taken: int | None) -> bool:
        """Return whether those `left` can still be kept apart after one with the letter `taken`."""
        total = left.total()
        for letter, count in left.items():
            run = self._run_of(letter) + 1 if letter == taken else 0
            if letter is not None and count > _LONGEST_RUN * (total - count) + _LONGEST_RUN - run:
                return False
        return True

    def _place(self, exercise: Exercise, left: Left) -> Placed:
        """Return an exercise with its options in printed order; `left` are later fixed letters."""
        order = self._order(exercise, left)
        form = form_of(exercise)
        if form.one_right:
            letter = order.index(exercise.key[0])
            self._used[len(order), letter] += form.order is Order.DRAWN
            self._last = [*self._last, letter][-_LONGEST_RUN:]
        return Placed(exercise, order, self._left(exercise))

    def _order(self, exercise: Exercise, left: Left | None = None) -> tuple[int, ...]:
        indices = list(range(len(exercise.options)))
        if exercise.sizes:
            return tuple(sorted(indices, key=lambda index: exercise.sizes[index]))
        order_of = _order_of(exercise)
        if order_of is Order.FIXED:
            return tuple(indices)
        named = [(exercise.options[index], index) for index in indices]
        names = (self._seed, self._draw, exercise.id)
        if order_of is Order.DISORDERED:
            return tuple(disordered(named, *names))
        if order_of is Order.DRAWN:
            return self._drawn(exercise, named, names, left or Counter())
        return (
            *shuffled([pair for pair in named if pair[1] not in exercise.last], *names),
            *exercise.last,
        )

    def _left(self, exercise: Exercise) -> tuple[int, ...]:
        named = [(left, index) for index, left in enumerate(exercise.left)]
        drawn = shuffled(named, self._seed, self._draw, exercise.id, "left")
        letters = [exercise.key[index] for index in drawn]
        # A student who joins 1 to a, 2 to b and 3 to c, or the reverse, must not be right.
        in_line = len(drawn) > 2 and letters in (sorted(letters), sorted(letters, reverse=True))
        return tuple(drawn[1:] + drawn[:1] if in_line else drawn)

    def _drawn(
        self,
        exercise: Exercise,
        named: list[tuple[str, int]],
        names: tuple[object, ...],
        left: Left,
    ) -> tuple[int, ...]:
        key = exercise.key[0]
        others = shuffled([pair for pair in named if pair[1] not in {key, *exercise.last}], *names)
        if key in exercise.last:
            return (*others, *exercise.last)
        allowed = self._allowed(len(others) + 1, _by_letter(left))
        free = self._seldom_used(allowed, len(exercise.options), left)
        letter = free[draw(*names, "letter") % len(free)]
        return (*others[:letter], key, *others[letter:], *exercise.last)

    def _allowed(self, places: int, left: Counter[int | None]) -> list[int]:
        """Return the letters that lengthen no run, if possible those that leave room for `left`."""
        run = set(self._last) if len(self._last) == _LONGEST_RUN else set()
        allowed = [letter for letter in range(places) if run != {letter}] or [0]
        return [letter for letter in allowed if self._leaves_room(left, letter)] or allowed

    def _seldom_used(self, letters: Sequence[int], options: int, left: Left) -> list[int]:
        """Return the letters that are right least often in items with so many options.

        Those that are fixed in later items count twice: nothing there takes them back.
        """
        used = {
            letter: self._used[options, letter] + 2 * left[options, letter] for letter in letters
        }
        return [letter for letter, count in used.items() if count == min(used.values())]
