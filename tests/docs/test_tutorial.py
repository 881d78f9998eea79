"""The tutorial, word for word: a reader does what it says, and sees what it shows.

QUIZGEN_UPDATE_TUTORIAL=1 writes the real outputs into the page; where lines are left out (`…`), do
it by hand. Read the page before you commit.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from anki_support import cards, check_database, import_package, open_collection
from click.testing import CliRunner
from pages_support import DOCS

from quizgen.cli import main

PAGE = DOCS / "tutorial.md"
_BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_SAVED = re.compile(r"[Ss]ave this.* as `(?P<file>[^`]+)`")
_ADDED = re.compile(r"at the end of `(?P<file>[^`]+)`:$")
_FOUND = re.compile(r"In `(?P<file>[^`]+)`, find this line:$")
_INSTEAD = "Write instead:"
_LEFT_OUT = "\n…\n"


@dataclass
class Reader:
    """Somebody who does what the page says, in an empty folder, and sees what comes out."""

    folder: Path
    said: str = ""
    old: tuple[Path, str] | None = None
    outputs: list[tuple[str, str]] = field(default_factory=list)
    is_shown: bool = True

    def does(self, prose: str, language: str, text: str) -> None:
        """Do what a block of the page says, after the last line of the prose before it."""
        if language == "console":
            assert text == "$ pip install .\n"
        elif language == "sh":
            self._runs(text)
        elif found := _SAVED.search(prose):
            (self.folder / found["file"]).write_text(text, encoding="utf-8")
        elif found := _ADDED.search(prose):
            with (self.folder / found["file"]).open("a", encoding="utf-8") as file:
                file.write(text)
        elif found := _FOUND.search(prose):
            self.old = self.folder / found["file"], text
        elif prose == _INSTEAD:
            self._replaces(text)
        else:
            assert language == "text", f"what is a reader to do with this? {prose}"
            assert not self.is_shown, "an output follows its command"
            self.outputs.append((text, self.said))
            self.is_shown = True

    def _runs(self, text: str) -> None:
        (command,) = text.splitlines()
        program, *arguments = shlex.split(command)
        assert program == "quizgen"
        result = CliRunner().invoke(main, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        self.said = result.output
        self.is_shown = False

    def _replaces(self, text: str) -> None:
        assert self.old
        path, old = self.old
        whole = path.read_text(encoding="utf-8")
        assert whole.count(old) == 1
        path.write_text(whole.replace(old, text), encoding="utf-8")


def blocks() -> Iterator[tuple[str, str, str]]:
    """Yield the blocks of the page: the last line before each, its language and its text."""
    page, end = PAGE.read_text(encoding="utf-8"), 0
    for block in _BLOCK.finditer(page):
        before = page[end : block.start()].strip()
        yield before.rpartition("\n")[2], block["language"], block["text"]
        end = block.end()


def shows(shown: str, real: str) -> bool:
    """Return whether the page shows an output; where it leaves lines out, the rest in order."""
    if _LEFT_OUT not in shown:
        return shown == real
    first, *others = shown.split(_LEFT_OUT)
    return (
        real.startswith(first)
        and real.endswith(others[-1])
        and all(each in real for each in others)
    )


def test_the_tutorial_word_for_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    reader, packages = Reader(work), []
    for prose, language, text in blocks():
        reader.does(prose, language, text)
        if text == "quizgen build\n":
            package = tmp_path / f"{len(packages)}.apkg"
            package.write_bytes((work / "build" / "south-pole" / "south-pole.apkg").read_bytes())
            packages.append(package)
    if os.environ.get("QUIZGEN_UPDATE_TUTORIAL"):
        update(reader.outputs)
    for shown, real in reader.outputs:
        assert shows(shown, real), real
    assert len(reader.outputs) >= 7
    page = PAGE.read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([\w.-]+)` \|", page, re.MULTILINE))
    assert {path.name for path in (work / "build" / "south-pole").iterdir()} == listed
    assert {path.name for path in (work / "monday").iterdir()} == listed - {"south-pole.apkg"}
    reviews_are_kept(tmp_path, packages)


def update(outputs: list[tuple[str, str]]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for shown, real in outputs:
        if _LEFT_OUT not in shown:
            page = page.replace(f"```text\n{shown}```", f"```text\n{real}```", 1)
    PAGE.write_text(page, encoding="utf-8")


def reviews_are_kept(folder: Path, packages: list[Path]) -> None:
    """Import the packages one after the other, and review a card in between, as learners do."""
    collection = open_collection(folder)
    first, second = packages
    import_package(collection, first)
    before = {card.id: card for card in cards(collection)}
    assert before
    reviewed = next(iter(before.values()))
    reviewed.reps, reviewed.ivl, reviewed.type, reviewed.queue = 3, 20, 2, 2  # type: ignore[assignment]
    collection.update_card(reviewed)
    import_package(collection, second)
    after = {card.id: card for card in cards(collection)}
    assert after.keys() == before.keys()
    assert (after[reviewed.id].reps, after[reviewed.id].ivl) == (3, 20)
    answers = " ".join(card.note().joined_fields() for card in after.values())
    assert "the leader of the second group" in answers.replace("The", "the")
    assert "tent" not in answers
    assert check_database(collection) == []
    collection.close()
