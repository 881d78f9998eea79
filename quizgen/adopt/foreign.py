"""A deck that quizgen did not make, wherever it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from quizgen.anki.learning import HeldType, LearnerNote
from quizgen.diagnostics import Diagnostic


def _no_media(_names: Iterable[str]) -> dict[str, bytes]:
    return {}


@dataclass(frozen=True, slots=True)
class Foreign:
    """The notes of a deck, their note types by id, and what reads its pictures and sounds.

    `media` returns those of the wanted files that exist, by name. Learners can keep their reviews
    of notes whose type is in `known`: its id is the one in their collections.
    """

    title: str
    notes: tuple[LearnerNote, ...]
    types: Mapping[int, HeldType]
    media: Callable[[Iterable[str]], dict[str, bytes]] = _no_media
    known: frozenset[int] = frozenset()
    description: str = ""
    problems: tuple[Diagnostic, ...] = field(default_factory=tuple)
