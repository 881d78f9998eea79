"""Nouns that every adult knows."""

from __future__ import annotations

import pytest

from quizgen.language.familiar import is_familiar


@pytest.mark.parametrize("noun", ["heart", "jar", "jars", "Oasis", "stomach", "tide"])
def test_household_words_are_familiar(noun: str) -> None:
    assert is_familiar(noun)


@pytest.mark.parametrize("noun", ["spleen", "trachea", "mastaba", "femur", "gypsum", "plasma", ""])
def test_terms_are_not(noun: str) -> None:
    assert not is_familiar(noun)


@pytest.mark.parametrize("noun", ["monsoon", "firewall", "scurvy"])
def test_words_of_the_news_and_of_school_are_familiar(noun: str) -> None:
    assert is_familiar(noun)
