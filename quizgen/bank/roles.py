"""Roles that nobody declared: the sport of an athlete, or the noun by which a stem asks."""

from __future__ import annotations

from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt
from quizgen.bank.sorts import Sorts
from quizgen.deck.model import Fact, Text
from quizgen.language.tokens import tokens

# A field tells a role if so many facts have it, this part of all, and at most this part of its
# values are different ones.
_FEWEST, _PART, _DIFFERENT = 6, 0.66, 0.5


class Roles:
    """Compares the roles of facts in kinds whose authors do not say what makes facts alike."""

    def __init__(self, base: FactBase, sorts: Sorts) -> None:
        self._base = base
        self._sorts = sorts
        self._telling: dict[str, tuple[str, ...]] = {}

    def differ(self, prompt: Prompt, theirs: Fact) -> bool:
        """Return whether a fact has another role than the one that a question is about.

        An engineer is no answer to "which ruler", nor a swimmer to a question about a runner.
        """
        mine = prompt.fact
        if mine.kind != theirs.kind:
            kind = self._base.kind(mine)
            return kind.one != kind.pool and set(tokens(kind.one)) <= set(tokens(prompt.stem))
        fields = (name for name in self.fields(mine.kind) if name != prompt.field.name)
        return any(self._differ_in(name, mine, theirs) for name in fields)

    def fields(self, kind: str) -> tuple[str, ...]:
        """Return the fields of a kind that tell roles, none if the author names respects."""
        if kind not in self._telling:
            declared = self._base.deck.kinds[kind]
            names = () if declared.alike else (*declared.fields,)
            self._telling[kind] = tuple(name for name in names if self._tells_role(kind, name))
        return self._telling[kind]

    def _differ_in(self, field: str, mine: Fact, theirs: Fact) -> bool:
        one, other = self._keys(field, mine), self._keys(field, theirs)
        return bool(one) and bool(other) and one.isdisjoint(other)

    def _keys(self, field: str, fact: Fact) -> frozenset[object]:
        contents = (value.content for value in fact.values.get(field, ()))
        return frozenset(key for each in contents for key in self._base.comparison.keys(each))

    def _tells_role(self, kind: str, field: str) -> bool:
        """Return whether many facts share the values of a field, which are no proper names."""
        values = [value.content for _, value in self._base.values_of(kind, field)]
        texts = [self._base.text(each) for each in values if isinstance(each, Text)]
        if len(texts) < max(_FEWEST, _PART * len(self._base.of_kind[kind])):
            return False
        are_names = sum(map(self._sorts.is_name, texts)) > len(texts) / 2
        return not are_names and len(set(texts)) <= _DIFFERENT * len(texts)
