"""Folders, pipes and devices instead of files: a message, and no waiting."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from quizgen.deck.load import load_deck
from quizgen.sandbox.inputs import IrregularFileError, TooLargeError, read_regular

DECK = "deck: herbs\ntitle: Herbs\nterms: {basil: {name: basil, definition: a green herb}}\n"
# Ends a run that waits, so that the test fails instead.
PATIENCE = 60

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a system without such files")

COMMANDS = {
    "a deck": (["check", "it.yaml"], "it.yaml", "Q002"),
    "a roster": (["quiz", "herbs.yaml", "--students", "it.csv"], "it.csv", "Q002"),
    "a manifest": (["quiz", "it.json"], "it.json", "Q002"),
    "a package": (["anki", "herbs.yaml", "--against", "it.apkg"], "it.apkg", "Q527"),
    "a lock": (["anki", "herbs.yaml"], "herbs.lock", "Q521"),
}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "quizgen", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


def make(kind: str, path: Path) -> None:
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()


@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
@pytest.mark.parametrize("what", COMMANDS)
def test_what_is_no_file_is_refused(what: str, kind: str, tmp_path: Path) -> None:
    command, name, code = COMMANDS[what]
    (tmp_path / "herbs.yaml").write_text(DECK, encoding="utf-8")
    make(kind, tmp_path / name)
    ended = run(tmp_path, *command)
    assert ended.returncode == 1
    assert f"error[{code}]" in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr


def test_pipes_that_a_deck_names_are_refused(tmp_path: Path) -> None:
    named = "include: [part.yaml]\nanki: {templates: cards}\nquiz: {template: own}\n"
    (tmp_path / "herbs.yaml").write_text(DECK + named, encoding="utf-8")
    for folder in ("cards", "own"):
        (tmp_path / folder).mkdir()
    for name in ("part.yaml", "cards/recall-front.html", "own/user.typ"):
        os.mkfifo(tmp_path / name)
    ended = run(tmp_path, "check", "herbs.yaml")
    assert ended.returncode == 1
    assert all(f"error[{code}]" in ended.stdout for code in ("Q002", "Q505", "Q511"))


def test_a_link_that_leads_nowhere_is_called_that(tmp_path: Path) -> None:
    (tmp_path / "herbs.yaml").symlink_to("elsewhere.yaml")
    (problem,) = load_deck(tmp_path / "herbs.yaml").diagnostics
    assert problem.code == "Q001"
    assert "a link to a file that is not there" in problem.help


def test_what_is_opened_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe may replace a file between the check and the opening."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_bytes(b"")
    told = (tmp_path / "file").stat()
    with monkeypatch.context() as patched:
        patched.setattr(Path, "stat", lambda _: told)
        with pytest.raises(IrregularFileError):
            read_regular(tmp_path / "pipe", 10)


def test_a_socket_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind("it")
        with pytest.raises(IrregularFileError):
            read_regular(Path("it"), 10)


def test_no_more_is_read_than_the_bound(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(bytes(10))
    assert read_regular(path, 10) == bytes(10)
    with pytest.raises(TooLargeError):
        read_regular(path, 9)


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(FileNotFoundError):
        read_regular(Path("a\0b"), 10)
