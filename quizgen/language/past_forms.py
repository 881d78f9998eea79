"""The English verbs of forms in the past: led is a form of lead."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.language.verbs import VERB_OF_PAST, is_verb


def infinitive_of(form: str) -> str:
    """Return the verb of a form in the past, "" if the word is no such form: founded, found."""
    known = VERB_OF_PAST.get(form, "")
    return known or next(filter(is_verb, _bases(form)), "")


def _bases(form: str) -> Iterator[str]:
    """Yield what may be the verb of a regular form: copied, closed, backed, planned."""
    if form.endswith("ied"):
        yield f"{form[:-3]}y"
    if form.endswith("ed"):
        yield from (form[:-1], form[:-2])
        if form[-3:-2] == form[-4:-3]:
            yield form[:-3]
