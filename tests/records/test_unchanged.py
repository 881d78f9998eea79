"""Runs with a record: they repeat nothing as long as nothing has changed, and else all of it."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from deck_support import THOROUGH
from platformdirs import user_cache_path
from random_edits import RandomEdits

from quizgen import project
from quizgen.cli import main
from quizgen.records import digests, store

UNCHANGED = "Nothing has changed since the last build"
DECK = """\
deck: mine
title: My deck
include: [more.yaml]
terms:
  table: letters.csv
  one: {name: alpha, definition: the first letter}
  two: {name: beta, definition: the second letter}
  three: {name: gamma, definition: the third letter}
"""
MORE = "terms:\n  four: {name: delta, definition: the fourth letter}\n"
TABLE = "id,name,definition\nfive,epsilon,the fifth letter\nsix,zeta,the sixth letter\n"
OTHER = "deck: other\ntitle: Other\nterms:\n  omega: {name: omega, definition: the last letter}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with a deck of several files; records are kept elsewhere."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "deck.yaml").write_text(DECK, encoding="utf-8")
    (home / "more.yaml").write_text(MORE, encoding="utf-8")
    (home / "letters.csv").write_text(TABLE, encoding="utf-8")
    monkeypatch.chdir(home)
    monkeypatch.setenv(store.FOLDER_VARIABLE, str(tmp_path / "cache"))
    # Two packages with the same content are equal then.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return home


def quizgen(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def build(*options: str) -> Result:
    done = quizgen("build", "deck.yaml", *options)
    assert done.exit_code == 0, done.output
    return done


def is_repeated(*options: str) -> bool:
    """Tell whether a build did something."""
    return UNCHANGED not in build(*options).stdout


def made(folder: Path) -> dict[str, bytes]:
    """Return what a build has written: the outputs and the lock."""
    paths = [*(folder / "build").rglob("*"), *folder.glob("*.lock")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths if path.is_file()}


def test_what_has_not_changed_is_not_built_again(folder: Path) -> None:
    first = build()
    stamps = {path: path.stat().st_mtime_ns for path in (folder / "build").rglob("*")}
    again = build()
    assert again.stdout == f"{UNCHANGED}:\n{first.stdout}"
    assert again.stderr == first.stderr
    assert stamps == {path: path.stat().st_mtime_ns for path in (folder / "build").rglob("*")}
    assert build("-q").stdout == ""


def edit_deck(folder: Path) -> None:
    (folder / "deck.yaml").write_text(DECK.replace("first letter", "first of all"))


def edit_include(folder: Path) -> None:
    (folder / "more.yaml").write_text(MORE.replace("fourth letter", "letter after gamma"))


def edit_table(folder: Path) -> None:
    (folder / "letters.csv").write_text(TABLE.replace("sixth letter", "letter before eta"))


def delete_output(folder: Path) -> None:
    (folder / "build" / "mine" / "quiz.pdf").unlink()


def change_output(folder: Path) -> None:
    with (folder / "build" / "mine" / "mine.apkg").open("ab") as stream:
        stream.write(b"more")


def add_output(folder: Path) -> None:
    (folder / "build" / "mine" / "quiz-B.pdf").write_bytes(b"%PDF-1.7")


def delete_lock(folder: Path) -> None:
    (folder / "deck.lock").unlink()


def mark_project(folder: Path) -> None:
    (folder / "quizgen.project").touch()


def add_deck(folder: Path) -> None:
    (folder / "other.yaml").write_text(OTHER)


CHANGES = (
    edit_deck,
    edit_include,
    edit_table,
    delete_output,
    change_output,
    add_output,
    delete_lock,
    mark_project,
    add_deck,
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_whatever_changes_leads_to_a_new_build(folder: Path, change: object) -> None:
    build()
    assert not is_repeated()
    assert callable(change)
    change(folder)
    assert is_repeated()
    after = made(folder)
    assert not is_repeated()
    assert made(folder) == after


def test_a_file_that_was_only_touched_has_not_changed(folder: Path) -> None:
    build()
    os.utime(folder / "deck.yaml", (1_600_000_000, 1_600_000_000))
    assert not is_repeated()
    # Other content with the same size and the same date has changed.
    (folder / "deck.yaml").write_text(DECK.replace("first", "third"))
    os.utime(folder / "deck.yaml", (1_600_000_000, 1_600_000_000))
    assert is_repeated()


@pytest.mark.usefixtures("folder")
def test_options_and_the_program_count(monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    assert is_repeated("--items", "3")
    assert is_repeated()
    assert build("--quiet").stdout == ""
    assert not is_repeated()
    assert is_repeated("--force")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000001")
    assert is_repeated()
    monkeypatch.setattr(digests, "__version__", "another")
    assert is_repeated()


def test_a_file_that_changed_during_the_run_is_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    building = sys.modules["quizgen.cli.build"]
    write = building.write_files

    def written(*given: object, **named: object) -> None:
        write(*given, **named)
        edit_deck(folder)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(building, "write_files", written)
        build()
    assert is_repeated()
    assert not is_repeated()


def test_a_deck_that_another_one_needs_counts(folder: Path) -> None:
    people = "deck: other\ntitle: Other\npeople:\n  ann: {name: Ann, who: a writer}\n"
    (folder / "other.yaml").write_text(people)
    quotes = "quotes:\n  a: {quote: It ends., of: the end, by: other/people/ann}\n"
    (folder / "deck.yaml").write_text(DECK + quotes)
    build()
    assert not is_repeated()
    (folder / "other.yaml").write_text(people.replace("writer", "poet"))
    assert is_repeated()
    (folder / "third.yaml").write_text("deck: third\n")
    assert is_repeated()
    # A second deck with the same id makes the reference ambiguous.
    (folder / "third.yaml").write_text(people)
    assert quizgen("build", "deck.yaml").exit_code == 1


@pytest.mark.parametrize("damage", [b"", b"{}", b"0" * 64 + b"{}", None])
def test_a_damaged_record_is_none(folder: Path, damage: bytes | None) -> None:
    build()
    before = made(folder)
    # Those of the run and of the items.
    records = list((folder.parent / "cache").iterdir())
    assert len(records) == 2
    for record in records:
        data = record.read_bytes()
        record.write_bytes(data[:-1] if damage is None else damage)
    assert is_repeated()
    assert made(folder) == before


@pytest.mark.usefixtures("folder")
def test_a_record_of_another_run_is_none() -> None:
    store.write("one", b"data")
    where = store.folder()
    assert where
    shutil.copy(where / "one.record", where / "other.record")
    assert store.read("one") == b"data"
    assert store.read("other") is None


def test_a_record_that_would_fill_the_memory_is_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write("zeros", b"0" * 10_000)
    assert store.read("zeros") == b"0" * 10_000
    monkeypatch.setattr(store, "MOST_BYTES_READ", 9_999)
    assert store.read("zeros") is None
    store.write("more", b"0" * 10_000)
    assert [path.stem for path in (folder.parent / "cache").iterdir()] == ["zeros"]


@pytest.mark.skipif(sys.platform == "win32", reason="files have no users there")
def test_a_record_of_another_user_is_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    assert not is_repeated()
    own = (folder.parent / "cache").stat().st_uid
    monkeypatch.setattr(os, "getuid", lambda: own + 1)
    assert is_repeated()


def test_nobody_can_put_a_record_beside_a_deck(folder: Path) -> None:
    build()
    assert not list(folder.rglob("*.record"))


def test_records_can_be_turned_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.FOLDER_VARIABLE, "")
    build()
    assert is_repeated()
    assert not (folder.parent / "cache").exists()


def test_records_lie_in_the_users_folder_for_caches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(store.FOLDER_VARIABLE)
    assert store.folder() == user_cache_path("quizgen", appauthor=False) / "runs"


def test_a_folder_that_cannot_be_written_is_no_error(folder: Path) -> None:
    (folder.parent / "cache").write_text("a file")
    build()
    assert is_repeated()


def test_records_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.FOLDER_VARIABLE, str(tmp_path))
    monkeypatch.setattr(store, "MOST_RECORDS", 3)
    for number in range(5):
        store.write(str(number), b"data")
        os.utime(tmp_path / f"{number}.record", (time.time() - 60 + number,) * 2)
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["2", "3", "4"]
    old = tmp_path / "old.record"
    old.write_bytes(b"")
    os.utime(old, (1_000_000_000, 1_000_000_000))
    store.write("large", random.Random(1).randbytes(store.MOST_BYTES + 1))  # noqa: S311
    assert store.read("large") is None
    store.write("new", b"data")
    assert store.read("new") == b"data"
    assert not old.exists()


def test_a_check_is_not_repeated(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "more.yaml").write_text(
        MORE + "  seven: {name: eta, definition: the seventh letter}  # confirm\n"
    )
    runs = [("check", "deck.yaml"), ("check", "deck.yaml", "--format", "json")]
    runs += [("check", "deck.yaml", "-q"), ("check", "deck.yaml", "--strict")]
    first = [quizgen(*run) for run in runs]
    # Nothing is read any more.
    monkeypatch.setattr(project, "read_files", None)
    again = [quizgen(*run) for run in runs]
    assert [each.output for each in again] == [each.output for each in first]
    assert [each.exit_code for each in again] == [each.exit_code for each in first]


@pytest.mark.usefixtures("folder")
def test_a_first_check_loads_nothing_that_makes_packages() -> None:
    code = """
