"""Which questions are on the cards of a note."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.anki.entry_notes import entry_key, has_entries, numbers_of
from quizgen.bank.prompts import Prompt, Way
from quizgen.deck.identity import identity_of, permanent_id
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Fact


def facts_by_identity(deck: Deck) -> dict[str, Fact]:
    """Return the facts by the first two parts of their notes' keys."""
    return {identity_of(deck, fact): fact for fact in deck.facts.values()}


def identity_in(key: str) -> str:
    """Return the first two parts of a note's key, which name its fact."""
    return "/".join(key.split("/")[:2])


def note_key(deck: Deck, prompt: Prompt) -> str:
    """Return the permanent key of the note on which a prompt has its card without options.

    A question and its way back share a note. The way back from one of several values has its own.
    """
    if prompt.way is Way.BACK and prompt.field.many:
        return permanent_id(deck, prompt.fact, prompt.id)
    return permanent_id(deck, prompt.fact, f"{prompt.fact.ref}/{prompt.rule.key}")


def prompts_by_note(deck: Deck, prompts: Iterable[Prompt]) -> dict[str, list[Prompt]]:
    """Return the questions of each note by the note's key, for notes of quizgen's types."""
    found: dict[str, list[Prompt]] = {}
    for prompt in prompts:
        other = permanent_id(deck, prompt.fact, prompt.id)
        for key in (note_key(deck, prompt), f"{other}/choice", f"{other}/typed"):
            found.setdefault(key, []).append(prompt)
        if has_entries(prompt):
            for number in numbers_of(prompt):
                found.setdefault(entry_key(note_key(deck, prompt), number), []).append(prompt)
    return found
