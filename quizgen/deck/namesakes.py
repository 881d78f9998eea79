"""Facts of one kind that have the same name and contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.deck.dates import PartialDate
from quizgen.deck.model.contents import Text
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import Kind
from quizgen.deck.quantities import Quantity
from quizgen.deck.read import shorten
from quizgen.diagnostics import Place, Problems
from quizgen.language.symbols import folded_case


def check_namesakes(deck: Deck, problems: Problems) -> None:
    """Warn of a fact that has the name of another one, but another date or number (Q228)."""
    for kind, fact, other, place in _namesakes(deck):
        field = next(_contradictions(fact, other, kind), "")
        if field:
            message = (
                f"the {kind.one} `{shorten(fact.id)}` has the name of `{shorten(other.id)}`, but "
                f"another `{field}`, so a question about it has two answers"
            )
            fix = "say in the name what is different, or delete one of the two"
            problems.warn("Q228", message, place, fix)


def contradicting_namesakes(deck: Deck) -> frozenset[str]:
    """Return the facts of which `check_namesakes` warns."""
    return frozenset(
        fact.ref
        for kind, fact, other, _ in _namesakes(deck)
        if any(_contradictions(fact, other, kind))
    )


def _namesakes(deck: Deck) -> Iterator[tuple[Kind, Fact, Fact, Place]]:
    """Yield a kind, a fact with the name of another one, the first such one, and the name's place.

    Capitals count in symbols alone.
    """
    first: dict[str, dict[str, Fact]] = {key: {} for key in deck.kinds}
    for fact in deck.facts.values():
        kind = deck.kinds[fact.kind]
        values = fact.values.get(kind.name, ())
        if len(values) == 1 and isinstance(content := values[0].content, Text):
            other = first[fact.kind].setdefault(folded_case(content.text), fact)
            if other is not fact:
                yield kind, fact, other, values[0].place


def _contradictions(fact: Fact, other: Fact, kind: Kind) -> Iterator[str]:
    """Yield the fields with one date or number of which two facts have different ones."""
    if fact.background:
        return
    for name, field in kind.fields.items():
        mine, theirs = fact.values.get(name, ()), other.values.get(name, ())
        is_plain = field.single and len(mine) == len(theirs) == 1
        if is_plain and _is_asked(kind, name) and _differ(mine[0], theirs[0]):
            yield name


def _is_asked(kind: Kind, name: str) -> bool:
    """Return whether a question asks for a field and tells nothing but the name of the fact."""
    others = [f"{{{each}" for each in kind.fields if each not in {name, kind.name}]
    stems = (stem for rule in kind.questions.values() if rule.field == name for stem in rule.ask)
    return any(not any(other in stem for other in others) for stem in stems)


def _differ(mine: Value, theirs: Value) -> bool:
    """Return whether two values, true at any time, certainly differ."""
    if not (_is_timeless(mine) and _is_timeless(theirs)):
        return False
    if isinstance(mine.content, PartialDate) and isinstance(theirs.content, PartialDate):
        return mine.content.disjoint(theirs.content)
    if isinstance(mine.content, Quantity) and isinstance(theirs.content, Quantity):
        return mine.content.disjoint(theirs.content)
    return False


def _is_timeless(value: Value) -> bool:
    told = value.provenance
    return not (told.since or told.until or told.as_of)
