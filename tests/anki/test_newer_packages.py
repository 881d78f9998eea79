"""Packages from newer versions of Anki, which compress everything."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from anki.collection import ExportAnkiPackageOptions
from anki_support import Collection, import_package
from click.testing import CliRunner

from quizgen.cli import main

DECK = """\
deck: mine
title: My deck
terms:
  one: {name: alpha, definition: the first letter}
  two: {name: beta, definition: the second letter}
"""


def test_a_deck_is_compared_with_what_anki_exports(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "mine.yaml"
    path.write_text(DECK, encoding="utf-8")
    assert CliRunner().invoke(main, ["anki", "mine.yaml", "-o", "mine.apkg"]).exit_code == 0
    import_package(collection, tmp_path / "mine.apkg")
    options = ExportAnkiPackageOptions(legacy=False)
    collection.export_anki_package(out_path="exported.apkg", options=options, limit=None)
    assert "collection.anki21b" in zipfile.ZipFile("exported.apkg").namelist()
    path.write_text(DECK.replace("the second letter", "the letter b"), encoding="utf-8")
    against = ["anki", "mine.yaml", "--against", "exported.apkg"]
    result = CliRunner().invoke(main, against)
    assert result.exit_code == 0, result.output
    assert "0 new, 1 changed, 0 gone" in result.output
