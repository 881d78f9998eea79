"""Roles of facts: named by the author, or the sport of an athlete, or the noun of a stem."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.name_sorts import NameSorts
from quizgen.bank.names import Filler
from quizgen.bank.once import once
from quizgen.bank.prompts import Prompt
from quizgen.deck.alike import SIZED
from quizgen.deck.model.contents import Text
from quizgen.deck.model.facts import Fact
from quizgen.deck.model.kinds import Dimension
from quizgen.language.tokens import tokens

# A field tells a role if so many facts have it, this part of all, and at most this part of its
# values are different ones.
_FEWEST, _PART, _DIFFERENT = 6, 0.66, 0.5
# How something ended is no role.
_OUTCOMES = frozenset(["defeat", "draw", "failure", "loss", "stalemate", "success", "victory"])


class Roles:
    """Compares the roles of facts, as far as the question doesn't ask for them."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._names = once(base, NameSorts)
        self._telling: dict[str, tuple[str, ...]] = {}

    def differ(self, prompt: Prompt, theirs: Fact) -> bool:
        """Return whether a fact has another role than the one that a question is about.

        An engineer is no answer to "which ruler", nor a swimmer to a question about a runner, nor
        a sultan to one about a term of office.
        """
        mine = prompt.fact
        if mine.kind != theirs.kind:
            return self._has_a_noun(mine, prompt.stem) or self._has_other_terms(prompt, theirs)
        fields = [name for name in self.fields(mine.kind) if name != prompt.field.name]
        return self._differ_in_one(fields, mine, theirs)

    def strays(self, prompt: Prompt, candidate: Filler) -> bool:
        """Return whether a value belongs to facts of other roles alone: birds, for fish.

        A place belongs to facts of one place: the Caspian Sea, to rivers of Asia.
        """
        mine = prompt.fact
        fields = self.fields(mine.kind)
        if self._names.is_place(candidate.text):
            fields = (*fields, *self._named(mine.kind, "place"))
        asked = [name for name in fields if name != prompt.field.name]
        if candidate.fact or not asked:
            return False
        held = tuple(self._base.holders(mine.kind, prompt.field.name, candidate.content))
        return bool(held) and all(self._differ_in_one(asked, mine, fact) for fact in held)

    def fields(self, kind: str) -> tuple[str, ...]:
        """Return the fields of a kind that tell roles: those that the author names so, if any.

        If the author names respects, but no role, there are none. A role that the author only
        prefers is none either.
        """
        if kind not in self._telling:
            self._telling[kind] = tuple(self._read_fields(kind))
        return self._telling[kind]

    def _read_fields(self, kind: str) -> Iterable[str]:
        declared = self._base.deck.kinds[kind]
        if not declared.alike:
            return (name for name in declared.fields if self._tells_role(kind, name))
        return () if _prefers_role(declared.alike) else self._named(kind, "role")

    def _named(self, kind: str, dimension: str) -> tuple[str, ...]:
        """Return the fields that the author names for a dimension."""
        alike = self._base.deck.kinds[kind].alike
        return tuple(chain(*(each.fields for each in alike if each.name == dimension)))

    def _has_a_noun(self, fact: Fact, stem: str) -> bool:
        """Return whether a stem asks by the noun of the fact's own kind."""
        kind = self._base.kind(fact)
        return kind.one != kind.pool and set(tokens(kind.one)) <= set(tokens(stem))

    def _has_other_terms(self, prompt: Prompt, theirs: Fact) -> bool:
        """Return whether a stem gives a term of office, and a fact of another sort has none."""
        kind, told = self._base.kind(theirs), prompt.value.provenance
        is_term = bool(told.since or told.until)
        values = chain.from_iterable(theirs.values.values())
        held = any(each.provenance.since or each.provenance.until for each in values)
        return is_term and kind.one != kind.pool and not held

    def _differ_in_one(self, fields: Iterable[str], mine: Fact, theirs: Fact) -> bool:
        return any(self._differ_in(name, mine, theirs) for name in fields)

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
        are_names = sum(map(self._names.is_name, texts)) > len(texts) / 2
        are_outcomes = _OUTCOMES.issuperset(text.casefold() for text in texts)
        return not (are_names or are_outcomes) and len(set(texts)) <= _DIFFERENT * len(texts)


def _prefers_role(alike: Sequence[Dimension]) -> bool:
    """Return whether facts may differ in their role: others are near in time or in size, or must.

    They may as well if the author says that nothing must match. With words alone, and none that
    must match, nothing else would keep facts together.
    """
    is_hard = any(each.hard and each.name == "role" for each in alike)
    is_kept = any(each.hard or each.free or each.name in SIZED for each in alike)
    return is_kept and not is_hard
