"""The sheets of judgements on the shipped decks: each item was read, and nearly all are good."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from deck_support import ROOT, SHIPPED, load

from quizgen.project import Project, QuizOptions


def sheet_of(path: Path) -> dict[str, dict[str, Any]]:
    sheet = ROOT / "tests/judged/sheets" / path.name
    read = yaml.safe_load(sheet.read_text(encoding="utf-8"))
    return {entry["id"]: entry for entry in read}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_item_was_read(path: Path) -> None:
    items = {item.id for item in Project(load(path)).items(QuizOptions())}
    assert items <= set(sheet_of(path)), "judge the new items, and add them to the sheet"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_nearly_all_items_are_good(path: Path) -> None:
    items = {item.id for item in Project(load(path)).items(QuizOptions())}
    judged = [entry for name, entry in sheet_of(path).items() if name in items]
    adequate = sum(entry["adequate"] == entry["of"] for entry in judged)
    assert adequate >= 0.95 * len(judged)
    assert not [entry for entry in judged if entry.get("key")]
    rewrites = [entry for entry in judged if entry.get("stem")]
    assert len(rewrites) <= 0.02 * len(judged)
