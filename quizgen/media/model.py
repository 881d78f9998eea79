"""Pictures and sounds as values: what a fact says about them, and their file."""

import hashlib
from dataclasses import dataclass, field

from quizgen.aside import WithAside
from quizgen.diagnostics import Place
from quizgen.media.shapes import Mark

# The types of field whose value is a file.
MEDIA_TYPES = ("image", "audio")
# This prefix marks the files that quizgen makes.
NAME_BEGINS = "quizgen-"


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file that passed all checks: its format (``png``), its bytes, and its size in pixels.

    The size of a sound is 0. `data` is stored and shown as it is; an SVG has been cleaned.
    """

    suffix: str
    data: bytes = field(repr=False)
    width: int = 0
    height: int = 0

    @property
    def name(self) -> str:
        """Return the name ``quizgen-….png``, which depends on the bytes alone."""
        digest = hashlib.sha256(self.data).hexdigest()
        return f"{NAME_BEGINS}{digest[:32]}.{self.suffix}"


class Media(WithAside, frozen=True, tag=True):
    """A picture or a sound: `kind` is ``image`` or ``audio``, `path` the file as the deck names it.

    `alt` describes the picture, or has the words of the sound. `file` is None until quizgen has
    read the deck's files. `place` is where the deck names the file. `marks` cover parts of a
    picture wherever it is shown.
    """

    ASIDE = frozenset({"place"})

    kind: str
    path: str
    alt: str = ""
    file: MediaFile | None = None
    place: Place = Place("")
    marks: tuple[Mark, ...] = ()
