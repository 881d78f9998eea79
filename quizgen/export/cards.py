"""The study cards of a deck: a PDF to print on both sides and cut."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quizgen.diagnostics import Diagnostic, QuizgenError
from quizgen.export.writer import Source, Written
from quizgen.paper.card_pdf import CardGrid, render_cards
from quizgen.paper.study_cards import CardDeck, make_cards
from quizgen.project import Project
from quizgen.typeset.page_style import make_page_style


@dataclass(frozen=True, slots=True)
class CardSettings:
    """What study cards look like, and which ones to print.

    `kinds` are the kinds of fact to print, all if empty. `font` is the family to print in, "" for
    the built-in one; the folders `fonts` hold further ones. The cards look as the user's own
    `template` says, or else the deck's. Without a `grid`, there are 2 by 4 on the deck's paper.
    """

    kinds: tuple[str, ...] = ()
    grid: CardGrid | None = None
    fonts: tuple[Path, ...] = ()
    font: str = ""
    template: Path | None = None


@dataclass(frozen=True, slots=True)
class WrittenCards(Written):
    """Study cards as files, and how many they are."""

    count: int = 0


class CardWriter:
    """Writes ``DECK-cards.pdf``; the losses are sounds, which paper can't play."""

    name = "cards"
    about = "study cards to print on both sides and cut, as PDF"

    def write(self, source: Source, settings: CardSettings | None = None) -> WrittenCards:
        """Return the cards; raises QuizgenError as `study_cards` does."""
        project = source.bank
        pdf, made = study_cards(project, settings)
        files = {f"{project.deck.id}-cards.pdf": pdf}
        return WrittenCards(files, made.diagnostics, len(made.cards))


def study_cards(project: Project, settings: CardSettings | None = None) -> tuple[bytes, CardDeck]:
    """Return the study cards of a deck as PDF and as values.

    Raises QuizgenError for cards that can't be printed, and if there are none (Q544).
    """
    settings = settings or CardSettings()
    deck, made = project.deck, make_cards(project.base, project.recalled, settings.kinds)
    if not made.cards:
        fix = "add facts, or choose other kinds: `quizgen items` lists the questions"
        message = "the deck gives no study card"
        raise QuizgenError([Diagnostic("Q544", message, deck.place, fix), *made.diagnostics])
    pdf = render_cards(
        made,
        project.base.wording.labels,
        grid=settings.grid or CardGrid(paper=deck.quiz.paper),
        fonts=settings.fonts,
        font=settings.font,
        own=make_page_style(deck.quiz, template=settings.template).own,
        place_of=project.place_of,
    )
    return pdf, made
