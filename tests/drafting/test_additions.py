"""`quizgen draft -o` adds to a deck that exists, and changes nothing else in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizgen.cli import main
from quizgen.deck.load import load_deck

ARTICLE = """\
Three Treaties

The Treaty of Berlin was signed on 13 July 1878. Ada Brook, the director of the British Museum,
visited Rome in May 1901. The museum had 812 visitors on that day.

The Treaty of Paris was signed on 10 February 1763. Ada Brook called the deal “a feast for maps”.
"""
DECK = """\
# My own deck.
deck: mine   # never change it
title: Mine

source: {title: Three Treaties, text: article.txt}

treaties:
  # The first one.
  berlin: {name: the Treaty of Berlin, signed: 1878-07-13, paragraph: 1}   # checked

officials:
    brook:
        name: Ada Brook   # four spaces here
        post: director of the British Museum
        paragraph: 1
quiz: {items: 3}
# The end.
"""


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text(ARTICLE, encoding="utf-8")


def draft(deck: str) -> Result:
    Path("deck.yaml").write_text(deck, encoding="utf-8", newline="")
    return CliRunner().invoke(main, ["draft", "article.txt", "-o", "deck.yaml"])


def text() -> str:
    return Path("deck.yaml").read_bytes().decode()


def test_only_what_is_new_is_added_and_all_else_stays() -> None:
    done = draft(DECK)
    assert done.exit_code == 0, done.output
    made = text()
    left = iter(made.splitlines())
    assert all(line in left for line in DECK.splitlines()), "lines are gone or have moved"
    assert made.count("Treaty of Berlin") == 1
    assert made.count("director of the British Museum") == 1
    deck = load_deck(Path("deck.yaml")).deck
    assert deck is not None
    assert deck.facts.keys() >= {"treaties/berlin", "officials/brook", "treaties/treaty-of-paris"}
    (quote,) = [each for each in deck.facts.values() if each.kind == "quotes"]
    assert "by: brook" in made, quote
    assert CliRunner().invoke(main, ["check", "deck.yaml"]).exit_code == 0


def test_a_second_draft_adds_nothing() -> None:
    draft(DECK)
    first = text()
    done = CliRunner().invoke(main, ["draft", "article.txt", "-o", "deck.yaml"])
    assert done.exit_code == 0
    assert "0 facts to confirm" in done.output
    assert text() == first


def test_line_ends_of_windows_stay() -> None:
    assert draft(DECK.replace("\n", "\r\n")).exit_code == 0
    made = text()
    assert made.count("\n") == made.count("\r\n") > DECK.count("\n")


def test_the_deck_counts_the_paragraphs() -> None:
    counted = DECK.replace("text: article.txt", "text: article.txt, first_paragraph: The Treaty of")
    Path("article.txt").write_text(
        ARTICLE.replace(
            "The Treaty of Berlin", "Somebody wrote this line once.\n\nThe Treaty of Berlin"
        ),
        encoding="utf-8",
    )
    assert draft(counted).exit_code == 0
    assert "signed: 1763-02-10, paragraph: 2}" in text()


@pytest.mark.parametrize(
    "section",
    [
        "treaties: {berlin: {name: the Treaty of Berlin, signed: 1878-07-13, paragraph: 1}}",
        "treaties: {table: treaties.csv}",
    ],
)
def test_a_section_in_braces_is_refused_with_the_way_out(section: str) -> None:
    Path("treaties.csv").write_text("id,name,signed\nberlin,Treaty of Berlin,1878\n")
    deck = f"deck: mine\ntitle: Mine\nsource: {{title: T}}\n{section}\n"
    done = draft(deck)
    assert done.exit_code == 1
    assert "Q610" in done.output
    assert "lines of its own" in done.output
    assert text() == deck


def test_a_damaged_deck_is_reported_and_stays() -> None:
    deck = DECK.replace("1878-07-13", "soon")
    done = draft(deck)
    assert done.exit_code == 1
    assert "soon" in done.output
    assert text() == deck
