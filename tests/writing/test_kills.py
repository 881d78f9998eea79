"""A run that is killed at any moment leaves all old files or all new ones."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from deck_support import THOROUGH
from kill_support import killed_at

from quizgen.writing import atomic, locking
from quizgen.writing.atomic import write_all
from quizgen.writing.locking import FolderBusyError
from quizgen.writing.plans import Change
from quizgen.writing.recovery import settle
from quizgen.writing.staging import stage

Contents = dict[str, bytes]
# A manifest and its papers, a package, a picture, and a lock in another folder.
OLD: Contents = {
    "decks/d.lock": b"lock 1",
    "out/quiz.json": b"manifest 1",
    "out/quiz.pdf": b"papers 1",
    "out/quiz-key.pdf": b"key 1",
    "out/d.apkg": b"package 1",
}
NEW: Contents = {
    "decks/d.lock": b"lock 2",
    "out/pictures/new.png": b"picture 2",
    "out/quiz.json": b"manifest 2",
    "out/quiz.pdf": b"papers 2",
    "out/quiz-key.pdf": b"key 2",
    "out/d.apkg": b"package 2",
    "out/quiz-worked.pdf": b"worked 2",
}
OTHER = {"decks/d.yaml": b"the deck", "out/notes.txt": b"mine"}
# Of the kills that a second thing goes wrong after, so many are left out between two.
STEP = 1 if THOROUGH else 5
PRINTED = ("out/quiz.json", "out/quiz.pdf", "out/quiz-key.pdf", "out/quiz-worked.pdf")


@pytest.fixture(autouse=True)
def _no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A killed process loses nothing that it gave to the system, so fsync isn't needed."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def lay(folder: Path, contents: Contents) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in {**contents, **OTHER}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def there(folder: Path, *, visible: bool = False) -> Contents:
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not (visible and path.name.startswith(".quizgen"))
    }
    return {name: data for name, data in found.items() if name not in OTHER}


def write(folder: Path) -> None:
    files = {folder / name: data for name, data in NEW.items()}
    write_all(files, heads=[folder / "out/quiz.json"])


def folders(folder: Path) -> list[Path]:
    return [folder / "out", folder / "out/pictures", folder / "decks"]


def printings(found: Contents) -> set[bytes]:
    return {found[name][-1:] for name in PRINTED if name in found}


def each_kill(
    folder: Path, old: Contents, run: Callable[[], object], step: int = 1
) -> list[Contents]:
    """Return the files after each kill, before the repair and after it."""
    seen = []
    for call in range(0, 10_000, step):
        lay(folder, old)
        if not killed_at(call, run):
            return seen
        seen.append(there(folder, visible=True))
        settle(folders(folder))
        mended = there(folder)
        assert mended in (old, NEW), call
        seen.append(mended)
    pytest.fail("the run does not end")


@pytest.mark.parametrize("old", [OLD, {}], ids=["over old files", "into new folders"])
def test_a_kill_at_every_call(old: Contents, tmp_path: Path) -> None:
    seen = each_kill(tmp_path, old, lambda: write(tmp_path))
    # Some kills come before the commit point and some after it.
    assert old in seen
    assert NEW in seen
    assert len(seen) > 2 * 80
    # Even before the next run, papers never stand beside another quiz's manifest.
    assert [found for found in seen if len(printings(found)) > 1] == []
    # No package is newer than its lock, or a later change back would not reach learners.
    newer = [found for found in seen if found.get("out/d.apkg") == b"package 2"]
    assert {found["decks/d.lock"] for found in newer} == {b"lock 2"}


def test_the_next_run_is_killed_as_well(tmp_path: Path) -> None:
    kills = 0
    for call in range(0, 10_000, 23):
        first = ("out", "decks")[call % 2]
        lay(tmp_path / "killed", OLD)
        if not killed_at(call, lambda: write(tmp_path / "killed")):
            break
        for again in range(call % STEP, 10_000, STEP):
            folder = tmp_path / "again"
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(tmp_path / "killed", folder)
            is_killed = killed_at(again, partial(settle, [folder / first]))
            for each in folders(folder):
                settle([each])
            assert there(folder) in (OLD, NEW), (call, again)
            kills += is_killed
            if not is_killed:
                break
    assert kills > 50 / STEP


def test_a_run_that_takes_itself_back_is_killed(tmp_path: Path) -> None:
    """A file can't be replaced, as if it were open elsewhere on Windows."""

    def fail_in_the_middle() -> None:
        replace = Path.replace

        def refuse(self: Path, target: Path) -> Path:
            if target.name == "quiz-key.pdf" and self.suffix == ".part":
                raise PermissionError(13, "open elsewhere", str(target))
            return replace(self, target)

        Path.replace = refuse  # type: ignore[method-assign]  # in a child of its own
        with pytest.raises(PermissionError):
            write(tmp_path)

    seen = each_kill(tmp_path, OLD, fail_in_the_middle, STEP)
    assert [found for found in seen if len(printings(found)) > 1] == []


