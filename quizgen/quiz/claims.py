"""The claims of a paper as often true as false, or nearly so, however few there were to choose from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

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
        others = turned(surplus) if number else {}
        for name in surplus:
            if number and name in others and _fits(others[name], chosen.values(), wording):
                chosen[name] = others[name]
                number -= 1
    # Sections share no exercise.
    return tuple(tuple(chosen[each.id] for each in section) for section in sections)


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
