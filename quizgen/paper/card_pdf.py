"""Prints study cards as PDF pages, to print on both sides and cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizgen.deck.model.looks import Look
from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.language.labels import Labels
from quizgen.language.script import language_data
from quizgen.markup.plain import without_formulas
from quizgen.markup.signs import is_marked
from quizgen.media.model import Media
from quizgen.paper.study_cards import CardDeck, Side, StudyCard
from quizgen.typeset.glyphs import MOST_CHARACTERS, PrintedText, unprintable
from quizgen.typeset.pdf import joined
from quizgen.typeset.pictures import (
    picture_data,
    picture_files,
    refused_pictures,
    unprintable_pictures,
)
from quizgen.typeset.typesetting import Typeset, printable, typeset_each

MOST_COLUMNS, MOST_ROWS = 5, 8
_PAPERS = {"a4": "a4", "letter": "us-letter"}
_LABELS = (
    "cards_fronts",
    "cards_backs",
    "cards_long",
    "cards_short",
    "picture",
    "blank",
    "blank_alt",
)
# One document has about this many cards and takes as long as this many items of a quiz: the time
# grows faster than the number of cards.
_MOST_CARDS, _ITEMS_A_DOCUMENT = 400, 1200


@dataclass(frozen=True, slots=True)
class CardGrid:
    """How cards lie on a page: 1 to 5 columns, 1 to 8 rows, on `paper` ``a4`` or ``letter``.

    `flip` is the edge over which the printer turns the paper for the backs, ``long`` or ``short``.
    """

    columns: int = 2
    rows: int = 4
    paper: str = "a4"
    flip: str = "long"


def render_cards(  # noqa: PLR0913 - each has a sensible default, and is given by name
    deck: CardDeck,
    labels: Labels,
    *,
    grid: CardGrid | None = None,
    fonts: Sequence[Path] = (),
    font: str = "",
    own: Look | None = None,
    place_of: Callable[[str], Place] = Place,
) -> bytes:
    """Return the cards as PDF, each page of fronts followed by the page of their backs.

    `fonts` are folders with fonts for characters that the shipped ones lack, `font` is the family
    to print in ("" for the built-in one; Q504 if it is not available), `own` is the user's
    template, `place_of` says where a fact (``kind/id``) is written. Raises QuizgenError for
    characters that no font has (Q501), sides that do not fit their card in the smallest type
    (Q541), pictures that cannot be printed (Q543), problems in the user's template (Q506, Q507,
    Q508) and any other complaint of the typesetter (Q503); ValueError for a grid that does not fit
    a page.
    """
    grid, cards, title = grid or CardGrid(), deck.cards, deck.title
    if not (1 <= grid.columns <= MOST_COLUMNS and 1 <= grid.rows <= MOST_ROWS):
        raise ValueError(
            f"a page holds 1 to {MOST_COLUMNS} columns and 1 to {MOST_ROWS} rows of cards"
        )
    hopeless = _hopeless(cards)
    if hopeless:
        raise QuizgenError(_too_long(hopeless, cards, place_of))
    words = {name: labels.texts[name] for name in _LABELS}
    data = {
        "title": title,
        "font": font,
        "paper": _PAPERS[grid.paper],
        "columns": grid.columns,
        "rows": grid.rows,
        "flip": grid.flip,
        "labels": words,
        **language_data(labels.language),
    }
    result = _typeset_or_blame_pictures(data, grid, cards, fonts, own, place_of)
    if result.missing:
        raise QuizgenError(
            unprintable(result.missing, _texts(cards, title, words, place_of), Place(title))
        )
    if result.too_long:
        raise QuizgenError(_too_long(result.too_long, cards, place_of))
    return joined(result.parts)


def _typeset_or_blame_pictures(  # noqa: PLR0913, PLR0917 - what is printed, how, and whose it is
    data: Mapping[str, object],
    grid: CardGrid,
    cards: Sequence[StudyCard],
    fonts: Sequence[Path],
    own: Look | None,
    place_of: Callable[[str], Place],
) -> Typeset:
    owners = _owners_of_pictures(cards)
    page = grid.columns * grid.rows
    together = max(1, _MOST_CARDS // page) * page
    documents = list(_documents(data, cards, page, together))
    given: dict[str, Any] = {"own": own, "weight": _ITEMS_A_DOCUMENT, "entries": together}
    try:
        result = typeset_each("cards", documents, fonts, picture_files(owners), **given)
    except QuizgenError:
        # The typesetter does not say which pictures it rejects.
        refused = refused_pictures(owners, fonts)
        if not refused:
            raise
        raise QuizgenError(unprintable_pictures(refused, owners, place_of)) from None
    written = {
        char for text in _texts(cards, str(data["title"]), {}, place_of) for char in text.words
    }
    if result.missing - written and owners:
        refused = refused_pictures(owners, fonts)
        if refused:
            raise QuizgenError(unprintable_pictures(refused, owners, place_of))
    return result


def _documents(
    data: Mapping[str, object], cards: Sequence[StudyCard], page: int, together: int
) -> Iterator[dict[str, object]]:
    """Yield each document's data, with the number of sheets of paper before it and in all."""
    made = [_card_data(card, number) for number, card in enumerate(cards, 1)]
    for start in range(0, max(1, len(made)), together):
        counted = {"before": start // page, "sheets": -(-len(made) // page)}
        yield {**data, **counted, "cards": made[start : start + together]}


def _owners_of_pictures(cards: Sequence[StudyCard]) -> dict[Media, str]:
    """Return each picture with the fact of the first card that shows it."""
    return {
        each: card.fact
        for card in reversed(cards)
        for side in _sides(card)
        for each in side.pictures
    }


def _hopeless(cards: Sequence[StudyCard]) -> list[tuple[int, int]]:
    """Return the sides with texts that no page could hold, by the card's index and the side's."""
    return [
        (index, number)
        for index, card in enumerate(cards)
        for number, side in enumerate(_sides(card))
        if _is_long(side)
    ]


def _sides(card: StudyCard) -> tuple[Side, Side]:
    return card.front, card.back


def _is_long(side: Side) -> bool:
    return sum(map(len, _words(side))) > MOST_CHARACTERS


def _words(side: Side) -> Iterator[str]:
    yield from (run.words for run in side.words)
    yield from side.remarks
    yield side.citation


def _card_data(card: StudyCard, number: int) -> dict[str, object]:
    return {
        "number": number,
        "tags": " · ".join(card.tags),
        "front": _side_data(card.front),
        "back": _side_data(card.back),
    }


def _side_data(side: Side) -> dict[str, object]:
    runs = [{"words": _single_spaced(run.words), "strong": run.strong} for run in side.words]
    if runs:
        runs[0]["words"] = str(runs[0]["words"]).lstrip(" ")
        runs[-1]["words"] = str(runs[-1]["words"]).rstrip(" ")
    return {
        "words": runs,
        "remarks": [_single_spaced(remark).strip(" ") for remark in side.remarks],
        "citation": _single_spaced(side.citation).strip(" "),
        "pictures": picture_data(side.pictures),
    }


def _single_spaced(text: str) -> str:
    # Spaces at the ends of a line would push centred text over the edge of its card.
    if is_marked(text):
        # Markup is made printable with the rest of the data.
        return re.sub("[ \t\r\n]+", " ", text)
    return re.sub(" {2,}", " ", printable(text))


def _too_long(
    found: Iterable[tuple[int, int]], cards: Sequence[StudyCard], place_of: Callable[[str], Place]
) -> Iterator[Diagnostic]:
    names = dict.fromkeys((("front", "back")[side], cards[index].fact) for index, side in found)
    for side, fact in names:
        message = f"the {side} of a card made from `{fact}` does not fit, even in the smallest type"
        fix = "shorten it, or print larger cards: `--grid 2x2`"
        yield Diagnostic("Q541", message, place_of(fact), fix)


def _texts(
    cards: Sequence[StudyCard],
    title: str,
    words: Mapping[str, str],
    place_of: Callable[[str], Place],
) -> Iterator[PrintedText]:
    yield PrintedText(printable(title), "the title", Place(title))
    for name, text in words.items():
        yield PrintedText(text, f"the label `{name}`", Place(title))
    for card in cards:
        for name, side in zip(("front", "back"), _sides(card), strict=True):
            text = printable(without_formulas(" ".join(_words(side))))
            yield PrintedText(
                text, f"the {name} of a card made from `{card.fact}`", place_of(card.fact)
            )
        yield PrintedText(
            printable(" ".join(card.tags)), f"the tags of `{card.fact}`", place_of(card.fact)
        )
