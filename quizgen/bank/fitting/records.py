"""Records: the largest number of a field, which everybody knows whose it is."""

from __future__ import annotations

from quizgen.bank.base import FactBase
from quizgen.deck.model.contents import Content
from quizgen.deck.model.facts import Fact
from quizgen.deck.quantities import Quantity
from quizgen.deck.types.registry import type_of

# So many facts make a list with a record.
_FEWEST = 5


class Records:
    """Tells which numbers of a fact base are records, such as the length of the Nile.

    Only facts with names of their own hold records, and authors who say what makes facts alike
    know what may stand beside what.
    """

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._largest: dict[tuple[str, str], float | None] = {}

    def _is_record(self, kind: str, field: str, content: Content) -> bool:
        """Return whether a number is the largest of its field."""
        if not isinstance(content, Quantity):
            return False
        if (kind, field) not in self._largest:
            self._largest[kind, field] = self._find(kind, field)
        return type_of(content).size(content) == self._largest[kind, field]

    def holds_one(self, fact: Fact, field: str) -> bool:
        """Return whether the first number that a fact has in a field is a record."""
        values = fact.values.get(field, ())[:1]
        return any(self._is_record(fact.kind, field, value.content) for value in values)

    def _find(self, kind: str, field: str) -> float | None:
        contents = [value.content for _, value in self._base.values_of(kind, field)]
        sizes = [type_of(each).size(each) for each in contents if isinstance(each, Quantity)]
        is_helped = bool(self._base.deck.kinds[kind].alike)
        if len(sizes) < _FEWEST or is_helped or not self._base.likeness.bear_own_names(kind):
            return None
        return max(sizes)
