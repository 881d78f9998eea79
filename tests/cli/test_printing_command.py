"""What a teacher types: `quizgen quiz` with unusual places, unusual numbers, parallel runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from deck_support import ROOT

from quizgen.cli import main
from quizgen.export.paper import PaperWriter, Printing
from quizgen.export.writer import Source, Written

DECK = ROOT / "decks" / "us-russia-2020.yaml"
PICTURED = """\
deck: birds
title: Birds
kinds:
  birds:
    one: bird
    name: name
    fields: {name: {type: text, required: true}, picture: {type: image, single: true}}
    questions: {picture: {back: "which bird is this? {picture}"}}
include: [more.yaml]
birds:
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_a_deck_that_is_reached_by_a_link(tmp_path: Path) -> None:
    """Pictures, includes and lock are beside the file that the link leads to."""
    home = tmp_path / "Größe und Maß"
    home.mkdir()
    birds = ""
    for n, name in enumerate(("gull", "tern", "skua", "auk")):
        square = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
            f'<path d="M0 0h{n + 1}v9z"/></svg>'
        )
        (home / f"{name}.svg").write_text(square, encoding="utf-8")
        birds += f"  {name}: {{name: {name}, picture: {{value: {name}.svg, alt: drawing {n}}}}}\n"
    (home / "birds.yaml").write_text(PICTURED + birds, encoding="utf-8")
    (home / "more.yaml").write_text(
        "terms:\n  wing: {name: wing, definition: what birds fly with}\n", encoding="utf-8"
    )
    link = tmp_path / "elsewhere" / "birds.yaml"
    link.parent.mkdir()
    link.symlink_to(home / "birds.yaml")
    done = run("quiz", link, "-o", tmp_path / "out", "--items", 5, "--forms", "short")
    assert done.exit_code == 0, done.output
    assert len(list((tmp_path / "out" / "pictures").iterdir())) == 4
    assert run("build", link, "-o", tmp_path / "built").exit_code == 0
    assert (home / "birds.lock").is_file()
    assert [path.name for path in link.parent.iterdir()] == ["birds.yaml"]


def test_two_runs_into_one_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second to finish does not replace the quiz of the first."""
    write = PaperWriter.write

    def slowly(writer: PaperWriter, source: Source, settings: Printing) -> Written:
        monkeypatch.setattr(PaperWriter, "write", write)
        assert run("quiz", DECK, "--seed", 2, "-o", tmp_path, "--pdf", "none").exit_code == 0
        return write(writer, source, settings)

    monkeypatch.setattr(PaperWriter, "write", slowly)
    done = run("quiz", DECK, "--seed", 1, "-o", tmp_path)
    assert (done.exit_code, "error[Q531]" in done.output) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["quiz.json"]
    assert json.loads((tmp_path / "quiz.json").read_bytes())["seed"] == 2


def test_numbers_and_names_as_people_write_them(tmp_path: Path) -> None:
    done = run("quiz", DECK, "--wrong", "0,25", "--paper", "A4", "-o", tmp_path, "--pdf", "none")
    assert done.exit_code == 0, done.output
    document = json.loads((tmp_path / "quiz.json").read_bytes())
    assert (document["marking"]["wrong"], document["paper"]) == (0.25, "a4")


@pytest.mark.parametrize("given", ["1,000,5", "a quarter", "nan", "-1"])
def test_what_is_no_number_of_points(given: str) -> None:
    done = run("quiz", DECK, "--wrong", given)
    assert done.exit_code == 2
    assert "--wrong" in done.output


@pytest.mark.parametrize(
    ("command", "place"), [("quiz", "file"), ("build", "file"), ("cards", "."), ("anki", ".")]
)
def test_a_place_that_cannot_be_written_is_wrong_usage(
    tmp_path: Path, command: str, place: str
) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    done = run(command, DECK, "-o", tmp_path / place)
    assert done.exit_code == 2
    assert str(tmp_path / place) in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_forms_that_a_deck_cannot_have_are_named(tmp_path: Path) -> None:
    deck = tmp_path / "deck.yaml"
    asked = "".join(
        f"  q{n}: {{ask: How much is {n}?, answer: a{n}, distractors: [b, c]}}\n" for n in range(3)
    )
    deck.write_text(f"deck: test\ntitle: A test\nquestions:\n{asked}", encoding="utf-8")
    done = run("quiz", deck, "--forms", "matching,ordering", "-o", tmp_path / "out")
    assert done.exit_code == 1
    assert (
        "quizgen can make no items of the forms `matching`, `ordering` from this deck"
        in done.output
    )
