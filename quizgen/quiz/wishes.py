"""Which items a paper must have, and which it must not: by id, and by the papers before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from msgspec import Struct

from quizgen.bank.wording import Wording
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.quiz import QuizDefaults
from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic, did_you_mean
from quizgen.forms.exercise import Exercise

if TYPE_CHECKING:
    from quizgen.quiz.manifest import QuizItem

# A shorter answer, such as a number, stands in many stems by chance.
_SHORTEST_ANSWER = 4


class Wishes(Struct, frozen=True):
    """The ids of items that a paper must have (`chosen`) and must not have (`without`).

    The id of a fact stands for its items. `earlier` are the items of earlier papers: the paper must
    not ask for the same again.
    """

    chosen: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    earlier: tuple[QuizItem, ...] = ()

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


def named_ids(quiz: QuizDefaults, deck: Deck) -> tuple[str, ...]:
    """Return the ids that the settings name: `with`, `without`, and `of` in sections.

    A section may also name kinds and tags, which are no ids.
    """
    tags = {tag for fact in deck.facts.values() for tag in fact.tags}
    of_sections = (name for each in quiz.sections for name in each.of if "/" in name)
    drawn = (name for name in of_sections if name not in tags)
    return tuple(dict.fromkeys((*quiz.chosen, *quiz.without, *drawn)))


def unknown_ids(quiz: QuizDefaults, deck: Deck, known: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield an error (Q539) wherever the settings name an id that nothing has.

    `known` are the ids of all questions and items of the deck.
    """
    called = {name for each in known for name in _names_of(each)}
    for name in named_ids(quiz, deck):
        if name in called:
            continue
        message = f"the deck has no question with the id `{shorten(name)}`"
        fix = _similar(name, called)
        for place in quiz.places.get(name, (deck.place,)):
            yield Diagnostic("Q539", message, place, fix)


def _names_of(item: str) -> Iterator[str]:
    """Yield what may stand for an item: its own id, and those of its question, fact and kind."""
    parts = item.split("/")
    for count in range(1, len(parts) + 1):
        yield "/".join(parts[:count])


def _similar(name: str, called: AbstractSet[str]) -> str:
    """Return a fix that names an id like this one, such as a fact's for a fact's."""
    if not called:
        return "`quizgen items` lists all ids"
    depth = name.count("/")
    ids = [each for each in called if each.count("/") == depth] or [*called]
    # Somebody may have left out the kind of the fact.
    whole = [each for each in called if each.endswith(f"/{name}")]
    return did_you_mean(whole[0] if len(whole) == 1 else name, [*ids, *whole])


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
