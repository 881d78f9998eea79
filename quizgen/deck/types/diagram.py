"""Diagrams: pictures with named parts."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.deck.model.contents import Diagram
from quizgen.deck.model.kinds import Field
from quizgen.deck.types.base import FieldType, Key, Known, Speaker
from quizgen.diagnostics import Place, Problems

# How an author writes a diagram, as messages show it.
EXAMPLE = '{picture: heart.svg, alt: "…", regions: {aorta: [40%, 5%, 20%, 10%]}}'


class DiagramType(FieldType[Diagram]):
    """The type of pictures with named parts."""

    names = ("diagram",)
    holds = Diagram

    def read(self, text: str, place: Place, field: Field, problems: Problems) -> None:
        """Report a text (Q260), because a diagram needs its regions."""
        message = f"`{field.name}` takes a picture with its regions, not a text"
        problems.error("Q260", message, place, f"write {EXAMPLE}")

    def unrecordable(self, name: str) -> str:
        """Return the noun for a diagram: its record can only be text."""
        return "a diagram"

    def words(self, content: Diagram, speaker: Speaker) -> str:
        """Return the description of the picture, its path if there is none."""
        return content.picture.alt or content.picture.path

    def keys(self, content: Diagram, known: Known) -> Iterable[Key]:
        """Return a key for the picture's bytes."""
        return [("diagram", content.picture.file)]
