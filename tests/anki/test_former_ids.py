"""Ids that were corrected: with `was`, the cards and their reviews stay the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from anki_support import Collection, Imported, check_database, import_package
from click.testing import CliRunner, Result
from deck_support import load
from learner_support import review, schedules

from quizgen.cli import main
from quizgen.deck.load import load_deck

DECK = """\
deck: garden
title: Garden
kinds:
  plants:
    one: plant
    name: name
    fields:
      name: {type: text, required: true}
      grows: {type: text, single: true}
      about: {type: sentence}
    questions:
      grows: {ask: "Where does {name} grow?", back: "What grows {grows}?"}
      about: {field: about}
plants:
  basil: {name: basil, grows: in pots, about: "Basil is a {{herb|text}} for {{sauces|text}}."}
  thyme: {name: thyme, grows: on hills}
  mint: {name: mint, grows: in water}
  oak: {name: oak, grows: in woods}
  palm: {name: palm, grows: on coasts}
"""
RENAMED = {
    "a fact": [("  basil: {", "  basil-2: {was: basil, ")],
    "a kind": [
        ("  plants:\n    one: plant\n", "  herbs:\n    one: plant\n    was: plants\n"),
        ("\nplants:\n", "\nherbs:\n"),
    ],
    "a question": [("      grows: {ask", "      place: {was: grows, field: grows, ask")],
    "a question of blanks": [("      about: {field", "      text: {was: about, field")],
    "all": [
        ("  basil: {", "  basil-2: {was: basil, "),
        ("  plants:\n    one: plant\n", "  herbs:\n    one: plant\n    was: plants\n"),
        ("\nplants:\n", "\nherbs:\n"),
        ("      grows: {ask", "      place: {was: grows, field: grows, ask"),
        ("      about: {field", "      text: {was: about, field"),
    ],
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")


def changed(*pairs: tuple[str, str]) -> str:
    text = DECK
    for old, new in pairs:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def run(text: str, second: int = 1_700_000_000) -> Result:
    Path("garden.yaml").write_text(text, encoding="utf-8")
    os.environ["SOURCE_DATE_EPOCH"] = str(second)
    options = ("--choice", "--typed", "--subdecks", "-o", "out.apkg")
    return CliRunner().invoke(main, ["anki", "garden.yaml", *options])


def gets(collection: Collection, text: str, second: int = 1_700_000_000) -> Imported:
    result = run(text, second)
    assert result.exit_code == 0, result.output
    return import_package(collection, Path("out.apkg"))


@pytest.mark.parametrize("name", RENAMED)
def test_cards_survive_a_new_name(name: str, collection: Collection) -> None:
    first = gets(collection, DECK)
    review(collection)
    learned = schedules(collection)
    places = collection.db.all("select id, did from cards order by id")
    counts = gets(collection, changed(*RENAMED[name]), 1_700_000_100)
    assert (counts.new, counts.conflicting) == (0, 0)
    assert collection.note_count() == first.new
    assert schedules(collection) == learned
    assert collection.db.all("select id, did from cards order by id") == places
    assert collection.get_empty_cards().report == ""
    assert check_database(collection) == []
    # A further blank keeps the numbers of the others.
    longer = changed(*RENAMED[name]).replace("Basil is a", "The {{sweet|text}} basil is a")
    gets(collection, longer, 1_700_000_200)
    assert schedules(collection) == learned
    found = collection.find_notes('"Key:garden/plants/basil/about"')
    text = collection.get_note(found[0])["Text"]
    assert "{{c1::herb}}" in text
    assert "{{c3::sweet}}" in text


def test_a_fact_moves_to_another_kind(collection: Collection) -> None:
    deck = "deck: garden\ntitle: Garden\n"
    person = "terms:\n  ada: {name: Ada, definition: a programmer}\n"
    gets(collection, deck + person)
    review(collection)
    learned = schedules(collection)
    kind = (
        "kinds:\n  heroes:\n    one: hero\n    name: name\n    fields:\n"
        "      name: {type: text, required: true}\n      definition: {type: text, single: true}\n"
        '    questions: {definition: {ask: "Who is {name}?", back: "Who is {definition}?"}}\n'
    )
    hero = "heroes:\n  lovelace: {was: terms/ada, name: Ada, definition: a programmer}\n"
    counts = gets(collection, deck + kind + hero, 1_700_000_100)
    assert counts.new == 0
    assert schedules(collection) == learned


def test_two_facts_swap_their_ids(collection: Collection) -> None:
    first = gets(collection, DECK)
    swapped = changed(
        ("  thyme: {name", "  mint: {was: thyme, name"),
        ("  mint: {name", "  thyme: {was: mint, name"),
    )
    counts = gets(collection, swapped, 1_700_000_100)
    assert (counts.new, collection.note_count()) == (0, first.new)
    found = collection.find_notes('"Key:garden/plants/thyme/grows"')
    assert collection.get_note(found[0])["Answer"].casefold() == "on hills"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  basil: {", "  basil: {was: thyme, ", "`plants/thyme` and `plants/basil` share"),
        ("      about: {field", "      about: {was: grows, field", "`about` and `grows` share"),
        ("    one: plant\n", "    one: plant\n    was: terms\n", "`plants` and `terms` share"),
        ("    one: plant\n", "    one: plant\n    was: [terms]\n", "`was`"),
    ],
)
def test_ids_that_two_things_claim(old: str, new: str, told: str) -> None:
    result = run(changed((old, new)))
    assert result.exit_code == 1
    assert told in result.output


def test_the_place_of_a_claim(tmp_path: Path) -> None:
    path = tmp_path / "garden.yaml"
    path.write_text(changed(("  basil: {", "  basil: {was: thyme, ")), encoding="utf-8")
    (problem,) = load_deck(path).diagnostics
    assert (problem.code, problem.place.line) == ("Q243", 16)
    path.write_text(changed(("  basil: {", "  basil-2: {was: basil, ")), encoding="utf-8")
    assert load(path).facts["plants/basil-2"].was == "basil"
