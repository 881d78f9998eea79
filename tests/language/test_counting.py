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
        ("what is the number of moons of Mars?", "how many moons does Mars have?"),
        ("what is the number of legs of an insect?", "how many legs does an insect have?"),
        (
            "what is the number of official languages of the European Union?",
            "how many official languages does the European Union have?",
        ),
        (
            "what is the number of copies of the Gutenberg Bible?",
            "how many copies of the Gutenberg Bible are there?",
        ),
        ("what was the number of ships of the Armada?", "how many ships of the Armada were there?"),
        (
            "what is the number of chromosomes of humans?",
            "how many chromosomes of humans are there?",
        ),
        (
            "what is the number of known moons of Saturn?",
            "how many known moons does Saturn have?",
        ),
        (
            "what is the number of numbered symphonies by Haydn?",
            "how many numbered symphonies by Haydn are there?",
        ),
        (
            "what is the number of member states that use the euro?",
            "how many member states use the euro?",
        ),
        ("what is the number of people who live in Rome?", "how many people live in Rome?"),
        (
            "what is the approximate number of chromosomes in a human cell?",
            "about how many chromosomes are there in a human cell?",
        ),
        (
            "what is the number of players of the orchestra of 1880?",
            "how many players does the orchestra of 1880 have?",
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
        "what is the number of countries that people visit?",
        "what was the number of people killed?",
        "what is the maximum number of dead of the flood?",
        "what is the number of width?",
        "what is the share of water in the body?",
        "what is the number of things, in all?",
    ],
)
def test_other_questions_stay(question: str) -> None:
    assert with_how_many(question) == question
