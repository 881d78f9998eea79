"""What learners add to note types, fields and tags of their own, and what becomes of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from anki_support import Collection, Imported, cards, check_database, import_package, render
from ankiconnect_support import Service
from click.testing import CliRunner
from learner_support import review, schedules

from quizgen.cli import main

DECK = """\
deck: herbs
title: Herbs
terms:
  basil: {name: basil, definition: the herb of a green sauce}
  thyme: {name: thyme, definition: a small herb of dry hills}
statements:
  tea: {text: "Tea is made of {{mint|text}} in {{Morocco|text}}."}
"""
RED = DECK.replace("green", "red")
MORE = "  wine: {text: 'Wine is made of {{grapes|text}}.'}\n"
BASIL = "terms/basil/definition"


def write(text: str, second: int = 1_700_000_000) -> None:
    Path("herbs.yaml").write_text(text, encoding="utf-8")
    os.environ["SOURCE_DATE_EPOCH"] = str(second)


def pushed(service: Service, *options: str) -> str:
    arguments = ["push", "herbs.yaml", "--url", service.url, "--choice", "--typed", *options]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.output


def imported(collection: Collection) -> Imported:
    arguments = ["anki", "herbs.yaml", "-o", "herbs.apkg", "--choice", "--typed"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return import_package(collection, Path("herbs.apkg"))


def notes_of(collection: Collection) -> list[dict[str, str]]:
    return [dict(collection.get_note(each).items()) for each in collection.find_notes("")]


def change_all(collection: Collection, field: str, text: str, *tags: str) -> None:
    for note_id in collection.find_notes(""):
        note = collection.get_note(note_id)
        note[field] = text
        note.tags += tags
        collection.update_note(note)


def change_types(collection: Collection, *, field: str = "", template: str = "") -> None:
    for each in collection.models.all_names_and_ids():
        model = collection.models.get(each.id)
        assert model
        if not each.name.startswith("quizgen"):
            continue
        if field:
            collection.models.add_field(model, collection.models.new_field(field))
        if template and model["type"] == 0:
            made = collection.models.new_template(template)
            made["qfmt"], made["afmt"] = "own {{Prompt}}", "{{Answer}}"
            collection.models.add_template(model, made)
        collection.models.update_dict(model)


def test_a_push_leaves_the_field_for_own_notes_alone(
    collection: Collection, service: Service
) -> None:
    write(DECK)
    pushed(service)
    change_all(
        collection, "My notes", r"think of <b>pesto</b>, \(x\)", "marked", "leech", "my::tag"
    )
    review(collection)
    learned = schedules(collection)
    write(RED + MORE, 4_000_000_000)
    assert "edited" not in pushed(service)
    own = [note for note in notes_of(collection) if note["My notes"]]
    assert len(own) == len(notes_of(collection)) - 2
    assert any("red" in note.get("Answer", "") for note in own)
    for tag in ("marked", "leech", "my::tag"):
        assert len(collection.find_notes(f"tag:{tag}")) == len(own)
    pushed(service, "--overwrite")
    assert len([note for note in notes_of(collection) if note["My notes"]]) == len(own)
    backs = [render(card).back for card in cards(collection)]
    fronts = [render(card).front for card in cards(collection)]
    assert sum("pesto" in back for back in backs) > len(own)
    assert not any("pesto" in front for front in fronts)
    assert {**schedules(collection), **learned} == schedules(collection)
    assert check_database(collection) == []


def test_an_import_replaces_own_notes_and_tags_only_where_the_deck_changed(
    collection: Collection, service: Service
) -> None:
    """Anki replaces all fields and tags of a note that is newer in a package."""
    write(DECK)
    imported(collection)
    change_all(collection, "My notes", "pesto", "marked")
    write(RED, 4_000_000_000)
    counts = imported(collection)
    kept = [note for note in notes_of(collection) if note["My notes"]]
    assert len(kept) == counts.duplicate == len(collection.find_notes("tag:marked"))
    assert counts.updated
    assert service.anki.log == []


@pytest.mark.parametrize("what", ["field", "template"])
def test_own_fields_and_templates_go_on_with_a_push(
    what: str, collection: Collection, service: Service
) -> None:
    write(DECK)
    pushed(service)
    review(collection)
    change_types(collection, **{what: "Mine"})
    if what == "field":
        change_all(collection, "Mine", "pesto")
    count = collection.card_count()
    learned = schedules(collection)
    write(RED + MORE, 4_000_000_000)
    pushed(service)
    assert "red" in next(note for note in notes_of(collection) if BASIL in note["Key"])["Answer"]
    if what == "field":
        assert (
            len([each for each in notes_of(collection) if each["Mine"]])
            == len(notes_of(collection)) - 2
        )
    assert collection.card_count() >= count
    assert {**schedules(collection), **learned} == schedules(collection)
    names = [each.name for each in collection.models.all_names_and_ids()]
    assert sorted(name for name in names if name.startswith("quizgen")) == [
        "quizgen cloze",
        "quizgen recall",
        "quizgen typed",
    ]


@pytest.mark.parametrize("what", ["field", "template"])
def test_a_push_ends_the_freeze_after_an_import_by_hand(
    what: str, collection: Collection, service: Service
) -> None:
    """Where types differ, an import by hand updates nothing, and new notes get a second type."""
    write(DECK)
    pushed(service)
    review(collection)
    change_types(collection, **{what: "Mine"})
    if what == "field":
        change_all(collection, "Mine", "pesto")
    learned = schedules(collection)
    write(RED + MORE, 1_700_000_100)
    counts = imported(collection)
    assert counts.conflicting
    assert counts.new
    assert "stray" not in pushed(service)
    # The next new note makes Anki merge the second types into the first ones.
    write(RED + MORE + MORE.replace("wine", "juice"), 1_700_000_200)
    pushed(service)
    texts = [note.get("Prompt") or note["Text"] for note in notes_of(collection)]
    assert all(texts)
    assert "red" in next(note for note in notes_of(collection) if BASIL in note["Key"])["Answer"]
    if what == "field":
        assert any(note["Mine"] for note in notes_of(collection))
    assert {**schedules(collection), **learned} == schedules(collection)
    assert pushed(service).startswith("herbs: 0 new, 0 changed")
