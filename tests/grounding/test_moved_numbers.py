"""Decks on articles of five languages: what is right stays unreported, what is wrong is found."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from quizgen.deck.load import load_deck
from quizgen.deck.model.deck import Deck
from quizgen.diagnostics import Diagnostic
from quizgen.grounding.findings import OF_PARAGRAPHS, ungrounded
from quizgen.grounding.source import Articles

CORPUS = Path(__file__).parent / "corpus"
DECKS = sorted(CORPUS.glob("*.yaml"))
# The article says "nine days later", so this date stands in no paragraph.
RECKONED = {"en": ["no paragraph of the text has October 18, 1989"]}
NUMBER = re.compile(r"paragraph: ([0-9]+)")
# A day or a number of two and more digits: smaller ones stand in many paragraphs.
FIGURE = re.compile(r"(?<=value: )[^\s,]*?([0-9]{2,})(?=,)|[0-9]{4}-[0-9]{2}-([0-9]{2})(?=,)")
each_deck = pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)


def deck_of(path: Path) -> Deck:
    loaded = load_deck(path)
    assert loaded.diagnostics == ()
    assert loaded.deck
    return loaded.deck


def changed(path: Path, folder: Path, start: int, end: int, new: str) -> list[Diagnostic]:
    """Return what is found in a deck after a change."""
    text = path.read_text(encoding="utf-8")
    other = folder / path.name
    other.write_text(text[:start] + new + text[end:], encoding="utf-8")
    deck = load_deck(other).deck
    assert deck
    return list(ungrounded(deck, Articles(path.with_suffix(".txt"))))


@each_deck
def test_what_is_right_is_not_reported(path: Path) -> None:
    found = [each.message for each in ungrounded(deck_of(path), Articles())]
    assert found == RECKONED.get(path.stem, [])


@each_deck
def test_a_wrong_number_of_a_paragraph_is_found_and_never_mended_wrongly(
    path: Path, tmp_path: Path
) -> None:
    text = path.read_text(encoding="utf-8")
    last = max(int(each[1]) for each in NUMBER.finditer(text))
    results: Counter[str] = Counter()
    for right in NUMBER.finditer(text):
        for wrong in {*range(1, last + 1)} - {int(right[1])}:
            problems = changed(path, tmp_path, *right.span(1), str(wrong))
            line = text[: right.start()].count("\n") + 1
            here = [each for each in problems if each.place.line == line]
            mends = {each.mend for each in here if each.code in OF_PARAGRAPHS}
            results["found" if mends else "missed"] += 1
            results["wrong"] += bool(mends - {right[1], ""})
    assert results["wrong"] == 0
    assert results["found"] >= 0.85 * results.total()


@each_deck
def test_a_wrong_date_or_number_is_found(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    expected = len(RECKONED.get(path.stem, ()))
    for figure in FIGURE.finditer(text):
        group = 1 if figure[1] else 2
        digits = figure[group]
        # Days stay in their month.
        new = str(int(digits) + 1) if group == 1 else f"{(int(digits) + 5) % 27 + 1:02}"
        problems = changed(path, tmp_path, *figure.span(group), new)
        is_reckoned = expected and "1989-10-18" in figure[0]
        assert len(problems) > (0 if is_reckoned else expected), figure[0]
