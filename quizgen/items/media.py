"""Which pictures and sounds a question shows, and which are its answer."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.facts.media import Media
from quizgen.facts.model import Fact, Field, Value
from quizgen.facts.template import media_apart
from quizgen.items.base import FactBase


def media_shown(
    base: FactBase, fact: Fact, field: Field, values: tuple[Value, ...], template: str
) -> tuple[Media, ...]:
    """Return what a stem's template shows, in its order; `values` are those of the `field` asked for or given."""
    _, slots = media_apart(template, base.kind(fact).fields)
    held = (values if slot.name == field.name else fact.values.get(slot.name, ()) for slot in slots)
    return media_in(value for each in held for value in each)


def media_in(values: Iterable[Value]) -> tuple[Media, ...]:
    """Return the pictures and sounds among the values, none twice."""
    return tuple(dict.fromkeys(value.content for value in values if isinstance(value.content, Media)))


def in_words(media: Iterable[Media]) -> str:
    """Return what the sounds let hear, for the back of a card and the key; a picture speaks for itself there."""
    return "; ".join(each.alt for each in media if each.kind == "audio" and each.alt)
