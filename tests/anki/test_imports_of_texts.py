"""What imports leave of a learner's own: all of it as texts, and less as packages."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import zipfile
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest, ImportCsvRequest
from anki_support import (
    Collection,
    Imported,
    cards,
    check_database,
    import_package,
    render,
)
from click.testing import CliRunner
from learner_support import review, schedules
from media_support import picture

from quizgen.anki.package import zipped
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
RED = DECK.replace("green", "red").replace("Tea is", 'A \\"good\\" tea is')
BIRDS = """\
deck: herbs
title: Birds
kinds:
  birds:
    one: bird
    name: name
    fields:
      name: {type: text, required: true}
      picture: {type: image, single: true}
    questions:
      picture: {back: "which bird is this? {picture}"}
birds:
  robin: {name: robin, picture: {value: bird.png, alt: a red bird}}
"""
MORE = "  wine: {text: 'Wine is made of {{grapes|text}}.'}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")


def build(text: str, second: int, *options: str) -> list[Path]:
    """Build a deck, and return the text files."""
    Path("herbs.yaml").write_text(text, encoding="utf-8")
    os.environ["SOURCE_DATE_EPOCH"] = str(second)
    result = CliRunner().invoke(main, ["anki", "herbs.yaml", "-o", "herbs.apkg", *options])
    assert result.exit_code == 0, result.output
    return sorted(Path().glob("herbs-*.txt"))


def import_text(collection: Collection, path: Path) -> Imported:
    """Import a text file as Anki's dialog does without any change by hand."""
    metadata = collection.get_csv_metadata(str(path), None)
    log = collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log
    return Imported(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))


def make_own(collection: Collection) -> None:
    """Fill `My notes` and a tag, in all notes."""
    for note_id in collection.find_notes(""):
        note = collection.get_note(note_id)
        note["My notes"] = f"mine {note['Key']}"
        note.tags += ["marked"]
        collection.update_note(note)
    # The learner did all this before the author's next change.
    collection.db.execute("update notes set mod = 1700000050")


def make_own_types(collection: Collection) -> None:
    """Give the note types a field, and ordinary ones a template."""
    models = collection.models
    for name in ("quizgen recall", "quizgen cloze"):
        kind = models.by_name(name)
        assert kind
        models.add_field(kind, models.new_field("Own"))
        if not kind["type"]:
            made = models.new_template("Own")
            made["qfmt"], made["afmt"] = "Own {{Key}}", "{{Answer}}"
            models.add_template(kind, made)
        models.update_dict(kind)
    for note_id in collection.find_notes(""):
        note = collection.get_note(note_id)
        note["Own"] = "own"
        collection.update_note(note)


def is_own(collection: Collection, *, own: str = "") -> bool:
    """Return whether all notes have what the learner wrote."""
    notes = [collection.get_note(each) for each in collection.find_notes("")]
    return all(
        note["My notes"] == f"mine {note['Key']}"
        and note.has_tag("marked")
        and (not own or note["Own"] == own)
        for note in notes
    )


def answer(collection: Collection) -> str:
    found = collection.find_notes('"Key:herbs/terms/basil/definition"')
    return collection.get_note(found[0])["Answer"]


@pytest.mark.parametrize("has_own_types", [False, True])
def test_texts_keep_what_is_the_learners(
    has_own_types: bool,  # noqa: FBT001
    collection: Collection,
) -> None:
    assert build(DECK, 1_700_000_000, "--text") == []
    import_package(collection, Path("herbs.apkg"))
    review(collection)
    make_own(collection)
    if has_own_types:
        make_own_types(collection)
    collection.set_deck(collection.find_cards("Key:*basil*"), collection.decks.id("Elsewhere"))
    learned = schedules(collection)
    texts = build(RED, 1_700_000_100, "--text")
    assert texts == [Path("herbs-cloze.txt"), Path("herbs-recall.txt")]
    assert [import_text(collection, path) for path in texts] == [Imported(0, 1, 0, 0)] * 2
    assert "red sauce" in answer(collection)
    assert is_own(collection, own="own" if has_own_types else "")
    # The package then changes nothing that a text has brought.
    imported = import_package(collection, Path("herbs.apkg"))
    assert (imported.new, imported.updated) == (0, 0)
    assert is_own(collection, own="own" if has_own_types else "")
    assert schedules(collection) == learned
    assert len(collection.find_cards("deck:Elsewhere")) == 2 + has_own_types
    assert any('A "good" tea' in render(card).back for card in cards(collection))
    assert check_database(collection) == []


def test_the_package_brings_new_notes_after_the_texts(collection: Collection) -> None:
    build(DECK, 1_700_000_000)
    import_package(collection, Path("herbs.apkg"))
    make_own(collection)
    for path in build(RED + MORE, 1_700_000_100, "--text"):
        import_text(collection, path)
    assert is_own(collection)
    assert import_package(collection, Path("herbs.apkg")).new == 1


