"""The questions of a deck and of a printed quiz, as any format takes them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from deck_support import LETTERS, SHIPPED, project_of

from quizgen.diagnostics import QuizgenError, Severity
from quizgen.exchange.model import Answering, Question, QuestionSet
from quizgen.exchange.names import identifier, short_name
from quizgen.exchange.of_bank import questions_of_bank
from quizgen.exchange.of_quiz import Asked, questions_of_quiz
from quizgen.exchange.tags import tags_of
from quizgen.exchange.texts import Math, html_text, plain_text
from quizgen.export.formats import FORMATS
from quizgen.export.writer import Source
from quizgen.forms.registry import FORMS
from quizgen.markup.nodes import Formula
from quizgen.markup.written import text_of
from quizgen.practice.page_data import PageSettings, page_data
from quizgen.project import Project, QuizOptions, read_projects
from quizgen.quiz.make_manifest import make_manifest
from quizgen.quiz.manifest import Manifest

CAPITALS = """\
tags: [school]
quiz: {versions: 2}
questions:
  estonia:
    ask: "What is the capital of Estonia?"
    answer: {value: Tallinn, paragraph: 2, note: Since 1991.}
    mistaken_for: [{value: Riga, why: It is in Latvia.}]
    only: [Riga, Vilnius, Helsinki]
    tags: [baltic]
    points: 2
  finland: {ask: "What is the capital of Finland?", answer: Helsinki}
  claim: {ask: "Riga is in Latvia.", answer: "true"}
  essay:
    ask: "Write about the Baltic."
    answer: "It is a sea that a dozen countries share, and a cold one."
    lines: 6
    rubric: {names a country: 1, names a city: 1}
statements:
  sea: {text: "Tallinn lies on the {{Gulf of Finland|text}}."}
source: {title: An atlas}
"""


def project(tmp_path: Path) -> Project:
    return project_of(tmp_path, CAPITALS)


def named(questions: QuestionSet) -> dict[str, Question]:
    return {each.id: each for each in questions.questions}


def bank(tmp_path: Path, *forms: str) -> dict[str, Question]:
    return named(questions_of_bank(project(tmp_path), QuizOptions(forms=forms or None)).questions)


def printed(made: Project) -> Manifest:
    forms = ("choice", "true-false", "short", "fill-in")
    return make_manifest(made.base, made.paper(QuizOptions(forms=forms)))


def test_each_question_is_there_once(tmp_path: Path) -> None:
    assert {each.id: each.answering for each in bank(tmp_path).values()} == {
        "questions/estonia/answer": Answering.ONE,
        "questions/claim/answer/claim": Answering.CLAIM,
        "questions/finland/answer/short": Answering.WORDS,
        "questions/essay/answer/short": Answering.TEXT,
        "statements/sea/text/1/fill-in": Answering.GAP,
    }


def test_forms_give_all_their_items(tmp_path: Path) -> None:
    asked = bank(tmp_path, "choice", "short")
    assert {"questions/estonia/answer", "questions/estonia/answer/short"} <= asked.keys()
    assert "statements/sea/text/1/fill-in" not in asked


def test_what_goes_along(tmp_path: Path) -> None:
    question = bank(tmp_path)["questions/estonia/answer"]
    feedback = {option.text: option.feedback for option in question.options}
    assert feedback == {
        "Tallinn": "",
        "Riga": "It is in Latvia.",
        "Vilnius": "",
        "Helsinki": "",
    }
    right = [option.text for option in question.options if option.is_right]
    assert right == [question.options[index].text for index in question.key] == ["Tallinn"]
    assert question.explanation == ("Since 1991.",)
    assert question.cited == ("“An atlas”, paragraph\N{NO-BREAK SPACE}2",)
    assert question.feedback == (
        "Since 1991.",
        "Source: “An atlas”, paragraph\N{NO-BREAK SPACE}2",
    )
    assert question.tags == ("school", "baltic")
    assert question.points == 2
    assert question.uid == "test/questions/estonia/answer"
    assert question.facts == ("questions/estonia",)
    assert question.place.line == 6
    assert tags_of(question)[-1] in {"difficulty-easy", "difficulty-medium", "difficulty-hard"}


def test_written_answers(tmp_path: Path) -> None:
    asked = bank(tmp_path)
    assert asked["questions/finland/answer/short"].accepted == ("Helsinki",)
    gap = asked["statements/sea/text/1/fill-in"]
    assert gap.stem_parts == ("Tallinn lies on the ", " (place).")
    assert gap.accepted == ("Gulf of Finland",)
    essay = asked["questions/essay/answer/short"]
    assert (essay.lines, len(essay.rubric)) == (6, 2)


BLOOD = """\
quiz: {forms: [short]}
terms:
  plasma: {name: plasma, definition: (the) liquid part of the blood}
  heart: {name: heart, definition: the hollow muscle that pumps blood}
  lymph: {name: lymph, definition: pale body fluid}
  valve: {name: valve, definition: gate}
  aorta: {name: aorta, definition: the largest vessel of the body}
