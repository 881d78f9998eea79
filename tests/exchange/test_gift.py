"""GIFT: every question survives export and the parser gift-pegjs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from exchange_support import expected, joined, lines, pictures_in, question_sets, set_of, shown
from hypothesis import given, settings
from node_support import Judge

from quizgen.exchange.model import Answering, Option, Question, QuestionSet
from quizgen.exchange.texts import plain_line
from quizgen.export.gift import GiftWriter
from quizgen.quiz.manifest import Criterion, Picture

pytestmark = pytest.mark.xdist_group("node")

TYPES = {
    Answering.ONE: "MC",
    Answering.MANY: "MC",
    Answering.CLAIM: "TF",
    Answering.PAIRS: "Matching",
    Answering.ORDER: "Matching",
    Answering.GAP: "Short",
    Answering.WORDS: "Short",
    Answering.TEXT: "Essay",
}
IN_WORDS = {Answering.GAP, Answering.WORDS}
WHAT = Question("terms/a", "deck/terms/a", "choice", Answering.ONE, "What?")
TWO = (Option("yes", is_right=True), Option("no"))


def text_of_file(questions: QuestionSet) -> str:
    (data,) = GiftWriter().written(questions).files.values()
    return data.decode()


def read(judge: Judge, questions: QuestionSet) -> list[dict[str, Any]]:
    """Return the questions without categories."""
    return [each for each in judge(text_of_file(questions)) if each["type"] != "Category"]


def losses_of(questions: QuestionSet) -> list[str]:
    return [each.message for each in GiftWriter().written(questions).losses]


def in_gift(made: dict[str, Any]) -> dict[str, Any]:
    """Return what the parser read of a question, with HTML as the words that it shows."""
    found: dict[str, Any] = {
        "type": made["type"],
        "name": made["title"],
        "stem": words_of(made["stem"]),
        "feedback": words_of(made["globalFeedback"]),
        "id": made["id"],
        "tags": made["tags"],
    }
    if made["type"] == "TF":
        found["key"] = made["isTrue"]
        wrong, right = made["trueFeedback"], made["falseFeedback"]
        found["told"] = [words_of(wrong), words_of(right)]
    if made["type"] == "MC":
        found["options"] = [
            (words_of(x["text"]), x["isCorrect"], x["weight"], words_of(x["feedback"]))
            for x in made["choices"]
        ]
    if made["type"] == "Short":
        found["options"] = [each["text"]["text"] for each in made["choices"]]
    if made["type"] == "Matching":
        pairs = made["matchPairs"]
        found["pairs"] = [(words_of(each["subquestion"]), each["subanswer"]) for each in pairs]
    return found


def words_of(part: dict[str, str] | None) -> list[Any]:
    """Return the words that a part in HTML shows."""
    if part is None or not part["text"]:
        return []
    assert part["format"] == "html"
    return shown(part["text"])


def as_asked(question: Question) -> dict[str, Any]:
    """Return what the parser must read of a question."""
    answering, options = question.answering, question.options
    feedback = question.feedback
    if answering is Answering.TEXT:
        feedback = (question.answer, *feedback)
    found: dict[str, Any] = {
        "type": TYPES[answering],
        "name": plain_line(question.stem),
        "stem": expected(question.stem),
        "feedback": joined(feedback),
        "id": question.uid,
        "tags": ["tag", "difficulty-medium"],
    }
    plain = [plain_line(each.text) for each in options]
    if answering is Answering.CLAIM:
        found["key"] = options[0].is_right
        wrong = next(each.feedback for each in options if not each.is_right)
        found["told"] = [expected(wrong), []]
    if answering in {Answering.ONE, Answering.MANY}:
        share = round(100 / len(question.key), 5)
        found["options"] = [_option(each, answering, share) for each in options]
    if answering in IN_WORDS:
        found["options"] = [each.replace("*", r"\*") for each in question.accepted]
    if answering is Answering.PAIRS:
        pairs = zip(question.left, question.key, strict=True)
        spare = [([], each) for index, each in enumerate(plain) if index not in question.key]
        found["pairs"] = [(expected(left), plain[index]) for left, index in pairs] + spare
    if answering is Answering.ORDER:
        places = enumerate(question.key, 1)
        found["pairs"] = [(expected(str(n)), plain[index]) for n, index in places]
    return found


def _option(option: Option, answering: Answering, share: float) -> tuple[Any, ...]:
    shares = {True: share, False: -share} if answering is Answering.MANY else {}
    told = expected(option.feedback)
    is_right = option.is_right and answering is Answering.ONE
    return expected(option.text), is_right, shares.get(option.is_right), told


def is_plain(question: Question) -> bool:
    """Return whether no plain text has what Moodle's parser uses itself."""
    plain = [plain_line(question.stem), *question.accepted]
    plain += [plain_line(each.text) for each in question.options]
    return not any("&&0" in each or "&&1" in each for each in plain)


