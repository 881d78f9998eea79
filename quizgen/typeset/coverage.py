"""Which characters no font at hand has: the typesetter is asked, for it alone knows its own fonts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from quizgen.typeset.typesetting import printable, typeset_one


def without_glyphs(chars: Iterable[str], folders: Sequence[Path] = ()) -> frozenset[str]:
    """Return those of the characters that neither the built-in fonts nor those of the folders have.

    It takes some 0.2 seconds, most of it for the import of the typesetter.
    """
    asked = [char for char in dict.fromkeys(chars) if printable(char).strip()]
    if not asked:
        return frozenset()
    return typeset_one("glyphs", {"characters": sorted(asked)}, folders).missing
