"""Files that an output must not overwrite, and two runs into one folder."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from deck_support import ROOT
from kill_support import killed_at

from quizgen.cli import main
from quizgen.quiz.read_manifest import read_manifest
from quizgen.writing import locking
from quizgen.writing.atomic import write_all
from quizgen.writing.locking import locked
from quizgen.writing.recovery import settle
from quizgen.writing.seen import ChangedError, Seen

DECK = """\
deck: herbs
title: Herbs
include: [more.yaml]
terms:
  basil: {name: basil, definition: the herb of a green sauce}
  thyme: {name: thyme, definition: a small herb of dry hills}
  sage: {name: sage, definition: a herb with grey leaves, picture: {file: sage.svg, alt: a leaf}}
"""
MORE = "terms: {dill: {name: dill, definition: a herb that is eaten with fish}}\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    deck = DECK.replace(", picture: {file: sage.svg, alt: a leaf}", "")
    pictured = "  moon: {ask: Which is it?, answer: {picture: sage.svg, alt: a leaf}}\n"
    Path("d.yaml").write_text(f"{deck}questions:\n{pictured}", encoding="utf-8")
    Path("more.yaml").write_text(MORE, encoding="utf-8")
    Path("sage.svg").write_text(SVG, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


def told(result: Result, code: str, *parts: str) -> None:
    assert result.exit_code == 1, result.output
    assert f"error[{code}]" in result.output
    assert [part for part in parts if part not in result.output] == []


def everything() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


# Inputs


@pytest.mark.parametrize("command", ["anki", "cards"])
@pytest.mark.parametrize("name", ["d.yaml", "more.yaml", "sage.svg", "d.lock", "x/../d.yaml"])
@pytest.mark.parametrize("has_lock", [True, False])
def test_an_input_is_not_overwritten(command: str, name: str, has_lock: bool) -> None:  # noqa: FBT001
    Path("x").mkdir()
    if has_lock:
        assert run("anki", "d.yaml").exit_code == 0
    before = everything()
    result = run(command, "d.yaml", "-o", name)
    told(result, "Q551", f"--> {name}", f"overwrite `{Path(name).name}`, which this run reads")
    assert everything() == before


def test_an_input_by_another_name_is_not_overwritten() -> None:
    os.link("d.yaml", "other.apkg")
    before = everything()
    told(run("anki", "d.yaml", "-o", "other.apkg"), "Q551", "other.apkg", "`d.yaml`")
    Path("link").symlink_to(".")
    told(run("anki", "d.yaml", "-o", "link/d.yaml"), "Q551")
    assert everything() == before


def test_a_template_and_a_roster_are_not_overwritten() -> None:
    assert run("template", "eject", "mine").exit_code == 0
    told(run("cards", "d.yaml", "--template", "mine", "-o", "mine/user.typ"), "Q551")
    Path("quiz.pdf").write_text("name,number\nAnna,1\n", encoding="utf-8")
    os.link("quiz.pdf", "class.csv")
    told(run("quiz", "d.yaml", "--students", "class.csv", "--forms", "short"), "Q551", "class.csv")
    assert Path("class.csv").read_text(encoding="utf-8").startswith("name")


@pytest.mark.parametrize("text", ["# notes\n", '{"format": 2}', "deck: another\n"])
def test_a_file_of_another_kind_stays(text: str) -> None:
    Path("mine").write_text(text, encoding="utf-8")
    for command, kind in (("anki", "an Anki package"), ("cards", "a PDF")):
        told(run(command, "d.yaml", "-o", "mine"), "Q554", f"is not {kind}")
    assert Path("mine").read_text(encoding="utf-8") == text
    assert not Path("d.lock").exists()


def test_a_package_is_made_anew() -> None:
    for _ in range(2):
        assert run("anki", "d.yaml").exit_code == 0
    Path("empty").touch()
    assert run("anki", "d.yaml", "-o", "empty").exit_code == 0


# Special files


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (os.mkfifo, "a pipe"),
        (_socket, "a socket"),
        (Path.mkdir, "a folder"),
        (lambda path: path.symlink_to("else.pdf"), "a symbolic link"),
        (lambda path: path.symlink_to("nowhere/else"), "a symbolic link"),
    ],
)
def test_what_is_no_file_stays(make: Callable[[Path], object], what: str, folder: Path) -> None:
    Path("else.pdf").write_bytes(b"%PDF mine")
    (folder / "quiz-key.pdf").parent.mkdir(exist_ok=True)
    make(Path("quiz-key.pdf"))
    before = everything()
    told(run("quiz", "d.yaml", "--forms", "short"), "Q552", "quiz-key.pdf", f"replace {what}")
    assert everything() == before
    assert not Path("quiz.json").exists()


def test_a_device_stays() -> None:
    told(run("anki", "d.yaml", "-o", "/dev/null"), "Q552", "a device")


# Modes


def test_modes_are_kept() -> None:
    assert run("quiz", "d.yaml", "--forms", "short").exit_code == 0
    Path("quiz-key.pdf").chmod(0o600)
    Path("quiz.pdf").chmod(0o664)
    assert run("quiz", "d.yaml", "--forms", "short", "--seed", "2", "--force").exit_code == 0
    assert Path("quiz-key.pdf").stat().st_mode & 0o777 == 0o600
    assert Path("quiz.pdf").stat().st_mode & 0o777 == 0o664


def test_a_read_only_file_stays() -> None:
    assert run("anki", "d.yaml").exit_code == 0
    Path("herbs.apkg").chmod(0o444)
    before = everything()
    told(run("anki", "d.yaml"), "Q553", "herbs.apkg", "read-only")
    assert everything() == before


def test_a_read_only_lock_stays() -> None:
    assert run("anki", "d.yaml").exit_code == 0
    Path("d.lock").chmod(0o444)
    before = Path("d.lock").read_bytes()
    Path("more.yaml").write_text(MORE.replace("fish", "cheese"), encoding="utf-8")
    result = run("anki", "d.yaml")
    assert result.exit_code == 0
    assert "d.lock was not written: it is read-only" in result.output
    assert Path("d.lock").read_bytes() == before


# Two runs into one folder


def test_a_run_waits_and_then_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "WAIT_SECONDS", 0.2)
    with locked([Path()]):
        result = run("anki", "d.yaml")
    assert result.exit_code == 3
    assert "cannot write .: another run of quizgen is writing to this folder" in (result.output)
    assert run("anki", "d.yaml").exit_code == 0


@pytest.mark.parametrize("way", ["folder", "file"])
def test_a_folder_is_held_by_one(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """If folders can't be locked, a lock file is, and it disappears afterwards."""
    if way == "file":

        def refuse(_: Path) -> Callable[[], None]:
            raise OSError("no locks on folders")

        monkeypatch.setattr(locking, "_take_folder", refuse)
    before = everything()
    Path("link").symlink_to(".")
    with locked([Path()]):
        assert (set(everything()) - set(before)) == ({".quizgen.lock"} if way == "file" else set())
        with pytest.raises(locking.FolderBusyError), locked([Path("link")], seconds=0.1):
            pytest.fail("both hold the folder")
    assert everything() == before
    with locked([Path("link")], seconds=0):
        pass


