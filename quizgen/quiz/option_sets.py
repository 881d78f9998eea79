"""The options of a paper's items: no two items share a set, or three options with other keys."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import Protocol

from quizgen.forms.registry import form_of

# Two items with this many options in common and other keys are seen through: what is right in one
# is wrong in the other.
_SHARED = 3
# Items with more options than this are compared as a whole only.
_MOST = 12


class Offering(Protocol):
    """An exercise, or an item of a manifest: what counts here."""

    @property
    def form(self) -> str:
        """Return the name of the form."""

    @property
    def options(self) -> tuple[str, ...]:
        """Return the options."""

    @property
    def key(self) -> tuple[int, ...]:
        """Return the indices of the right options."""


class OptionSets:
    """The option sets that a paper has so far."""

    def __init__(self) -> None:
        self._sets: set[frozenset[str]] = set()
        self._keys: dict[frozenset[str], set[str]] = defaultdict(set)

    def clash(self, exercise: Offering) -> bool:
        """Return whether the paper has the exercise's options already, or three and another key."""
        if not _counts(exercise):
            return False
        if frozenset(_folded(exercise)) in self._sets:
            return True
        key = _key_of(exercise)
        return any(self._keys[part] - {key} for part in _parts(exercise) if part in self._keys)

    def take(self, exercise: Offering) -> None:
        """Count the options of an exercise as offered."""
        if not _counts(exercise):
            return
        self._sets.add(frozenset(_folded(exercise)))
        for part in _parts(exercise):
            self._keys[part].add(_key_of(exercise))


def _counts(exercise: Offering) -> bool:
    form = form_of(exercise)
    return form.one_right and not form.is_claim and len(exercise.options) >= _SHARED


def _folded(exercise: Offering) -> list[str]:
    """Return the options in small letters: in another item, an option may begin with a capital."""
    return [option.casefold() for option in exercise.options]


def _key_of(exercise: Offering) -> str:
    return _folded(exercise)[exercise.key[0]]


def _parts(exercise: Offering) -> list[frozenset[str]]:
    if len(exercise.options) > _MOST:
        return []
    return [frozenset(part) for part in combinations(sorted(set(_folded(exercise))), _SHARED)]
