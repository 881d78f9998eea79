"""Good decks have no problems, and bad ones have those listed in the file beside them.

QUIZGEN_UPDATE_CORPUS=1 writes the expected messages again. Read them before you commit.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from corpus_support import BAD, CORPUS, GOOD
from deck_support import ROOT

from quizgen.deck.load import load_deck
from quizgen.diagnostics import Severity
from quizgen.forms.registry import form_names
from quizgen.project import read_projects
from quizgen.report import as_text

# Codes that other tests cover, because a single file in a folder can't cause them.
ELSEWHERE = {"Q002", "Q003", "Q006", "Q199", "Q220", "Q221", "Q222", "Q223", "Q285", "Q364"}


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good(path: Path) -> None:
    loaded = load_deck(path, form_names())
    assert loaded.diagnostics == (), as_text(loaded.diagnostics)
    assert loaded.deck
    assert loaded.deck.facts


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    _, problems = read_projects([Path(path.name)])
    text = as_text(problems) + "\n"
    beside = path.with_suffix(".txt")
    if os.environ.get("QUIZGEN_UPDATE_CORPUS"):
        beside.write_text(text, encoding="utf-8")
    assert path.name[:4] in {problem.code for problem in problems}
    assert text == beside.read_text(encoding="utf-8")
    assert all(problem.help for problem in problems), "each problem has its fix"


def test_there_are_enough() -> None:
    assert len(BAD) >= 150
    assert len(GOOD) >= 16


def test_warnings_alone_do_not_stop_a_deck() -> None:
    loaded = load_deck(CORPUS / "bad" / "Q112-lost-comment.yaml")
    assert loaded.deck
    assert {problem.severity for problem in loaded.diagnostics} == {Severity.WARNING}


def test_every_code_is_tried() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "quizgen").rglob("*.py"))
    # Codes from Q400 on are about what is made from a deck, not about its file.
    codes = set(re.findall(r'"(Q[0-3]\d\d)"', sources))
    tried = {path.name[:4] for path in BAD}
    assert codes - tried == ELSEWHERE
    assert tried <= codes
    tests = (
        path for path in Path(__file__).parents[1].rglob("test_*.py") if path != Path(__file__)
    )
    assert (
        set(re.findall(r"\bQ\d\d\d\b", "".join(path.read_text(encoding="utf-8") for path in tests)))
        >= ELSEWHERE
    )


def test_text_is_kept_as_written() -> None:
    deck = load_deck(CORPUS / "good" / "text-as-written.yaml").deck
    assert deck
    names = {fact.id: fact.values["name"][0].content.text for fact in deck.facts.values()}
    assert names == {
        "no": "no",
        "yes": "0755",
        "on": "1969",
        "null": "null",
        "true": "{x} and {{y}}",
        "dollars": "$5 to $9",
    }


def test_kinds_are_read_alike_wherever_they_stand() -> None:
    deck = load_deck(CORPUS / "good" / "background.yaml").deck
    assert deck
    assert all(fact.background for fact in deck.facts.values())
    assert len(deck.files) == 3