def test_texts_hold_only_what_the_deck_has_changed(collection: Collection) -> None:
    """So that edits of all other notes stay."""
    build(DECK, 1_700_000_000)
    (text,) = build(DECK.replace("green", "red"), 1_700_000_100, "--text")
    rows = [row for row in text.read_text(encoding="utf-8").splitlines() if row[0] != "#"]
    assert [row.split("\t")[0] for row in rows] == ["herbs/terms/basil/definition"]
    # They still hold it when the deck has changed something else.
    later = build(RED, 1_700_000_200, "--text")
    assert len(later) == 2
    import_package(collection, Path("herbs.apkg"))
    assert [import_text(collection, path).new for path in later] == [0, 0]


def test_a_learner_who_missed_a_build_gets_notes_once(collection: Collection) -> None:
    build(DECK, 1_700_000_000)
    import_package(collection, Path("herbs.apkg"))
    build(DECK + MORE, 1_700_000_100)
    texts = build(RED + MORE.replace("grapes", "red grapes"), 1_700_000_200, "--text", "--subdecks")
    for path in texts:
        import_text(collection, path)
    import_package(collection, Path("herbs.apkg"))
    keys = [collection.get_note(each)["Key"] for each in collection.find_notes("")]
    assert len(keys) == len(set(keys)) == 4


def test_notes_with_pictures_come_by_the_package_alone(collection: Collection) -> None:
    """A text brings no pictures, and a package only those of notes that it adds or updates."""
    Path("bird.png").write_bytes(picture("PNG", (8, 8)))
    build(BIRDS, 1_700_000_000)
    import_package(collection, Path("herbs.apkg"))
    Path("bird.png").write_bytes(picture("PNG", (9, 9)))
    assert build(BIRDS, 1_700_000_100, "--text") == []
    assert import_package(collection, Path("herbs.apkg")).updated == 1
    (card,) = cards(collection)
    (name,) = re.findall(r'src="([^"]+)"', render(card).front)
    held = Path(collection.media.dir(), name)
    assert held.read_bytes() == Path("bird.png").read_bytes()


def test_texts_keep_the_cards_of_blanks_that_were_taken_back(collection: Collection) -> None:
    """The package that is replaced knows the card, but not the lock that was restored."""
    build(DECK, 1_700_000_000)
    lock = Path("herbs.lock").read_bytes()
    build(DECK.replace("Tea is", "{{Good|text}} tea is"), 1_700_000_100)
    import_package(collection, Path("herbs.apkg"))
    count = collection.card_count()
    Path("herbs.lock").write_bytes(lock)
    for path in build(DECK, 1_700_000_200, "--text"):
        import_text(collection, path)
    assert collection.card_count() == count
    assert collection.get_empty_cards().notes == []


@pytest.mark.parametrize(
    ("merge", "types", "notes", "stripped"), list(product((False, True), (0, 1), (0, 1), (0, 1)))
)
def test_no_package_spares_my_notes(
    merge: bool,  # noqa: FBT001
    types: int,
    notes: int,
    stripped: bool,  # noqa: FBT001
    collection: Collection,
) -> None:
    """Anki replaces all fields and tags of a note that it updates, whatever the options.

    If a later Anki does otherwise, say so in the guide to packages.
    """
    build(DECK, 1_700_000_000)
    import_package(collection, Path("herbs.apkg"))
    make_own(collection)
    build(RED, 1_700_000_100)
    if stripped:
        strip_my_notes(Path("herbs.apkg"))
    options = ImportAnkiPackageOptions(
        merge_notetypes=merge, update_notes=notes, update_notetypes=types
    )
    path = str(Path("herbs.apkg").absolute())
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options))
    collection.models._clear_cache()  # noqa: SLF001 - without it, the note types are those before the import
    is_updated = "red sauce" in answer(collection)
    assert is_updated == (merge or not stripped)
    assert is_own(collection) != is_updated


def strip_my_notes(path: Path) -> None:
    """Remove the field `My notes` from the note types and the notes of a package."""
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    Path("stripped.anki2").write_bytes(members["collection.anki2"])
    with closing(sqlite3.connect("stripped.anki2")) as database, database:
        ((models,),) = database.execute("select models from col").fetchall()
        told = json.loads(models)
        for model in told.values():
            model["flds"] = [each for each in model["flds"] if each["name"] != "My notes"]
        database.execute("update col set models = ?", [json.dumps(told)])
        database.execute("update notes set flds = substr(flds, 1, length(flds) - 1)")
    members["collection.anki2"] = Path("stripped.anki2").read_bytes()
    path.write_bytes(zipped(members))
