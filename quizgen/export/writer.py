"""What a writer takes and returns: the one shape of every exporter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from quizgen.diagnostics import Diagnostic, Place
from quizgen.project import Project
from quizgen.quiz.manifest import Manifest

Settings_contra = TypeVar("Settings_contra", contravariant=True)


class SourceError(ValueError):
    """A writer got a quiz and needs a bank, or the other way round."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a writer writes: the bank of a deck, a quiz, or a quiz with the bank it was made from.

    The bank is a `project`. The quiz is a `manifest` with its `pictures` by the names of their
    files. `place_of` returns where a fact (``kind/id``) or a student (``students/NUMBER``) is
    written.
    """

    project: Project | None = None
    manifest: Manifest | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    place_of: Callable[[str], Place] = Place

    @property
    def bank(self) -> Project:
        """Return the bank; raises SourceError if there is only a quiz."""
        if self.project is None:
            raise SourceError("this writer needs a deck, and a manifest has only a quiz")
        return self.project

    @property
    def quiz(self) -> Manifest:
        """Return the quiz; raises SourceError if there is only a bank."""
        if self.manifest is None:
            raise SourceError("this writer needs a quiz: make one of the deck first")
        return self.manifest


@dataclass(frozen=True, slots=True)
class Written:
    """The files that a writer made, by name, and what of the source they can't hold.

    A name may lead into a folder: ``pictures/x.png``. `left_out` is the number of questions that
    the files lack.
    """

    files: Mapping[str, bytes]
    losses: tuple[Diagnostic, ...] = ()
    left_out: int = field(default=0, kw_only=True)


class Writer(Protocol[Settings_contra]):
    """A format that quizgen writes."""

    @property
    def name(self) -> str:
        """Return the name in the registry."""

    @property
    def about(self) -> str:
        """Return one line about the files that it writes."""

    def write(self, source: Source, settings: Settings_contra | None = None) -> Written:
        """Return the files of a bank or a quiz; without settings, as the deck says.

        Raises SourceError if the source lacks what the format holds, and QuizgenError if nothing
        can be written.
        """