questions:
  pact:
    ask: What did Iran sign in 2015?
    answer: the Joint Comprehensive Plan of Action
  treaty:
    ask: What forbids tests of arms?
    answer: {value: a treaty that bans tests, also: [test ban]}
"""


def test_nobody_repeats_a_description_letter_by_letter(tmp_path: Path) -> None:
    asked = questions_of_bank(project_of(tmp_path, BLOOD)).questions
    by_id = {each.id: each for each in asked.questions}
    plasma = by_id["terms/plasma/definition/short"]
    assert plasma.answer == "(the) liquid part of the blood"
    ways = {name: each.answering for name, each in by_id.items()}
    assert ways["terms/plasma/definition/short"] is Answering.TEXT
    assert ways["terms/heart/definition/short"] is Answering.TEXT
    assert ways["terms/lymph/definition/short"] is Answering.TEXT
    assert ways["terms/valve/definition/short"] is Answering.WORDS
    assert ways["questions/pact/answer/short"] is Answering.WORDS
    assert ways["questions/treaty/answer/short"] is Answering.WORDS


def test_learners_mark_a_description_on_the_practice_page(tmp_path: Path) -> None:
    asked = questions_of_bank(project_of(tmp_path, BLOOD)).questions
    plays = {each["exercise"]: each["play"] for each in page_data(asked, PageSettings())["items"]}
    assert plays["terms/plasma/definition/short"] == "open"
    assert plays["terms/valve/definition/short"] == "write"


@pytest.mark.parametrize(("name", "sign"), [("moodle", b'type="essay"'), ("gift", b"{\n####")])
def test_a_description_is_an_essay_with_its_answer(tmp_path: Path, name: str, sign: bytes) -> None:
    made = FORMATS[name].write(Source(project_of(tmp_path, BLOOD)))
    (file,) = made.files.values()
    assert sign in file
    assert b"(the) liquid part of the blood" in file


def test_a_description_is_open_without_its_deck_too(tmp_path: Path) -> None:
    made = project_of(tmp_path, BLOOD)
    manifest = make_manifest(made.base, made.paper(QuizOptions()))
    asked = questions_of_quiz(manifest, {}).questions.questions
    long = [each for each in asked if len(each.answer.split()) > 5 and "Plan" not in each.answer]
    assert long
    assert {each.answering for each in long if "ban" not in each.answer} == {Answering.TEXT}


LONG = """\
quiz: {forms: [short]}
questions:
  one: {ask: What is one?, answer: the first of all the numbers that people count with}
  two: {ask: What is two?, answer: second}
