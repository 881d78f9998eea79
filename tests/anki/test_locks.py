"""Locks: the committed ones are right, and learners get what a lock records."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from anki_support import Collection, import_package
from click.testing import CliRunner, Result
from deck_support import ROOT, SHIPPED
from renew_locks import NOTE_TYPE_LOCK, note_type_lock
from renew_locks import main as renew

from quizgen.anki.lock import Entry, Lock, read_lock
from quizgen.cli import main
from quizgen.diagnostics import QuizgenError

RENEW = "python tests/scripts/renew_locks.py renews the locks: commit them with what has changed"
DECK = """\
deck: herbs
title: Herbs
terms:
  basil: {name: basil, definition: the herb of a green sauce}
  thyme: {name: thyme, definition: a small herb of dry hills}
"""
KEYS = ["terms/basil/definition", "terms/thyme/definition"]
HASH = "0123456789abcdef"
TIME = "2023-11-14T22:13:20Z"


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    path = tmp_path / "herbs.yaml"
    path.write_text(DECK, encoding="utf-8")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


def built(*arguments: str) -> str:
    result = run("anki", "herbs.yaml", *arguments)
    assert result.exit_code == 0, result.output
    return result.output


def times(package: Path) -> dict[str, int]:
    """Return when each note of a package changed, by its key."""
    with closing(sqlite3.connect(":memory:")) as database, zipfile.ZipFile(package) as members:
        database.deserialize(members.read("collection.anki2"))
        rows = database.execute("select flds, mod from notes").fetchall()
    return {fields.split("\x1f")[0].partition("/")[2]: changed for fields, changed in rows}


def entries(path: Path = Path("herbs.lock"), deck: str = "herbs") -> Mapping[str, Entry]:
    lock = read_lock(path, deck)
    assert lock is not None
    return lock.entries


# Committed locks


@pytest.mark.parametrize("name", [path.stem for path in SHIPPED])
def test_a_fresh_clone_stays_clean(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Notes of the shipped decks are as new as the committed lock says, whoever builds them."""
    packages = []
    for seconds in ("", "1000000000"):
        folder = tmp_path / f"clone{seconds}"
        shutil.copytree(ROOT / "decks", folder / "decks", copy_function=shutil.copyfile)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
        monkeypatch.chdir(folder)
        result = run("anki", f"decks/{name}.yaml", "-o", "out.apkg")
        assert result.exit_code == 0, result.output
        here, there = (
            {path.name: path.read_bytes() for path in sorted(decks.iterdir())}
            for decks in (folder / "decks", ROOT / "decks")
        )
        assert here == there, RENEW
        packages.append(Path("out.apkg").read_bytes())
    assert packages[0] == packages[1]


def test_the_note_types_are_as_old_as_their_lock_says() -> None:
    assert NOTE_TYPE_LOCK.read_bytes() == note_type_lock(0).to_bytes(), RENEW


def test_no_lock_tells_of_what_is_not_built() -> None:
    lines = [
        line
        for path in SHIPPED
        for line in path.with_suffix(".lock").read_text(encoding="utf-8").splitlines()
    ]
    assert [line for line in lines if re.search("^note-type/| gone ", line)] == []


# The life of a lock


def test_a_lock_is_small_sorted_text(deck: Path) -> None:
    built()
    lines = deck.with_suffix(".lock").read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["quizgen lock 2", "deck herbs"]
    assert lines[3] == "name Herbs"
    assert [line.split()[0] for line in lines[4:]] == KEYS
    texts = "(-|[0-9a-f]{8})(,(-|[0-9a-f]{8}))*"
    entry = rf"\S+ [0-9a-f]{{16}} {TIME} since {TIME} texts {texts}"
    assert all(re.fullmatch(entry, line) for line in lines[4:])
    # One line for each change, so that two authors' changes merge.
    deck.write_text(DECK.replace("small herb", "tiny herb"), encoding="utf-8")
    built()
    after = deck.with_suffix(".lock").read_text(encoding="utf-8").splitlines()
    assert [old.split()[0] for old, new in zip(lines, after, strict=True) if old != new] == [
        "terms/thyme/definition"
    ]


def test_a_build_without_the_lock_says_what_that_means(deck: Path) -> None:
    # Before the first build, there is nothing to lose.
    assert "lock" not in built()
    before = deck.with_suffix(".lock").read_bytes()
    assert "lock" not in built()
    assert deck.with_suffix(".lock").read_bytes() == before
    deck.with_suffix(".lock").unlink()
    told = built("--no-lock")
    assert "herbs.lock was missing, so all notes count as changed" in told
    assert "keeps their reviews" in told
    assert not deck.with_suffix(".lock").exists()


