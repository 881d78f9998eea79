"""Which questions are on the cards of a note."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.bank.prompts import Prompt


def prompts_by_note(prompts: Iterable[Prompt]) -> dict[str, list[Prompt]]:
    """Return the questions of each note by the note's key, for notes of quizgen's types."""
    found: dict[str, list[Prompt]] = {}
    for prompt in prompts:
        keys = (f"{prompt.fact.ref}/{prompt.rule.key}", f"{prompt.id}/choice", f"{prompt.id}/typed")
        for key in keys:
            found.setdefault(key, []).append(prompt)
    return found
