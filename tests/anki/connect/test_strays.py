"""Notes whose type or key somebody changed: a push must not make Anki merge note types."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki_support import Collection, check_database, import_package
from ankiconnect_support import Service, running
from click.testing import CliRunner, Result
from deck_support import ROOT

from quizgen.cli import main

SMALL = """\
deck: small
title: Small
terms:
  a: {name: alpha, definition: the first letter}
  b: {name: beta, definition: the second letter}
"""
MORE = "  c: {name: gamma, definition: the third letter}\n"
OTHERS = ("Basic", "Basic (and reversed card)", "Basic (type in the answer)", "Cloze")


@pytest.fixture
def service(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Service]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    shutil.copy(ROOT / "decks" / "elements.yaml", tmp_path)
    write(SMALL)
    with running(collection) as served:
        yield served


def write(text: str, seconds: int = 1_700_000_000) -> None:
    Path("small.yaml").write_text(text, encoding="utf-8")
    os.environ["SOURCE_DATE_EPOCH"] = str(seconds)


def push(service: Service, deck: str, *options: str) -> Result:
    result = CliRunner().invoke(main, ["push", deck, "--url", service.url, *options])
    assert result.exit_code == 0, result.output
    return result


def retype(collection: Collection, key: str, other: str) -> int:
    """Change a note's type as Anki's browser does; return the note's id."""
    note_id = collection.find_notes(f'"Key:{key}"')[0]
    old = collection.get_note(note_id).note_type()
    new = collection.models.by_name(other)
    assert old
    assert new
    told = collection.models.change_notetype_info(
        old_notetype_id=old["id"], new_notetype_id=new["id"]
    )
    request = told.input
    request.note_ids.append(note_id)
    collection.models.change_notetype_of_notes(request)
    return int(note_id)


def review_all(collection: Collection) -> None:
    for name in collection.decks.all_names_and_ids():
        collection.decks.select(name.id)
        for _ in range(30):
            card = collection.sched.getCard()
            if card is None:
                break
            collection.sched.answerCard(card, 4)


def contents(collection: Collection) -> list[list[object]]:
    rows: list[list[object]] = collection.db.all("select guid, mid, flds from notes order by guid")
    return rows


def reviews(collection: Collection) -> list[list[object]]:
    query = "select cid, ord, reps, nid from revlog join cards on cid = cards.id order by cid"
    rows: list[list[object]] = collection.db.all(query)
    return rows


@pytest.mark.parametrize("other", OTHERS)
def test_a_push_never_makes_anki_merge_note_types(
    other: str, collection: Collection, service: Service
) -> None:
    """Anki's merge empties all notes of the note type, of every deck."""
    push(service, "elements.yaml")
    push(service, "small.yaml")
    review_all(collection)
    note_id = retype(collection, "small/terms/a/definition", other)
    before, learned = contents(collection), reviews(collection)
    write(SMALL + MORE, 1_700_000_100)
    told = push(service, "small.yaml").output.splitlines()
    assert told[0] == "small: 1 new, 0 changed, 1 same, 0 gone, 1 changed their type"
    assert told[1] == "  stray    terms/a/definition"
    after = contents(collection)
    assert [row for row in after if row in before] == before
    assert len(after) == len(before) + 1
    assert reviews(collection) == learned
    push(service, "elements.yaml")
    # The type is the learner's choice until they ask for a repair.
    told = push(service, "small.yaml", "--repair").output.splitlines()
    assert told == ["small: 0 new, 0 changed, 3 same, 0 gone"]
    repaired = collection.get_note(note_id)
    assert repaired["Key"] == "small/terms/a/definition"
    assert "alpha" in repaired["Prompt"]
    assert reviews(collection) == learned
    assert len(collection.find_notes("")) == len(after)
    assert check_database(collection) == []


def test_a_note_without_key_tag_or_known_text_is_found_by_its_id(
    collection: Collection, service: Service
) -> None:
    push(service, "small.yaml")
    note_id = retype(collection, "small/terms/a/definition", "Basic")
    note = collection.get_note(note_id)
    note["Front"], note["Back"], note.tags = "mine", "all mine", []
    collection.update_note(note)
    before = contents(collection)
    assert "1 changed their type" in push(service, "small.yaml").output
    assert contents(collection) == before


def test_a_note_whose_id_was_taken_is_found_by_its_tag_and_text(
    collection: Collection, service: Service
) -> None:
    push(service, "small.yaml")
    note_id = retype(collection, "small/terms/a/definition", "Basic")
    collection.db.execute("update cards set nid = ? where nid = ?", note_id + 999, note_id)
    collection.db.execute("update notes set id = ? where id = ?", note_id + 999, note_id)
    before = contents(collection)
    assert "1 changed their type" in push(service, "small.yaml").output
    assert contents(collection) == before


