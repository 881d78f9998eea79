"""The notes of an Anki deck, as plain text: what will be asked, and what stands on the back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """A deletion in a cloze note: its number (from 1) and its text."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class RecallNote:
    """A question and its answer, and the way back where that is unique; all fields are plain text.

    `key` is the fact and the question (``treaties/inf/signed``), from which the guid is made.
    """

    key: str
    prompt: str
    answer: str
    back_prompt: str = ""
    back_answer: str = ""
    remarks: tuple[str, ...] = ()
    source: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClozeNote:
    """A sentence with gaps, as its parts in order; each gap number gives one card."""

    key: str
    parts: tuple[str | Gap, ...]
    remarks: tuple[str, ...] = ()
    source: str = ""
    tags: tuple[str, ...] = ()


Note = RecallNote | ClozeNote


@dataclass(frozen=True, slots=True)
class NoteDeck:
    """Everything that goes into one package; `deck` is the permanent id of the deck."""

    deck: str
    title: str
    description: str
    language: str
    notes: tuple[Note, ...]
