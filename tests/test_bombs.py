"""Hostile files that would exhaust the machine: each is rejected within memory limits."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from anki.collection import ExportAnkiPackageOptions
from anki_support import Collection
from bombs import NOTES, PACKAGES, TABLES, WORKBOOKS, Bomb, database, old, package, write
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.anki.read_collection import RefusedError, notes_in
from quizgen.anki.read_package import read_notes

DECK = """\
deck: herbs
title: Herbs
terms:
  basil: {name: basil, definition: the herb of a green sauce}
  thyme: {name: thyme, definition: a small herb of dry hills}
"""
# No process may use more memory, and no message may be longer.
MOST_MEGABYTES = 400
MOST_TEXT = 25_000
# Runs a command and prints its exit code, its output, and the peak memory of its processes.
MEASURE = """\
import json, resource, subprocess, sys
ended = subprocess.run(sys.argv[1:], capture_output=True, encoding="utf-8")
kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([ended.returncode, ended.stdout + ended.stderr, kilobytes // 1024]))
"""


class Measured(NamedTuple):
    exit_code: int
    output: str
    megabytes: int


def measured(folder: Path, *arguments: str) -> Measured:
    (folder / "herbs.yaml").write_text(DECK, encoding="utf-8")
    command = [sys.executable, "-c", MEASURE, sys.executable, "-m", "quizgen", *arguments]
    ended = subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return Measured(*json.loads(ended.stdout))


def check(told: Measured, bomb: Bomb, code: str) -> None:
    assert told.exit_code == (1 if bomb.answer else 0), told.output
    assert bomb.answer in told.output
    assert "Traceback" not in told.output
    assert not bomb.answer or f"error[{code}" in told.output
    assert len(told.output) <= MOST_TEXT
    assert told.megabytes <= MOST_MEGABYTES


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package(name: str, tmp_path: Path) -> None:
    write(PACKAGES[name], tmp_path / "old.apkg")
    told = measured(tmp_path, "anki", "herbs.yaml", "--against", "old.apkg")
    check(told, PACKAGES[name], "Q52")


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook(name: str, tmp_path: Path) -> None:
    write(WORKBOOKS[name], tmp_path / "class.xlsx")
    told = measured(tmp_path, "quiz", "herbs.yaml", "--students", "class.xlsx")
    check(told, WORKBOOKS[name], "Q530")


@pytest.mark.parametrize("name", TABLES)
def test_a_table(name: str, tmp_path: Path) -> None:
    write(TABLES[name], tmp_path / "class.csv")
    told = measured(tmp_path, "quiz", "herbs.yaml", "--students", "class.csv")
    check(told, TABLES[name], "Q530")


# Harmless files are read


@pytest.mark.parametrize("legacy", [True, False])
def test_packages_of_anki_are_read(*, legacy: bool, tmp_path: Path, collection: Collection) -> None:
    model = collection.models.by_name("Basic")
    for number in range(3):
        note = collection.new_note(model)
        note.fields = [f"front {number} \u00fc", "back"]
        note.tags = ["one", "two"]
        collection.add_note(note, collection.decks.get_current_id())
    options = ExportAnkiPackageOptions(
        with_scheduling=False, with_deck_configs=False, with_media=False, legacy=legacy
    )
    path = tmp_path / "old.apkg"
    collection.export_anki_package(out_path=str(path), options=options, limit=None)
    notes = read_notes(path)
    assert sorted(note.fields[0] for note in notes) == [f"front {each} \u00fc" for each in range(3)]
    assert {note.tags for note in notes} == {frozenset({"one", "two"})}
    assert {note.model for note in notes} == {model["id"]}


# Arbitrary bytes


def answered(path: Path) -> None:
    """Read a package, which may only raise the error that rejects it."""
    with suppress(RefusedError):
        notes_in(path)


SOUND = database(NOTES, rows=[(f"guid {each}", 1, "a b", "x\x1fy") for each in range(50)])


@settings(max_examples=300, deadline=None)
@given(edits=st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.binary(max_size=4)), max_size=8))
def test_a_damaged_collection_is_read_or_refused(
    edits: list[tuple[int, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = bytearray(SOUND)
    for start, new in edits:
        data[start : start + len(new)] = new
    path = tmp_path_factory.getbasetemp() / "damaged.apkg"
    path.write_bytes(package({"collection.anki2": bytes(data)}))
    answered(path)


VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.binary(max_size=20),
)


@settings(max_examples=200, deadline=None)
@given(rows=st.lists(st.tuples(VALUES, VALUES, VALUES, VALUES), max_size=4))
def test_any_values_are_read_or_refused(
    rows: list[tuple[object, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "values.apkg"
    path.write_bytes(old(NOTES, rows=rows))
    answered(path)
