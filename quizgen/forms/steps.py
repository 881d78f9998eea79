"""Steps: the values of a field whose order means something."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.bank.base import FactBase
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt
from quizgen.deck.model.facts import Value
from quizgen.deck.types.registry import type_of
from quizgen.forms.apart import apart

# An item about steps needs this many of them.
_FEWEST = 4


def is_in_order(base: FactBase, prompt: Prompt) -> bool:
    """Return whether a question asks for enough values in order, each certainly another."""
    values = prompt.values
    if not prompt.field.in_order or len(values) < _FEWEST or prompt.answer_media:
        return False
    return all(
        apart(base, one.content, other.content)
        for number, one in enumerate(values)
        for other in values[:number]
    )


def fillers_of(base: FactBase, values: Iterable[Value]) -> list[Filler]:
    """Return values as options."""
    texts = [(base.text(value.content), value.content) for value in values]
    return [
        Filler(
            text, frozenset({base.wording.normal(text)}), content, type_of(content).fact(content)
        )
        for text, content in texts
    ]