def test_a_later_write_mends_first(tmp_path: Path) -> None:
    for call in range(0, 10_000, STEP):
        lay(tmp_path, OLD)
        is_killed = killed_at(call, lambda: write(tmp_path))
        files = {"out/d.apkg": b"package 3", "out/pictures/new.png": b"picture 2"}
        write_all({tmp_path / name: data for name, data in files.items()})
        settle(folders(tmp_path))
        assert there(tmp_path) in ({**OLD, **files}, {**NEW, **files}), call
        if not is_killed:
            return


def test_folders_that_part_after_the_kill(tmp_path: Path) -> None:
    """If the commit record can't be reached, each folder returns to its old state."""
    for call in range(0, 10_000, STEP):
        lay(tmp_path, OLD)
        is_killed = killed_at(call, lambda: write(tmp_path))
        (tmp_path / "out").rename(tmp_path / "elsewhere")
        (tmp_path / "decks").rename(tmp_path / "others")
        settle([tmp_path / "elsewhere", tmp_path / "others"])
        out = {
            each.name: each.read_bytes()
            for each in (tmp_path / "elsewhere").iterdir()
            if each.is_file() and each.name != "notes.txt"
        }
        wanted = [
            {
                Path(name).name: data
                for name, data in each.items()
                if Path(name).parent.name == "out"
            }
            for each in (OLD, NEW)
        ]
        assert out in wanted, call
        if not is_killed:
            return


# What a killed run leaves behind


def test_leftovers_are_deleted(tmp_path: Path) -> None:
    for name in (".quizgen-abc_1.part", ".quizgen-abc_1.kept", ".quizgen-f00+2.part"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / ".quizgen-notes.txt").write_bytes(b"mine")
    (tmp_path / ".part").write_bytes(b"mine")
    write_all({tmp_path / "file": b"1"})
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        ".part",
        ".quizgen-notes.txt",
        "file",
    ]


def test_nothing_of_a_live_run_is_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The running process pauses with its file staged while another tries to begin."""
    monkeypatch.setattr(locking, "WAIT_SECONDS", 0.1)

    def stage_slowly(change: Change, data: bytes) -> None:
        stage(change, data)
        monkeypatch.setattr(atomic, "stage", stage)
        with pytest.raises(FolderBusyError) as raised:
            write_all({tmp_path / "file": b"2"})
        assert raised.value.filename == str(tmp_path)

    monkeypatch.setattr(atomic, "stage", stage_slowly)
    write_all({tmp_path / "file": b"1"})
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"file": b"1"}


# A folder from somebody else


@pytest.mark.parametrize("name", ["../victim", "/victim", "a/../../victim", "..", "a\\b", ""])
def test_a_forged_plan_touches_no_other_folder(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "deck"
    folder.mkdir()
    (tmp_path / "victim").write_bytes(b"mine")
    quoted = name.replace("\\", "\\\\")
    (folder / ".quizgen-0.plan").write_text(
        f'{{"format": 1, "home": ".", "files": [[0, "{quoted}", true, true]]}}', encoding="utf-8"
    )
    (folder / ".quizgen-0.commit").write_text('{"format": 1, "folders": [".", ".."]}')
    (folder / ".quizgen-0+0.part").write_bytes(b"theirs")
    settle([folder])
    assert (tmp_path / "victim").read_bytes() == b"mine"
    assert list(folder.iterdir()) == []
    assert sorted(each.name for each in tmp_path.iterdir()) == ["deck", "victim"]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": 1}', '{"format": 2}', "[" * 99_999])
def test_a_damaged_journal(text: str, tmp_path: Path) -> None:
    for end in ("plan", "commit"):
        (tmp_path / f".quizgen-0.{end}").write_text(text, encoding="utf-8")
    settle([tmp_path])
    assert list(tmp_path.iterdir()) == []
