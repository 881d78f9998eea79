"""Questions about counts: "how many", where the words allow it."""

from __future__ import annotations

import pytest

from quizgen.language.counting import with_how_many


@pytest.mark.parametrize(
    ("question", "better"),
    [
        (
            "what was the minimum number of organizations that were targeted?",
            "at least how many organizations were targeted?",
        ),
        (
            "what is the lower limit of the number of soldiers in the valley?",
            "more than how many soldiers are there in the valley?",
        ),
        (
            "what was the upper limit of the number of wolves?",
            "fewer than how many wolves were there?",
        ),
        (
            "what was the number of people who saw the launch in 1961?",
            "how many people saw the launch in 1961?",
        ),
        ("what is the number of moons of Mars?", "how many moons of Mars are there?"),
        (
            "what is the approximate number of chromosomes in a human cell?",
            "about how many chromosomes are there in a human cell?",
        ),
        ("what is the number of women in space?", "how many women are there in space?"),
        ("what was the number of states in 1800?", "how many states were there in 1800?"),
    ],
)
def test_things_are_counted(question: str, better: str) -> None:
    assert with_how_many(question) == better


@pytest.mark.parametrize(
    "question",
    [
        "what is the number of the bus to the station?",
        "what was the number of satellites that Russia launched?",
        "what was the number of people killed?",
        "what is the share of water in the body?",
        "what is the number of things, in all?",
    ],
)
def test_other_questions_stay(question: str) -> None:
    assert with_how_many(question) == question
