"""Questions whose last words are a title that is a question."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_support import made_of

from quizgen.language.question_marks import with_one_mark

DECK = """
people:
  a: {name: Anna Berg, who: {value: the priest who wrote the pamphlet What Is Art?, single: true}}
"""


@pytest.mark.parametrize(
    ("question", "better"),
    [
        (
            "Which priest wrote the pamphlet What Is the Third Estate??",
            "Which priest wrote the pamphlet “What Is the Third Estate?”",
        ),
        ("Who asked why??", "Who asked why?"),
        ("What??", "What?"),
        ("Who wrote “What Is Art?”?", "Who wrote “What Is Art?”?"),
        ("Who wrote it?", "Who wrote it?"),
    ],
)
def test_a_question_has_one_mark(question: str, better: str) -> None:
    assert with_one_mark(question) == better


def test_a_title_that_is_a_question_stands_in_quotes(tmp_path: Path) -> None:
    stem = made_of(tmp_path, DECK)["people/a/who/back"].prompt.stem
    assert stem == "Which priest wrote the pamphlet “What Is Art?”"
