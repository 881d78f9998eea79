"""The questions that a fact does not give, each with the reason and what would mend it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from quizgen.deck.model.facts import Fact
from quizgen.diagnostics import Place


class Why(StrEnum):
    """Why a question is not asked."""

    EMPTY = "the fact has no value for a slot"
    SHARED = "another fact fits the stem as well"
    NAMELESS = "the fact has no name to answer with"
    UNUSED = "no question uses the field"
    UNWORDED = "the question has no stem that asks it"
    NO_ORDER = "nothing stands in order"
    BARE = "the fact has no value to ask for"


class NoPrompt(Struct, frozen=True, gc=False):
    """A question that is not asked.

    - `id` is the id that it would have; for a field without a question, fact and
      field, and for a fact without any, the fact.
    - `question` is what facts of its kind share: ``treaties/signed/back``.
    - `about` says in words what `why` says in general, `mend` what would give the question.
    """

    id: str
    question: str
    fact: Fact
    why: Why
    about: str
    mend: str
    place: Place
