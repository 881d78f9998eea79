"""Balances the claims of a paper: about as many are true as false."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice

from quizgen.bank.chance import shuffled
from quizgen.bank.clues import Readings, read_of
from quizgen.bank.wording import Wording
from quizgen.forms.exercise import Exercise
from quizgen.forms.registry import form_of

# The difference allowed between true and false: students could rely on exact balance.
_MOST_UNEVEN = 2

# Negates the claims with these ids: true ones become false, and false ones true.
Turned = Callable[[Collection[str]], Mapping[str, Exercise]]


def balanced(
    sections: Sequence[tuple[Exercise, ...]], turned: Turned, wording: Wording
) -> tuple[tuple[Exercise, ...], ...]:
    """Return the sections with some claims negated if true and false are far from balanced.

    A claim stays as it is if negating it would give another exercise away, or its own answer. If
    the numbers are close enough, nothing changes.
    """
    chosen = {each.id: each for section in sections for each in section}
    for section in sections:
        surplus, number = _surplus(section)
        made = turned(surplus) if number else {}
        others = [made[name] for name in surplus if name in made]
        _turn(others, number, chosen, wording)
    # No exercise is in two sections.
    return tuple(tuple(chosen[each.id] for each in section) for section in sections)


def _turn(
    others: Iterable[Exercise], most: int, chosen: dict[str, Exercise], wording: Wording
) -> None:
    """Replace up to `most` chosen claims by their negations, where those fit."""
    # Lazy: whether one fits depends on those already negated.
    fitting = (each for each in others if _fits(each, chosen.values(), wording))
    for each in islice(fitting, most):
        chosen[each.id] = each


def _surplus(section: Iterable[Exercise]) -> tuple[list[str], int]:
    """Return the ids of the claims in surplus, in a drawn order, and how many to negate."""
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
        if each.id == turned.id:
            continue
        if not turned.claimed.isdisjoint(each.claimed):
            return False
        readings.take(each.clues, read_of(wording, each.stem, each.pictures))
    return not readings.clash(turned.clues, read_of(wording, turned.stem, turned.pictures))
