"""`quizgen new` writes decks that build at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from quizgen.cli import main
from quizgen.deck.kinds import built_in_kinds
from quizgen.deck.load import load_deck
from quizgen.drafting.article import article_of
from quizgen.drafting.starter import starter_kinds
from quizgen.grounding.blocks import blocks_of

ARTICLE = """\
Menu Politics Science

The Long Way to the Moon

In 1957 the Soviet Union launched a satellite, and a race began that nobody had planned.

A heading within

Twelve people walked on the Moon: the last of them left it in December 1972, and none has returned.
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_new_deck_builds_at_once() -> None:
    done = run("new", "space-race")
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[-1].endswith("quizgen build space-race.yaml")
    assert run("check", "--strict").exit_code == 0
    built = run("build")
    assert (built.exit_code, "warning" in built.output, "lock" in built.output) == (0, False, False)
    assert Path("build/space-race/quiz.pdf").is_file()


def test_every_built_in_kind_has_examples() -> None:
    # A diagram needs a picture of the author's.
    assert set(starter_kinds()) == set(built_in_kinds()) - {"diagrams"}
    refused = run("new", "deck", "--kind", "diagrams")
    assert (refused.exit_code, "needs a picture of yours" in refused.output) == (2, True)


@pytest.mark.parametrize("kind", starter_kinds())
def test_each_kind_begins_with_examples_that_build(kind: str) -> None:
    assert run("new", "deck", "--kind", kind).exit_code == 0
    checked = run("check", "--strict", "deck.yaml")
    assert checked.exit_code == 0, checked.output
    built = run("build", "deck.yaml")
    assert built.exit_code == 0, built.output
    assert "warning" not in built.output
    assert Path("build/deck/quiz.pdf").is_file()


def test_all_kinds_together() -> None:
    kinds = [each for kind in starter_kinds() for each in ("--kind", kind)]
    assert run("new", "deck", *kinds).exit_code == 0
    assert run("check", "deck.yaml").exit_code == 0


def test_the_schema_beside_it_accepts_it() -> None:
    assert run("new", "my deck").exit_code == 0
    schema = json.loads(Path("quizgen.schema.json").read_text(encoding="utf-8"))
    text = Path("my deck.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=quizgen.schema.json\n")
    deck = YAML(typ="safe", pure=True).load(text)
    assert (deck["deck"], deck["title"]) == ("my-deck", "My deck")
    for fact in deck["events"].values():
        fact["date"] = str(fact["date"])
    assert Draft7Validator(schema).is_valid(deck)


def test_it_overwrites_nothing() -> None:
    Path("deck.yaml").write_text("mine", encoding="utf-8")
    Path("quizgen.schema.json").write_text("{}", encoding="utf-8")
    refused = run("new", "deck")
    assert refused.exit_code == 2
    assert "deck.yaml already exists" in refused.output
    assert run("new", "other.yaml").exit_code == 0
    assert Path("deck.yaml").read_text(encoding="utf-8") == "mine"
    assert Path("quizgen.schema.json").read_text(encoding="utf-8") == "{}"


def test_an_unknown_kind_is_reported() -> None:
    refused = run("new", "deck", "--kind", "treaty")
    assert refused.exit_code == 2
    assert "did you mean `treaties`?" in refused.output
    assert not Path("deck.yaml").exists()


def test_an_article_gives_the_source_and_its_paragraphs() -> None:
    Path("article.txt").write_text(ARTICLE, encoding="utf-8")
    assert run("new", "moon", "--from", "article.txt").exit_code == 0
    text = Path("moon.yaml").read_text(encoding="utf-8")
    assert "#    1  In 1957 the Soviet Union launched a satellite," in text
    assert "#    2  Twelve people walked on the Moon: the last" in text
    deck = load_deck(Path("moon.yaml")).deck
    assert deck
    assert deck.source.title == "The Long Way to the Moon"
    assert deck.source.first_paragraph == "In 1957 the Soviet Union launched a satellite,"


def test_a_hostile_article_is_only_text() -> None:
    hostile = (
        'Title: "x"\n\ndeck: other # {{a|b}} \u202e "\\" \' and more words than a heading has.\n'
    )
    Path("article.txt").write_text(hostile * 2, encoding="utf-8")
    assert run("new", "moon", "--from", "article.txt").exit_code == 0
    loaded = load_deck(Path("moon.yaml"))
    assert loaded.deck
    assert loaded.deck.id == "moon"
    assert loaded.diagnostics == ()


def test_a_missing_article_is_reported() -> None:
    refused = run("new", "moon", "--from", "article.txt")
    assert refused.exit_code == 1
    assert "article.txt" in refused.output
    assert not Path("moon.yaml").exists()


@pytest.mark.parametrize(
    ("text", "title", "paragraphs"),
    [
        ("", "", 0),
        ("# Moon\n\nIt orbits the Earth.\n\n## More\n\nIt is round.", "Moon", 2),
        ("One line after the other, each of them a paragraph.\nAnd here is the second.", "One", 2),
    ],
)
def test_articles(text: str, title: str, paragraphs: int) -> None:
    article = article_of(blocks_of(text))
    assert article.title.startswith(title)
    assert len(article.paragraphs) == paragraphs