def test_a_folder_that_was_made_anew_meanwhile(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failed run removes the folder that it made, and a third run makes it again."""
    made = folder / "made"
    made.mkdir()
    lock = locking._lock  # noqa: SLF001 - what happens between two calls of the system

    def lock_late(handle: int) -> None:
        monkeypatch.setattr(locking, "_lock", lock)
        made.rmdir()
        made.mkdir()
        lock(handle)

    monkeypatch.setattr(locking, "_lock", lock_late)
    with locked([made]), pytest.raises(locking.FolderBusyError), locked([made], seconds=0.1):
        pytest.fail("both hold the folder")


def both(*commands: list[str]) -> list[tuple[int, str]]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "quizgen", *command],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for command in commands
    ]
    return [(each.communicate()[1], each.returncode)[::-1] for each in started]


@pytest.mark.parametrize("attempt", range(3))
def test_pairs_of_quizzes(attempt: int) -> None:
    """One run prints its quiz, and the other finds the manifest."""
    commands = [
        ["quiz", "d.yaml", "-o", f"out{attempt}", "--forms", "short", "--seed", seed]
        for seed in ("1", "2")
    ]
    ended = both(*commands)
    assert sorted(code for code, _ in ended) == [0, 1], ended
    assert "Q531" in "".join(text for _, text in ended)
    winner = next(index for index, (code, _) in enumerate(ended) if code == 0)
    assert read_manifest(Path(f"out{attempt}/quiz.json")).seed == winner + 1


@pytest.mark.parametrize("attempt", range(3))
def test_pairs_of_builds(attempt: int) -> None:
    command = ["build", "d.yaml", "-o", f"out{attempt}", "--forms", "short"]
    assert [code for code, _ in both(command, command)] == [0, 0]
    assert sorted(path.name for path in Path(f"out{attempt}/herbs").iterdir()) == [
        "herbs.apkg",
        "quiz-key.pdf",
        "quiz.json",
        "quiz.pdf",
    ]
    assert not list(Path().rglob(".quizgen*"))


def test_another_run_has_renewed_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was made of the lock before would take its changes back."""
    from quizgen.export import anki  # noqa: PLC0415

    package = anki.package

    def package_slowly(*arguments: object) -> object:
        monkeypatch.setattr(anki, "package", package)
        made = package(*arguments)  # type: ignore[arg-type]
        text = Path("more.yaml").read_text(encoding="utf-8")
        Path("more.yaml").write_text(text.replace("fish", "cheese"), encoding="utf-8")
        assert run("anki", "d.yaml").exit_code == 0
        return made

    monkeypatch.setattr(anki, "package", package_slowly)
    result = run("anki", "d.yaml")
    assert result.exit_code == 3
    assert "d.lock: another run has changed this file in the meantime" in result.output


# After a kill


def test_a_reprint_finishes_a_killed_run_first(folder: Path) -> None:
    """The manifest is the new one, and so are all papers."""
    for seed in ("1", "2"):
        arguments = ["quiz", "d.yaml", "--forms", "short", "--pdf", "none", "--seed", seed]
        assert run(*arguments, "-o", seed).exit_code == 0
    wanted = Path("2/quiz.json").read_bytes()
    old = Path("1/quiz.json").read_bytes()
    for call in count():
        Path("1/quiz.json").write_bytes(old)
        assert killed_at(call, lambda: write_all({folder / "1/quiz.json": wanted}))
        committed = list(Path("1").glob("*.commit"))
        if committed and Path("1/quiz.json").read_bytes() == old:
            break
        settle([folder / "1"])
    assert run("quiz", "1/quiz.json", "--pdf", "key").exit_code == 0
    assert Path("1/quiz.json").read_bytes() == wanted
    assert sorted(path.name for path in Path("1").iterdir()) == ["quiz-key.pdf", "quiz.json"]


@pytest.mark.parametrize(
    ("found", "is_changed"),
    [
        (b"terms/a 3ec4 2026-12-01T05:23:25Z\n", False),
        (b"terms/a 9f1b 2026-12-01T05:23:24Z\n", True),
        (None, True),
    ],
)
def test_what_another_run_did_as_well_is_no_change(
    tmp_path: Path, found: bytes | None, *, is_changed: bool
) -> None:
    """Two builds at once write their locks at two times."""
    lock = tmp_path / "d.lock"
    lock.write_bytes(b"terms/a 77aa 2026-11-30T10:00:00Z\n")
    seen = Seen([lock])
    lock.unlink() if found is None else lock.write_bytes(found)
    written = {lock: b"terms/a 3ec4 2026-12-01T05:23:24Z\n"}
    with pytest.raises(ChangedError) if is_changed else nullcontext():
        seen.check(written)
