"""What the author rejects or forbids as a wrong option of a question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from quizgen.bank.base import FactBase
from quizgen.bank.media import called
from quizgen.bank.names import Filler
from quizgen.bank.once import once
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.types.registry import type_of


def is_among(base: FactBase, texts: AbstractSet[str], filler: Filler) -> bool:
    """Return whether normal texts hold a filler by any of its names; a date or number as shown."""
    if not texts:
        return False
    if base.wording.normal(filler.text) in texts:
        return True
    is_ranked = type_of(filler.content).ranked
    return not is_ranked and not texts.isdisjoint(called(base, filler))


def forbidden(base: FactBase, fact: Fact, field: str, value: Value) -> frozenset[str]:
    """Return the normal texts that the author forbids beside a value of a fact's field.

    A fact of the kind, given by its name or id, stands for what it has in the field, unless it can
    be an answer itself. A name forbids the fact under its other names too.
    """
    texts = value.control.forbid
    if not texts:
        return frozenset()
    normal = base.wording.normal
    said = {normal(base.text(each.content)) for _, each in base.values_of(fact.kind, field)}
    facts = [text for text in texts if normal(text) not in said]
    meant = (each for text in facts for each in _values_of(base, fact.kind, field, text))
    return named_by(base, texts) | {normal(base.text(each.content)) for each in meant}


def forbidden_beside(base: FactBase, names: Iterable[str]) -> frozenset[str]:
    """Return the normal names that the author forbids beside any of some normal names.

    What a fact forbids beside its name is forbidden wherever that name is an answer, and the name
    is forbidden beside it.
    """
    apart = once(base, _NamesApart).of
    return frozenset().union(*(apart.get(name, ()) for name in names))


class _NamesApart:
    """The names that facts forbid beside their own names, both ways."""

    def __init__(self, base: FactBase) -> None:
        self.of: dict[str, set[str]] = defaultdict(set)
        for fact in base.deck.facts.values():
            own, field = base.names.fillers.get(fact.ref), base.kind(fact).name
            for value in fact.values.get(field, ()) if own else ():
                unwanted = forbidden(base, fact, field, value)
                if own and unwanted:
                    self._part(own.names, unwanted)

    def _part(self, names: AbstractSet[str], unwanted: AbstractSet[str]) -> None:
        for one in names:
            self.of[one] |= unwanted
        for other in unwanted:
            self.of[other] |= names


def named_by(base: FactBase, texts: Iterable[str]) -> frozenset[str]:
    """Return texts in their normal form, with all names of the facts that they name."""
    written = tuple(texts)
    named = {ref for text in written for ref in base.comparison.named(text)}
    names = (base.names.fillers[ref].names for ref in named)
    return frozenset(map(base.wording.normal, written)).union(*names)


def _values_of(base: FactBase, kind: str, field: str, text: str) -> Iterator[Value]:
    """Yield the values in a field of the facts of a kind that go by a name or an id."""
    refs = {text, f"{kind}/{text}", *base.comparison.named(text)}
    for fact, value in base.values_of(kind, field):
        if fact.ref in refs:
            yield value