@given(question_sets())
@settings(deadline=None, max_examples=80)
def test_every_question_survives(gift_pegjs: Judge, questions: QuestionSet) -> None:
    kept = [each for each in questions.questions if not any("->" in x for x in each.accepted)]
    made = read(gift_pegjs, questions)
    assert [each["id"] for each in made] == [each.uid for each in kept]
    for each, question in zip(made, kept, strict=True):
        if is_plain(question):
            assert in_gift(each) == as_asked(question)
    left_out = [each for each in losses_of(questions) if "the question is left out" in each]
    assert len(left_out) == len(questions.questions) - len(kept)


@given(lines)
@settings(deadline=None, max_examples=50)
def test_categories_survive(gift_pegjs: Judge, title: str) -> None:
    made = replace(set_of(replace(WHAT, options=TWO, key=(0,))), title=title)
    category = gift_pegjs(text_of_file(made))[0]
    slash = "\N{FULLWIDTH REVERSE SOLIDUS}"
    name = title.replace("/", "//").replace("\\", slash)
    assert category == {"type": "Category", "title": f"top/{name}/Terms"}


def test_pictures_are_part_of_the_text(gift_pegjs: Judge) -> None:
    name = f"quizgen-{'0' * 32}.png"
    question = replace(WHAT, pictures=(Picture(name, "a square", 1, 1),), options=TWO, key=(0,))
    (made,) = read(gift_pegjs, set_of(question, pictures={name: b"=data="}))
    assert pictures_in(made["stem"]["text"]) == [("data:image/png;base64,PWRhdGE9", "a square")]


def test_numbers_have_their_tolerance(gift_pegjs: Judge) -> None:
    question = replace(WHAT, answering=Answering.GAP, accepted=("1.5",), bounds=(1.4, 1.6))
    (made,) = read(gift_pegjs, set_of(question))
    assert made["type"] == "Numerical"
    assert made["choices"] == {"type": "range", "number": 1.5, "range": 0.1}


@pytest.mark.parametrize(
    ("question", "loss"),
    [
        (
            replace(WHAT, answering=Answering.ORDER, options=TWO, key=(1, 0)),
            "`terms/a`: GIFT has no ordering; each place is matched with its entry",
        ),
        (
            replace(WHAT, answering=Answering.WORDS, accepted=("a -> b",)),
            "`terms/a`: GIFT takes `->` in an answer for a pair to match; the question is left out",
        ),
        (
            replace(WHAT, answering=Answering.WORDS, accepted=("a &&058; b",)),
            (
                "`terms/a`: Moodle takes `&&058;` and its like for escaped signs; "
                "the plain texts of the question may differ"
            ),
        ),
        (
            replace(WHAT, answering=Answering.TEXT, rubric=(Criterion("all", 1),)),
            "`terms/a`: GIFT has no place for what gives points; the rubric is left out",
        ),
        (
            replace(WHAT, options=(TWO[0], TWO[0]), key=(0, 1)),
            (
                "`terms/a`: GIFT takes options that are all right for written answers; "
                "the question is left out"
            ),
        ),
        (
            replace(WHAT, answering=Answering.MANY, options=TWO, key=(0,)),
            "`terms/a`: GIFT asks for several options only if several are right; it asks for one",
        ),
        (
            replace(WHAT, options=TWO, key=(0,), points=2),
            "GIFT has no points; each question is worth 1 point",
        ),
        (
            replace(WHAT, options=(*TWO, TWO[1]), key=(0,), shuffle=False),
            "GIFT can't keep options in their order; the program that reads them decides",
        ),
    ],
)
def test_losses_are_told(question: Question, loss: str) -> None:
    assert losses_of(set_of(question, partial=True)) == [loss]


def test_a_wrong_answer_costs_what_the_paper_takes(gift_pegjs: Judge) -> None:
    question = replace(WHAT, options=TWO, key=(0,))
    (made,) = read(gift_pegjs, set_of(question, wrong=0.25))
    assert [each["weight"] for each in made["choices"]] == [None, -25]
    assert losses_of(set_of(question, wrong=1)) == [
        "`terms/a`: GIFT can't take 100 % of the points off; a wrong answer costs 90 %"
    ]
