"""Several decks, of which some have changed: a run does those again, and says what it always says.

Commands with a record are compared with the same commands without one, byte by byte.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from deck_support import THOROUGH
from random_edits import RandomEdits

from quizgen import project
from quizgen.cli import main
from quizgen.records import store

LETTERS = """\
deck: letters
title: Letters
terms:
  one: {name: alpha, definition: the first letter}
  two: {name: beta, definition: the second letter}
  three: {name: gamma, definition: the third letter}
  four: {name: delta, definition: the fourth letter}
"""
PEOPLE = """\
deck: people
title: People
languages: [en, de]
people:
  ann: {name: Ann, who: {en: a writer, de: eine Schriftstellerin}}
  bob: {name: Bob, who: {en: a painter, de: ein Maler}}
"""
QUOTES = """\
deck: quotes
title: Quotes
include: {background: more.yaml}
quotes:
  end: {quote: It ends., of: the end, by: people/people/ann}
"""
MORE = "quotes:\n  late: {quote: It is late., of: the hour, by: people/people/bob}\n"
DECKS = {"letters.yaml": LETTERS, "people.yaml": PEOPLE, "quotes.yaml": QUOTES, "more.yaml": MORE}
NAMED = ("letters.yaml", "people.yaml", "quotes.yaml")
# How a run says that it does not repeat everything.
REPEATS = re.compile(
    r"Nothing has changed since the last build:\n"
    r"|\d+ decks? had not changed since the last build\.\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with three decks; records are kept elsewhere."""
    home = tmp_path / "home"
    home.mkdir()
    for name, data in DECKS.items():
        (home / name).write_text(data, encoding="utf-8")
    monkeypatch.chdir(home)
    monkeypatch.setenv(store.FOLDER_VARIABLE, str(tmp_path / "cache"))
    # Two packages with the same content are equal then.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return home


