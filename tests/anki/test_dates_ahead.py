"""Future dates in a deck's file or its lock: learners keep their edits and miss no change."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from anki_support import Collection, Imported, import_package, open_collection
from click.testing import CliRunner

from quizgen.anki.lock import LAST, Entry, Lock, entry_after, read_lock
from quizgen.cli import main

KEY = "herbs/terms/basil/definition"
DECK = """\
deck: herbs
title: Herbs
terms:
  basil: {name: basil, definition: the herb of a green sauce}
  thyme: {name: thyme, definition: a small herb of dry hills}
"""
EDITED = DECK.replace("green sauce", "cold sauce")
YEAR_2255 = 9_000_000_000
DAY = 86_400
HASH, OTHER = "0123456789abcdef", "f" * 16


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    path = tmp_path / "herbs.yaml"
    path.write_text(DECK, encoding="utf-8")
    return path


def built() -> str:
    result = CliRunner().invoke(main, ["anki", "herbs.yaml"])
    assert result.exit_code == 0, result.output
    return result.output


def imported(collection: Collection) -> Imported:
    return import_package(collection, Path("herbs.apkg"))


def answer(collection: Collection) -> str:
    return str(collection.get_note(collection.find_notes(f'"Key:{KEY}"')[0])["Answer"])


def edit(collection: Collection) -> None:
    """Let the learner edit a note a little after the build."""
    note = collection.get_note(collection.find_notes(f'"Key:{KEY}"')[0])
    note["Answer"] = "my own words"
    collection.update_note(note)
    later = int(time.time()) + 5
    collection.db.execute("update notes set mod = ? where id = ?", later, note.id)


def test_a_deck_file_of_the_future(deck: Path, collection: Collection) -> None:
    os.utime(deck, (YEAR_2255, YEAR_2255))
    told = built()
    assert "warning[Q518]: the file is dated 2255-03-14, which is in the future" in told
    assert imported(collection).new == 2
    edit(collection)
    for _ in range(2):
        built()
        assert imported(collection) == (0, 0, 2, 0)
        assert answer(collection) == "my own words"
    lock = read_lock(Path("herbs.lock"), "herbs")
    assert lock
    assert all(entry.changed <= time.time() for entry in lock.entries.values())


def given_out_in_2255(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(YEAR_2255))
    built()
    assert imported(collection).new == 2
    monkeypatch.delenv("SOURCE_DATE_EPOCH")


@pytest.mark.usefixtures("deck")
def test_edits_survive_a_lock_of_the_future(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_out_in_2255(collection, monkeypatch)
    edit(collection)
    told = built()
    assert "warning[Q519]: the lock dates `terms/basil/definition` and 1 more in the future" in told
    assert imported(collection) == (0, 0, 2, 0)
    assert answer(collection) == "my own words"
    # From then on, the lock records what was published, and builds are the same.
    assert " ahead 2255-" in Path("herbs.lock").read_text("utf-8")
    package, lock = Path("herbs.apkg").read_bytes(), Path("herbs.lock").read_bytes()
    assert "Q519" not in built()
    assert (Path("herbs.apkg").read_bytes(), Path("herbs.lock").read_bytes()) == (package, lock)


@pytest.mark.parametrize("between", [0, 1, 2])
def test_a_change_reaches_those_who_have_the_note_of_the_future(
    between: int, deck: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_out_in_2255(collection, monkeypatch)
    for _ in range(between):
        built()
    deck.write_text(EDITED, encoding="utf-8")
    built()
    # A learner who skips that package gets the change with the next one.
    assert "Q519" in built()
    assert imported(collection) == (0, 1, 1, 0)
    assert "cold sauce" in answer(collection)
    deck.write_text(DECK, encoding="utf-8")
    built()
    assert imported(collection) == (0, 1, 1, 0)
    assert "green sauce" in answer(collection)


def test_new_learners_get_notes_of_today(
    deck: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_out_in_2255(collection, monkeypatch)
    built()
    (deck.parent / "new").mkdir()
    learner = open_collection(deck.parent / "new")
    try:
        assert imported(learner).new == 2
        edit(learner)
        assert imported(learner) == (0, 0, 2, 0)
        assert answer(learner) == "my own words"
    finally:
        learner.close()


@pytest.mark.parametrize("day", ["2999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"])
def test_a_lock_of_the_last_day_stays_readable(day: str, deck: Path) -> None:
    built()
    lock = deck.with_suffix(".lock")
    lock.write_text(re.sub(r"(?<=[0-9a-f]{16} )\S+Z", day, lock.read_text("utf-8")), "utf-8")
    for text in (EDITED, DECK, EDITED):
        deck.write_text(text, encoding="utf-8")
        assert "Q519" in built()
    built()


# What happens to a lock's entry


def test_times_of_the_past_stay() -> None:
    for entry in (Entry(HASH, 100), Entry(HASH, 100, gone=150), Entry(HASH, 200 + 3600)):
        assert entry.as_of(200) == entry


def test_a_time_of_the_future_is_remembered_and_comes_back() -> None:
    """The clock may have been wrong."""
    capped = Entry(HASH, YEAR_2255).as_of(DAY)
    assert capped == Entry(HASH, DAY, ahead=YEAR_2255)
    assert capped.as_of(2 * DAY) == capped
    assert capped.as_of(YEAR_2255) == Entry(HASH, YEAR_2255)
    assert Entry(HASH, DAY, gone=YEAR_2255).as_of(2 * DAY) == Entry(HASH, DAY, gone=2 * DAY)


def test_what_changes_gets_a_later_time_than_any_before() -> None:
    capped = Entry(HASH, YEAR_2255).as_of(DAY)
    assert entry_after([capped], HASH, DAY) == capped
    changed = entry_after([capped], OTHER, DAY)
    assert changed == Entry(OTHER, YEAR_2255 + 1, ahead=YEAR_2255)
    assert changed.as_of(2 * DAY) == changed
    assert entry_after([changed], HASH, DAY).changed == YEAR_2255 + 2
    assert entry_after([Entry(HASH, LAST)], OTHER, DAY).changed == LAST


def test_a_lock_keeps_both_times(tmp_path: Path) -> None:
    lock = Lock("d", {"a": Entry(HASH, 5, ahead=9), "b": Entry(HASH, 5, 7, 9)})
    path = tmp_path / "d.lock"
    path.write_bytes(lock.to_bytes())
    assert read_lock(path, "d") == lock
