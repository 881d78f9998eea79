"""Every form is rendered and scored by an engine that is not quizgen's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from qti_engine import Engine, Engines, Outcome, as_qti3, engine_folder, engines
from qti_support import EVERY_FORM, HOSTILE, asked, files_of, xml_of

from quizgen.exchange.model import Answering, Question
from quizgen.exchange.names import identifier
from quizgen.export.qti3 import Qti3Writer
from quizgen.export.qti21 import Qti21Writer
from quizgen.qti.answers import names_of

pytestmark = pytest.mark.xdist_group("qti-engine")
_BY_NAME = {each.id: each for each in EVERY_FORM}
_VERSIONS = ("2.1", "3.0")


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    with engines(engine_folder(tmp_path_factory.mktemp("engine"))) as opened:
        yield opened


def _files(folder: Path, version: str, **given: object) -> Mapping[str, bytes]:
    if version == "3.0":
        return files_of(Qti3Writer(), asked(**given))
    files = files_of(Qti21Writer(), asked(**given))
    items = {name: data.decode() for name, data in files.items() if name.startswith("items/")}
    made = as_qti3(folder, items)
    return files | {name: text.encode() for name, text in made.items()}


@pytest.fixture(scope="module", params=_VERSIONS)
def opened(every: Engines, request: pytest.FixtureRequest) -> Engine:
    return every.on(_files(every.folder, request.param))


def _path(question: Question) -> str:
    return f"items/{identifier(question.uid)}.xml"


def _answered(engine: Engine, question: Question, answer: object) -> Outcome:
    engine.show(_path(question))
    names = names_of(question)
    if question.answering in {Answering.ONE, Answering.CLAIM, Answering.MANY}:
        engine.choose(*(names.options[index] for index in answer))
    elif question.answering is Answering.PAIRS:
        pairs = zip(names.left, answer, strict=False)
        engine.give([f"{left} {names.options[index]}" for left, index in pairs])
    elif question.answering is Answering.ORDER:
        engine.give([names.options[index] for index in answer])
    else:
        engine.write(answer)
    outcome = engine.end()
    assert engine.errors == []
    return outcome


_RIGHT_AND_WRONG = [
    ("one", (1,), [(0,), (2,)]),
    ("claim", (1,), [(0,)]),
    ("many", (0, 2), [(0,), (2,), (0, 1, 2), (1,)]),
    ("pairs", (2, 0, 1), [(2, 0, 3), (0, 2, 1), (2, 0)]),
    ("order", (1, 2, 0), [(0, 1, 2), (2, 1, 0)]),
    ("gap", "month", ["mouth", ""]),
    ("gap", "m<o>nth", ["monthly"]),
    ("words", "paris", ["Rome"]),
    ("words", "Paname", ["Pan"]),
    ("number", "3.5", ["3.4", "40"]),
    ("number", "4.5", ["4.51", "-4"]),
    ("pictures", (0,), [(1,)]),
]


@pytest.mark.parametrize(("name", "right", "wrong"), _RIGHT_AND_WRONG)
def test_a_right_answer_scores_all_points_and_a_wrong_one_none(
    opened: Engine, name: str, right: object, wrong: list[object]
) -> None:
    question = _BY_NAME[name]
    outcome = _answered(opened, question, right)
    assert (outcome.score, outcome.most) == (question.points, question.points)
    for answer in wrong:
        assert _answered(opened, question, answer).score == 0, answer


def test_a_person_marks_an_answer_in_lines(opened: Engine) -> None:
    outcome = _answered(opened, _BY_NAME["text"], "Whatever I say")
    assert (outcome.score, outcome.most, outcome.response) == (0, 2, "Whatever I say")
    # What the markers need is not for students.
    assert not opened.page.locator("qti-rubric-block").first.is_visible()


def test_feedback_is_told_for_the_question_and_for_the_option(opened: Engine) -> None:
    question = _BY_NAME["one"]
    general = "Because a<b.paragraph 3"
    assert [_told(each) for each in _answered(opened, question, (1,)).told] == [general]
    told = [_told(each) for each in _answered(opened, question, (0,)).told]
    assert sorted(told) == sorted([general, "Not this."])


def _told(text: str) -> str:
    return text.replace("a < b", "a<b").strip()


def test_stem_options_and_pictures_are_shown(opened: Engine) -> None:
    opened.show(_path(_BY_NAME["one"]))
    stem = opened.page.locator("qti-prompt")
    assert stem.locator("em").inner_text() == "one"
    assert stem.locator("math msup").count() == 1
    name = names_of(_BY_NAME["one"]).options[0]
    hostile = opened.text(f'qti-simple-choice[identifier="{name}"]')
    assert " ".join(hostile.split()) == " ".join(HOSTILE.split())
    assert opened.page.locator("qti-simple-choice math mfrac").count() == 1

    opened.show(_path(_BY_NAME["pictures"]))
    image = opened.page.locator("qti-simple-choice img")
    assert image.get_attribute("alt") == "a red field"
    opened.page.wait_for_function(
        "() => document.querySelector('item-container').shadowRoot"
        ".querySelector('qti-simple-choice img').naturalWidth === 40"
    )


def test_a_shared_text_stands_with_each_of_its_questions(opened: Engine) -> None:
    for name in ("one", "pictures"):
        opened.show(_path(_BY_NAME[name]))
        opened.page.get_by_text("upon").first.wait_for(timeout=5000)


def test_the_whole_test_is_played_in_order(every: Engines) -> None:
    engine = every.on(files_of(Qti3Writer(), asked()))
    engine.play()
    page = engine.page
    page.get_by_text("Which one is").wait_for(timeout=10_000)
    page.locator("test-next").click()
    page.get_by_text("The earth is flat.").wait_for(timeout=10_000)
    assert page.locator("qti-assessment-item-ref").count() == len(EVERY_FORM)
    sections = page.locator("qti-assessment-section")
    assert [each.get_attribute("title") for each in sections.all()] == ["First", "Second"]
    assert engine.errors == []


def _marked(
    every: Engines, version: str, answered: list[tuple[Question, list[object]]], **given: object
) -> list[list[float]]:
    """Return the scores of answers to several questions, which are packed together."""
    questions = tuple(question for question, _ in answered)
    engine = every.on(_files(every.folder, version, questions=questions, **given))
    return [
        [_answered(engine, question, answer).score for answer in answers]
        for question, answers in answered
    ]


@pytest.mark.parametrize("version", _VERSIONS)
def test_parts_of_the_points_are_given_as_on_paper(every: Engines, version: str) -> None:
    many = [(0, 2), (0,), (0, 1), (1,), (0, 1, 2)]
    pairs = [(2, 0, 1), (2, 0, 3), (0, 2, 1)]
    orders = [(1, 2, 0), (1, 0, 2), (0, 1, 2)]
    answered = [(_BY_NAME["many"], many), (_BY_NAME["pairs"], pairs), (_BY_NAME["order"], orders)]
    of_many, of_pairs, of_orders = _marked(every, version, answered, partial=True)
    assert of_many == [3, 1.5, 0, 0, 1.5]
    assert of_pairs == pytest.approx([1, 2 / 3, 1 / 3], abs=1e-3)
    assert of_orders == pytest.approx([1, 1 / 3, 0], abs=1e-3)


@pytest.mark.parametrize("version", _VERSIONS)
def test_wrong_answers_cost_points_and_no_answer_costs_none(every: Engines, version: str) -> None:
    answered = [
        (_BY_NAME["one"], [(1,), (0,), ()]),
        (_BY_NAME["many"], [(0, 2), (0,), ()]),
        (_BY_NAME["order"], [(1, 2, 0), (0, 1, 2)]),
    ]
    scores = _marked(every, version, answered, wrong=0.5)
    assert scores == [[2, -0.5, 0], [3, -0.5, 0], [1, -0.5]]


@pytest.mark.parametrize("version", _VERSIONS)
def test_each_of_several_keys_is_right(every: Engines, version: str) -> None:
    one = replace(_BY_NAME["one"], key=(1, 2))
    many = replace(_BY_NAME["many"], other_keys=((0, 1),))
    order = replace(_BY_NAME["order"], other_keys=((2, 1, 0),))
    answered = [
        (one, [(1,), (2,), (0,)]),
        (many, [(0, 2), (0, 1), (1, 2)]),
        (order, [(1, 2, 0), (2, 1, 0), (0, 1, 2)]),
    ]
    assert _marked(every, version, answered) == [[2, 2, 0], [3, 3, 0], [1, 1, 0]]


def test_a_converter_makes_of_the_older_version_what_the_newer_one_is(every: Engines) -> None:
    questions = tuple(replace(each, passage="") for each in EVERY_FORM)
    older = files_of(Qti21Writer(), asked(questions, wrong=0.5, partial=True))
    newer = files_of(Qti3Writer(), asked(questions, wrong=0.5, partial=True))
    items = {name: data.decode() for name, data in older.items() if name.startswith("items/")}
    for name, text in as_qti3(every.folder, items).items():
        assert _canonical(text) == _canonical(newer[name].decode()), name


def _canonical(text: str) -> str:
    # The converter names its schema, and QTI 2.1 has no word for who scores.
    root = xml_of(text)
    for element in root.iter():
        element.attrib.pop("external-scored", None)
        for key in [key for key in element.attrib if "schemaLocation" in key]:
            del element.attrib[key]
    return ET.canonicalize(ET.tostring(root, encoding="unicode"))
