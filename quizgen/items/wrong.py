"""Whether an answer is certainly wrong: the proof that the fact base gives, or none."""

from __future__ import annotations

from enum import StrEnum

from quizgen.facts.model import Content, Reference, Text
from quizgen.items.base import FactBase, Filler
from quizgen.items.prompts import Prompt, Way, option_text


class Proof(StrEnum):
    """Why a distractor is wrong; the members follow the conditions in ARCHITECTURE.md.

    `SINGLE`: the slot holds one value and this is another. `COMPLETE`: all right values are
    recorded. `DENIED`: the author says so. `OTHER`: the distractor's own recorded value is another.
    `PRESUMED`: no proof, but the deck assumes that what no fact says is false.
    """

    SINGLE = "W1"
    COMPLETE = "W2"
    DENIED = "W3"
    OTHER = "W5"
    PRESUMED = "presumed"


def keys_of(base: FactBase, prompt: Prompt) -> tuple[Filler, ...]:
    """Return every filler that the fact base knows to be right for the prompt, the key first."""
    if prompt.way is Way.BACK:
        right = [base.fillers[prompt.fact.ref]]
    elif prompt.blank is not None:
        content = prompt.blank.content
        right = [_of_value(base, prompt, content)]
        known = base.find(prompt.blank.type, content.text) if isinstance(content, Text) else None
        right = [known] if known and prompt.blank.type != "text" else right
    else:
        right = [_of_value(base, prompt, value.content) for value in prompt.values]
    return (*right, *(text_filler(base, text) for text in prompt.control.also))


def _of_value(base: FactBase, prompt: Prompt, content: Content) -> Filler:
    if isinstance(content, Reference) and content.fact in base.fillers:
        return base.fillers[content.fact]
    text = option_text(base, prompt, content)
    return Filler(text, frozenset({base.wording.normal(text)}), content)


def text_filler(base: FactBase, text: str) -> Filler:
    """Return a bare text as a filler."""
    return Filler(text, frozenset({base.wording.normal(text)}), Text(text))


def proof(base: FactBase, prompt: Prompt, right: tuple[Filler, ...], candidate: Filler) -> Proof | None:
    """Return why the candidate is certainly wrong for the prompt, None where it may be right.

    `right` are the prompt's keys. A candidate that shares a name with one, is a part of one, or is
    not disjoint from one is never admitted.
    """
    if any(_may_be_same(base, key, candidate) for key in right):
        return None
    if candidate.names & {base.wording.normal(text) for text in prompt.control.denied}:
        return Proof.DENIED
    field = prompt.field
    if prompt.way is Way.BACK:
        found = _back_proof(base, prompt, candidate)
    elif field.complete:
        found = Proof.COMPLETE
    else:
        found = Proof.SINGLE if field.single else None
    return found or (Proof.PRESUMED if base.deck.assume == "closed" else None)


def _may_be_same(base: FactBase, key: Filler, candidate: Filler) -> bool:
    if base.same_filler(key, candidate):
        return True
    if key.fact or candidate.fact:
        return False
    return not base.disjoint(key.content, candidate.content)


def _back_proof(base: FactBase, prompt: Prompt, candidate: Filler) -> Proof | None:
    """Prove that the candidate fact does not hold the value that the stem gives."""
    fact = base.deck.facts.get(candidate.fact)
    recorded = fact.values.get(prompt.field.name, ()) if fact else ()
    # Of a contested value nobody can say what it is not.
    if any(value.provenance.record or base.overlap(prompt.value, value) for value in recorded):
        return None
    if prompt.field.single and recorded:
        return Proof.OTHER
    return Proof.SINGLE if prompt.field.unique else None
