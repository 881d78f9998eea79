"""A quiz to print, with all that decides how its documents look."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from quizgen.diagnostics import Place
from quizgen.quiz.manifest import Manifest, Version
from quizgen.typeset.page_style import PageStyle

USUAL_STYLE = PageStyle()


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A manifest to print in some style, with the `labels` of its language.

    `find_place` says where a fact (``kind/id``), a student (``students/NUMBER``) or the deck (the
    empty text) is written. `only` are the names of the versions to print, all if there are none.
    Students answer on an answer sheet if `on_sheet`.
    """

    manifest: Manifest
    labels: Mapping[str, str]
    style: PageStyle = USUAL_STYLE
    find_place: Callable[[str], Place] = Place
    only: Collection[str] = ()
    on_sheet: bool = False

    @property
    def versions(self) -> list[Version]:
        """Return the versions to print."""
        every = self.manifest.versions
        return [each for each in every if not self.only or each.version in self.only]

    def place_of(self, fact: str) -> Place:
        """Return where a fact is written; what belongs to no fact is placed in the deck."""
        found = self.find_place(fact)
        return found if found.file else Place(self.manifest.deck)