import sys
from quizgen.cli import main
try:
    main(["check", "deck.yaml"])
except SystemExit as end:
    assert end.code == 0
heavy = {"asyncio", "genanki", "quizgen.export.saving"} & set(sys.modules)
assert not heavy, heavy
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert list(Path(os.environ[store.FOLDER_VARIABLE]).iterdir())


def test_a_check_finds_what_has_changed(folder: Path) -> None:
    assert quizgen("check", "deck.yaml").exit_code == 0
    (folder / "more.yaml").write_text(MORE.replace("name", "nam"))
    assert "Q201" in quizgen("check", "deck.yaml").output
    assert "Q201" in quizgen("check", "deck.yaml").output
    (folder / "more.yaml").write_text(MORE)
    assert quizgen("check", "deck.yaml").exit_code == 0


def test_an_article_beside_the_deck_counts(folder: Path) -> None:
    article = folder / "article.txt"
    article.write_text("The first letter is alpha.\n")
    run = "check", "deck.yaml", "--against", "article.txt", "--format", "json"
    assert "Q605" not in quizgen(*run).stdout
    article.unlink()
    assert quizgen(*run).exit_code == 1


def test_a_run_with_fonts_of_its_own_leaves_no_record(folder: Path) -> None:
    (folder / "fonts").mkdir()
    build("--font-path", "fonts")
    assert is_repeated("--font-path", "fonts")
    assert quizgen("check", "deck.yaml", "--font-path", "fonts").exit_code == 0
    assert not (folder.parent / "cache").exists()


