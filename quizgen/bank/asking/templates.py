"""Other templates of a question, such as its claim, filled from a fact."""

from __future__ import annotations

from quizgen.bank.asking.asked import texts_of
from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt
from quizgen.bank.stems import Subject, make_stems
from quizgen.deck.model.facts import Fact


def filled(
    base: FactBase, prompt: Prompt, fact: Fact, templates: tuple[str, ...], name: str
) -> tuple[str, ...]:
    """Return other templates of a prompt filled from a fact, the one to use first.

    The fact is that of the prompt, or one with other values in its place. `name` is the key of the
    templates. Those of `claim` are the author's own one if there is one.
    """
    subject = Subject(base, fact, prompt.field, fact.values[prompt.field.name])
    is_own = name == "claim" and bool(prompt.value.claim)
    own = templates[0] if is_own and templates else ""
    return texts_of(make_stems(subject, f"{prompt.id}/{name}", own, templates).found)
