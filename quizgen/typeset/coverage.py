"""The characters that no available font has, as the typesetter finds them in its own fonts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from quizgen.typeset.typesetting import printable, typeset_one


def without_glyphs(chars: Iterable[str], folders: Sequence[Path] = ()) -> frozenset[str]:
    """Return the characters that neither the built-in fonts nor those in the folders have.

    This takes about 0.2 seconds, most of it for importing the typesetter.
    """
    asked = [char for char in dict.fromkeys(chars) if printable(char).strip()]
    if not asked:
        return frozenset()
    return typeset_one("glyphs", {"characters": sorted(asked)}, folders).missing
