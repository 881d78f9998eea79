"""The options of a paper's items: no two items share a set, or three options with other keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
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
    """The option sets that a paper has so far; `bare` returns a text without its article."""

    def __init__(self, bare: Callable[[str], str]) -> None:
        self._bare = bare
        self._sets: set[frozenset[str]] = set()
        self._keys: dict[frozenset[str], set[str]] = defaultdict(set)

    def clash(self, exercise: Offering) -> bool:
        """Return whether the paper has the exercise's options already, or three and another key."""
        if not _counts(exercise):
            return False
        options, key = self._options_and_key(exercise)
        if options in self._sets:
            return True
        return any(self._keys[part] - {key} for part in _parts(options) if part in self._keys)

    def take(self, exercise: Offering) -> None:
        """Count the options of an exercise as offered."""
        if not _counts(exercise):
            return
        options, key = self._options_and_key(exercise)
        self._sets.add(options)
        for part in _parts(options):
            self._keys[part].add(key)

    def _options_and_key(self, exercise: Offering) -> tuple[frozenset[str], str]:
        """Return the options and the right one in small letters and without their articles.

        In another item, an option may begin with a capital, or follow an article of the sentence.
        """
        folded = [self._bare(option.casefold()) for option in exercise.options]
        return frozenset(folded), folded[exercise.key[0]]


def _counts(exercise: Offering) -> bool:
    form = form_of(exercise)
    return form.one_right and not form.is_claim and len(exercise.options) >= _SHARED


def _parts(options: frozenset[str]) -> list[frozenset[str]]:
    if len(options) > _MOST:
        return []
    return [frozenset(part) for part in combinations(sorted(options), _SHARED)]
