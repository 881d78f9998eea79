"""An edit that was taken back reaches learners, even if the lock was taken back as well."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from anki.collection import ExportAnkiPackageOptions
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


def look(color: str, second: int) -> None:
    Path("looks").mkdir(exist_ok=True)
    Path("looks/extra.css").write_text(f".card {{ color: {color}; }}", encoding="utf-8")
    write(f"{DECK}anki: {{templates: looks}}\n", second)


def style(collection: Collection) -> str:
    collection.models._clear_cache()  # noqa: SLF001 - without it, the note types are those before the import
    model = collection.models.by_name("quizgen recall")
    assert model
    return model["css"].split("\n")[-1]


def edit_a_note(second: int) -> None:
    """Change a note as well, because Anki takes over looks only with a note."""
    text = Path("herbs.yaml").read_text(encoding="utf-8").replace("dry hills", f"hill {second}")
    write(text, second)


@pytest.mark.parametrize("has_own", [True, False])
def test_a_look_that_was_taken_back_with_its_lock(
    has_own: bool,  # noqa: FBT001
    collection: Collection,
) -> None:
    if has_own:
        look("red", 1_700_000_000)
    else:
        write(DECK, 1_700_000_000)
    built()
    import_package(collection, Path("out.apkg"))
    first = style(collection)
    shutil.copy("herbs.yaml", "first.yaml")
    shutil.copy("herbs.lock", "first.lock")
    look("blue", 1_900_000_000)
    edit_a_note(1_900_000_000)
    built()
    import_package(collection, Path("out.apkg"))
    assert "blue" in style(collection)
    # The author goes back to the first edition, and changes a note.
    shutil.copy("first.lock", "herbs.lock")
    shutil.copy("first.yaml", "herbs.yaml")
    if has_own:
        Path("looks/extra.css").write_text(".card { color: red; }", encoding="utf-8")
    edit_a_note(1_900_000_100)
    built()
    import_package(collection, Path("out.apkg"))
    assert style(collection) == first
    # The lock has the later time now, so that other folders build the same package.
    data = Path("out.apkg").read_bytes()
    Path("out.apkg").unlink()
    built()
    assert Path("out.apkg").read_bytes() == data


def test_a_look_is_taken_back_after_a_package_that_anki_wrote(collection: Collection) -> None:
    look("blue", 1_700_000_100)
    built()
    import_package(collection, Path("out.apkg"))
    options = ExportAnkiPackageOptions(with_media=True)
    collection.export_anki_package(out_path="learner.apkg", options=options, limit=None)
    Path("herbs.lock").unlink()
    look("red", 1_700_000_000)
    edit_a_note(1_700_000_200)
    built("anki", "herbs.yaml", "-o", "next.apkg", "--after", "learner.apkg")
    import_package(collection, Path("next.apkg"))
    assert "red" in style(collection)


def test_a_card_whose_blank_went_before_the_lock_was_restored(collection: Collection) -> None:
    """Only the package that is replaced knows the card, by a gap without words."""
    first = f"{DECK}statements:\n  tea: {{text: 'Tea is {{{{good|text}}}} for you.'}}\n"
    for second, text in enumerate((first, first.replace("for you", "and {{hot|text}}"), first)):
        write(text, 1_700_000_000 + second)
        built()
        if not second:
            shutil.copy("herbs.lock", "first.lock")
        import_package(collection, Path("out.apkg"))
    count = collection.card_count()
    shutil.copy("first.lock", "herbs.lock")
    write(first.replace("Tea is", "Green tea is"), 1_700_000_100)
    built()
    assert import_package(collection, Path("out.apkg")).updated == 1
    assert collection.card_count() == count
    assert collection.get_empty_cards().notes == []
