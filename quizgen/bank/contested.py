"""Questions about facts for which source and record differ: what is true, or both sides."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec.structs import replace

from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import QuestionRule


class Mode(StrEnum):
    """What a deck asks about a contested value: the source's, the true one, or both."""

    SOURCE = "source"
    TRUTH = "truth"
    CONTRAST = "contrast"


def record_of(
    fact: Fact, rule: QuestionRule, values: tuple[Value, ...]
) -> tuple[Fact, QuestionRule, Value] | None:
    """Return fact, rule (with its own key) and value of the record, None if nobody asks for it."""
    if len(values) != 1 or values[0].contested != Mode.TRUTH or values[0].record is None:
        return None
    value = values[0].record
    told = replace(fact, values={**fact.values, rule.field: (value,)})
    return told, QuestionRule(f"{rule.key}/record", rule.field, rule.ask), value


def contrast_of(
    rule: QuestionRule, values: tuple[Value, ...]
) -> tuple[QuestionRule, Value, Value] | None:
    """Return a rule (with its own key) and both values, None if nobody asks for both."""
    if len(values) != 1 or values[0].contested != Mode.CONTRAST or values[0].record is None:
        return None
    return QuestionRule(f"{rule.key}/contrast", rule.field, rule.ask), values[0], values[0].record


def contested_values(fact: Fact) -> Iterator[tuple[Value, Value]]:
    """Yield the values of source and record wherever both are known."""
    for values in fact.values.values():
        for value in values:
            if value.record is not None:
                yield value, value.record
