"""What a learner's collection holds: notes, note types, cards and reviews."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quizgen.anki.read_package import answer_about


@dataclass(frozen=True, slots=True)
class HeldType:
    """A note type in a collection.

    `fields` are (name, id or 0), `templates` (name, id or 0, front, back). `kind` is 0 for ordinary
    cards and 1 for cloze deletions; `sort` is the index of the sort field.
    """

    id: int
    name: str
    kind: int
    fields: tuple[tuple[str, int], ...]
    templates: tuple[tuple[str, int, str, str], ...]
    css: str = ""
    sort: int = 0


@dataclass(frozen=True, slots=True)
class LearnerNote:
    """A note in a collection; `modified` is its last change in seconds since 1970, or 0."""

    id: int
    guid: str
    type: int
    modified: int
    fields: Mapping[str, str]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LearnerCard:
    """A card: its note, its number in the note from 0, and how well it is known.

    `interval` is in days (0 while it is being learnt). `queue` is Anki's: -1 is suspended.
    """

    id: int
    note: int
    deck: int
    ordinal: int
    queue: int
    interval: int
    factor: int
    reps: int
    lapses: int


@dataclass(frozen=True, slots=True)
class Review:
    """An answer to a card: when (milliseconds since 1970), which button (1 is “again”).

    `kind` is Anki's: 0 for a card being learnt, 1 for a review, 2 for relearning.
    """

    card: int
    at: int
    button: int
    kind: int


@dataclass(frozen=True, slots=True)
class Learning:
    """A learner's collection, or what of it concerns a deck."""

    notes: tuple[LearnerNote, ...]
    types: Mapping[int, HeldType] = field(default_factory=dict)
    cards: tuple[LearnerCard, ...] = ()
    reviews: tuple[Review, ...] = ()
    decks: Mapping[int, str] = field(default_factory=dict)


def read_learning(path: Path) -> Learning:
    """Return what a package holds that Anki exported (.apkg or .colpkg).

    A process with limits of time and memory reads it. Raises QuizgenError as `read_notes` does.
    """
    told = answer_about(path, "quizgen.anki.read_learning")
    types = {each["id"]: _type(each) for each in told["types"]}
    reviews = (Review(card, at, button, kind) for at, card, button, _, kind in told["reviews"])
    return Learning(
        tuple(_note(types, *each) for each in told["notes"]),
        types,
        tuple(LearnerCard(*each) for each in told["cards"]),
        tuple(reviews),
        {int(number): name for number, name in told["decks"].items()},
    )


def _type(told: Mapping[str, Any]) -> HeldType:
    return HeldType(
        told["id"],
        told["name"],
        told["kind"],
        tuple((name, number) for name, number in told["fields"]),
        tuple((name, number, front, back) for name, number, front, back in told["templates"]),
        told["css"],
        told["sort"],
    )


def _note(  # noqa: PLR0913, PLR0917 - a note has as many parts
    types: Mapping[int, HeldType],
    number: int,
    guid: str,
    model: int,
    changed: int,
    fields: list[str],
    tags: list[str],
) -> LearnerNote:
    known = types.get(model)
    names = [name for name, _ in known.fields] if known else []
    names += [f"Field {count}" for count in range(len(names) + 1, len(fields) + 1)]
    named = dict(zip(names, fields, strict=False))
    return LearnerNote(number, guid, model, changed, named, tuple(tags))
