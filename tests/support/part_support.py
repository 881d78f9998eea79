"""A learner who reviews every card of a deck whose facts have parts: regions, or entries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from anki_support import (
    Collection,
    Imported,
    cards,
    check_database,
    import_package,
    render,
    shown_text,
)
from click.testing import CliRunner, Result

from quizgen.cli import main

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300" width="400" height="300">'
    '<rect width="400" height="300" fill="#fff"/><rect width="40" height="30" fill="#00f"/></svg>'
)


class PartLearner:
    """A collection that gets one build after another; `gets` reviews all cards first."""

    def __init__(self, collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
        self.collection = collection
        self._patch = monkeypatch
        self._second = 1_700_000_000

    def builds(self, deck: str, *options: str) -> Result:
        """Build the deck at a later time than before."""
        self._second += 100
        self._patch.setenv("SOURCE_DATE_EPOCH", str(self._second))
        Path("picture.svg").write_text(PICTURE, encoding="utf-8")
        Path("parts.yaml").write_text(deck, encoding="utf-8")
        return CliRunner().invoke(main, ["anki", "parts.yaml", *options])

    def imports(self) -> Imported:
        """Import the last build; every card still asks something."""
        found = import_package(self.collection, Path("parts.apkg"))
        assert found.conflicting == 0
        assert self.collection.get_empty_cards().report == ""
        assert check_database(self.collection) == []
        return found

    def gets(self, deck: str, *options: str) -> dict[int, str]:
        """Return the answer of each card that was there before, by the card's id."""
        before = {card.id for card in cards(self.collection)}
        result = self.builds(deck, *options)
        assert result.exit_code == 0, result.output
        self.imports()
        return {key: answer for key, answer in self.answers().items() if key in before}

    def reviews(self) -> int:
        """Answer every card once, and return how many reviews the collection has."""
        for card in cards(self.collection):
            card.start_timer()
            self.collection.sched.answerCard(card, 3)
        return int(self.collection.db.scalar("select count() from revlog"))

    def answers(self) -> dict[int, str]:
        """Return what each card with a deletion asks for."""
        sides = {card.id: render(card) for card in cards(self.collection)}
        found = {key: answer_of(side.back) for key, side in sides.items()}
        return {key: answer for key, answer in found.items() if answer}


def answer_of(back: str) -> str:
    """Return the deletion that the back of a card shows, "" for none."""
    found = re.search(r'<span class="cloze"[^>]*>(.*?)</span>', back, re.DOTALL)
    return shown_text(found[1]) if found else ""
