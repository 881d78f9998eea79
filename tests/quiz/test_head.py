"""Further fields at the head of a paper: school, teacher, date and time."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result
from pdf_support import pages

from quizgen.cli import main
from quizgen.quiz.read_manifest import read_manifest

DECK = """
deck: lakes
title: Lakes
language: de
quiz: {{forms: [short], items: 1{head}}}
questions:
  tiber: {{ask: Wo endet der Tiber?, answer: Italien}}
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def made(tmp_path: Path, head: str) -> str:
    (tmp_path / "lakes.yaml").write_text(DECK.format(head=head), "utf-8")
    done = run("quiz", tmp_path / "lakes.yaml", "--force", "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    return pages((tmp_path / "out" / "quiz.pdf").read_bytes())[0].ink


def test_the_head_has_more_fields(tmp_path: Path) -> None:
    usual = made(tmp_path, "")
    before = read_manifest(tmp_path / "out/quiz.json")
    assert not json.loads((tmp_path / "out/quiz.json").read_bytes()).keys() & {"head"}
    assert "Schule" not in usual
    head = ", head: {teacher: Dr. Ode, school: Seeschule, time: blank, date: 1. Dezember}"
    paper = made(tmp_path, head)
    for words in ("SchuleSeeschule", "LehrkraftDr.Ode", "Datum1.Dezember", "Zeit"):
        assert words in paper
    after = read_manifest(tmp_path / "out/quiz.json")
    assert [(field.name, field.words) for field in after.head] == [
        ("school", "Seeschule"),
        ("teacher", "Dr. Ode"),
        ("date", "1. Dezember"),
        ("time", ""),
    ]
    assert after.fingerprint != before.fingerprint
    assert run("quiz", tmp_path / "out/quiz.json").exit_code == 0


def test_an_unknown_field_is_reported(tmp_path: Path) -> None:
    (tmp_path / "lakes.yaml").write_text(DECK.format(head=", head: {techer: Ode}"), "utf-8")
    done = run("check", tmp_path / "lakes.yaml")
    assert "error[Q201]" in done.output
    assert "did you mean `teacher`?" in done.output
