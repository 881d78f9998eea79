"""Files appear whole or not at all, on full disks and in read-only folders."""

from __future__ import annotations

import errno
import os
import re
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from deck_support import ROOT

from quizgen.cli import main
from quizgen.writing.atomic import write_all

DECK = ROOT / "decks" / "elements.yaml"


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_folders_are_made(tmp_path: Path) -> None:
    write_all({tmp_path / "a" / "b" / "one": b"1", tmp_path / "a" / "two": b"2"})
    assert everything(tmp_path) == {"a/b/one": b"1", "a/two": b"2"}


def test_a_file_gets_the_usual_mode(tmp_path: Path) -> None:
    write_all({tmp_path / "one": b"1"})
    (tmp_path / "other").touch()
    assert (tmp_path / "one").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize("way", ["a folder in the way", "a file for a folder"])
def test_nothing_changes_where_one_file_cannot_be_written(way: str, tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    target = tmp_path / "taken"
    if way == "a folder in the way":
        target.mkdir()
    else:
        target.write_bytes(b"file")
        target /= "inside"
    before = everything(tmp_path)
    with pytest.raises(OSError, match="taken"):
        write_all(
            {tmp_path / "old": b"new", tmp_path / "new" / "deep" / "file": b"x", target: b"y"}
        )
    assert everything(tmp_path) == before
    assert not (tmp_path / "new").exists()


def test_nothing_changes_where_renaming_fails_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "old").write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", _fail)
    with pytest.raises(OSError, match="no luck"):
        write_all({tmp_path / "old": b"new"})
    assert everything(tmp_path) == {"old": b"old"}


def test_nothing_changes_where_a_later_file_cannot_be_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).write_bytes(b"old")
    _refuse_to_replace(tmp_path / "two", monkeypatch)
    with pytest.raises(PermissionError, match="open elsewhere"):
        write_all({tmp_path / name: b"new" for name in ("one", "zero", "two", "three")})
    assert everything(tmp_path) == {"one": b"old", "two": b"old"}


def test_old_contents_are_copied_where_there_are_no_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).write_bytes(b"old")
    monkeypatch.setattr(os, "link", _fail)
    write_all({tmp_path / "one": b"new"})
    _refuse_to_replace(tmp_path / "two", monkeypatch)
    with pytest.raises(PermissionError):
        write_all({tmp_path / "one": b"newer", tmp_path / "two": b"newer"})
    assert everything(tmp_path) == {"one": b"new", "two": b"old"}


def _refuse_to_replace(refused: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make renaming to this file fail, as if another program had it open on Windows."""
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target == refused:
            raise PermissionError(errno.EACCES, "open elsewhere", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)


@pytest.mark.parametrize(
    "letter", ["x", "\N{CYRILLIC SMALL LETTER ZHE}", "\N{CJK UNIFIED IDEOGRAPH-5E73}"]
)
def test_names_as_long_as_they_can_be(letter: str, tmp_path: Path) -> None:
    name = letter * (255 // len(letter.encode()))
    write_all({tmp_path / name: b"1"})
    write_all({tmp_path / name: b"2"})
    assert everything(tmp_path) == {name: b"2"}


def test_no_folder_is_left_where_a_deeper_one_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mkdir = Path.mkdir
    monkeypatch.setattr(Path, "mkdir", lambda self: _fail() if self.name == "c" else mkdir(self))
    with pytest.raises(OSError, match="no luck"):
        write_all({tmp_path / "a" / "b" / "c" / "file": b"1"})
    assert list(tmp_path.iterdir()) == []


def _fail(*_: object, **__: object) -> None:
    raise OSError("no luck")


def _small_files() -> None:
    """Limit this process to files of 10 kB, like a disk that fills up halfway."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))


@pytest.mark.parametrize(
    "command",
    [
        ["build", DECK, "-o", "out"],
        ["quiz", DECK, "-o", "out", "--force"],
        ["anki", DECK, "-o", "out/x"],
    ],
)
def test_a_disk_that_fills_up(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "quiz.json").write_bytes(b"what was there")
    done = subprocess.run(
        [sys.executable, "-m", "quizgen", *command],
        cwd=tmp_path,
        preexec_fn=_small_files,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert re.fullmatch(
        r"error: cannot write out\S+: file too large \(no file was changed\)\n", done.stderr
    )
    assert everything(tmp_path) == {"out/quiz.json": b"what was there"}


@pytest.mark.parametrize("command", [["build", "-o"], ["quiz", "-o"], ["anki", "-o"]])
def test_an_output_that_cannot_be_written(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    name, option = command
    result = CliRunner().invoke(main, [name, str(DECK), option, str(tmp_path / "file" / "below")])
    assert result.exit_code == 3
    assert "no file was changed" in result.output
    assert everything(tmp_path) == {"file": b"x"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    result = CliRunner().invoke(
        main, ["anki", str(DECK), "-o", str(tmp_path / "closed" / "x.apkg")]
    )
    assert result.exit_code == 3
    assert "x.apkg: permission denied" in result.output
