"""Small decks of study cards, and their pages."""

from __future__ import annotations

from quizgen.language.labels import load_labels
from quizgen.paper.card_pdf import render_cards
from quizgen.paper.study_cards import CardDeck, Run, Side, StudyCard


def card(number: int, front: str = "", back: str = "", **fields: object) -> StudyCard:
    answer = Side(
        (Run(back or f"Back{number}.", strong=True),), **{"citation": f"Source{number}.", **fields}
    )
    return StudyCard(
        f"facts/f{number}", ("tag", "facts"), Side((Run(front or f"Front{number}."),)), answer
    )


def deck(*cards: StudyCard, title: str = "A title") -> CardDeck:
    return CardDeck(title, cards)


def rendered(made: CardDeck, *, language: str = "en", **options: object) -> bytes:
    return render_cards(made, load_labels(language), **options)
