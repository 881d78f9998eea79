"""Reads from somebody's card templates which fields a card shows, and which it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from quizgen.deck.model.anki import AdoptedCard

_TAG = re.compile(r"\{\{([#^/]?)\s*([^{}]*?)\s*\}\}")


@dataclass(frozen=True, slots=True)
class _Shown:
    """A field in a template, its filters, and the fields without which it does not show."""

    field: str
    needs: frozenset[str]
    filters: frozenset[str]

    @property
    def is_seen(self) -> bool:
        """Return whether learners see it before they answer or ask for a hint."""
        return not self.filters & {"type", "hint"}


def card_of(name: str, front: str, back: str, fields: Mapping[str, str]) -> AdoptedCard:
    """Return a card with the names of its fields in the deck; `fields` has these by their own.

    The first new field on the back is what the card asks for, the others it adds.
    """
    on_front, on_back = list(_fields(front, fields)), _fields(back, fields)
    seen = [each for each in on_front if each.is_seen]
    # A front without fields gives a card to each note that has its first field.
    shows = _names(seen) or tuple(fields.values())[:1]
    told = dict.fromkeys(
        (*_filtered(on_front, "type"), *_names(on_back), *_filtered(on_front, "hint"))
    )
    new = tuple(each for each in told if each not in shows)
    return AdoptedCard(name, shows, new[:1] or shows[-1:], new[1:], tuple(sorted(_needed(seen))))


def cloze_fields(template: str) -> tuple[str, ...]:
    """Return the names of the fields whose deletions a template asks for."""
    inner = (found.split(":") for _, found in _TAG.findall(template))
    return tuple(dict.fromkeys(parts[-1].strip() for parts in inner if "cloze" in parts[:-1]))


def fields_on(template: str, fields: Mapping[str, str]) -> tuple[str, ...]:
    """Return the fields of a template by their names in the deck."""
    return _names(_fields(template, fields))


def _filtered(fields: Iterable[_Shown], name: str) -> tuple[str, ...]:
    return _names(each for each in fields if name in each.filters)


def _names(fields: Iterable[_Shown]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.field for each in fields))


def _needed(seen: list[_Shown]) -> frozenset[str]:
    """Return the fields without which none of these shows."""
    return frozenset.intersection(*(each.needs for each in seen)) if seen else frozenset()


def _fields(template: str, known: Mapping[str, str]) -> Iterator[_Shown]:
    """Yield the known fields of a template; `{{^field}}` counts as what is shown anyway."""
    open_ones: list[str] = []
    for sign, inner in _TAG.findall(template):
        if sign == "/":
            del open_ones[-1:]
        elif sign:
            open_ones.append(known.get(inner, "") if sign == "#" else "")
        else:
            *filters, field = (part.strip() for part in inner.split(":"))
            if field in known:
                needs = frozenset(filter(None, open_ones))
                yield _Shown(known[field], needs, frozenset(filters))
