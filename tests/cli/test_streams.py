"""Decks from standard input, files to standard output, and what `-v` tells, in real processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from deck_support import LETTERS, ROOT

from quizgen.yaml.text import MAX_BYTES

PIXEL = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/>'
ARTICLE = "The first letter is alpha.\n\nThe second letter is beta.\n"
WITH_ARTICLE = LETTERS.replace("terms:", "source: {title: T, text: article.txt}\nterms:")


def quizgen(
    folder: Path, *arguments: str, deck: str | bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    data = deck.encode() if isinstance(deck, str) else deck
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "quizgen", *arguments]
    return subprocess.run(
        command, cwd=folder, input=data, env=variables, capture_output=True, check=False
    )


def told(output: bytes) -> list[str]:
    """Return what a command tells of a deck, without its name and the next step."""
    text = output.decode().replace("&lt;stdin&gt;", "mine.yaml").replace("<stdin>", "mine.yaml")
    return [line for line in text.splitlines() if not line.startswith("Next: ")]


@pytest.mark.parametrize(
    "command",
    [
        ("check", "-"),
        ("lint", "-"),
        ("items", "-"),
        ("kinds", "--deck", "-"),
        ("schema", "-"),
        ("report", "-", "-o", "-"),
        ("quiz", "-", "--pdf", "none", "-o", "out"),
        ("anki", "-", "--no-lock", "-o", "out.apkg"),
        ("build", "-", "--no-lock", "-o", "out"),
    ],
    ids=lambda command: command[0],
)
def test_a_deck_comes_from_standard_input(command: tuple[str, ...], tmp_path: Path) -> None:
    with_file, without = tmp_path / "with", tmp_path / "without"
    with_file.mkdir()
    without.mkdir()
    (with_file / "mine.yaml").write_text(LETTERS, encoding="utf-8")
    piped = quizgen(without, *command, deck=LETTERS)
    assert piped.returncode == 0, piped.stderr
    deck_at = command.index("-")
    given = [*command[:deck_at], "mine.yaml", *command[deck_at + 1 :]]
    from_file = quizgen(with_file, *given)
    assert told(piped.stdout) == told(from_file.stdout)
    assert not list(tmp_path.rglob("*.lock"))
    assert not list(tmp_path.rglob("*stdin*"))


def test_what_a_deck_names_lies_in_the_current_folder(tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "rows.csv").write_text("id,name,definition\nx,xi,a letter\n", encoding="utf-8")
    (folder / "more.yaml").write_text("terms: {y: {name: psi, definition: another one}}\n")
    (folder / "a.svg").write_text(f"{PIXEL}</svg>", encoding="utf-8")
    deck = (
        "deck: d\ntitle: T\ninclude: [more.yaml]\nterms: {table: rows.csv}\n"
        "questions: {q: {ask: What?, picture: {value: a.svg, alt: A box}, answer: a cube}}\n"
    )
    listed = quizgen(folder, "items", "-", deck=deck)
    assert listed.returncode == 0, listed.stderr
    assert b"terms/x" in listed.stdout
    assert b"terms/y" in listed.stdout
    elsewhere = quizgen(tmp_path, "items", "-", deck=deck)
    assert elsewhere.returncode == 1
    assert b"Q001" in elsewhere.stderr
    outside = quizgen(folder, "items", "-", deck=deck.replace("more.yaml", "../more.yaml"))
    assert b"Q007" in outside.stderr
    itself = quizgen(folder, "items", "-", deck=deck.replace("more.yaml", '"<stdin>"'))
    assert b"includes itself" in itself.stderr


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("build", "-"), b"--no-lock"),
        (("anki", "-"), b"--no-lock"),
        (("push", "-"), b"a lock has no place beside it"),
        (("pull", "-"), b"goes back into the deck's file"),
        (("review", "-", "-o", "sheet.txt"), b"a review changes the deck's file"),
        (("learners", "-"), b"the lock beside the deck"),
        (("check", "-", "--fix", "--yes"), b"--fix changes the deck's file"),
    ],
)
def test_what_needs_a_file_refuses_standard_input(
    command: tuple[str, ...], words: bytes, tmp_path: Path
) -> None:
    done = quizgen(tmp_path, *command, deck=LETTERS)
    assert done.returncode == 2
    assert words in done.stderr
    assert b"name a file" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("deck", "code"),
    [
        (b"\x00\x01\x02" * 100, b"Q005"),
        (b"deck: d\ntitle: \xff\xfe\n", b"Q005"),
        (b"\xff\xfed\x00e\x00", b"Q005"),
        (b"", b"Q004"),
        (b"deck: d\ntitle: [", b"Q100"),
    ],
    ids=["binary", "latin", "utf-16", "nothing", "broken"],
)
def test_junk_on_standard_input_is_a_problem(deck: bytes, code: bytes, tmp_path: Path) -> None:
    done = quizgen(tmp_path, "report", "-", "-o", "-", deck=deck)
    assert done.returncode == 1
    assert b"error[Q" in done.stderr
    assert code[:3] in done.stderr
    assert b"<stdin>" in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


def test_standard_input_has_a_limit(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "quizgen", "check", "-"]
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=tmp_path, env=variables, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        written = 0
        try:
            # Far more than any machine would hold; quizgen stops reading and ends.
            while written < 64 * MAX_BYTES:
                written += process.stdin.write(b"# a line of a comment\n" * 50_000)
        except BrokenPipeError:
            pass
        shown = process.stdout.read()
        assert process.wait() == 1
    assert b"Q006" in shown
    assert written < 3 * MAX_BYTES


def test_closed_standard_input_is_an_empty_deck(tmp_path: Path) -> None:
    script = f"exec {sys.executable} -m quizgen check - <&-"
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["sh", "-c", script], cwd=tmp_path, env=variables, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert b"Q004" in done.stdout


def test_the_next_step_never_names_the_stand_in(tmp_path: Path) -> None:
    good = LETTERS.replace("terms:", "source: {title: Notes}\nterms:")
    checked = quizgen(tmp_path, "check", "-", deck=good)
    assert checked.stdout == b"<stdin>: no problems in 4 facts\n"
    built = quizgen(tmp_path, "build", "-", "--no-lock", "-o", "out", deck=good)
    assert b"quizgen quiz - -o FOLDER" in built.stdout


def test_text_goes_to_standard_output(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(WITH_ARTICLE, encoding="utf-8")
    page = quizgen(tmp_path, "coverage", "mine.yaml", "--html", "-")
    assert page.stdout.startswith(b"<!doctype html>")
    assert page.stdout.endswith(b"</html>\n")
    assert b"covered: " in page.stderr
    report = quizgen(tmp_path, "report", "mine.yaml", "-o", "-")
    assert quizgen(tmp_path, "report", "mine.yaml", "-o", "r.html").returncode == 0
    assert report.stdout == (tmp_path / "r.html").read_bytes()
    assert b"mine.yaml: 4 facts give" in report.stderr
    schema = quizgen(tmp_path, "schema", "-o", "-")
    assert json.loads(schema.stdout)["$schema"]
    assert schema.stdout == quizgen(tmp_path, "schema").stdout


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(LETTERS, encoding="utf-8")
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "quizgen", "schema", "-o", "-"]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            command, cwd=tmp_path, env=variables, stdout=closed, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 0
    assert done.stderr == b""


def test_a_full_disk_behind_standard_output_is_reported(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no full device")
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "quizgen", "schema", "-o", "-"]
    with full.open("wb") as stream:
        done = subprocess.run(
            command, cwd=tmp_path, env=variables, stdout=stream, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 3
    assert b"cannot write standard output: no space left on device" in done.stderr


@pytest.mark.parametrize(
    "command", [("-v", "report", "mine.yaml"), ("report", "mine.yaml", "--verbose")]
)
def test_verbose_tells_what_is_read_written_and_skipped(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    deck = WITH_ARTICLE + "events: {e: {name: the end, date: 1990}}\n"
    (tmp_path / "mine.yaml").write_text(deck, encoding="utf-8")
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    done = quizgen(tmp_path, *command)
    lines = done.stderr.decode().splitlines()
    assert f"reads mine.yaml, {len(deck)} bytes" in lines
    assert f"reads article.txt, {len(ARTICLE)} bytes" in lines
    size = (tmp_path / "build" / "mine" / "report.html").stat().st_size
    assert f"writes build/mine/report.html, {size} bytes" in lines
    stages = [line for line in lines if line.startswith("time: ")]
    assert any("choosing options for mine" in line for line in stages)
    assert any("comparing mine with its article" in line for line in stages)
    assert all(line.endswith(" s") for line in stages)
    skipped = [line for line in lines if line.startswith("skips ")]
    assert any("items: too few wrong answers" in line for line in skipped)
    assert len(lines) == len(set(lines))
    assert not any(str(ROOT / "templates") in line for line in lines)
    plain = quizgen(tmp_path, *(each for each in command if each not in {"-v", "--verbose"}))
    assert plain.stderr == b""
    assert plain.stdout == done.stdout


def test_verbose_tells_which_files_are_no_decks(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(LETTERS + "include: [part.yml]\n", encoding="utf-8")
    (tmp_path / "notes.yaml").write_text("just: notes\n", encoding="utf-8")
    (tmp_path / "part.yml").write_text(
        "deck: other\ntitle: T\nterms: {z: {name: zeta, definition: a letter}}\n"
    )
    told = quizgen(tmp_path, "check", "-v").stderr.decode()
    assert "skips notes.yaml: no line of it begins with `deck:`" in told


def test_verbose_escapes_hidden_characters(tmp_path: Path) -> None:
    (tmp_path / "a\u202eb.yaml").write_text(LETTERS, encoding="utf-8")
    told = quizgen(tmp_path, "check", "-v", "a\u202eb.yaml").stderr.decode()
    assert "\u202e" not in told
    assert "reads a\\u202eb.yaml" in told


def test_every_command_takes_verbose(tmp_path: Path) -> None:
    for command in (["check"], ["template", "eject"], ["quiz"], []):
        shown = quizgen(tmp_path, *command, "--help").stdout.decode()
        assert "-v, --verbose" in shown, command
