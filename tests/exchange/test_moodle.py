"""Moodle XML: every question survives export and another reader."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from exchange_support import (
    expected,
    joined,
    pictures_in,
    question_sets,
    set_of,
    shown,
)
from hypothesis import given, settings

from quizgen.exchange.model import Answering, Option, Question, QuestionSet
from quizgen.exchange.texts import plain_line
from quizgen.export.moodle import MoodleWriter
from quizgen.markup.nodes import CodeBlock, Listing, Span, Style
from quizgen.markup.written import text_of
from quizgen.quiz.manifest import Criterion, Passage, Picture, PictureMark

TYPES = {
    Answering.ONE: "multichoice",
    Answering.MANY: "multichoice",
    Answering.CLAIM: "truefalse",
    Answering.PAIRS: "matching",
    Answering.ORDER: "ordering",
    Answering.GAP: "shortanswer",
    Answering.WORDS: "shortanswer",
    Answering.TEXT: "essay",
}
# The grades that Moodle's list has, in percent.
GRADES = {100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667}
GRADES |= {14.28571, 12.5, 11.11111, 10, 5, 0}
WHAT = Question("terms/a", "deck/terms/a", "choice", Answering.ONE, "What?")
MENUS = (
    "Moodle's menus of matching questions show plain text; the markup of the answers is left out"
)
TWO = (Option("yes", is_right=True), Option("no"))


def exported(questions: QuestionSet) -> ET.Element:
    (data,) = MoodleWriter().written(questions).files.values()
    return ET.fromstring(data)  # noqa: S314 - quizgen's own


def asked(root: ET.Element) -> list[ET.Element]:
    return [each for each in root if each.get("type") != "category"]


def one(question: Question, **given: object) -> ET.Element:
    (made,) = asked(exported(set_of(question, **given)))
    return made


def text(element: ET.Element, path: str) -> str:
    return element.findtext(f"{path}/text", default="") or ""


def in_moodle(element: ET.Element) -> dict[str, Any]:
    """Return what Moodle keeps of a question: the words that it shows, and what is right."""
    answers = element.findall("answer")
    pairs = element.findall("subquestion")
    return {
        "type": element.get("type"),
        "stem": shown(text(element, "questiontext")),
        "options": [
            (
                _shown_in(each),
                float(each.get("fraction", "")),
                shown(text(each, "feedback")),
            )
            for each in answers
        ],
        "pairs": [(shown(text(each, ".")), text(each, "answer")) for each in pairs],
        "feedback": shown(text(element, "generalfeedback")),
        "id": element.findtext("idnumber"),
        "tags": [each.findtext("text") for each in element.iterfind("tags/tag")],
    }


def _shown_in(answer: ET.Element) -> list[Any]:
    words = text(answer, ".")
    return [(frozenset(), words)] if answer.get("format") == "plain_text" else shown(words)


def options_of(question: Question) -> list[Any]:
    if question.answering is Answering.CLAIM:
        words = zip(question.options, ("true", "false"), strict=True)
        return [
            (expected(word), 100.0 * each.is_right, expected(each.feedback)) for each, word in words
        ]
    if question.answering is Answering.ORDER:
        ordered = [question.options[index] for index in question.key]
        return [(expected(each.text), n, []) for n, each in enumerate(ordered, 1)]
    if question.answering in {Answering.GAP, Answering.WORDS}:
        return [
            ([(frozenset(), each.replace("*", r"\*"))], 100.0, []) for each in question.accepted
        ]
    if question.answering not in {Answering.ONE, Answering.MANY}:
        return []
    right = round(100 / len(question.key), 5)
    wrong = -right if question.answering is Answering.MANY else 0.0
    return [
        (expected(each.text), right if each.is_right else wrong, expected(each.feedback))
        for each in question.options
    ]


def pairs_of(question: Question) -> list[Any]:
    if question.answering is not Answering.PAIRS:
        return []
    options = [plain_line(each.text) for each in question.options]
    pairs = zip(question.left, question.key, strict=True)
    spare = [([], text) for index, text in enumerate(options) if index not in question.key]
    return [(expected(left), options[index]) for left, index in pairs] + spare


@given(question_sets())
@settings(deadline=None, max_examples=80)
def test_every_question_survives(questions: QuestionSet) -> None:
    root = exported(questions)
    for element, question in zip(asked(root), questions.questions, strict=True):
        made = in_moodle(element)
        assert made == {
            "type": TYPES[question.answering],
            "stem": expected(question.stem),
            "options": options_of(question),
            "pairs": pairs_of(question),
            "feedback": joined(question.feedback),
            "id": question.uid,
            "tags": ["tag", "difficulty-medium"],
        }
        for each in element.findall("answer"):
            grade = abs(float(each.get("fraction", "")))
            assert grade in GRADES or question.answering is Answering.ORDER


def test_pictures_go_along_with_their_marks_drawn() -> None:
    png = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC"
    )
    name = f"quizgen-{'0' * 32}.png"
    plain = Picture(name, "a square", 10, 10)
    mark = PictureMark("A", "rect", ((0.1, 0.1), (0.6, 0.6)))
    options = (Option("red", plain, is_right=True), Option("blue", replace(plain, marks=(mark,))))
    made = one(replace(WHAT, pictures=(plain,), options=options, key=(0,)), pictures={name: png})
    assert pictures_in(text(made, "questiontext")) == [(f"@@PLUGINFILE@@/{name}", "a square")]
    (file,) = made.findall("questiontext/file")
    assert base64.b64decode(file.text or "") == png
    assert (file.get("name"), file.get("path"), file.get("encoding")) == (name, "/", "base64")
    files = [each.find("file") for each in made.findall("answer")]
    assert [pictures_in(text(each, "."))[0][1] for each in made.findall("answer")] == [
        "a square"
    ] * 2
    drawn = files[1]
    assert drawn is not None
    assert drawn.get("name") != name
    assert base64.b64decode(drawn.text or "")[:8] == png[:8]


def test_a_passage_stands_before_each_question_about_it() -> None:
    passage = Passage("p", "A poem", "Roses are red.")
    made = one(replace(WHAT, passage="p", options=TWO, key=(0,)), passages=(passage,))
    assert [words for _, words in shown(text(made, "questiontext"))] == [
        "A poem",
        "Roses are red.",
        "What?",
    ]


def test_lists_code_and_formulas_are_html() -> None:
    nodes = ("Look:", Listing((("one",), ("two",))), CodeBlock("a < b\n  c", "python"))
    stem = text(one(replace(WHAT, stem=text_of(nodes), options=TWO, key=(0,))), "questiontext")
    assert stem == "Look:<ul><li>one</li><li>two</li></ul><pre><code>a &lt; b\n  c</code></pre>"


def test_numbers_have_their_tolerance() -> None:
    question = replace(WHAT, answering=Answering.WORDS, accepted=("1.5",), bounds=(1.4, 1.6))
    made = one(question)
    assert made.get("type") == "numerical"
    assert text(made, "answer") == "1.5"
    assert made.findtext("answer/tolerance") == "0.1"


def test_a_rubric_is_for_the_grader() -> None:
    rubric = (Criterion("names it", 1.5), Criterion("explains it", 0.5))
    question = replace(WHAT, answering=Answering.TEXT, answer="So.", rubric=rubric, lines=7)
    made = one(question)
    assert text(made, "graderinfo") == (
        "<div>So.</div><ul><li>names it: 1.5</li><li>explains it: 0.5</li></ul>"
    )
    assert made.findtext("responsefieldlines") == "10"


def test_texts_run_from_right_to_left_in_such_languages() -> None:
    made = exported(replace(set_of(replace(WHAT, options=TWO, key=(0,))), language="ar"))
    assert text(asked(made)[0], "questiontext") == '<div dir="rtl">What?</div>'


@pytest.mark.parametrize(
    ("answering", "key", "kind", "grades"),
    [
        (Answering.ONE, (0, 1), "multichoice", [100, 100, 0]),
        (Answering.MANY, (0, 1), "multichoice", [50, 50, -50]),
        (Answering.MANY, (2,), "multichoice", [-100, -100, 100]),
        (Answering.CLAIM, (0, 1), "multichoice", [100, 100]),
    ],
)
def test_keys_that_were_corrected(
    answering: Answering, key: tuple[int, ...], kind: str, grades: list[int]
) -> None:
    words = ["a", "b", "c"][: len(grades)]
    options = tuple(Option(word, is_right=n in key) for n, word in enumerate(words))
    made = one(replace(WHAT, answering=answering, options=options, key=key))
    assert made.get("type") == kind
    assert [float(each.get("fraction", "")) for each in made.findall("answer")] == grades


def losses_of(questions: QuestionSet) -> list[str]:
    return [each.message for each in MoodleWriter().written(questions).losses]


def test_a_wrong_answer_costs_what_the_paper_takes() -> None:
    question = replace(WHAT, options=TWO, key=(0,), points=2)
    made = one(question, wrong=0.5)
    assert [each.get("fraction") for each in made.findall("answer")] == ["100", "-25"]
    assert losses_of(set_of(question, wrong=0.5)) == []
    assert losses_of(set_of(question, wrong=0.3)) == [
        "`terms/a`: Moodle can't take 0.3 points off; a wrong answer costs 14.28571 % of the points"
    ]


def test_claims_that_cost_something_are_choices() -> None:
    claim = replace(WHAT, answering=Answering.CLAIM, options=TWO, key=(0,))
    assert one(claim).get("type") == "truefalse"
    assert one(claim, wrong=0.5).get("type") == "multichoice"


def test_losses_name_the_question() -> None:
    pairs = replace(
        WHAT,
        answering=Answering.PAIRS,
        left=("a", "b"),
        options=(Option(text_of((Span(Style.EMPHASIS, ("x",)),))), Option("y"), Option("z")),
        key=(0, 1),
        other_keys=((1, 0),),
    )
    assert losses_of(set_of(pairs, partial=True)) == [
        f"`terms/a`: {each}"
        for each in (
            "Moodle takes one key, and the question has several; the first one is right there",
            MENUS,
        )
    ]


def test_an_answer_that_is_not_known_is_marked_by_a_person() -> None:
    assert one(replace(WHAT, answering=Answering.WORDS, accepted=("",))).get("type") == "essay"


def test_categories_are_the_deck_and_its_sections() -> None:
    root = exported(replace(set_of(replace(WHAT, options=TWO, key=(0,))), title="A/B"))
    assert root[0].findtext("category/text") == "top/A//B/Terms"
    assert root[0].findtext("idnumber") == "deck/s1"


def test_long_ids_are_cut_and_stay_apart() -> None:
    ids = []
    for end in "ab":
        uid = "deck/" + "x" * 120 + end
        ids.append(one(replace(WHAT, uid=uid, options=TWO, key=(0,))).findtext("idnumber") or "")
    assert len(set(ids)) == 2
    assert all(len(each) <= 100 for each in ids)
