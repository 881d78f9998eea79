"""The notes of an Anki deck, as plain text: what will be asked, and what stands on the back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizgen.deck.model import Look
from quizgen.media.model import Media

# The pictures and sounds below the text of a field, by the field's name.
MediaByField = Mapping[str, tuple[Media, ...]]


@dataclass(frozen=True, slots=True)
class Gap:
    """A deletion in a cloze note: its number (from 1) and its text."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class RecallNote:
    """A question and its answer, and the way back where that is unique; all fields are plain text.

    `key` is the fact and the question (``treaties/inf/signed``), from which the guid is made. `media`
    are the pictures and sounds that stand below the text of a field.
    """

    key: str
    prompt: str
    answer: str
    back_prompt: str = ""
    back_answer: str = ""
    remarks: tuple[str, ...] = ()
    source: str = ""
    tags: tuple[str, ...] = ()
    media: MediaByField = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClozeNote:
    """A sentence with gaps, as its parts in order; each gap number gives one card."""

    key: str
    parts: tuple[str | Gap, ...]
    remarks: tuple[str, ...] = ()
    source: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChoiceNote:
    """A multiple-choice item: its options in the order that they have where nothing shuffles them.

    `right` is the index of the key; `ranked` options (dates, numbers) have an order of their own and
    are never shuffled. `pictures` are the options where these are pictures, in the same order; `options`
    are then what they show in words.
    """

    key: str
    prompt: str
    options: tuple[str, ...]
    right: int
    ranked: bool = False
    remarks: tuple[str, ...] = ()
    source: str = ""
    tags: tuple[str, ...] = ()
    media: MediaByField = field(default_factory=dict)
    pictures: tuple[Media, ...] = ()


@dataclass(frozen=True, slots=True)
class TypedNote:
    """A question whose answer is typed in: `typed` is what Anki compares it with, `answer` what the back shows."""

    key: str
    prompt: str
    answer: str
    typed: str
    remarks: tuple[str, ...] = ()
    source: str = ""
    tags: tuple[str, ...] = ()
    media: MediaByField = field(default_factory=dict)


Note = RecallNote | ClozeNote | ChoiceNote | TypedNote


def media_of(note: Note) -> MediaByField:
    """Return what stands below the text of a note's fields, by their names; a sentence with gaps has nothing."""
    return {} if isinstance(note, ClozeNote) else note.media


def media_in(note: Note) -> tuple[Media, ...]:
    """Return every picture and sound that a note shows, its options among them."""
    below = (each for media in media_of(note).values() for each in media)
    return (*below, *(note.pictures if isinstance(note, ChoiceNote) else ()))


@dataclass(frozen=True, slots=True)
class NoteDeck:
    """Everything that goes into one package; `deck` is the permanent id of the deck.

    `subdecks` are the names of decks within the deck by kind of fact, which is the first part of a
    note's key; notes of other kinds stand in the deck itself. `looks` take the place of shipped
    templates of the same file name.
    """

    deck: str
    title: str
    description: str
    language: str
    notes: tuple[Note, ...]
    subdecks: Mapping[str, str] = field(default_factory=dict)
    looks: Mapping[str, Look] = field(default_factory=dict)
