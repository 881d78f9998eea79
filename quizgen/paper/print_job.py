"""A quiz to print, with all that decides how its documents look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quizgen.diagnostics import Place
from quizgen.quiz.manifest import Manifest
from quizgen.typeset.page_style import PageStyle

USUAL_STYLE = PageStyle()


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A manifest to print in some style, with the `labels` of its language.

    `find_place` says where a fact (``kind/id``), a student (``students/NUMBER``) or the deck (the
    empty text) is written. Students answer on an answer sheet if `on_sheet`.
    """

    manifest: Manifest
    labels: Mapping[str, str]
    style: PageStyle = USUAL_STYLE
    find_place: Callable[[str], Place] = Place
    on_sheet: bool = False

    def place_of(self, fact: str) -> Place:
        """Return where a fact is written; what belongs to no fact is placed in the deck."""
        found = self.find_place(fact)
        return found if found.file else Place(self.manifest.deck)
