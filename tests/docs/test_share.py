"""The examples of the guide to sharing are decks that work together."""

from __future__ import annotations

import re
from pathlib import Path

from deck_support import ROOT, load

GUIDE = ROOT / "docs" / "howto" / "share.md"
FILES = re.compile(r"```yaml\n# (\S+\.yaml)\n(.*?)```", re.DOTALL)


def test_the_examples_work(tmp_path: Path) -> None:
    files = FILES.findall(GUIDE.read_text(encoding="utf-8"))
    assert len(files) == 6
    for name, text in files:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert len(load(tmp_path / "chemistry.yaml").facts) == 2
    letters, quotes = load(tmp_path / "letters.yaml"), load(tmp_path / "quotes.yaml")
    assert [fact.ref for fact in letters.facts.values() if fact.background] == [
        *("people/verdi", "people/bizet", "people/puccini")
    ]
    assert {fact.deck for fact in quotes.facts.values()} == {"", "science"}
