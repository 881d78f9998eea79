"""Questions that go to another program and come back are the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import SHIPPED
from exchange_support import question_sets
from hypothesis import HealthCheck, assume, given, settings
from import_support import IN_WORDS, invoked, questions_in, runs, said

from quizgen.exchange.model import Answering, Question, QuestionSet
from quizgen.exchange.texts import plain_line
from quizgen.export.formats import FORMATS
from quizgen.importing.readers import READERS

SUFFIXES = {"moodle": ".moodle.xml", "gift": ".gift.txt"}
# Every kind of question that a deck holds.
DECK = """\
deck: t
title: "A “deck”: of <all>"
quiz: {options: 5}
kinds:
  several:
    one: question
    name: ask
    main: answer
    fields: {ask: {type: text, required: true}, answer: {type: text, required: true, many: true}}
    questions: {answer: {ask: "{ask}"}}
several:
  both:
    ask: "Which of these are right?"
    answer: [red, "*green*"]
    only: [blue, grey, "\\\\(x^2\\\\)"]
questions:
  one:
    ask: "What is **it** ~ {this} = #1: a\\\\b?"
    answer: "\\\\(\\\\frac{a}{b}\\\\)"
    mistaken_for: [{value: "`c<d`", why: "It is far: <b>"}, {value: "2 ~ 3", why: "x = y"}]
    only: ["`c<d`", "2 ~ 3", "[x](https://example.org/?a=1&b=2#c)", "H~2~O"]
    note: "A *note* # with = signs."
    tags: [alpha, beta]
    points: 2
  truth: {ask: "The earth is round.", answer: "true"}
  number: {ask: "What is pi?", answer: {value: "3.14", tolerance: 0.1}}
  words: {ask: "Who was it?", answer: "Mr Smith", also: ["Smith*", "J. Smith"]}
  essay:
    ask: "Write about it."
    answer: "All that is known about it, in a long sentence of many words."
    lines: 5
    points: 3
    rubric: {"names it": 1, "dates: it": 2}
  fixed: {ask: "In which order?", answer: two, options: [one, two, three, four, five]}
statements:
  gap: {text: "The sun is a {{star|text}}, one of *many*."}
steps:
  tea: {name: "Make tea", steps: ["boil", "pour *it*", "wait", "drink"]}
"""


def came_back(tmp_path: Path, deck: Path, name: str) -> Path:
    """Return a deck that went to another program and came back."""
    folder = tmp_path / "out"
    invoked("export", name, deck, "-o", folder)
    (file,) = folder.glob(f"*{SUFFIXES[name]}")
    again = tmp_path / "again.yaml"
    language = "de" if "sonnensystem" in deck.name else "en"
    invoked("import", name, file, "-o", again, "--language", language)
    return again


def kept(questions: tuple[Question, ...], name: str) -> list[Question]:
    """Return the questions that a format holds whole."""
    # GIFT has no rubrics, and the entries of an order are plain text there.
    lossy = {Answering.ORDER, Answering.TEXT} if name == "gift" else set()
    return [each for each in questions if each.answering not in lossy]


@pytest.mark.parametrize("name", ["moodle", "gift"])
@pytest.mark.parametrize("deck", SHIPPED, ids=lambda deck: deck.stem)
def test_shipped_decks_come_back(tmp_path: Path, deck: Path, name: str) -> None:
    before = list(map(said, kept(questions_in(deck), name)))
    after = list(map(said, kept(questions_in(came_back(tmp_path, deck, name)), name)))
    missing = [each for each in before if each not in after]
    # Two questions may have one stem, and a deck asks what it knows only once.
    assert len(missing) <= len(before) // 100, missing[:3]


@pytest.mark.parametrize("name", ["moodle", "gift"])
def test_every_kind_of_question_comes_back(tmp_path: Path, name: str) -> None:
    deck = tmp_path / "t.yaml"
    deck.write_text(DECK, encoding="utf-8")
    before = kept(questions_in(deck), name)
    again = came_back(tmp_path, deck, name)
    after = kept(questions_in(again), name)
    assert {each.answering for each in before} == set(Answering) - {
        Answering.PAIRS,
        *({Answering.ORDER, Answering.TEXT} if name == "gift" else ()),
    }
    key = lambda question: str(said(question))  # noqa: E731
    assert sorted(map(said, after), key=str) == sorted(map(said, before), key=str)
    in_order = [sorted(each, key=key) for each in (before, after)]
    for one, other in zip(*in_order, strict=True):
        assert [runs(line) for line in one.explanation] == [runs(x) for x in other.explanation]
        assert one.tags == other.tags
        assert one.points == other.points or name == "gift"
        assert one.shuffle == other.shuffle or name == "gift"
        # The id of the deck differs, that of the fact does not.
        if one.answering is not Answering.ORDER:
            assert one.id == other.id


@pytest.mark.parametrize("name", ["moodle", "gift"])
def test_what_came_back_once_stays(tmp_path: Path, name: str) -> None:
    deck = tmp_path / "t.yaml"
    deck.write_text(DECK, encoding="utf-8")
    said_there = []
    for number in range(3):
        folder = tmp_path / str(number)
        folder.mkdir()
        deck = came_back(folder, deck, name)
        said_there.append(sorted(map(said, questions_in(deck)), key=str))
    assert said_there[0] == said_there[1] == said_there[2]


@pytest.mark.parametrize("name", ["moodle", "gift"])
@given(questions=question_sets())
@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_hostile_texts_come_back(tmp_path: Path, name: str, questions: QuestionSet) -> None:
    path = tmp_path / f"q{SUFFIXES[name]}"
    (data,) = FORMATS[name].written(questions).files.values()
    path.write_bytes(data)
    before = {each.uid: each for each in questions.questions if not _is_lost(each, name)}
    read = READERS[name].read(path) if before else None
    after = {each.uid: each for each in read.questions} if read else {}
    assert before.keys() <= after.keys()
    for uid, question in before.items():
        made = after[uid]
        assert runs(made.stem) == runs(question.stem)
        assert made.tags == ("tag", "difficulty-medium")
        if question.answering in {Answering.ONE, Answering.MANY}:
            assert said(made) == said(question)
        if question.answering in IN_WORDS:
            assert made.accepted == question.accepted
        if question.answering is Answering.PAIRS:
            assume(len({plain_line(each.text) for each in question.options}) == 4)
            right = [made.options[index].text for index in made.key]
            pairs = list(zip(map(runs, made.left), right, strict=True))
            asked = [plain_line(question.options[index].text) for index in question.key]
            assert pairs == list(zip(map(runs, question.left), asked, strict=True))


def _is_lost(question: Question, name: str) -> bool:
    """Return whether a format can't hold a question."""
    plain = [*question.accepted, *(plain_line(each.text) for each in question.options)]
    has_signs = any("&&" in each or "->" in each for each in question.accepted)
    is_paired = question.answering in {Answering.PAIRS, Answering.ORDER}
    return name == "gift" and (has_signs or (is_paired and any("&&" in each for each in plain)))
