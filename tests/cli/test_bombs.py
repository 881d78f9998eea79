"""Hostile files that would exhaust the machine: each is rejected within memory limits."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from anki.collection import ExportAnkiPackageOptions
from anki_support import Collection
from bombs import NOTES, PACKAGES, TABLES, WORKBOOKS, Bomb, database, old, package, write
from deck_support import THOROUGH
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
# Each takes seconds to be stopped for its memory, as "a million styles" is.
SLOW = {
    "1.5 million cells in a row",
    "3 million cells without values",
    "a string of 2 million runs",
}
# Runs commands in one process, and reports for each the exit code, the output, and the peak of
# memory so far of this process and its children.
# The system's own count of this process would begin with the memory of the one that started it.
MEASURE = """\
import json, re, resource, sys
from pathlib import Path
from click.testing import CliRunner
from quizgen.cli import main

def peak():
    own = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(int(own[1]), children) // 1024

for line in sys.stdin:
    ended = CliRunner().invoke(main, json.loads(line))
    print(json.dumps([ended.exit_code, ended.output, peak()]), flush=True)
"""


class Measured(NamedTuple):
    exit_code: int
    output: str
    megabytes: int


Run = Callable[..., Measured]


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Run commands on a deck, all in a process that does nothing else."""
    folder = tmp_path_factory.mktemp("measured")
    (folder / "herbs.yaml").write_text(DECK, encoding="utf-8")
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", MEASURE]
    with subprocess.Popen(command, cwd=folder, stdin=pipe, stdout=pipe, text=True) as process:
        told, asked = process.stdout, process.stdin
        assert told
        assert asked

        def run(*arguments: str) -> Measured:
            asked.write(json.dumps(arguments) + "\n")
            asked.flush()
            return Measured(*json.loads(told.readline()))

        yield run


def check(told: Measured, bomb: Bomb, code: str) -> None:
    assert told.exit_code == (1 if bomb.answer else 0), told.output
    assert bomb.answer in told.output
    assert "Traceback" not in told.output
    assert not bomb.answer or f"error[{code}" in told.output
    assert len(told.output) <= MOST_TEXT
    assert told.megabytes <= MOST_MEGABYTES


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package(name: str, tmp_path: Path, measured: Run) -> None:
    path = tmp_path / "old.apkg"
    write(PACKAGES[name], path)
    told = measured("anki", "herbs.yaml", "--against", str(path))
    check(told, PACKAGES[name], "Q52")


@pytest.mark.parametrize("name", WORKBOOKS if THOROUGH else sorted(WORKBOOKS.keys() - SLOW))
def test_a_workbook(name: str, tmp_path: Path, measured: Run) -> None:
    path = tmp_path / "class.xlsx"
    write(WORKBOOKS[name], path)
    told = measured("quiz", "herbs.yaml", "--students", str(path), "--force")
    check(told, WORKBOOKS[name], "Q530")


@pytest.mark.parametrize("name", TABLES)
def test_a_table(name: str, tmp_path: Path, measured: Run) -> None:
    path = tmp_path / "class.csv"
    write(TABLES[name], path)
    told = measured("quiz", "herbs.yaml", "--students", str(path), "--force")
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
    assert {note.tags for note in notes} == {("one", "two")}
    assert {note.model for note in notes} == {model["id"]}


# Arbitrary bytes


def answered(path: Path) -> None:
    """Read a package, which may only raise the error that rejects it."""
    with suppress(RefusedError):
        notes_in(path)


SOUND = database(NOTES, rows=[(f"guid {each}", 1, "a b", "x\x1fy") for each in range(50)])


@settings(max_examples=300 if THOROUGH else 100, deadline=None)
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


@settings(max_examples=200 if THOROUGH else 100, deadline=None)
@given(rows=st.lists(st.tuples(VALUES, VALUES, VALUES, VALUES), max_size=4))
def test_any_values_are_read_or_refused(
    rows: list[tuple[object, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "values.apkg"
    path.write_bytes(old(NOTES, rows=rows))
    answered(path)
