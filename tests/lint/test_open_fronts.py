"""Fronts that leave open what is asked are found, and fronts with a topic are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from quizgen.cli import main

OPEN = (
    "What did Keynes say?",
    "What does the king claim?",
    "What did Marx think?",
    "What is special about Iceland?",
    "What do you know about the Moon?",
    "What happened then?",
)
CLEAR = (
    "What did Keynes say about the long run?",
    "What did Keynes write in 1936?",
    "What does insulin do?",
    "What did Fleming discover?",
    "What is the capital of Iceland?",
    "What do bees make?",
)


@pytest.mark.parametrize("front", [*OPEN, *CLEAR])
def test_what_somebody_said_is_open_without_a_topic(tmp_path: Path, front: str) -> None:
    path = tmp_path / "deck.yaml"
    question = f"questions: {{q: {{ask: '{front}', answer: an answer}}}}\n"
    path.write_text(f"deck: test\ntitle: A test\n{question}", encoding="utf-8")
    listed = CliRunner().invoke(main, ["lint", str(path)]).output
    assert ("Q462" in listed) == (front in OPEN)
