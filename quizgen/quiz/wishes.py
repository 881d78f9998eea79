"""Which items a paper must have, and which it must not: by id, and by the papers before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.bank.wording import Wording
from quizgen.diagnostics import Diagnostic, Place, did_you_mean
from quizgen.forms.exercise import Exercise
from quizgen.quiz.manifest import QuizItem

# A shorter answer, such as a number, stands in many stems by chance.
_SHORTEST_ANSWER = 4


@dataclass(frozen=True, slots=True)
class Wishes:
    """The ids of items that a paper must have (`chosen`) and must not have (`without`).

    The id of a fact stands for its items. `earlier` are the items of earlier papers: the paper must
    not ask for the same again. `places` say where ids are written, by default in the deck.
    """

    chosen: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    earlier: tuple[QuizItem, ...] = ()
    places: Mapping[str, Place] | None = None

    def allowed(self, exercises: Iterable[Exercise], wording: Wording) -> list[Exercise]:
        """Return the exercises that the paper may have; what is chosen, it may."""
        earlier = _Earlier(self.earlier, wording)
        return [
            each
            for each in exercises
            if any(is_called(each.id, name) for name in self.chosen)
            or not (any(is_called(each.id, name) for name in self.without) or earlier.asks(each))
        ]

    def forced(self, pool: Sequence[Exercise]) -> list[Exercise]:
        """Return an exercise of a pool for each chosen id that it has."""
        found = (_first(pool, name) for name in self.chosen)
        return [each for each in found if each]


def is_called(exercise: str, name: str) -> bool:
    """Return whether an exercise has this id, or belongs to the fact or question of this id."""
    return exercise == name or exercise.startswith(f"{name}/")


def unknown_ids(
    names: Iterable[str], known: Iterable[str], places: Mapping[str, Place], deck: Place
) -> Iterator[Diagnostic]:
    """Yield an error (Q539) for each id that no item and no fact of the deck has."""
    known = list(known)
    for name in dict.fromkeys(names):
        if not any(is_called(each, name) for each in known):
            message = f"the deck has no question with the id `{name:.60}`"
            fix = did_you_mean(name, known) if known else "`quizgen items` lists all ids"
            yield Diagnostic("Q539", message, places.get(name, deck), fix)


def _first(pool: Sequence[Exercise], name: str) -> Exercise | None:
    exact = (each for each in pool if each.id == name)
    below = (each for each in pool if is_called(each.id, name))
    return next(exact, None) or next(below, None)


class _Earlier:
    """What earlier papers have asked."""

    def __init__(self, items: Sequence[QuizItem], wording: Wording) -> None:
        self._wording = wording
        self._ids = {item.id for item in items}
        self._asked = {(fact, item.field) for item in items for fact in item.facts}
        both = ((wording.normal(item.stem), wording.normal(item.answer)) for item in items)
        self._stems = [(f" {stem} ", answer) for stem, answer in both]

    def asks(self, exercise: Exercise) -> bool:
        """Return whether an earlier paper asks the same, perhaps the other way round."""
        if exercise.id in self._ids:
            return True
        pairs = ((fact, exercise.field) for fact in exercise.facts)
        return any(pair in self._asked for pair in pairs) or self._is_turned(exercise)

    def _is_turned(self, exercise: Exercise) -> bool:
        """Return whether an earlier stem has this answer, and this stem has its answer."""
        answer = self._wording.normal(exercise.answer)
        if len(answer) < _SHORTEST_ANSWER or not self._stems:
            return False
        stem = f" {self._wording.normal(exercise.stem)} "
        return any(
            f" {answer} " in other and len(told) >= _SHORTEST_ANSWER and f" {told} " in stem
            for other, told in self._stems
        )