"""


def test_questions_that_no_form_asks_are_counted_once(tmp_path: Path) -> None:
    made = project_of(tmp_path, LONG)
    (told,) = questions_of_bank(made).diagnostics
    assert (told.code, told.severity) == ("Q805", Severity.INFO)
    assert told.message == "1 question of the deck is left out: none of the forms can ask it"
    assert "quizgen items --explain" in told.help
    assert questions_of_bank(made, QuizOptions(forms=("short",))).diagnostics == ()


def test_matching_asks_the_questions_of_its_entries(tmp_path: Path) -> None:
    deck = LETTERS.partition("title: My deck\n")[2]
    project = project_of(tmp_path, deck + "quiz: {forms: [matching]}\n")
    asked = questions_of_bank(project)
    facts = {fact for each in asked.questions.questions for fact in each.facts}
    missing = len([each for each in project.prompts if each.fact.ref not in facts])
    (told,) = asked.diagnostics
    assert 0 < missing < len(project.prompts)
    assert told.message.startswith(f"{missing} questions of the deck are left out")


def test_a_deck_without_questions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuizgenError) as caught:
        questions_of_bank(project(tmp_path), QuizOptions(forms=("matching",)))
    assert [each.code for each in caught.value.diagnostics] == ["Q802"]


def test_a_quiz_is_as_printed(tmp_path: Path) -> None:
    made = project(tmp_path)
    manifest = printed(made)
    for version in manifest.versions:
        asked = questions_of_quiz(manifest, {}, made, version.version).questions
        orders = [place for section in version.sections for place in section]
        for question, place in zip(asked.questions, orders, strict=True):
            item = manifest.items[place.item]
            assert question.id == item.id
            options = tuple(option.text for option in question.options)
            assert options == tuple(item.options[index] for index in place.options)
            assert not question.shuffle
    assert asked.id == f"test-{manifest.fingerprint}"


def test_a_bank_and_its_quiz_have_the_same_ids(tmp_path: Path) -> None:
    made = project(tmp_path)
    quiz = questions_of_quiz(printed(made), {}, made).questions
    uids = {each.uid for each in questions_of_bank(made).questions.questions}
    assert {each.uid for each in quiz.questions} <= uids


def with_item(manifest: Manifest, name: str, **changes: object) -> Manifest:
    items = [replace(x, **changes) if x.id == name else x for x in manifest.items]  # type: ignore[arg-type]
    return replace(manifest, items=tuple(items))


def asked_with(tmp_path: Path, **changes: object) -> Asked:
    made = project(tmp_path)
    manifest = with_item(printed(made), "questions/estonia/answer", **changes)
    return questions_of_quiz(manifest, {}, made)


def test_void_items_are_left_out(tmp_path: Path) -> None:
    asked = asked_with(tmp_path, void=True)
    assert "questions/estonia/answer" not in named(asked.questions)
    assert [each.code for each in asked.diagnostics] == ["Q801"]


def test_each_key_is_right(tmp_path: Path) -> None:
    question = named(asked_with(tmp_path, key=(0,), other_keys=((1,),)).questions)[
        "questions/estonia/answer"
    ]
    assert sorted(question.options[index].text for index in question.key)[1] == "Tallinn"
    assert sum(option.is_right for option in question.options) == 2
    assert question.other_keys == ()


def test_a_mended_stem_is_shown(tmp_path: Path) -> None:
    asked = asked_with(tmp_path, mended="What is Estonia's capital?")
    question = named(asked.questions)["questions/estonia/answer"]
    assert question.stem == "What is Estonia's capital?"


def test_a_quiz_needs_no_deck(tmp_path: Path) -> None:
    manifest = printed(project(tmp_path))
    asked = questions_of_quiz(manifest, {})
    question = named(asked.questions)["questions/estonia/answer"]
    assert question.explanation == ("Since 1991.", "Not Riga: It is in Latvia.")
    short = named(asked.questions)["questions/finland/answer/short"]
    assert short.accepted == ("Helsinki",)


def test_facts_that_are_gone_leave_their_questions(tmp_path: Path) -> None:
    made = project(tmp_path)
    manifest = with_item(
        printed(made),
        "questions/estonia/answer",
        id="questions/gone/answer",
        facts=("questions/x",),
    )
    question = named(questions_of_quiz(manifest, {}, made).questions)["questions/gone/answer"]
    assert question.place == made.deck.place
    assert question.tags == ("school",)


@pytest.mark.parametrize("deck", SHIPPED, ids=lambda deck: deck.stem)
def test_all_forms_are_questions(deck: Path) -> None:
    projects, _ = read_projects([deck])
    asked = questions_of_bank(projects[0], QuizOptions(forms=tuple(FORMS))).questions
    uids = [each.uid for each in asked.questions]
    assert len(set(uids)) == len(uids)
    for question in asked.questions:
        indices = range(len(question.options))
        assert all(index in indices for index in question.key)
        if question.answering is Answering.GAP:
            assert question.gap
        if question.answering is Answering.PAIRS:
            assert len(question.key) == len(question.left)
        if question.answering in {Answering.ONE, Answering.CLAIM, Answering.MANY}:
            right = {n for n, each in enumerate(question.options) if each.is_right}
            assert right == set(question.key)


def test_the_same_deck_gives_the_same_questions(tmp_path: Path) -> None:
    assert bank(tmp_path) == bank(tmp_path)


def test_formulas_are_what_the_target_takes() -> None:
    text = text_of(("The ", Formula("x^2")))
    assert html_text(text, Math.TEX) == r"The \(x^2\)"
    assert html_text(text, Math.PLAIN) == "The x²"
    assert html_text(text, Math.MATHML) == (
        'The <math xmlns="http://www.w3.org/1998/Math/MathML" display="inline" alttext="x^2">'
        "<mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>"
    )
    assert plain_text(text) == "The x²"


def test_words_never_become_formulas() -> None:
    assert html_text(r"\(x\) $$y$$") == (
        r"<span>\</span>(x<span>\</span>) <span>$</span>$y<span>$</span>$"
    )


def test_names_are_short_and_stay_apart() -> None:
    assert short_name("deck/a", 100) == "deck/a"
    names = {short_name("d" * 200 + end, 50) for end in "abc"}
    assert len(names) == 3
    assert {len(name) for name in names} == {50}
    assert identifier("deck/a") != identifier("deck/b")
