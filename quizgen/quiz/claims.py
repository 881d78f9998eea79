"""The claims of a paper as often true as false, or nearly so, however few there were to choose from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice

from quizgen.bank.chance import shuffled
from quizgen.bank.clues import Readings, read_of
from quizgen.bank.wording import Wording
from quizgen.forms.exercise import Exercise
from quizgen.forms.registry import form_of

# So many more may be true than false, or false than true: what is always even can be counted on.
_MOST_UNEVEN = 2

# The claims with these ids the other way round: the true ones false, and the false ones true.
Turned = Callable[[Collection[str]], Mapping[str, Exercise]]


def evened(
    sections: Sequence[tuple[Exercise, ...]], turned: Turned, wording: Wording
) -> tuple[tuple[Exercise, ...], ...]:
    """Return the sections with some claims turned round where true and false ones are far from even.

    A claim that would give another exercise away when it is turned, or have its own answer given away,
    stays as it is. Where the numbers are near enough, nothing changes.
    """
    chosen = {each.id: each for section in sections for each in section}
    for section in sections:
        surplus, number = _surplus(section)
        made = turned(surplus) if number else {}
        others = [made[name] for name in surplus if name in made]
        _turn(others, number, chosen, wording)
    # Sections share no exercise.
    return tuple(tuple(chosen[each.id] for each in section) for section in sections)


def _turn(
    others: Iterable[Exercise], most: int, chosen: dict[str, Exercise], wording: Wording
) -> None:
    """Put up to so many claims, turned round, into the place of those chosen, where they fit."""
    # Lazy: what fits depends on those that are turned already.
    fitting = (each for each in others if _fits(each, chosen.values(), wording))
    for each in islice(fitting, most):
        chosen[each.id] = each


def _surplus(section: Iterable[Exercise]) -> tuple[list[str], int]:
    """Return the ids of the claims that are too many, in an order drawn, and how many should be turned round."""
    claims: tuple[list[str], list[str]] = [], []
    for each in section:
        if form_of(each).is_claim:
            claims[each.key[0]].append(each.id)
    few, many = sorted(claims, key=len)
    uneven = len(many) - len(few)
    return shuffled(((name, name) for name in many), "turned"), max(
        0, uneven - _MOST_UNEVEN + 1
    ) // 2


def _fits(turned: Exercise, chosen: Iterable[Exercise], wording: Wording) -> bool:
    readings = Readings()
    for each in chosen:
        if each.id != turned.id:
            readings.take(each.clues, read_of(wording, each.stem, each.pictures))
    return not readings.clash(turned.clues, read_of(wording, turned.stem, turned.pictures))
