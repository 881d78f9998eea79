"""Checks the ids that facts have as notes in Anki."""

from __future__ import annotations

from collections.abc import Container, Mapping

from quizgen.deck.model.facts import Fact
from quizgen.deck.read import shorten
from quizgen.diagnostics import Problems

_MOST_CHARACTERS = 100


def check_guids(facts: Mapping[str, Fact], adopted: Container[str], problems: Problems) -> None:
    """Report guids that two facts have, that are too long, or that have no effect (Q563).

    `adopted` are the kinds with a note type of their own.
    """
    first: dict[str, Fact] = {}
    for fact in facts.values():
        if not fact.guid:
            continue
        shown = shorten(fact.guid)
        other = first.setdefault(fact.guid, fact)
        if other is not fact:
            message = f"the guid `{shown}` belongs to {other.place}"
            problems.error("Q563", message, fact.place, "one of them is a copy: delete its `guid`")
        elif len(fact.guid) > _MOST_CHARACTERS or fact.guid.split() != [fact.guid]:
            problems.error("Q563", f"`{shown}` is not a guid", fact.place, "write it as in Anki")
        elif fact.kind not in adopted:
            message = f"`guid` has no effect: {fact.kind} have no `note_type`"
            fix = f"write `anki: {{kinds: {{{fact.kind}: {{note_type: …}}}}}}`, or delete the guid"
            problems.error("Q563", message, fact.place, fix)
