"""Decks written in tests and loaded by the real reader."""

from __future__ import annotations

import os
from pathlib import Path
from textwrap import dedent

from quizgen.bank.base import FactBase
from quizgen.bank.wording import Wording
from quizgen.deck.load import load_deck
from quizgen.deck.model.deck import Deck
from quizgen.forms.registry import form_names
from quizgen.project import Project
from quizgen.report import as_text

ROOT = Path(__file__).parents[2]
# A small deck with enough terms for questions with four options.
LETTERS = """\
deck: mine
title: My deck
terms:
  one: {name: alpha, definition: the first letter}
  two: {name: beta, definition: the second letter}
  three: {name: gamma, definition: the third letter}
  four: {name: delta, definition: the fourth letter}
"""
SHIPPED = sorted((ROOT / "decks").glob("*.yaml"))
HEADER = "deck: test\ntitle: A test\n"
# Whether tests that kill, stop and damage things try every case, and not some of each kind.
THOROUGH = bool(os.environ.get("QUIZGEN_THOROUGH"))


def deck_of(tmp_path: Path, yaml: str, header: str = HEADER) -> Deck:
    """Return the deck that the YAML describes. It must have no problems."""
    path = tmp_path / "test.yaml"
    path.write_text(header + dedent(yaml), encoding="utf-8")
    return load(path)


def load(path: Path) -> Deck:
    """Return a deck that has no problems, but for two facts of one name, which tests may want."""
    loaded = load_deck(path, form_names())
    assert loaded.deck is not None, as_text(loaded.diagnostics)
    problems = [each for each in loaded.diagnostics if each.code != "Q228"]
    assert not problems, as_text(problems)
    return loaded.deck


def project_of(tmp_path: Path, yaml: str, header: str = HEADER) -> Project:
    return Project(deck_of(tmp_path, yaml, header))


def base_of(deck: Deck) -> FactBase:
    return FactBase(deck, Wording(deck.language))
