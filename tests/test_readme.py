"""The README's commands and examples do what it says."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from deck_support import ROOT

from quizgen.cli import main
from quizgen.deck.load import load_deck

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
SHELL = [block.strip() for language, block in BLOCKS if language == "sh"]
DECK = next(block for language, block in BLOCKS if language == "yaml" and block.startswith("deck:"))


def test_the_set_up_commands() -> None:
    assert SHELL[0] == "pip install . && quizgen build"
    assert SHELL[1] == "pip install -e '.[test]' && pytest"
    assert SHELL[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("block", SHELL[2:], ids=lambda block: block.partition("\n")[0])
def test_commands(block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if "decks/" in block:
        shutil.copytree(ROOT / "decks", tmp_path / "decks")
    else:
        (tmp_path / "space-race.yaml").write_text(DECK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for command in block.splitlines():
        program, *arguments = shlex.split(command)
        assert program == "quizgen"
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        assert "Traceback" not in result.output


# What wants more than a deck: a roster, or a manifest.
SHOWN = [line for language, block in BLOCKS if language == "console" for line in block.splitlines()]
QUIZZES = [line.removeprefix("$ ") for line in SHOWN if " push " not in line]


@pytest.mark.parametrize("command", QUIZZES)
def test_commands_with_files_of_their_own(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "decks", tmp_path / "decks")
    (tmp_path / "class-7b.csv").write_text(
        "name,number,class\nAnna,1,7b\nBen,2,7b\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    first = ["quiz", "decks/us-russia-2020.yaml", "-o", "monday"]
    assert CliRunner().invoke(main, first).exit_code == 0
    program, *arguments = shlex.split(command)
    assert program == "quizgen"
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output


def test_the_build_makes_what_the_table_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "decks", tmp_path / "decks")
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["build"]).exit_code == 0
    listed = set(
        re.findall(r"^\| `([\w.-]+)` \|", README.partition("## Write a deck")[0], re.MULTILINE)
    )
    assert {path.name for path in Path("build/us-russia-2020").iterdir()} == listed


def test_the_deck_has_no_problems(tmp_path: Path) -> None:
    path = tmp_path / "space-race.yaml"
    path.write_text(DECK, encoding="utf-8")
    assert load_deck(path).diagnostics == ()


def test_the_shown_problem_is_the_real_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = next(block for language, block in BLOCKS if language == "text").strip()
    (tmp_path / "space-race.yaml").write_text(
        DECK.replace("    answer: Eagle", "    anwser: Eagle"), encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", "space-race.yaml"])
    assert shown in result.output


@pytest.mark.parametrize("link", re.findall(r"\]\((?!http)([^)]+)\)", README))
def test_links(link: str) -> None:
    assert (ROOT / link).exists()


def test_a_build_leaves_the_checkout_clean() -> None:
    ignored = subprocess.run(
        ["git", "check-ignore", "build/us-russia-2020/quiz.pdf"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert ignored.returncode == 0
