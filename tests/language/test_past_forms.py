"""Which verb an English form in the past belongs to."""

from __future__ import annotations

import pytest

from quizgen.language.past_forms import infinitive_of


@pytest.mark.parametrize(
    ("form", "verb"),
    [
        ("led", "lead"),
        ("founded", "found"),
        ("closed", "close"),
        ("hoped", "hope"),
        ("planned", "plan"),
        ("called", "call"),
        ("copied", "copy"),
        ("died", "die"),
    ],
)
def test_a_form_in_the_past_has_its_verb(form: str, verb: str) -> None:
    assert infinitive_of(form) == verb


@pytest.mark.parametrize("word", ["had", "could", "red", "hundred", "carries", "law", ""])
def test_other_words_have_none(word: str) -> None:
    assert infinitive_of(word) == ""
