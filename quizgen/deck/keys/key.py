"""A key of a deck file: its name, what it takes, and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace


class Shape(StrEnum):
    """What a key takes as its value."""

    TEXT = "text"
    TEXTS = "list of texts"
    ID = "id"
    DATE = "date"
    WHOLE = "whole number"
    FLAG = "true or false"
    EITHER = "text, or keys of its own"
    CHOICE = "one of a few words"
    CHOICES = "list of a few words"
    POINTS = "number of points"
    LISTED = "list of keys of their own"
    OFFERS = "list of texts or pictures"
    MISTAKEN = "list of texts, or of values each with a `why`"
    GROUPED = "list of texts, or keys of its own"
    SECTION = "keys of its own"


class Key(Struct, frozen=True):
    """One key: its name, the shape of its value, what it means, and the words of a choice.

    `least` and `most` bound a whole number. `mistaken` are names that people write by mistake.
    """

    name: str
    shape: Shape
    about: str
    required: bool = False
    choices: tuple[str, ...] = ()
    least: int = 1
    most: int = 100_000
    mistaken: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """Return what the key is for, as the help of a problem shows it."""
        return f"`{self.name}`: {self.about}"

    @property
    def to_add(self) -> str:
        """Return how to add the key where it is missing."""
        return f"add `{self.name}: …` ({self.about})"


Table = dict[str, Key]


def table(*keys: Key) -> Table:
    """Return a table of keys by their names."""
    return {key.name: key for key in keys}


def with_choices(table: Table, choices: Mapping[str, tuple[str, ...]]) -> Table:
    """Return the table with the words that some of its keys accept."""
    return {
        name: replace(key, choices=choices.get(name, key.choices)) for name, key in table.items()
    }
