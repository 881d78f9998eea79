"""Questions for a person, an organization or a term by what describes it."""

from __future__ import annotations

import pytest

from quizgen.language.descriptions import with_description

PERSON, BODY = "which person fits this description: ", "which organization fits this description: "


@pytest.mark.parametrize(
    ("description", "question"),
    [
        ("the monk who counted peas", "which monk counted peas?"),
        ("a Greek philosopher who taught a king", "which Greek philosopher taught a king?"),
        ("the scholar who studies spies", "which scholar studies spies?"),
        ("the priest from Venice who wrote operas", "which priest from Venice wrote operas?"),
        ("the explorer who first explained mimicry", "which explorer first explained mimicry?"),
        ("the founder of the Safavid state", "who was the founder of the Safavid state?"),
        ("Stalin's successor", "who was Stalin's successor?"),
        ("one of the founders of Intel", "which person was one of the founders of Intel?"),
        ("a psychologist at Stanford", "which person was a psychologist at Stanford?"),
    ],
)
def test_a_person_is_asked_for_without_a_colon(description: str, question: str) -> None:
    assert with_description(f"{PERSON}{description}?", "was") == question


@pytest.mark.parametrize(
    "description",
    [
        "the first woman who flew in space",
        "the youngest man who won the prize",
        "the only king who lost his head",
        "the leader of the men who stormed the Bastille",
        "the leader of the Jacobins who were beheaded",
        "the sultan's architect who built mosques",
        "the king who people called mad",
        "the schoolteacher whom the British had hanged",
        "the pianist whom Liszt taught and loved",
        "the monk of the abbey that Henry closed",
        "the composer who lived in Halle and whose father was a surgeon",
        "the monk who counted peas, a founder of genetics",
    ],
)
def test_a_clause_that_is_no_question_by_itself_keeps_its_noun(description: str) -> None:
    """ "Which leader of the men stormed the Bastille?" would be another question."""
    assert with_description(f"{PERSON}{description}?", "was") == f"who was {description}?"


@pytest.mark.parametrize(
    "description",
    ["discovered penicillin", "chief of staff; later a spy", "the king (to 1793)", "born in Lima"],
)
def test_what_is_no_phrase_stays_after_the_colon(description: str) -> None:
    question = f"{PERSON}{description}?"
    assert with_description(question, "was") == question


def test_the_time_and_number_of_the_answer_decide_the_verb() -> None:
    question = f"{PERSON}the brothers from Dayton?"
    assert with_description(question, "were") == "who were the brothers from Dayton?"
    living = f"{PERSON}the president of Chile?"
    assert with_description(living, "is") == "who is the president of Chile?"
    # Who was the first stays it.
    first = f"{PERSON}the first woman in space?"
    assert with_description(first, "is") == "who was the first woman in space?"
    earlier = f"{PERSON}the king of France before Louis XIV?"
    assert with_description(earlier, "is") == "who was the king of France before Louis XIV?"
    minister = f"{PERSON}the first minister of Scotland?"
    assert with_description(minister, "is") == "who is the first minister of Scotland?"


@pytest.mark.parametrize(
    ("description", "question"),
    [
        ("the paper that reported the leak", "which paper reported the leak?"),
        ("the office of the president", "which organization is the office of the president?"),
        ("the party that Lenin led", "which party did Lenin lead?"),
        (
            "the ship that the East India Co. sent",
            "which ship did the East India Co. send?",
        ),
        (
            "the firm that hackers attacked",
            "which organization is the firm that hackers attacked?",
        ),
        ("the firm that owns the paper", "which firm owns the paper?"),
        ("the firm that owns Knorr", "which firm owns Knorr?"),
        ("the court that state laws bind", "which organization is the court that state laws bind?"),
        ("the organization of all states", "what is the organization of all states called?"),
        ("the states that ask for funds", "what are the states that ask for funds called?"),
        (
            "the branch of the state that made laws",
            "which organization is the branch of the state that made laws?",
        ),
    ],
)
def test_an_organization_is_no_who(description: str, question: str) -> None:
    assert with_description(f"{BODY}{description}?", "is") == question


def test_a_term_means_its_definition() -> None:
    begin = "which term has this meaning: "
    means = with_description(f"{begin}a bond between ions?", "is")
    assert means == "what is the term for a bond between ions?"
    for definition in ("when water boils", "a bond: strong or weak", "allowed by the law"):
        question = f"{begin}{definition}?"
        assert with_description(question, "is") == question


def test_other_questions_stay() -> None:
    for question in ("which person was born in 1815?", "which organization is it a part of?"):
        assert with_description(question, "was") == question
