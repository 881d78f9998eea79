"""A kind that is refused causes no further problems where its facts are named."""

from __future__ import annotations

from pathlib import Path

from deck_support import ROOT

from quizgen.deck.load import load_deck
from quizgen.forms.registry import form_names

ELEMENTS = (ROOT / "decks" / "elements.yaml").read_text(encoding="utf-8")


def test_blanks_may_draw_on_the_pool_of_a_refused_kind(tmp_path: Path) -> None:
    path = tmp_path / "elements.yaml"
    path.write_text(ELEMENTS.replace("      symbol: ", "      symbl: ", 1), encoding="utf-8")
    codes = {problem.code for problem in load_deck(path, form_names()).diagnostics}
    assert "{{hydrogen|element}}" in ELEMENTS
    assert codes == {"Q303"}
