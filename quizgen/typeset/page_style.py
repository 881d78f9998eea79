"""How pages look: columns, type size and fonts, from the deck and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.deck.model.looks import Look
from quizgen.deck.model.quiz import USUAL_DENSITY, QuizDefaults
from quizgen.deck.print_template import read_own
from quizgen.diagnostics import Place

_USUAL_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class PageStyle:
    """How pages look: the number of `columns`, 18-point type for `large_print`, and the fonts.

    `density` is ``normal`` or ``compact``; large print has its own sizes in either case.

    `font` is the family to print in, "" for the built-in one; `folders` hold further fonts. If a
    family lacks a character, the built-in fonts and then those in the folders replace it. `own` is
    the user's template, if there is one. With `duplex`, each of several papers begins on a new
    sheet when both sides are printed.
    """

    columns: int = _USUAL_COLUMNS
    large_print: bool = False
    font: str = ""
    folders: tuple[Path, ...] = ()
    own: Look | None = None
    duplex: bool = False
    density: str = USUAL_DENSITY


def make_page_style(  # noqa: PLR0913 - each has a sensible default, and is given by name
    quiz: QuizDefaults,
    *,
    columns: int | None = None,
    large_print: bool | None = None,
    font: str = "",
    folders: Sequence[Path] = (),
    template: Path | None = None,
    duplex: bool | None = None,
    density: str | None = None,
) -> PageStyle:
    """Return the page style of a deck's quiz; None keeps the deck's setting.

    Large print has one column unless the user asks for more: the deck's columns don't suit readers
    who need large print. Raises QuizgenError (Q505) for a folder without a template.
    """
    own = read_own(template, Place("--template")) if template else quiz.template
    large = quiz.large_print if large_print is None else large_print
    if columns is None and not large_print:
        columns = quiz.columns
    sides = quiz.duplex if duplex is None else duplex
    return PageStyle(
        columns or (1 if large else _USUAL_COLUMNS),
        large,
        font,
        tuple(folders),
        own,
        sides,
        density or quiz.density,
    )
