"""An edit that was taken back reaches learners, even if the lock was taken back as well."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from anki_support import Collection, Imported, import_package
from click.testing import CliRunner, Result
from learner_support import has_own_edit, own_edit, review, schedules

import quizgen
from quizgen.cli import main

DECK = """\
deck: herbs
title: Herbs
terms:
  basil: {name: basil, definition: the herb of a green sauce}
  thyme: {name: thyme, definition: a small herb of dry hills}
"""
WRONG = DECK.replace("green sauce", "red sauce")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(text: str, second: int) -> None:
    Path("herbs.yaml").write_text(text, encoding="utf-8")
    os.environ["SOURCE_DATE_EPOCH"] = str(second)


def built(*arguments: str) -> Result:
    result = CliRunner().invoke(main, [*(arguments or ("anki", "herbs.yaml", "-o", "out.apkg"))])
    assert result.exit_code == 0, result.output
    return result


def answer(collection: Collection) -> str:
    found = collection.find_notes('"Key:herbs/terms/basil/definition"')
    return collection.get_note(found[0])["Answer"]


@pytest.fixture(autouse=True)
def fixed_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")


def revert(collection: Collection, package: Path, *command: str) -> Imported:
    """Release a deck, then an edit of it, then the first edition with its own lock again."""
    write(DECK, 1_700_000_000)
    built(*command)
    assert import_package(collection, package).new == 2
    review(collection)
    shutil.copy("herbs.lock", "first.lock")
    write(WRONG, 1_700_000_100)
    built(*command)
    assert import_package(collection, package).updated == 1
    assert "red" in answer(collection)
    shutil.copy("first.lock", "herbs.lock")
    write(DECK, 1_700_000_000)
    learned = schedules(collection)
    built(*command)
    counts = import_package(collection, package)
    assert schedules(collection) == learned
    return counts


@pytest.mark.parametrize("command", ["anki", "build"])
def test_a_restored_lock(command: str, collection: Collection) -> None:
    package = Path("out.apkg") if command == "anki" else Path("build/herbs/herbs.apkg")
    target = ("-o", "out.apkg") if command == "anki" else ()
    counts = revert(collection, package, command, "herbs.yaml", *target)
    assert counts == (0, 1, 1, 0)
    assert "green" in answer(collection)
    # The lock has the later time now, so that other folders build the same package.
    data = package.read_bytes()
    package.unlink()
    built(command, "herbs.yaml", *target)
    assert package.read_bytes() == data


def test_a_restored_lock_in_another_folder(collection: Collection) -> None:
    write(WRONG, 1_700_000_100)
    built("anki", "herbs.yaml", "-o", "released.apkg")
    import_package(collection, Path("released.apkg"))
    own_edit(collection, "herbs/terms/thyme/definition")
    Path("herbs.lock").unlink()
    write(DECK, 1_700_000_000)
    built("anki", "herbs.yaml", "-o", "other.apkg")
    built("anki", "herbs.yaml", "-o", "next.apkg", "--after", "released.apkg")
    assert import_package(collection, Path("next.apkg")) == (0, 1, 1, 0)
    assert "green" in answer(collection)
    assert has_own_edit(collection, "herbs/terms/thyme/definition")


def test_a_deck_in_python(collection: Collection) -> None:
    for text, second in ((DECK, 1_700_000_000), (WRONG, 1_700_000_100), (DECK, 1_700_000_000)):
        write(text, second)
        quizgen.load("herbs.yaml").anki().write("out.apkg")
        import_package(collection, Path("out.apkg"))
        if text == DECK and not Path("first.lock").exists():
            shutil.copy("herbs.lock", "first.lock")
        shutil.copy("first.lock", "herbs.lock")
    assert "green" in answer(collection)


def test_an_unchanged_deck_keeps_its_bytes() -> None:
    write(DECK, 1_700_000_000)
    built()
    data = Path("out.apkg").read_bytes()
    os.environ["SOURCE_DATE_EPOCH"] = "1700000500"
    built()
    assert Path("out.apkg").read_bytes() == data


def test_a_package_that_was_given_must_be_readable() -> None:
    write(DECK, 1_700_000_000)
    result = CliRunner().invoke(main, ["anki", "herbs.yaml", "--after", "none.apkg"])
    assert result.exit_code == 1
    assert "error[Q527]" in result.output
    assert not Path("herbs.apkg").exists()


def test_a_package_dated_beyond_all_calendars(collection: Collection) -> None:
    """A forged package must not make a lock that no one can read."""
    write(WRONG, 253_402_300_000)
    built("anki", "herbs.yaml", "-o", "far.apkg")
    Path("herbs.lock").unlink()
    write(DECK, 1_700_000_000)
    built()
    for _ in range(2):
        built("anki", "herbs.yaml", "-o", "out.apkg", "--after", "far.apkg")
    import_package(collection, Path("far.apkg"))
    assert import_package(collection, Path("out.apkg")).conflicting == 0
