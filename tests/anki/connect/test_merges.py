"""A push merges what the deck says with what somebody edited in Anki, field by field."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from anki_support import Collection, check_database
from ankiconnect_support import Service
from click.testing import CliRunner
from learner_support import review, schedules

from quizgen.cli import main

DECK = """\
deck: herbs
title: Herbs
terms:
  basil: {name: basil, definition: the herb of a green sauce, note: It needs sun}
  thyme: {name: thyme, definition: a small herb of dry hills}
  sage: {name: sage, definition: a herb with grey leaves}
  mint: {name: mint, definition: a herb for tea}
"""
GREEN, RED = "the herb of a green sauce", "the herb of a red sauce"
BASIL = "terms/basil/definition"


def write(text: str, second: int = 1_700_000_000) -> None:
    Path("herbs.yaml").write_text(text, encoding="utf-8")
    os.environ["SOURCE_DATE_EPOCH"] = str(second)


def pushed(service: Service, *options: str) -> list[str]:
    result = CliRunner().invoke(main, ["push", "herbs.yaml", "--url", service.url, *options])
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def note(collection: Collection, key: str) -> dict[str, str]:
    found = collection.find_notes(f'"Key:herbs/{key}"')
    return dict(collection.get_note(found[0]).items())


def edit(collection: Collection, key: str, **fields: str) -> None:
    edited = collection.get_note(collection.find_notes(f'"Key:herbs/{key}"')[0])
    for name, text in fields.items():
        edited[name] = text
    collection.update_note(edited)


@pytest.mark.parametrize("reports_time", [True, False])
def test_edits_of_different_fields_merge(
    *, reports_time: bool, collection: Collection, service: Service
) -> None:
    service.anki.reports_time = reports_time
    write(DECK)
    pushed(service)
    review(collection)
    learned = schedules(collection)
    edit(collection, BASIL, Answer="mine")
    write(DECK.replace("It needs sun", "It needs warmth"), 4_000_000_000)
    assert pushed(service)[0] == "herbs: 0 new, 1 changed, 1 edited in Anki, 3 same, 0 gone"
    assert note(collection, BASIL)["Answer"] == "mine"
    assert "warmth" in note(collection, BASIL)["Remarks"]
    assert schedules(collection) == learned


@pytest.mark.parametrize("reports_time", [True, False])
def test_what_nobody_edited_always_arrives(
    *, reports_time: bool, collection: Collection, service: Service
) -> None:
    """A learner's tag makes the note newer than a mend, but is no edit of its fields."""
    service.anki.reports_time = reports_time
    write(DECK)
    pushed(service)
    leech = collection.get_note(collection.find_notes(f'"Key:herbs/{BASIL}"')[0])
    leech.add_tag("leech")
    collection.update_note(leech)
    write(DECK.replace(GREEN, RED), 1_700_000_100)
    assert pushed(service)[0] == "herbs: 0 new, 1 changed, 3 same, 0 gone"
    assert "red" in note(collection, BASIL)["Answer"]
    assert collection.find_notes("tag:leech")
    # Anki skipped several builds.
    for second, text in enumerate((GREEN, "the herb of soups", "the herb of salads")):
        write(DECK.replace(GREEN, text), 1_700_000_200 + second)
        assert CliRunner().invoke(main, ["anki", "herbs.yaml"]).exit_code == 0
    assert pushed(service)[0] == "herbs: 0 new, 1 changed, 3 same, 0 gone"
    assert "salads" in note(collection, BASIL)["Answer"]


def test_a_conflict_is_listed_until_it_is_settled(collection: Collection, service: Service) -> None:
    write(DECK)
    pushed(service)
    edit(collection, BASIL, Answer="mine")
    write(DECK.replace(GREEN, RED), 4_000_000_000)
    told = pushed(service)
    assert "  conflict terms/basil/definition: Answer" in told
    assert "--overwrite" in told[-1]
    told = pushed(service)
    assert "  edited   terms/basil/definition: Answer" in told
    # The author takes the edit over.
    write(DECK.replace(GREEN, "mine"), 4_000_000_100)
    assert pushed(service)[0] == "herbs: 0 new, 1 changed, 3 same, 0 gone"
    assert note(collection, BASIL)["Answer"] == "mine"


