"""A user's template changes what it names and can't do harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from deck_support import ROOT
from pdf_support import pages

from quizgen.cli import main
from quizgen.typeset import own_template, typesetting
from quizgen.typeset.compiling import Limits

DECK = ROOT / "decks" / "elements.yaml"
CONTRACT = "#let contract = 1\n"
USUAL = CONTRACT + '#import "items.typ" as usual\n#import "lib.typ": *\n'


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def printed(tmp_path: Path, text: str, *options: str) -> Result:
    folder = tmp_path / "own"
    folder.mkdir(exist_ok=True)
    (folder / "user.typ").write_text(text, encoding="utf-8")
    out = str(tmp_path / "out")
    return run(
        "quiz", str(DECK), "--items", "6", "-o", out, "--force", "--template", str(folder), *options
    )


def words(tmp_path: Path, name: str = "quiz.pdf") -> str:
    return " ".join(page.words for page in pages((tmp_path / "out" / name).read_bytes()))


def test_what_is_ejected_changes_nothing(tmp_path: Path) -> None:
    told = run("template", "eject", str(tmp_path / "own"))
    assert told.exit_code == 0, told.output
    text = (tmp_path / "own" / "user.typ").read_text("utf-8")
    assert printed(tmp_path, text).exit_code == 0
    with_own = (tmp_path / "out" / "quiz.pdf").read_bytes()
    assert run("quiz", str(DECK), "--items", "6", "-o", str(tmp_path / "out")).exit_code == 0
    assert (tmp_path / "out" / "quiz.pdf").read_bytes() == with_own
    again = run("template", "eject", str(tmp_path / "own"))
    assert again.exit_code == 2
    assert "already exists" in again.output


def test_every_function_that_is_shown_works(tmp_path: Path) -> None:
    """The comments in the ejected file are code that runs."""
    shown = (ROOT / "templates" / "print" / "user.typ").read_text("utf-8").splitlines()
    code: list[str] = []
    depth = 0
    for line in shown:
        bare = line.removeprefix("// ")
        if line.startswith("// ") and (bare.startswith("#let") or depth):
            depth += bare.count("{") - bare.count("}")
            code.append(bare)
        elif not line.startswith("//"):
            code.append(line)
    text = "\n".join(code)
    assert text.count("#let ") >= 12
    forms = "choice,multiple,true-false,matching,ordering,odd-one-out,short"
    made = printed(tmp_path, text, "--forms", forms, "--worked")
    assert made.exit_code == 0, made.output


def test_functions_of_ones_own(tmp_path: Path) -> None:
    text = USUAL + (
        "#let head(version) = [A head of my own]\n"
        "#let choice(item) = [Mine #item.number: ] + usual.choice(item)\n"
        "#let style(body) = { set text(fill: rgb(10, 20, 30)); body }\n"
    )
    assert printed(tmp_path, text, "--worked").exit_code == 0
    for name in ("quiz.pdf", "quiz-worked.pdf"):
        shown = words(tmp_path, name)
        assert "A head of my own" in shown
        assert all(f"Mine {number}:" in shown for number in range(1, 7))
    assert "Mine" not in words(tmp_path, "quiz-key.pdf")


@pytest.mark.parametrize(
    ("code", "place", "message"),
    [
        ("#let choice(item) = item.nix", (2, 26), "dictionary does not contain key"),
        ("#let x = (", (2, 10), "unclosed delimiter"),
        ('#let choice(item) = read("/etc/passwd")', (2, 26), "file not found"),
        ('#let choice(item) = read("../../etc/passwd")', (2, 26), ""),
        ('#let choice(item) = image("secret.png")', (2, 27), "file not found"),
        ('#import "@preview/cetz:0.2.0": *', (2, 9), ""),
        ('#import ("@pre" + "view/cetz:0.2.0"): *', (2, 9), ""),
        ('#let choice(item) = panic("no")', (2, 21), "panicked"),
    ],
)
def test_an_error_is_told_at_its_place(
    tmp_path: Path, code: str, place: tuple[int, int], message: str
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "secret.png").write_bytes(b"x")
    made = printed(tmp_path, CONTRACT + code)
    assert made.exit_code == 1
    assert "error[Q508]: " in made.output
    assert message in made.output
    line, column = place
    assert f"user.typ:{line}:{column}\n" in made.output
    assert "quizgen-" not in made.output.partition("  = help")[0], "no temporary folder is named"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "code", ["#let choice(one, two) = one", "#let head() = []", "#let style = body => (body)(1)"]
)
def test_a_function_that_takes_something_else(tmp_path: Path, code: str) -> None:
    made = printed(tmp_path, CONTRACT + code)
    assert made.exit_code == 1
    assert "error[Q508]" in made.output


@pytest.mark.parametrize(
    "text", ["// nothing", "#let contract = 2", "#let contract = none", '#let contract = "1"']
)
def test_another_contract_is_refused(tmp_path: Path, text: str) -> None:
    made = printed(tmp_path, text)
    assert made.exit_code == 1
    assert "error[Q507]" in made.output
    assert "#let contract = 1" in made.output


@pytest.mark.parametrize(
    ("code", "stopped"),
    [
        (
            "#let choice(item) = for a in range(30000) { for b in range(30000) { } }",
            "does not end",
        ),
        ('#let choice(item) = "x" * 4000000000', "megabytes of memory"),
    ],
)
def test_what_runs_away_is_stopped(
    tmp_path: Path, code: str, stopped: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = Limits(seconds=4, megabytes=600)
    monkeypatch.setattr(typesetting, "LIMITS", limits)
    monkeypatch.setattr(own_template, "LIMITS", limits)
    made = printed(tmp_path, CONTRACT + code)
    assert made.exit_code == 1
    assert "error[Q506]" in made.output
    assert stopped in made.output


def test_the_decks_own_template(tmp_path: Path) -> None:
    deck = tmp_path / "deck.yaml"
    text = DECK.read_text("utf-8").replace("quiz: {", "quiz: {template: looks, ", 1)
    assert "template: looks" in text
    deck.write_text(text, encoding="utf-8")
    missing = run("check", str(deck))
    assert "error[Q505]" in missing.output
    assert "quizgen template eject" in missing.output
    (tmp_path / "looks").mkdir()
    (tmp_path / "looks" / "user.typ").write_text(
        CONTRACT + "#let head(version) = [Of the deck]\n", encoding="utf-8"
    )
    assert run("quiz", str(deck), "-o", str(tmp_path / "out")).exit_code == 0
    assert "Of the deck" in words(tmp_path)
    deck.write_text(text.replace("template: looks", "template: ../looks"), encoding="utf-8")
    assert "error[Q007]" in run("check", str(deck)).output


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "secret.typ").write_text(CONTRACT, encoding="utf-8")
    (tmp_path / "own" / "user.typ").symlink_to(tmp_path / "secret.typ")
    made = run("quiz", str(DECK), "-o", str(tmp_path / "out"), "--template", str(tmp_path / "own"))
    assert made.exit_code == 1
    assert "lies outside its folder" in made.output


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    made = run("quiz", str(DECK), "-o", str(tmp_path / "out"), "--template", str(tmp_path / "own"))
    assert made.exit_code == 1
    assert "has no file `user.typ`" in made.output