@pytest.mark.usefixtures("deck")
def test_the_same_deck_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    packages = []
    for seconds, mtime in (
        ("1700000000", 1),
        ("", 1_600_000_000),
        ("1800000000", 2),
        ("", 1_900_000_000),
    ):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
        os.utime("herbs.yaml", (mtime, mtime))
        built()
        packages.append(Path("herbs.apkg").read_bytes())
    assert len(set(packages)) == 1


def test_times_rise_strictly(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    # Twice in one second, then with a clock that was set back.
    for text, seconds in (
        ("small", 100),
        ("tiny", 100),
        ("little", 100),
        ("small", 50),
        ("tiny", 300),
    ):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(seconds))
        deck.write_text(DECK.replace("small", text), encoding="utf-8")
        built()
        seen.append(times(Path("herbs.apkg")))
    assert [each["terms/thyme/definition"] for each in seen] == [100, 101, 102, 103, 300]
    assert {each["terms/basil/definition"] for each in seen} == {100}


@pytest.mark.parametrize("seconds", ["99999999999999999", "-1", "1e9", "\u00b2", " "])
@pytest.mark.usefixtures("deck")
def test_a_strange_source_date_epoch(seconds: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    built()
    assert set(entries()) == set(KEYS)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "Q522", 1),
        ("quizgen lock 3\n", "Q524", 1),
        ("quizgen lock 1", "Q522", 1),
        ("quizgen lock 1\ndeck other\n", "Q525", 2),
        (f"quizgen lock 1\n{KEYS[0]} {HASH} 2023-11-14T22:13:20Z\n", "Q522", 2),
        (f"quizgen lock 1\ndeck herbs\n{KEYS[0]} {HASH} yesterday\n", "Q522", 3),
        (f"quizgen lock 1\ndeck herbs\n{KEYS[0]} {HASH} 2023-13-14T22:13:20Z\n", "Q522", 3),
        (f"quizgen lock 1\ndeck herbs\n{KEYS[0]} {HASH} 0001-01-01T00:00:00Z\n", "Q522", 3),
        (
            f"quizgen lock 1\ndeck herbs\n{KEYS[0]} {HASH} 2023-11-14T22:13:20Z\n" * 1
            + f"{KEYS[0]} {HASH} 2023-11-14T22:13:21Z\n",
            "Q526",
            4,
        ),
        ("quizgen lock 1\ndeck herbs\n<<<<<<< ours\n", "Q523", 3),
        ("quizgen lock 1\ndeck herbs\n\udcff\n", "Q522", 3),
        # Lines end as they do where the report shows them.
        ("quizgen lock 1\rdeck herbs\u2028\x85none\n", "Q522", 4),
        ("quizgen lock 1\rdeck herbs\u2028\x85\udcff\n", "Q522", 4),
    ],
)
def test_a_damaged_lock_stops_the_build(text: str, code: str, line: int, deck: Path) -> None:
    """Reading half of a lock would give learners old notes instead of new ones."""
    deck.with_suffix(".lock").write_bytes(text.encode(errors="surrogateescape"))
    before = deck.with_suffix(".lock").read_bytes()
    with pytest.raises(QuizgenError) as raised:
        read_lock(deck.with_suffix(".lock"), "herbs")
    assert [(each.code, each.place.line) for each in raised.value.diagnostics] == [(code, line)]
    assert raised.value.diagnostics[0].help
    for command in ("anki", "build", "push"):
        result = run(
            command, "herbs.yaml", *(("--url", "http://127.0.0.1:9") if command == "push" else ())
        )
        assert result.exit_code in {1, 3}
        assert "Traceback" not in result.output
    assert deck.with_suffix(".lock").read_bytes() == before
    assert not list(deck.parent.glob("**/*.apkg"))


@pytest.mark.usefixtures("deck")
def test_keys_of_any_script_stay_one_word() -> None:
    full = Entry(HASH, 6, 7, 8, 9, (("12345678", "-"), ("-",)), ((2, "0" * 8),), ((1, "1" * 8),))
    entries = {"a/b\u3000c d%/e\n": Entry(HASH, 5), "\u00fc/\u05d0/x": full}
    lock = Lock("d", entries, {"": "A: deck", "a b": "\u05d0 b"})
    Path("d.lock").write_bytes(lock.to_bytes())
    assert read_lock(Path("d.lock"), "d") == lock


