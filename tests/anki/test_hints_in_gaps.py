"""Hints in the gaps of cloze cards, with the real Anki: shown, and free to change."""

from __future__ import annotations

from pathlib import Path

from anki_support import Collection, cards, render, shown_text
from deck_support import project_of
from package_support import THEN, imported

from quizgen.export.anki import notes

HINTS = ["{{Ann|person}}", "{{Ann|person|a :: poet}}", "{{Ann|person|}}"]


def test_a_new_hint_keeps_the_card(tmp_path: Path, collection: Collection) -> None:
    fronts, ids = [], set()
    for number, blank in enumerate(HINTS):
        sentence = f"statements: {{s: '{blank} wrote in {{{{1999|date}}}}.'}}"
        deck = notes(project_of(tmp_path, sentence))
        imported(collection, tmp_path, deck, THEN + 100 * number)
        found = cards(collection)
        ids.add(tuple(card.id for card in found))
        fronts.append(shown_text(render(found[0]).front))
    assert len(ids) == 1, "the cards stay, and their reviews with them"
    shown = ["[person] wrote in 1999.", "[a :: poet] wrote in 1999.", "[...] wrote in 1999."]
    assert [front.splitlines()[0] for front in fronts] == shown
