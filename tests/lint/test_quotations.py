"""When a quotation needs a topic: titles of works and lines of verse do well without."""

from __future__ import annotations

import pytest

from quizgen.lint.model import Card
from quizgen.lint.rules import lint_cards


def codes_of(front: str) -> set[str]:
    return {finding.code for _, finding in lint_cards([Card(front, "somebody")])}


@pytest.mark.parametrize(
    "front",
    [
        "Who wrote “Persuasion”?",
        "By whom was “Middlemarch” written?",
        "Who wrote “how it is”?",
        "Who is “how it is” by?",
        "“how it is” was by whom?",
        "Whose words are these: “Do not go gentle into that good night”?",
        "Whose words are these: “War and Peace”?",
    ],
)
def test_titles_and_lines_of_verse_need_no_topic(front: str) -> None:
    assert "Q461" not in codes_of(front)


@pytest.mark.parametrize(
    "front",
    [
        "Who wrote this: “simply paranoia”?",
        "Whose words are these: “Nonsense”?",
        "Who said “We will see”?",
        "Who once remarked “less is more”?",
        "To whom do we owe the words “less is more”?",
        "Whose words are these: “a very long walk into the dark”?",
    ],
)
def test_other_words_need_one(front: str) -> None:
    assert "Q461" in codes_of(front)