def test_warnings_of_the_clock_leave_no_record(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    ahead = time.time() + 1_000_000
    os.utime(folder / "deck.yaml", (ahead, ahead))
    assert "Q518" in build().stderr
    os.utime(folder / "deck.yaml")
    assert "Q518" not in build().stderr


class Edits(RandomEdits):
    """Random edits of a folder with a deck, as people make them."""

    def make(self) -> str:
        """Change something, and return what."""
        self._count += 1
        name = self._draw.choice(["fact", "include", "table", "output", "none", "touch", "back"])
        deck, more = self._folder / "deck.yaml", self._folder / "more.yaml"
        if name == "fact":
            deck.write_text(f"{deck.read_text()}  n{self._count}: {self._term()}\n")
        elif name == "include":
            more.write_text(f"{MORE}  m{self._count}: {self._term()}\n")
        elif name == "table":
            row = f"t{self._count},table {self._count},in row {self._count}\n"
            (self._folder / "letters.csv").write_text(TABLE + row)
        elif name == "output":
            paths = sorted(path for path in (self._folder / "build").rglob("*.*") if path.is_file())
            self._draw.choice(paths).unlink()
        elif name == "touch":
            os.utime(deck)
        elif name == "back":
            deck.write_text(DECK)
        return name

    def _term(self) -> str:
        return f"{{name: word {self._count}, definition: the sense {self._count}}}"


@pytest.mark.parametrize("seed", range(8 if THOROUGH else 2))
def test_after_any_edits_a_build_gives_what_one_without_records_gives(
    folder: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits = Edits(folder, seed)
    clean = folder.parent / "clean"
    build()
    for _ in range(8):
        edit = edits.make()
        shutil.copytree(folder, clean)
        done = build()
        with monkeypatch.context() as without:
            without.setenv(store.FOLDER_VARIABLE, "")
            without.chdir(clean)
            expected = build()
        assert made(folder) == made(clean), edit
        assert done.stdout.removeprefix(f"{UNCHANGED}:\n") == expected.stdout, edit
        shutil.rmtree(clean)