def test_a_learners_own_notes_with_the_decks_tag_are_no_strays(
    collection: Collection, service: Service
) -> None:
    push(service, "small.yaml")
    model = collection.models.by_name("Basic")
    assert model
    own = collection.new_note(model)
    own["Front"], own.tags = "my own question", ["small"]
    collection.add_note(own, collection.decks.id("Small"))
    write(SMALL + MORE, 1_700_000_100)
    assert push(service, "small.yaml").output.splitlines() == [
        "small: 1 new, 0 changed, 2 same, 0 gone"
    ]
    assert collection.get_note(own.id)["Front"] == "my own question"


def test_no_looks_travel_with_a_note_of_another_type(
    collection: Collection, service: Service
) -> None:
    """A learner's copy of the note type keeps the field `Key`, so the note is known."""
    push(service, "elements.yaml")
    push(service, "small.yaml")
    model = collection.models.by_name("quizgen recall")
    assert model
    copied = collection.models.copy(model, add=True)
    for key in ("a", "b"):
        retype(collection, f"small/terms/{key}/definition", copied["name"])
    before = contents(collection)
    Path("looks").mkdir()
    Path("looks/extra.css").write_text(".card { --accent: #7a1f5c; }", encoding="utf-8")
    write(SMALL + "anki: {templates: looks}\n", 1_700_000_100)
    push(service, "small.yaml")
    assert contents(collection) == before


@pytest.mark.parametrize("other", ["Basic", "Basic (and reversed card)"])
def test_the_repair_restores_notes_that_a_merge_emptied(
    other: str, collection: Collection, service: Service
) -> None:
    push(service, "elements.yaml")
    push(service, "small.yaml")
    review_all(collection)
    wanted = {row[0]: str(row[2]).split("\x1f") for row in contents(collection)}
    retype(collection, "small/terms/a/definition", other)
    # Anki deletes the card for which the other type has no template.
    learned = [row for row in reviews(collection) if row[0] in collection.find_cards("")]
    assert CliRunner().invoke(main, ["anki", "small.yaml", "-o", "small.apkg"]).exit_code == 0
    # What an older version did: it took the note for a new one, and Anki merged the note types.
    service.anki.importPackage(str(Path("small.apkg").absolute()))
    model = collection.models.by_name("quizgen recall")
    assert model
    emptied = [row for row in contents(collection) if str(row[2]).startswith("\x1f")]
    assert len(emptied) > 150
    told = push(service, "elements.yaml", "--repair").output.splitlines()
    count = sum(fields[0].startswith("elements/") for fields in wanted.values())
    assert told[0] == f"elements: 0 new, 0 changed, {count} same, 0 gone"
    told += push(service, "small.yaml", "--repair").output.splitlines()
    after = {row[0]: str(row[2]).split("\x1f") for row in contents(collection)}
    assert {guid: fields[: len(wanted[guid])] for guid, fields in after.items()} == wanted
    assert {"".join(after[guid][len(wanted[guid]) :]) for guid in wanted} == {""}
    assert [row for row in reviews(collection) if row in learned] == learned
    # The cards that Anki's merge left ask nothing, and nobody has reviewed them.
    empty = [each for note in collection.get_empty_cards().notes for each in note.card_ids]
    left = re.findall(r"Anki's merge left (\d+) cards", "\n".join(told))
    assert sum(map(int, left)) == len(empty)
    collection.remove_cards_and_orphaned_notes(empty)
    assert [row for row in reviews(collection) if row in learned] == learned
    assert push(service, "small.yaml").output == "small: 0 new, 0 changed, 2 same, 0 gone\n"
    assert check_database(collection) == []


def test_a_note_that_lost_its_key_is_repaired(collection: Collection, service: Service) -> None:
    push(service, "small.yaml")
    lost = collection.get_note(collection.find_notes("Key:*terms/a*")[0])
    lost["Key"] = "mine"
    collection.update_note(lost)
    assert "1 changed their type" in push(service, "small.yaml").output
    assert "  stray    terms/a/definition" in push(service, "small.yaml", "--dry-run").output
    push(service, "small.yaml", "--repair")
    assert collection.get_note(lost.id)["Key"] == "small/terms/a/definition"
    assert len(collection.find_notes("")) == 2


def test_an_import_by_hand_leaves_the_changed_note_alone(
    collection: Collection, service: Service
) -> None:
    push(service, "small.yaml")
    retype(collection, "small/terms/a/definition", "Basic")
    before = contents(collection)
    assert CliRunner().invoke(main, ["anki", "small.yaml", "-o", "small.apkg"]).exit_code == 0
    assert import_package(collection, Path("small.apkg")) == (0, 0, 1, 1)
    assert contents(collection) == before
