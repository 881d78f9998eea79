"""Kinds that are refused or unknown: one problem each, with what the author may mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import HEADER, ROOT

from quizgen.deck.load import load_deck
from quizgen.forms.registry import form_names

ELEMENTS = (ROOT / "decks" / "elements.yaml").read_text(encoding="utf-8")


def test_blanks_may_draw_on_the_pool_of_a_refused_kind(tmp_path: Path) -> None:
    path = tmp_path / "elements.yaml"
    path.write_text(ELEMENTS.replace("      symbol: ", "      symbl: ", 1), encoding="utf-8")
    codes = {problem.code for problem in load_deck(path, form_names()).diagnostics}
    assert "{{bromine|element}}" in ELEMENTS
    assert codes == {"Q303"}


@pytest.mark.parametrize("name", ["person", "persons", "Person"])
def test_the_singular_of_a_kind_suggests_the_kind(tmp_path: Path, name: str) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text(f"{HEADER}{name}:\n  ada: {{name: Ada}}\n", encoding="utf-8")
    (problem, *_) = load_deck(path, form_names()).diagnostics
    assert (problem.code, problem.help) == ("Q201", "did you mean `people`?")
