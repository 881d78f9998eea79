"""Whether the author rejects a text as a wrong option of a question."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from quizgen.bank.base import FactBase
from quizgen.bank.media import called
from quizgen.bank.names import Filler
from quizgen.deck.types.registry import type_of


def is_among(base: FactBase, texts: AbstractSet[str], filler: Filler) -> bool:
    """Return whether normal texts hold a filler by any of its names; a date or number as shown."""
    if not texts:
        return False
    if base.wording.normal(filler.text) in texts:
        return True
    is_ranked = type_of(filler.content).ranked
    return not is_ranked and not texts.isdisjoint(called(base, filler))