@pytest.fixture
def was_read(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return a list that gets the names of the decks of each reading."""
    readings: list[list[str]] = []
    read_files = project.read_files

    def read(paths: list[Path], *rest: Any) -> object:  # noqa: ANN401 - as read_files takes it
        readings.append([path.name for path in paths])
        return read_files(paths, *rest)

    monkeypatch.setattr(project, "read_files", read)
    return readings


def quizgen(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new), encoding="utf-8")


COMMANDS = ("check", "lint", "build")


@pytest.mark.parametrize("command", COMMANDS)
def test_only_a_deck_that_changed_is_read(
    folder: Path, command: str, was_read: list[list[str]]
) -> None:
    assert quizgen(command, *NAMED).exit_code == 0
    change(folder, "letters.yaml", "first letter", "first of all")
    quizgen(command, *NAMED)
    quizgen(command, *NAMED)
    assert was_read == [list(NAMED), ["letters.yaml"]]


def test_a_deck_that_refers_to_one_that_changed_is_read_as_well(
    folder: Path, was_read: list[list[str]]
) -> None:
    quizgen("check", *NAMED)
    change(folder, "people.yaml", "a writer", "a poet")
    quizgen("check", *NAMED)
    change(folder, "more.yaml", "late.", "too late.")
    quizgen("check", *NAMED)
    assert was_read[1:] == [["people.yaml", "quotes.yaml"], ["quotes.yaml"]]


@pytest.mark.parametrize(
    ("old", "new"),
    [("deck: letters", "deck: people"), ("deck: letters", "deck: Quotes"), ("terms:", "terms: [")],
)
def test_decks_that_clash_or_are_broken_are_read_together(
    folder: Path, old: str, new: str, was_read: list[list[str]]
) -> None:
    quizgen("check", *NAMED)
    change(folder, "letters.yaml", old, new)
    told = quizgen("check", *NAMED)
    assert was_read[1][0] == "letters.yaml"
    assert was_read[2:] == [list(NAMED)]
    assert (told.output, told.exit_code) == without_record("check", *NAMED)
    change(folder, "letters.yaml", new, old)
    assert quizgen("check", *NAMED).exit_code == 0


def test_a_file_that_becomes_a_part_of_another_deck_is_no_deck_any_more(folder: Path) -> None:
    (folder / "extra.yaml").write_text("deck: extra\ntitle: Extra\n" + LETTERS.split("\n", 2)[2])
    run = "check", "extra.yaml", *NAMED
    quizgen(*run)
    change(folder, "letters.yaml", "title: Letters", "title: Letters\ninclude: [extra.yaml]")
    told = quizgen(*run)
    assert (told.output, told.exit_code) == without_record(*run)


def _files_in(told: str) -> list[str]:
    """Return the lines of a summary that name files."""
    return [line for line in told.splitlines() if line.startswith("  build/")]


def test_a_build_writes_only_what_changed(folder: Path) -> None:
    first = quizgen("build", *NAMED)
    stamps = {path: path.stat().st_mtime_ns for path in (folder / "build").rglob("*.*")}
    change(folder, "letters.yaml", "first letter", "first of all")
    again = quizgen("build", *NAMED)
    assert again.stdout.startswith("2 decks had not changed since the last build.\n")
    written = {path.parent.name for path, old in stamps.items() if path.stat().st_mtime_ns != old}
    assert written == {"letters"}
    assert len(_files_in(again.stdout)) == len(_files_in(first.stdout))
    # An output that was deleted belongs to one deck alone.
    (folder / "build" / "quotes" / "quotes.apkg").unlink()
    assert quizgen("build", *NAMED).stdout.startswith("2 decks had not changed")
    assert (folder / "build" / "quotes" / "quotes.apkg").is_file()


def test_a_language_that_a_deck_lacks_is_no_error_if_another_one_has_it(folder: Path) -> None:
    run = "check", "--language", "de", *NAMED
    assert quizgen(*run).exit_code == 0
    change(folder, "letters.yaml", "first letter", "first of all")
    told = quizgen(*run)
    assert (told.output, told.exit_code) == without_record(*run)
    change(folder, "letters.yaml", "title: Letters", "title: Letters\nlanguage: de")
    told = quizgen(*run)
    assert (told.output, told.exit_code) == without_record(*run)
    assert "letters.yaml" in told.output


def test_a_link_to_another_file_is_another_deck(folder: Path) -> None:
    link = folder / "link.yaml"
    link.symlink_to("letters.yaml")
    assert "letters.yaml" in quizgen("check", "link.yaml").output
    link.unlink()
    link.symlink_to("people.yaml")
    assert "people.yaml" in quizgen("check", "link.yaml").output


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "run",
    [
        ("lint", *NAMED),
        ("lint", "--strict", *NAMED),
        ("lint", "--format", "json", "letters.yaml"),
        ("items", "letters.yaml"),
        ("items", "--explain", "--of", "terms/one", "letters.yaml"),
        ("items", "--forms", "true-false", "letters.yaml"),
    ],
)
def test_lint_and_items_are_not_repeated(run: tuple[str, ...], was_read: list[list[str]]) -> None:
    first = quizgen(*run)
    again = quizgen(*run)
    assert len(was_read) == 1
    assert (again.stdout, again.stderr) == (first.stdout, first.stderr)
    assert again.exit_code == first.exit_code


def test_items_with_the_answers_of_a_class_are_listed_again_if_these_change(folder: Path) -> None:
    path = folder / "responses.csv"
    head = "number,name,item,missed,chosen,offered,earned,possible\n"
    path.write_text(head)
    run = "items", "letters.yaml", "--responses", "responses.csv"
    first = quizgen(*run)
    assert first.exit_code == 0, first.output
    path.write_text("number\n")
    assert quizgen(*run).exit_code == 1


@pytest.mark.usefixtures("folder")
def test_a_wrong_id_of_items_leaves_no_record() -> None:
    run = "items", "letters.yaml", "--of", "terms/oen"
    assert quizgen(*run).exit_code == 2
    assert quizgen(*run).exit_code == 2


def without_record(*arguments: str) -> tuple[str, int]:
    done = CliRunner(env={store.FOLDER_VARIABLE: ""}).invoke(main, arguments)
    return done.output, done.exit_code


class Edits(RandomEdits):
    """Random edits of the decks, sound ones and others."""

    def make(self) -> str:
        """Change something, and return what."""
        self._count += 1
        name = self._draw.choice(list(DECKS))
        ways = ["fact"] * 4 + ["back"] * 3 + ["output"] * 2 + ["id", "broken", "include", "moved"]
        way = self._draw.choice(ways)
        path = self._folder / name
        before = path.read_text(encoding="utf-8")
        if way == "fact":
            path.write_text(f"{before}  n{self._count}: {self._fact(before)}\n", encoding="utf-8")
        elif way == "id":
            other = self._draw.choice(["letters", "quotes", "Letters", "people", "own"])
            path.write_text(re.sub("^deck: .*", f"deck: {other}", before), encoding="utf-8")
        elif way == "broken":
            path.write_text(f"{before}  n{self._count}: {{name: [}}\n", encoding="utf-8")
        elif way == "moved":
            path.write_text(f"# A line more.\n{before}", encoding="utf-8")
        elif way == "include":
            path.write_text(f"{before}include: [more.yaml]\n", encoding="utf-8")
        elif way == "output":
            self._delete_output()
        else:
            path.write_text(DECKS[name], encoding="utf-8")
        return f"{way} in {name}"

    def _fact(self, before: str) -> str:
        number = self._count
        if "terms:" in before:
            return f"{{name: word {number}, definition: the sense {number}}}"
        if "people:" in before:
            return f"{{name: Person {number}, who: {{en: a friend, de: ein Freund}}}}"
        return f"{{quote: It is {number}., of: the hour, by: people/people/ann}}"

    def _delete_output(self) -> None:
        made = sorted((self._folder / "build").rglob("*.*"))
        if made:
            self._draw.choice(made).unlink()


def files_in(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


@pytest.mark.parametrize("seed", range(12 if THOROUGH else 2))
def test_after_any_edits_commands_say_and_write_what_they_do_without_records(
    folder: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits, clean = Edits(folder, seed), folder.parent / "clean"
    for _ in range(12 if THOROUGH else 6):
        edit = edits.make()
        shutil.copytree(folder, clean)
        for command in COMMANDS:
            done = quizgen(command, *NAMED)
            with monkeypatch.context() as elsewhere:
                elsewhere.setenv(store.FOLDER_VARIABLE, "")
                elsewhere.chdir(clean)
                expected = quizgen(command, *NAMED)
            assert REPEATS.sub("", done.stdout) == expected.stdout, (edit, command)
            assert done.stderr == expected.stderr, (edit, command)
            assert done.exit_code == expected.exit_code, (edit, command)
        assert files_in(folder) == files_in(clean), edit
        shutil.rmtree(clean)