# New, changed and deleted notes


def test_the_difference_since_the_lock(deck: Path, collection: Collection) -> None:
    built()
    import_package(collection, Path("herbs.apkg"))
    old = shutil.copy("herbs.apkg", "old.apkg")
    more = "  sage: {name: sage, definition: a herb with grey leaves}\n"
    deck.write_text(re.sub("  thyme.*\n", more, DECK).replace("green", "cold"), encoding="utf-8")
    before = {path: path.read_bytes() for path in deck.parent.iterdir() if path.is_file()}
    told = {
        "since the build": built("--diff").splitlines(),
        "since the package": built("--against", str(old)).splitlines(),
    }
    assert {path: path.read_bytes() for path in deck.parent.iterdir() if path.is_file()} == before
    assert told["since the build"][0].startswith("herbs: 1 new, 1 changed, 1 gone since the build")
    for lines in told.values():
        assert lines[1] == "  + terms/sage/definition"
        assert lines[2].startswith("  ~ terms/basil/definition")
        assert lines[3].startswith("  - terms/thyme/definition")
    assert told["since the package"][2] == "  ~ terms/basil/definition: Answer, BackPrompt"
    assert told["since the build"][-1] == told["since the package"][-1]
    (found,) = collection.find_notes(told["since the build"][-1].strip())
    assert collection.get_note(found)["Key"] == "herbs/terms/thyme/definition"
    # The next build records the day, and a fact that returns is no longer listed as deleted.
    built()
    day = datetime.fromtimestamp(1_700_000_000, UTC).date().isoformat()
    assert f"  - terms/thyme/definition (since {day})" in built("--diff").splitlines()
    deck.write_text(DECK, encoding="utf-8")
    assert entries()["terms/thyme/definition"].gone
    built()
    assert not entries()["terms/thyme/definition"].gone


def test_what_is_gone_is_found_and_nothing_else(deck: Path, collection: Collection) -> None:
    """Anki's search gives underscores, asterisks and colons a meaning, and ignores case."""
    ids = ["a_b", "a-b", "axb", "a--b", "ab", "a_b_c", "b"]
    lines = "".join(
        f"  {name}: {{name: herb {number}, definition: number {number}}}\n"
        for number, name in enumerate(ids)
    )
    deck.write_text(f"deck: herbs\ntitle: Herbs\nterms:\n{lines}", encoding="utf-8")
    built()
    other = deck.with_name("herbs-2.yaml")
    other.write_text(
        deck.read_text(encoding="utf-8").replace("deck: herbs", "deck: her_s"), encoding="utf-8"
    )
    assert run("anki", "herbs-2.yaml", "-o", "other.apkg").exit_code == 0
    for package in ("herbs.apkg", "other.apkg"):
        import_package(collection, Path(package))
    kept = [line for line in lines.splitlines() if not line.startswith(("  a_b:", "  ab:"))]
    deck.write_text(
        "\n".join(["deck: herbs", "title: Herbs", "terms:", *kept, ""]), encoding="utf-8"
    )
    search = built("--diff").splitlines()[-1].strip()
    found = sorted(collection.get_note(note_id)["Key"] for note_id in collection.find_notes(search))
    assert found == ["herbs/terms/a_b/definition", "herbs/terms/ab/definition"]


@pytest.mark.usefixtures("deck")
def test_no_difference_without_a_lock() -> None:
    result = run("anki", "herbs.yaml", "--diff")
    assert result.exit_code == 1
    assert "error[Q521]: there is no lock to compare with" in result.output
    Path("old.apkg").write_bytes(b"no package")
    result = run("anki", "herbs.yaml", "--against", "old.apkg")
    assert result.exit_code == 1
    assert "error[Q527]" in result.output


# The script that renews the shipped locks


def test_the_script_writes_the_locks_that_it_is_told_to(deck: Path) -> None:
    lock = deck.with_suffix(".lock")
    asked = CliRunner().invoke(renew, ["--help"])
    assert asked.exit_code == 0
    assert CliRunner().invoke(renew, ["--check", str(deck)]).exit_code == 1
    assert CliRunner().invoke(renew, ["missing.yaml"]).exit_code == 2
    assert not lock.exists()
    assert CliRunner().invoke(renew, [str(deck)]).output == "herbs.lock: renewed\n"
    data = lock.read_bytes()
    assert CliRunner().invoke(renew, ["--check", str(deck)]).output == ""
    assert CliRunner().invoke(renew, [str(deck)]).output == ""
    assert lock.read_bytes() == data
