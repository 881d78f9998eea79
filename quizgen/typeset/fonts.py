"""The available fonts: those built into the typesetter and those in the user's folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typst

from quizgen.diagnostics import Diagnostic, Place, QuizgenError, did_you_mean

# The last one is for signs: all its letters have the same width.
BUILT_IN = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")
_MOST_NAMED = 30


def font_families(font: str, folders: Sequence[Path], forms: str = "") -> list[str]:
    """Return the font families in the order in which the typesetter tries them.

    The order is `font` if given, the built-in families, those in the folders, and last the built-in
    font for signs. Among the families in the folders, those with the word for the `forms` of
    letters in their name, such as ``JP``, come first. Raises QuizgenError (Q504) if `font` is
    neither built in nor in one of the folders.
    """
    found = _in_folders(folders)
    *letters, signs = BUILT_IN
    further = sorted(
        set(found) - set(BUILT_IN), key=lambda family: (forms not in family.split(), family)
    )
    families = [*letters, *further, signs]
    if not font:
        return families
    first = next(
        (family for family in families if family.casefold() == font.strip().casefold()), None
    )
    if first is None:
        raise QuizgenError([_unknown(font, found, folders)])
    return [first, *(family for family in families if family != first)]


def is_steep(families: Sequence[str]) -> bool:
    """Return whether Arabic prints in a Nastaliq style, whose words descend over two lines."""
    return "Nastaliq" in next((family for family in families if family not in BUILT_IN), "")


def _in_folders(folders: Sequence[Path]) -> list[str]:
    if not folders:
        return []
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )
    return sorted(fonts.families())


def _unknown(font: str, found: Sequence[str], folders: Sequence[Path]) -> Diagnostic:
    where = ", ".join(map(str, folders))
    message = f"there is no font `{font}`" + (f" in {where}" if folders else "")
    if not folders:
        fix = f"give `--font-path` its folder, or use a built-in font: {_listed(BUILT_IN)}"
    elif found:
        fix = f"the folder has {_listed(found)}"
        near = did_you_mean(font, found)
        if near.startswith("did you mean"):
            fix = f"{near} {fix}"
    else:
        fix = "the folder has no fonts: give the one with the .ttf or .otf files"
    return Diagnostic("Q504", message, Place("--font"), fix)


def _listed(families: Sequence[str]) -> str:
    more = len(families) - _MOST_NAMED
    shown = ", ".join(f"`{family}`" for family in families[:_MOST_NAMED])
    return shown + (f" and {more} more" if more > 0 else "")
