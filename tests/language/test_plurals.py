"""Whether a name is plural in English."""

from __future__ import annotations

import pytest

from quizgen.language.plurals import is_plural_name, with_singular


@pytest.mark.parametrize(
    "name",
    [
        "the Battles of Lexington and Concord",
        "the Articles of Confederation",
        "Articles of Confederation",
        "the Intolerable Acts",
        "Townshend Acts",
        "the Federalist Papers",
        "the attacks on Paris",
        "the Goldberg Variations",
        "ribosomes",
        "the mitochondria",
        "small island states",
    ],
)
def test_the_noun_of_a_name_is_plural(name: str) -> None:
    assert is_plural_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "the Battle of Lexington",
        "the Act of Settlement",
        "the Seven Years' War",
        "the arrival of troops",
        "the United Nations",
        "the United States",
        "the Ganges",
        "a pair of scissors",
        "Star Wars",
        "Great Expectations",
        "The Times",
        "Athens",
        "mitosis",
        "measles",
        "the World Series",
        "",
    ],
)
def test_other_names_are_singular(name: str) -> None:
    assert not is_plural_name(name)


@pytest.mark.parametrize(
    ("question", "better"),
    [
        ("on which continents does the koala live?", "on which continent does the koala live?"),
        ("In which countries are the Alps?", "In which country are the Alps?"),
        ("which boxes do they use?", "which box do they use?"),
    ],
)
def test_one_answer_is_asked_for_in_the_singular(question: str, better: str) -> None:
    assert with_singular(question) == better


@pytest.mark.parametrize(
    "question",
    [
        "which countries are members of it?",
        "which countries did not sign?",
        "in which country or countries does it lie?",
        "in which of the kinds is it found?",
        "which species does it eat?",
    ],
)
def test_a_noun_that_rules_the_verb_stays(question: str) -> None:
    assert with_singular(question) == question
