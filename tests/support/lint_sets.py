"""Reads the labelled items, papers and cards in `lint_corpus`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from quizgen.lint.model import Card, Question
from quizgen.lint.rules import PAPER_CODES, lint_cards, lint_item, lint_items, unsuited, words_of

CORPUS = Path(__file__).parents[1] / "lint_corpus"
_GAP = re.compile(r"\{\{(.*?)\}\}")


@dataclass(frozen=True)
class Labelled:
    """An item, a paper or cards, with the codes of their flaws."""

    questions: tuple[Question, ...]
    codes: frozenset[str]
    cards: tuple[Card, ...] = ()
    language: str = "en"

    def found(self) -> frozenset[str]:
        off, words = unsuited(self.language), words_of(self.language)
        if self.cards:
            return frozenset(finding.code for _, finding in lint_cards(self.cards, off, words))
        if len(self.questions) == 1:
            return frozenset(finding.code for finding in lint_item(self.questions[0], off, words))
        told = {finding.code for _, finding in lint_items(self.questions, off, words)}
        return frozenset(told & PAPER_CODES)


def question_of(row: dict[str, Any]) -> Question:
    names = frozenset(row.get("names", ()))
    return Question(
        row["stem"],
        tuple(row["options"]),
        row["key"],
        names,
        as_of=row.get("as_of", False),
        shows_media=row.get("shown", False),
    )


def cards_of(row: dict[str, Any]) -> Iterator[Card]:
    """Yield the cards of a row: one to recall, or one for each gap of a sentence."""
    if "front" in row:
        yield Card(row["front"], row["back"])
        return
    parts = _GAP.split(row["cloze"])
    gaps = tuple(parts[1::2])
    for asked in range(1, len(parts), 2):
        front = "".join("______" if index == asked else part for index, part in enumerate(parts))
        yield Card(front, parts[asked], gaps)


def labelled_of(row: dict[str, Any]) -> Labelled:
    codes, language = frozenset(row.get("codes", ())), row.get("language", "en")
    if "items" in row:
        return Labelled(tuple(map(question_of, row["items"])), codes)
    if "stem" in row:
        return Labelled((question_of(row),), codes, (), language)
    return Labelled(
        (), codes, tuple(card for each in row.get("deck", [row]) for card in cards_of(each))
    )


@cache
def read(*names: str) -> tuple[Labelled, ...]:
    """Return the labelled rows of corpus files."""
    rows = (
        row
        for name in names
        for row in yaml.safe_load((CORPUS / f"{name}.yaml").read_text(encoding="utf-8"))
    )
    return tuple(map(labelled_of, rows))


def second_set() -> tuple[Labelled, ...]:
    """Return the set that was labelled before the rules changed and isn't used for tuning."""
    return read("held_out_flawed", "held_out_sound", "held_out_papers", "held_out_cards")


def third_set() -> tuple[Labelled, ...]:
    """Return the set about options that fit, labelled before the rules about it were written."""
    return read("third_items", "third_sound", "third_papers", "third_cards")


def figures(name: str) -> dict[str, Any]:
    """Return figures recorded in the corpus."""
    return dict(yaml.safe_load((CORPUS / f"{name}.yaml").read_text(encoding="utf-8")))
