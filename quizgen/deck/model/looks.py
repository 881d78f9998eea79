"""Files of a deck that change how its papers and cards look."""

from __future__ import annotations

from msgspec import Struct


class Look(Struct, frozen=True):
    """A file of the deck that replaces a shipped template or style sheet."""

    path: str
    text: str
