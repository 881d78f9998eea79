"""Says whose claim a question is about: somebody's, or the source's."""

from __future__ import annotations

from quizgen.bank.base import FactBase
from quizgen.bank.wording import sentence_case, small_initial
from quizgen.deck.model.facts import Value
from quizgen.deck.model.kinds import Field

# In `according_to`: the source of the deck.
SOURCE = "source"


def attributed(base: FactBase, field: Field, value: Value, stem: str) -> str:
    """Return a question after the words that say whose claim it is about."""
    labels = base.wording.labels
    name, who = attribution(base, field, value, stem)
    if not name:
        return stem
    if base.wording.goes_on(stem):
        return labels.fill(f"{name}_ask", who=who, stem=small_initial(stem))
    return labels.fill(f"{name}_sentence", who=who, stem=sentence_case(stem))


def attribution(base: FactBase, field: Field, value: Value, text: str) -> tuple[str, str]:
    """Return the label that attributes a text, and the claimant; ("", "") if it needs none.

    A text that names the claimant needs none.
    """
    who = _claimant(base, field, value)
    if who is None or (who and base.wording.bare(who).casefold() in text.casefold()):
        return "", ""
    return ("according", who) if who else ("source", "")


def is_claim(field: Field, value: Value) -> bool:
    """Return whether a value is somebody's claim, or the source's, and no plain fact."""
    told = value.provenance
    return bool(told.according_to or told.record or field.opinion)


def _claimant(base: FactBase, field: Field, value: Value) -> str | None:
    """Return who claims a value, "" for a source that goes by no name, None for a plain fact."""
    told = value.provenance
    if told.according_to not in ("", SOURCE):
        return told.according_to
    if not is_claim(field, value):
        return None
    # Another source is cited with the answer, and may have any title.
    return "" if told.source else base.deck.source.called
