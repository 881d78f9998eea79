"""People, organizations and treaties that an article names, each collected once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from quizgen.deck.tables import id_from
from quizgen.drafting.facts import Drafted, Written
from quizgen.drafting.lexicon.model import Lexicon
from quizgen.grounding.words import plain_words
from quizgen.markup.source import escaped

_LONGEST_ID = 40
_REGNAL = re.compile(r"[IVX]+\.?", re.IGNORECASE)


@dataclass(slots=True)
class Entity:
    """Somebody or something with a name; `values` are those of its kind."""

    kind: str
    name: str
    paragraph: int
    id: str
    values: dict[str, Written] = field(default_factory=dict)
    is_needed: bool = False
    is_known: bool = False
    aliases: tuple[str, ...] = ()

    def fact(self) -> Drafted:
        """Return it as a fact."""
        words = self.name.split()
        name: Written = escaped(self.name)
        short = called(words)
        if self.kind in ("people", "officials") and len(words) > 1 and short:
            name = {"value": escaped(self.name), "also": [short]}
        return Drafted(self.kind, self.id, {"name": name, **self.values}, self.paragraph)


class Entities:
    """The entities of an article in the order in which it names them, with ids of their own."""

    def __init__(self, lexicon: Lexicon, taken: frozenset[str] = frozenset()) -> None:
        self._lexicon = lexicon
        self._all: list[Entity] = []
        self._ids = set(taken)

    def know(self, kind: str, entity_id: str, names: Sequence[str]) -> None:
        """Take over an entity that the deck has already."""
        entity = Entity(kind, names[0], 0, entity_id, is_known=True, aliases=tuple(names[1:]))
        self._all.append(entity)
        self._ids.add(entity_id)

    def add(
        self, kind: str, name: str, paragraph: int, values: Mapping[str, Written] | None = None
    ) -> Entity:
        """Return the entity with a name; it gets the values that it lacks."""
        entity = self.find(name)
        if entity is None:
            entity = Entity(kind, name, paragraph, self.new_id(_bare(name)))
            self._all.append(entity)
        if entity.is_known:
            return entity
        if values and not entity.values:
            entity.kind, entity.paragraph = kind, paragraph
            entity.values.update(values)
        elif values and entity.kind == kind and entity.paragraph == paragraph:
            entity.values.update({**values, **entity.values})
        return entity

    def find(self, name: str) -> Entity | None:
        """Return the entity that a name means: its whole name, or what it is called for short."""
        words = plain_words(_bare(name))
        for entity in self._all:
            own = plain_words(_bare(entity.name))
            is_person = entity.kind in ("people", "officials")
            if own == words or (is_person and words == (called(own),)):
                return entity
            if any(plain_words(_bare(alias)) == words for alias in entity.aliases):
                return entity
        return None

    def speaker(self, name: str, paragraph: int) -> Entity:
        """Return the entity of somebody who says something."""
        entity = self.find(name) or self.add(self._kind_of(name), name, paragraph)
        entity.is_needed = True
        return entity

    def _kind_of(self, name: str) -> str:
        words = [word.casefold() for word in name.split()]
        is_group = bool(self._lexicon.organizations & set(words))
        has_article = words[0] in self._lexicon.determiners
        is_single = len(words) == 1
        return "organizations" if is_group or has_article or is_single else "people"

    def take(self, taken: str) -> None:
        """Give no other fact this id."""
        self._ids.add(taken)

    def new_id(self, text: str) -> str:
        """Return an id that no other fact has."""
        made = short_id(text)
        number = 2
        found = made
        while found in self._ids:
            found = f"{made}-{number}"
            number += 1
        self._ids.add(found)
        return found

    def facts(self) -> Iterator[Drafted]:
        """Yield the entities that have values, or that other facts need."""
        for entity in self._all:
            if not entity.is_known and (entity.values or entity.is_needed):
                yield entity.fact()


def called(words: Sequence[str]) -> str:
    """Return what an article calls a person for short: William of Normandy is William.

    It is "" for names that only their number tells apart: Henry IV.
    """
    if not words or _REGNAL.fullmatch(words[-1]):
        return ""
    return words[0] if "of" in words else words[-1]


def short_id(text: str) -> str:
    """Return an id that can be read, from the words of a text."""
    made = id_from(text) or "fact"
    if len(made) <= _LONGEST_ID:
        return made
    return made[:_LONGEST_ID].rpartition("-")[0] or made[:_LONGEST_ID]


def _bare(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first.casefold() in ("the", "der", "die", "das", "a", "an") else name
