"""A slip in a stem, mended after the quiz was printed."""

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
language: en
quiz: {items: 2}
questions:
  tiber: {ask: Were does the *Tiber* end?, answer: Italy, distractors: [Spain, Chile, Nepal]}
  rhine: {ask: Where dos the Rhine end?, answer: Holland, distractors: [Malta, Peru, Oman]}
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def test_a_reprint_takes_mended_stems(tmp_path: Path) -> None:
    deck, out = tmp_path / "lakes.yaml", tmp_path / "out"
    deck.write_text(DECK, "utf-8")
    assert run("quiz", deck, "-o", out).exit_code == 0
    before = read_manifest(out / "quiz.json")
    changed = DECK.replace("Were does", "Where does").replace("dos the Rhine", "does the Rhine")
    deck.write_text(changed.replace("answer: Holland", "answer: Germany"), "utf-8")
    done = run("quiz", out / "quiz.json", "--mend", deck)
    assert done.exit_code == 0, done.output
    paper = pages((out / "quiz.pdf").read_bytes())[0].ink
    assert "WheredoestheTiberend?" in paper
    # Its answer is another one, so the item is not the same.
    assert "WheredostheRhineend?" in paper
    assert "WheredoestheTiber" in pages((out / "quiz-key.pdf").read_bytes())[0].ink
    after = read_manifest(out / "quiz.json")
    assert after.fingerprint == before.fingerprint
    written = json.loads((out / "quiz.json").read_bytes())["items"]
    assert [item.get("mended") for item in written if "Tiber" in item["stem"]] == [
        "Where does the Tiber end?"
    ]
    assert not any("mended" in item for item in written if "Rhine" in item["stem"])
    assert run("quiz", out / "quiz.json").exit_code == 0
    assert "WheredoestheTiberend?" in pages((out / "quiz.pdf").read_bytes())[0].ink
    assert run("quiz", deck, "--mend", deck).exit_code == 2
