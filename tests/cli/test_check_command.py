"""`quizgen check`, and what every command says about input that it can't use."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizgen.cli import COMMANDS, main

GOOD = "deck: good\ntitle: Good\nterms:\n  a: {name: a, definition: b}\n"
BAD = "deck: bad\ntitle: Bad\nterms:\n  a: {name: a, defintion: b}\n"
WARNED = "deck: warned\ntitle: Warned\nterms:\n  a:\n    name: a\n    definition: C #1\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in {"good": GOOD, "bad": BAD, "warned": WARNED}.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["good.yaml"], 0),
        (["warned.yaml"], 0),
        (["warned.yaml", "--strict"], 1),
        (["good.yaml", "--strict"], 0),
        (["bad.yaml"], 1),
        (["good.yaml", "bad.yaml"], 1),
        (["missing.yaml"], 1),
        (["--format", "xml", "good.yaml"], 2),
        ([], 1),
    ],
)
def test_exit_codes(arguments: list[str], code: int) -> None:
    assert run("check", *arguments).exit_code == code


def test_what_a_sound_deck_is_told() -> None:
    told = "good.yaml: no problems in 1 fact; 2 of 2 questions have no options: "
    told += "quizgen items good.yaml says why\nNext: quizgen build good.yaml\n"
    assert run("check", "good.yaml").output == told
    assert run("check", "-q", "good.yaml").output == ""


def test_the_questions_without_options_are_those_of_the_list() -> None:
    source = Path("lists.yaml")
    lines = [f"  t{n}: {{name: term {n}, definition: meaning {n}}}" for n in range(4)]
    source.write_text("deck: lists\ntitle: L\nterms:\n" + "\n".join(lines), encoding="utf-8")
    assert run("check", "lists.yaml").output.startswith("lists.yaml: no problems in 4 facts\n")
    entry = "\npeople:\n  p: {name: Jan, who: a sailor}\n"
    source.write_text(source.read_text(encoding="utf-8") + entry, encoding="utf-8")
    told = "5 facts; 2 of 10 questions have no options: quizgen items lists.yaml says why"
    assert told in run("check", "lists.yaml").output
    assert "8 of 10 questions have options" in run("items", "lists.yaml").output


def test_the_questions_of_a_large_deck_are_not_counted() -> None:
    lines = [f"  t{n}: {{name: term{n}, definition: meaning {n}}}" for n in range(501)]
    text = "deck: large\ntitle: L\nterms:\n" + "\n".join(lines)
    Path("large.yaml").write_text(text, encoding="utf-8")
    told = "501 facts; quizgen items large.yaml says which of its 1002 questions have options"
    assert told in run("check", "large.yaml").output


def test_json() -> None:
    (problem,) = json.loads(run("check", "bad.yaml", "--format", "json").output)
    assert problem == {
        "code": "Q201",
        "severity": "error",
        "message": "unknown key `defintion`",
        "place": {"file": "bad.yaml", "line": 4, "column": 16, "length": 9},
        "help": "did you mean `definition`?",
        "mend": "definition",
    }
    assert json.loads(run("check", "good.yaml", "--format", "json").output) == []


def test_github(folder: Path) -> None:
    (folder / "a,b.yaml").write_text('deck: x\ntitle: X\n"a%\\nb": c\n', encoding="utf-8")
    output = run("check", "a,b.yaml", "--format", "github").output
    assert output.startswith(
        "::error file=a%2Cb.yaml,line=3,col=1,endColumn=8,title=Q201::`a%25%0Ab` is neither"
    )
    assert run("check", "warned.yaml", "--format", "github").output.startswith(
        "::warning file=warned.yaml,line=6"
    )
    assert run("check", "good.yaml", "--format", "github").output == ""


def test_decks_that_share_an_id(folder: Path) -> None:
    (folder / "twin.yaml").write_text(GOOD, encoding="utf-8")
    result = run("check", "good.yaml", "twin.yaml")
    assert result.exit_code == 1
    assert (
        "error[Q220]: the deck id `good` is taken by good.yaml\n --> twin.yaml:1:7" in result.output
    )


@pytest.mark.parametrize("command", ["check", "build", "anki", "quiz"])
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("missing.yaml", "Q001"),
        (".", "Q002"),
        ("pipe", "Q002"),
        ("x" * 300, "Q003"),
        ("loop.yaml", "Q003"),
        ("empty.yaml", "Q004"),
        ("binary.yaml", "Q005"),
        ("huge.yaml", "Q006"),
    ],
)
def test_input_that_is_no_deck(command: str, name: str, code: str, folder: Path) -> None:
    (folder / "binary.yaml").write_bytes(bytes(range(256)) * 100)
    (folder / "empty.yaml").touch()
    os.mkfifo(folder / "pipe")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    with (folder / "huge.yaml").open("wb") as stream:
        stream.truncate(50_000_000)
    before = sorted(folder.iterdir())
    result = run(command, name)
    assert result.exit_code == 1
    assert result.output.startswith(f"error[{code}]: ")
    assert "= help: " in result.output
    assert sorted(folder.iterdir()) == before, "nothing is written"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_deck_without_permission(folder: Path) -> None:
    (folder / "good.yaml").chmod(0)
    result = run("check", "good.yaml")
    assert result.exit_code == 1
    assert result.output.startswith("error[Q003]: the file cannot be read: permission denied")


def test_a_name_cannot_write_to_the_terminal(folder: Path) -> None:
    name = "a\x1b[31m\nb.yaml"
    (folder / name).write_text(BAD, encoding="utf-8")
    output = run("check", name).output
    assert "\x1b" not in output
    assert "\n --> a\\x1b[31m b.yaml:4:16\n" in output
    assert json.loads(run("check", name, "--format", "json").output)[0]["place"]["file"] == name


def test_a_missing_deck_is_guessed() -> None:
    assert "did you mean `good.yaml`?" in run("check", "god.yaml").output


@pytest.mark.parametrize("command", ["check", "build"])
def test_without_a_deck_it_says_how_to_start(command: str, folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    (folder / "compose.yaml").write_text("services: {}\n")
    result = run(command)
    assert result.exit_code == 2
    assert "Start one: quizgen new my-deck" in result.output
    assert run("new", "my-deck").exit_code == 0
    assert run(command).exit_code == 0, "the example itself works"


def test_which_decks_are_taken(folder: Path) -> None:
    (folder / "bad.yaml").unlink()
    (folder / "compose.yaml").write_text("services: {}\n")
    assert set(re.findall(r"^(\w+): \d", run("build").output, re.MULTILINE)) == {"good", "warned"}
    (folder / "decks").mkdir()
    (folder / "decks" / "own.yaml").write_text(
        GOOD.replace("good", "own") + "include: [part.yaml]\n", encoding="utf-8"
    )
    (folder / "decks" / "part.yaml").write_text(
        "terms: {c: {name: c, definition: d}}\n", encoding="utf-8"
    )
    assert set(re.findall(r"^(\w+): \d", run("build", "-o", "out").output, re.MULTILINE)) == {"own"}
    assert {path.name for path in (folder / "out").iterdir()} == {"own"}


def test_one_bad_deck_stops_the_build(folder: Path) -> None:
    assert run("build", "good.yaml", "bad.yaml").exit_code == 1
    assert not (folder / "build").exists()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["quiz", "good.yaml", "--items", "0"], "--items"),
        (["quiz", "good.yaml", "--seed", "-1"], "--seed"),
        (["quiz", "good.yaml", "--paper", "a5"], "--paper"),
        (["quiz", "good.yaml", "--pdf", "some"], "--pdf"),
        (["quiz"], "DECK"),
        (["kinds", "tretaies"], "did you mean `treaties`?"),
    ],
)
def test_usage(arguments: list[str], word: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert word in result.output


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 5


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_console_that_lacks_letters(encoding: str, form: str, folder: Path) -> None:
    (folder / "ru.yaml").write_text(BAD.replace("name: a", "имя: a"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "quizgen", "check", "ru.yaml", "--format", form],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == b""
    if form == "json":
        assert "unknown key `имя`" in {problem["message"] for problem in json.loads(done.stdout)}


def test_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "quizgen", "check", "bad.yaml"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "did you mean `definition`?" in done.stdout
    assert "Traceback" not in done.stderr
