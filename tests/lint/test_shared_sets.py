"""Options that an author wrote for several questions."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from quizgen.cli import main

QUESTIONS = """deck: rivers
title: Rivers
source: {title: Notes}
questions:
  a: {ask: Which river flows through Basel?, answer: the Rhine, distractors: [the Rhone, the Aare]}
  b: {ask: Which river flows through Geneva?, answer: the Rhone, distractors: [the Rhine, the Aare]}
  c: {ask: Which river flows through Bern?, answer: the Aare, distractors: [the Rhine, the Rhone]}
"""


def test_questions_that_no_paper_has_together_are_told_once(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    path.write_text(QUESTIONS, encoding="utf-8")
    output = CliRunner().invoke(main, ["lint", str(path)]).output
    assert output.count("Q447") == 1
    assert "`questions/a/answer` and 1 more" in output


def test_questions_with_options_of_their_own_are_not_told(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    own = QUESTIONS.replace("[the Rhine, the Aare]", "[the Inn, the Po]")
    path.write_text(own.replace("[the Rhine, the Rhone]", "[the Elbe, the Oder]"), encoding="utf-8")
    assert "Q447" not in CliRunner().invoke(main, ["lint", str(path)]).output
