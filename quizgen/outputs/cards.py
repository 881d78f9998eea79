"""The study cards of a deck."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from quizgen.diagnostics import Diagnostic, QuizgenError
from quizgen.paper.card_pdf import CardGrid, render_cards
from quizgen.paper.study_cards import CardDeck, make_cards
from quizgen.project import Project
from quizgen.typeset.page_style import make_page_style


def study_cards(  # noqa: PLR0913 - each has a sensible default, and is given by name
    project: Project,
    kinds: Collection[str] = (),
    *,
    grid: CardGrid | None = None,
    fonts: Sequence[Path] = (),
    font: str = "",
    template: Path | None = None,
) -> tuple[bytes, CardDeck]:
    """Return the study cards of a deck as PDF, and which they are; of some kinds alone if any are named.

    `font` is the family to print in, "" for the built-in one, and `fonts` are folders with further ones. The
    cards look as the `template` of the user's own says, or that of the deck.

    Raises QuizgenError for cards that cannot be printed, and where there are none.
    """
    deck, made = project.deck, make_cards(project.base, project.prompts, kinds)
    if not made.cards:
        fix = "add facts, or ask for other kinds: `quizgen items` lists what there is"
        message = "no study card can be made from this deck"
        raise QuizgenError([Diagnostic("Q544", message, deck.place, fix), *made.diagnostics])
    labels = project.base.wording.labels
    own = make_page_style(deck.quiz, template=template).own
    pdf = render_cards(
        made, labels, grid=grid, fonts=fonts, font=font, own=own, place_of=project.place_of
    )
    return pdf, made