def test_options_and_the_place_of_the_right_one_stay_together(
    collection: Collection, service: Service
) -> None:
    write(DECK)
    pushed(service, "--choice")
    key = f"{BASIL}/choice"
    before = note(collection, key)
    options = before["Options"].replace("<li>", "<li>my ", 1)
    edit(collection, key, Options=options)
    more = "  dill: {name: dill, definition: a herb for fish}\n"
    write(DECK.replace(GREEN, RED) + more, 4_000_000_000)
    told = pushed(service, "--choice")
    assert any(line.startswith(f"  conflict {key}: Options") for line in told)
    after = note(collection, key)
    assert (after["Options"], after["Right"]) == (options, before["Right"])
    assert after["Answer"] == before["Answer"]
    pushed(service, "--choice", "--overwrite")
    after = note(collection, key)
    rows = re.findall("<li>(.*?)</li>", after["Options"])
    assert rows[int(after["Right"]) - 1] == after["Answer"]
    assert "red" in after["Answer"]


@pytest.mark.parametrize("reports_time", [True, False])
def test_a_lock_of_format_1_overwrites_no_edit(
    *, reports_time: bool, collection: Collection, service: Service
) -> None:
    write(DECK)
    pushed(service)
    lock = Path("herbs.lock").read_text(encoding="utf-8")
    lock = re.sub(r" (since|texts) \S+", "", lock).replace("quizgen lock 2", "quizgen lock 1")
    Path("herbs.lock").write_text(re.sub(r"(?m)^(name|subdeck) .*\n", "", lock), encoding="utf-8")
    service.anki.reports_time = reports_time
    edit(collection, BASIL, Answer="mine")
    write(DECK.replace(GREEN, RED).replace("dry hills", "dry stones"), 1_700_000_100)
    told = pushed(service)
    assert told[0] == "herbs: 0 new, 1 changed, 1 edited in Anki, 2 same, 0 gone"
    assert note(collection, BASIL)["Answer"] == "mine"
    assert "stones" in note(collection, "terms/thyme/definition")["Answer"]


def test_without_lock_and_time_nothing_is_overwritten(
    collection: Collection, service: Service
) -> None:
    write(DECK)
    pushed(service)
    Path("herbs.lock").unlink()
    service.anki.reports_time = False
    edit(collection, BASIL, Answer="mine")
    write(DECK.replace(GREEN, RED), 4_000_000_000)
    assert "1 edited in Anki" in pushed(service)[0]
    assert note(collection, BASIL)["Answer"] == "mine"


def test_an_edit_that_was_taken_back_with_its_lock(
    collection: Collection, service: Service
) -> None:
    write(DECK)
    pushed(service)
    shutil.copy("herbs.lock", "first.lock")
    write(DECK.replace(GREEN, RED), 1_700_000_100)
    assert CliRunner().invoke(main, ["anki", "herbs.yaml", "-o", "red.apkg"]).exit_code == 0
    pushed(service)
    shutil.copy("first.lock", "herbs.lock")
    write(DECK)
    assert "1 edited in Anki" in pushed(service)[0]
    assert pushed(service, "--after", "red.apkg")[0] == "herbs: 0 new, 1 changed, 3 same, 0 gone"
    assert "green" in note(collection, BASIL)["Answer"]
    assert check_database(collection) == []


def test_an_edit_of_a_note_that_is_newer_than_a_restored_lock(
    collection: Collection, service: Service
) -> None:
    write(DECK)
    pushed(service)
    shutil.copy("herbs.lock", "first.lock")
    write(DECK, 1_700_000_100)
    pushed(service, "--typed")
    edit(collection, f"{BASIL}/typed", Answer="mine")
    collection.db.execute("update notes set mod = 1700000150")
    shutil.copy("first.lock", "herbs.lock")
    write(DECK, 1_700_000_200)
    assert f"  conflict {BASIL}/typed: Answer" in pushed(service, "--typed")
    assert note(collection, f"{BASIL}/typed")["Answer"] == "mine"
