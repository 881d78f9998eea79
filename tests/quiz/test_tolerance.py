"""Written answers in numbers, with a tolerance that the key states."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pdf_support import pages

from quizgen.cli import main
from quizgen.quiz.read_manifest import read_manifest

DECK = """
deck: physics
title: Physics
language: {language}
quiz: {{forms: [short], items: 3}}
questions:
  mass: {{ask: How large is the mass?, answer: {{value: 6.0, {tolerance}}}}}
  speed: {{ask: How fast is it?, answer: {{value: 1230 km/h, tolerance: 5%}}}}
  where: {{ask: Where is it?, answer: in the lab}}
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def deck(tmp_path: Path, tolerance: str, language: str = "en") -> Path:
    path = tmp_path / "physics.yaml"
    path.write_text(DECK.format(tolerance=tolerance, language=language), "utf-8")
    return path


@pytest.mark.parametrize(
    ("language", "mass", "speed"),
    [
        ("en", "Accept 5.9-6.1.", "Accept 1,168.5-1,291.5 km/h."),
        ("de", "Richtig ist auch: 5,9-6,1.", "Richtig ist auch: 1168,5-1291,5 km/h."),
    ],
)
def test_the_key_says_what_to_accept(tmp_path: Path, language: str, mass: str, speed: str) -> None:
    done = run("quiz", deck(tmp_path, "tolerance: 0.1", language), "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    key = pages((tmp_path / "out" / "quiz-key.pdf").read_bytes())[0].ink
    key = key.replace("\N{EN DASH}", "-")
    assert mass.replace(" ", "") in key
    assert speed.replace(" ", "").replace(".", "")[:20] in key.replace(".", "")
    assert f"6.0({mass.rpartition(' ')[2].removesuffix('.')})" in key
    paper = pages((tmp_path / "out" / "quiz.pdf").read_bytes())[0].ink
    key = key.replace("\N{EN DASH}", "-")
    assert mass[:6] not in paper
    items = read_manifest(tmp_path / "out" / "quiz.json").items
    accepted = {item.facts[0]: item.accepted for item in items}
    assert accepted == {
        "questions/mass": (5.9, 6.1),
        "questions/speed": (1168.5, 1291.5),
        "questions/where": None,
    }


@pytest.mark.parametrize(
    ("tolerance", "code", "message"),
    [
        ("tolerance: much", "Q210", "`much` is not a tolerance"),
        ("tolerance: 0", "Q210", "`0` is not a tolerance"),
        ("tolerance: -1", "Q210", "`-1` is not a tolerance"),
        ("tolerence: 1", "Q201", "did you mean `tolerance`?"),
    ],
)
def test_what_is_no_tolerance_is_reported(
    tmp_path: Path, tolerance: str, code: str, message: str
) -> None:
    done = run("check", deck(tmp_path, tolerance))
    assert done.exit_code == 1
    assert f"error[{code}]" in done.output
    assert message in done.output


def test_only_numbers_have_a_tolerance(tmp_path: Path) -> None:
    path = deck(tmp_path, "tolerance: 0.1")
    text = path.read_text("utf-8").replace("value: 6.0", "value: six")
    path.write_text(text, "utf-8")
    done = run("check", path)
    assert "error[Q201]: `tolerance` belongs to single numbers only" in done.output
    assert "physics.yaml:7" in done.output
