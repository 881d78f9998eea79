"""What a guesser gains who sees the words of all options of a paper."""

from __future__ import annotations

from collections import Counter

import pytest

from quizgen.bank.backside import Told
from quizgen.bank.clues import Clues
from quizgen.forms.exercise import Exercise
from quizgen.quiz.arrange import arrange
from quizgen.quiz.guessing import Offered, static_gains


def exercise(name: str, *options: str, sizes: tuple[float, ...] = ()) -> Exercise:
    """Return a multiple-choice item whose first option is the key."""
    return Exercise(
        id=name,
        form="choice",
        kind="terms",
        field="definition",
        facts=(name,),
        stem=f"What is {name}?",
        answer=options[0],
        told=Told(),
        clues=Clues(frozenset()),
        difficulty=0.5,
        options=options,
        key=(0,),
        sizes=sizes,
    )


def test_a_word_that_many_options_share_draws_guesses() -> None:
    offered = Offered()
    offered.take(exercise("lens", "a curved glass", "a curved mirror", "a bright lamp"))
    helped = offered.gains(exercise("prism", "a curved block", "a small screen", "a thin slit"))
    misled = offered.gains(exercise("slit", "a small opening", "a curved block", "a thin plate"))
    assert helped["commonest word"] == pytest.approx(2 / 3)
    assert misled["commonest word"] == pytest.approx(-1 / 3)


def test_words_in_dates_draw_none() -> None:
    offered = Offered()
    offered.take(exercise("a", "March 1900", "March 1910", "March 1920", sizes=(1, 2, 3)))
    gains = offered.gains(exercise("b", "June 1900", "March 1910", "March 1920", sizes=(1, 2, 3)))
    assert gains["commonest word"] == 0


def test_a_hyphen_parts_words_that_options_share() -> None:
    found = exercise("dam", "a rock-filled wall", "a wall of rock", "a pile of sand")
    assert static_gains(found)["convergence"] == pytest.approx(1 / 2 - 1 / 3)


def test_no_letter_of_four_makes_up_for_dates_with_three_options() -> None:
    """Dates ascend, so that their letters are fixed; none of them can be right at D."""
    sizes = (2.0, 1.0, 3.0), (1.0, 2.0, 3.0), (3.0, 1.0, 2.0)
    dates = [exercise(f"d{n}", "x", "y", "z", sizes=sizes[n % 3]) for n in range(12)]
    terms = [exercise(f"t{n}", "a", "b", "c", "d") for n in range(8)]
    letters: Counter[int] = Counter()
    for seed in range(30):
        (placed,) = arrange([[*terms, *dates]], seed, "A")
        letters.update(each.options.index(0) for each in placed if len(each.options) == 4)
    assert letters.total() == 240
    assert max(letters.values()) <= 0.3 * 240, letters
