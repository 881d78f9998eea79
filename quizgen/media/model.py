"""Pictures and sounds as values: what a fact says of them, and the file that they are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from quizgen.diagnostics import Place

# The types of field whose value is a file.
MEDIA_TYPES = ("image", "audio")
# Files of ours are known by their names among all others.
NAME_BEGINS = "quizgen-"


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file that was read and found sound: its bytes, and the name that it has wherever it is stored.

    `suffix` is its format (``png``), `width` and `height` are in pixels, 0 for a sound. `data` is what
    is shown and stored: of an SVG, what was left after cleaning.
    """

    suffix: str
    data: bytes = field(repr=False)
    width: int = 0
    height: int = 0

    @property
    def name(self) -> str:
        """Return ``quizgen-…``, made from the bytes alone: the same picture has the same name in every deck."""
        return f"{NAME_BEGINS}{hashlib.sha256(self.data).hexdigest()[:32]}.{self.suffix}"


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or a sound: `kind` is ``image`` or ``audio``, `path` the file as the deck names it.

    `alt` says in words what the picture shows, or what the sound lets hear. `file` is None only until
    the deck's files have been read, `place` is where the deck names it.
    """

    kind: str
    path: str
    alt: str = ""
    file: MediaFile | None = None
    place: Place = field(default=Place(""), compare=False, repr=False)
