"""What the command line tells people besides: help under headings, next steps, colours."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from deck_support import ROOT

from quizgen.cli import COMMANDS, main
from quizgen.cli.help_sections import SectionedCommand

DECK = ROOT / "decks" / "sonnensystem.yaml"
BAD = "deck: d\ntitle: T\npeeple: {a: {name: A}}\n"
FACTS = "deck: d\ntitle: T\nterms: {x: {name: treaty, definition: what states agree upon}}\n"


def test_every_command_has_a_heading() -> None:
    shown = CliRunner().invoke(main, ["--help"]).output
    assert "Other commands" not in shown
    headings = ["Start a deck", "Work on it", "Make cards and papers", "Learn from learners"]
    places = [shown.index(f"\n{heading}:\n") for heading in headings]
    assert places == sorted(places)
    assert all(f"\n  {name} " in shown for name in COMMANDS)
    assert "...\n" not in shown.partition("Options:")[2]


def test_long_commands_group_their_options() -> None:
    commands = [main.get_command(click.Context(main), name) for name in COMMANDS]
    sectioned = [command for command in commands if isinstance(command, SectionedCommand)]
    assert {"quiz", "build"} <= {command.name for command in sectioned}
    for command in sectioned:
        shown = CliRunner().invoke(main, [str(command.name), "--help"]).output
        for option in command.params:
            if isinstance(option, click.Option) and not option.hidden:
                named = [line for line in shown.splitlines() if option.opts[-1] in line[:40]]
                assert named, option.name
    quiz = CliRunner().invoke(main, ["quiz", "--help"]).output
    assert quiz.index("\nWhat is asked:\n") < quiz.index("--items")
    assert quiz.index("\nAnswer sheets:\n") < quiz.index("--digits")


@pytest.mark.parametrize(
    ("arguments", "step"),
    [
        (("build", DECK), "import build/sonnensystem/sonnensystem.apkg into Anki"),
        (("anki", DECK, "--no-lock"), "import sonnensystem.apkg into Anki"),
        (("quiz", DECK, "--pdf", "none"), "to hand them out: quizgen quiz"),
        (("quiz", DECK, "--pdf", "none", "-o", "x"), "keep x/quiz.json"),
        (("cards", DECK), "print it two-sided"),
        (("check", "my deck.yaml"), 'quizgen build "my deck.yaml"'),
        (("schema", "my deck.yaml", "-o", "s.json"), "$schema=s.json"),
    ],
)
def test_the_last_line_is_the_next_step(
    arguments: tuple[object, ...], step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my deck.yaml").write_text(FACTS, encoding="utf-8")
    done = CliRunner().invoke(main, list(map(str, arguments)))
    assert done.exit_code == 0, done.output
    last = done.output.rstrip("\n").splitlines()[-1]
    assert last.startswith("Next: ")
    assert step in last
    if arguments[0] != "schema":
        quiet = CliRunner().invoke(main, [*map(str, arguments), "-q"])
        assert "Next:" not in quiet.output


def on_a_terminal(folder: Path, *arguments: str, **environment: str) -> str:
    """Return what a command shows on a terminal."""
    ours, theirs = pty.openpty()
    shown = b""
    command = [sys.executable, "-m", "quizgen", *arguments]
    variables = {**os.environ, "TERM": "xterm", "PYTHONPATH": str(ROOT), **environment}
    variables = {name: value for name, value in variables.items() if value}
    with subprocess.Popen(
        command, cwd=folder, stdout=theirs, stderr=theirs, env=variables
    ) as process:
        os.close(theirs)
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:
                break
            if not part:
                break
            shown += part
        process.wait()
    os.close(ours)
    return shown.decode()


def test_a_terminal_shows_colours_and_a_step(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text(BAD, encoding="utf-8")
    shown = on_a_terminal(tmp_path, "check", "deck.yaml", NO_COLOR="")
    assert "\x1b[31m\x1b[1merror[Q201]" in shown
    assert "quizgen explain Q201" in shown
    plain = on_a_terminal(tmp_path, "check", "deck.yaml", NO_COLOR="1")
    assert "\x1b[" not in plain
    assert "error[Q201]" in plain


def test_colours_never_come_from_a_deck(tmp_path: Path) -> None:
    deck = BAD.replace("peeple", '"\\e[32mpeeple"')
    (tmp_path / "deck.yaml").write_text(deck, encoding="utf-8")
    shown = on_a_terminal(tmp_path, "check", "deck.yaml", NO_COLOR="")
    assert "\x1b[32mpeeple" not in shown


def test_a_pipe_gets_no_colours(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text(BAD, encoding="utf-8")
    done = CliRunner().invoke(main, ["check", str(tmp_path / "deck.yaml")])
    assert "\x1b[" not in done.output
    assert "Next:" not in done.output


def test_open_shows_the_papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", opened.append)
    for command in (
        ("quiz", str(DECK), "--open", "-o", "x"),
        ("quiz", "x/quiz.json", "--open"),
        ("cards", str(DECK), "--open"),
        ("build", str(DECK), "--no-lock", "--open"),
        ("quiz", str(DECK), "--pdf", "none", "--open", "-o", "y"),
    ):
        done = CliRunner().invoke(main, list(command))
        assert done.exit_code == 0, done.output
    names = ["quiz.pdf", "quiz.pdf", "sonnensystem-cards.pdf", "quiz.pdf"]
    assert [Path(each).name for each in opened] == names


def test_a_dry_run_lists_what_a_build_would_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    deck = tmp_path / "deck.yaml"
    deck.write_text(FACTS, encoding="utf-8")

    def listed() -> list[str]:
        return CliRunner().invoke(main, ["build", "deck.yaml", "--dry-run"]).stdout.splitlines()

    assert listed()[0] == "new        build/d/d.apkg"
    assert not (tmp_path / "build").exists()
    assert CliRunner().invoke(main, ["build", "deck.yaml"]).exit_code == 0
    assert {line.split()[0] for line in listed()} == {"unchanged"}
    deck.write_text(FACTS.replace("agree upon", "agree on"), encoding="utf-8")
    assert "changed    build/d/d.apkg" in listed()
    assert (tmp_path / "deck.yaml").read_text(encoding="utf-8").count("agree on}") == 1
