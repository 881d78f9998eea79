"""Stem templates: text with `{slots}` that are filled from a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from quizgen.diagnostics import did_you_mean

# What a slot may be besides a field: when the value holds, and the date that the facts are stated as of.
SPECIAL_SLOTS = ("when", "as_of")
# bare: a name without its article, a number without its bound; in: a date after its preposition;
# bound: the bound alone, as an adjective.
FORMS = ("bare", "in", "bound")
_SLOT = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place to fill: a field's name or a special slot, and the form that it takes there."""

    name: str
    form: str = ""


@lru_cache(maxsize=4096)
def parse_template(text: str) -> tuple[str | Slot, ...]:
    """Return the template's parts in order; ``{{`` and ``}}`` stand for braces, a stray brace for itself."""
    parts: list[str | Slot] = []
    end = 0
    for match in _SLOT.finditer(text):
        parts.append(text[end : match.start()])
        end = match.end()
        if match[1] is None:
            parts.append(match[0][0])
        else:
            name, _, form = match[1].partition(":")
            parts.append(Slot(name.strip(), form.strip()))
    parts.append(text[end:])
    return tuple(part for part in parts if part)


def slots(text: str) -> tuple[Slot, ...]:
    """Return the slots of a template in order."""
    return tuple(part for part in parse_template(text) if isinstance(part, Slot))


def template_problems(text: str, fields: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (message, fix) for each slot that names no field and each form that does not exist."""
    known = {*fields, *SPECIAL_SLOTS}
    for slot in slots(text):
        if slot.name not in known:
            yield f"`{{{slot.name}}}` is no field of this kind", did_you_mean(slot.name, known)
        elif slot.form and slot.form not in FORMS:
            yield f"`{{{slot.name}:{slot.form}}}` has no such form", did_you_mean(slot.form, FORMS)
