"""What is asked of facts of which the source says one thing and the record another: what is true, or both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from quizgen.deck.model import Fact, QuestionRule, Value


class Mode(StrEnum):
    """What a deck asks of a contested value: what the source states, what is true, or both side by side."""

    SOURCE = "source"
    TRUTH = "truth"
    CONTRAST = "contrast"


def record_of(
    fact: Fact, rule: QuestionRule, values: tuple[Value, ...]
) -> tuple[Fact, QuestionRule, Value] | None:
    """Return fact, rule (with a key of its own) and value as the record has them, None where nobody asks for it."""
    if len(values) != 1 or values[0].contested != Mode.TRUTH or values[0].record is None:
        return None
    value = values[0].record
    told = replace(fact, values={**fact.values, rule.field: (value,)})
    return told, QuestionRule(f"{rule.key}/record", rule.field, rule.ask), value


def contrast_of(
    rule: QuestionRule, values: tuple[Value, ...]
) -> tuple[QuestionRule, Value, Value] | None:
    """Return a rule with a key of its own, the source's value and the record's, None where nobody asks for both."""
    if len(values) != 1 or values[0].contested != Mode.CONTRAST or values[0].record is None:
        return None
    return QuestionRule(f"{rule.key}/contrast", rule.field, rule.ask), values[0], values[0].record


def contested_values(fact: Fact) -> Iterator[tuple[Value, Value]]:
    """Yield what the source says and what the record says, for each value of which both are known."""
    for values in fact.values.values():
        for value in values:
            if value.record is not None:
                yield value, value.record
