"""What Canvas gets: QTI 1.2 that scores by the specification, in Canvas's own way of writing."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from qti12_judge import SPACE, score
from qti_support import (
    EVERY_FORM,
    HOSTILE,
    PICTURE,
    PNG,
    asked,
    files_of,
    options,
    question,
    xml_of,
)

from quizgen.exchange.model import Answering, Option, Question
from quizgen.exchange.names import identifier
from quizgen.export.qti12 import Qti12Writer
from quizgen.markup.parse import marked

_BY_NAME = {each.id: each for each in EVERY_FORM}


def _items(*questions: Question, **given: object) -> dict[str, ET.Element]:
    files = files_of(Qti12Writer(), asked(questions or EVERY_FORM, **given))
    (name,) = [name for name in files if name.rpartition("/")[2].startswith("t")]
    root = xml_of(files[name])
    return {each.get("ident", ""): each for each in root.iter(f"{SPACE}item")}


def _item(question: Question, **given: object) -> ET.Element:
    return _items(question, **given)[identifier(question.uid)]


def _field(item: ET.Element, label: str) -> list[str]:
    fields = item.iter(f"{SPACE}qtimetadatafield")
    pairs = [(each[0].text or "", each[1].text or "") for each in fields]
    return [entry for name, entry in pairs if name == label]


def _names(item: ET.Element) -> list[str]:
    return [each.get("ident", "") for each in item.iter(f"{SPACE}response_label")]


def _stem(item: ET.Element) -> str:
    return item.findtext(f"{SPACE}presentation/{SPACE}material/{SPACE}mattext") or ""


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("one", [1], [[0], [2], []]),
        ("claim", [1], [[0], []]),
        ("many", [0, 2], [[0], [0, 1, 2], [1], []]),
        ("pictures", [0], [[1], []]),
    ],
)
def test_options_score(name: str, right: list[int], wrong: list[list[int]]) -> None:
    item = _item(_BY_NAME[name])
    names = _names(item)
    assert score(item, {"response1": [names[index] for index in right]})[0] == 100
    for answer in wrong:
        assert score(item, {"response1": [names[index] for index in answer]})[0] == 0


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("gap", ["Month", "month", "M<O>NTH"], ["mouth", ""]),
        ("words", ["paris", "Paname"], ["Rome", ""]),
        ("number", ["3.5", "4", "4.5"], ["3.49", "5", "four", ""]),
    ],
)
def test_answers_in_words_score(name: str, right: list[str], wrong: list[str]) -> None:
    item = _item(_BY_NAME[name])
    for answer in right:
        assert score(item, {"response1": [answer]})[0] == 100, answer
    for answer in wrong:
        assert score(item, {"response1": [answer]})[0] == 0, answer


@pytest.mark.parametrize(
    ("name", "right", "partly"), [("pairs", (2, 0, 1), (2, 0, 3)), ("order", (1, 2, 0), (1, 0, 2))]
)
def test_rows_score(name: str, right: tuple[int, ...], partly: tuple[int, ...]) -> None:
    item = _item(_BY_NAME[name])
    rows = [each.get("ident", "") for each in item.iter(f"{SPACE}response_lid")]
    count = len(_BY_NAME[name].options)
    names = _names(item)[:count]
    # Canvas reads the first whole number in the identifier of an option.
    assert all(each.isdigit() for each in names)
    given = {row: [names[index]] for row, index in zip(rows, right, strict=True)}
    assert score(item, given)[0] == 100
    given = {row: [names[index]] for row, index in zip(rows, partly, strict=True)}
    assert 0 < score(item, given)[0] < 100
    assert score(item, {})[0] == 0


def test_an_order_becomes_a_matching_of_places() -> None:
    question = _BY_NAME["order"]
    item = _item(question)
    assert _field(item, "question_type") == ["matching_question"]
    shown = [each.find(f".//{SPACE}mattext") for each in item.iter(f"{SPACE}response_lid")]
    assert [each.text for each in shown if each is not None] == ["1.", "2.", "3."]
    losses = Qti12Writer().written(asked((question,))).losses
    assert "Q811" in {each.code for each in losses}


def test_feedback_comes_before_the_rules_that_score() -> None:
    # Canvas takes the last rule about an option for its weight.
    item = _item(_BY_NAME["one"])
    names = _names(item)
    assert score(item, {"response1": [names[0]]}) == (0, ["general_fb", f"{names[0]}_fb"])
    assert score(item, {"response1": [names[1]]}) == (100, ["general_fb"])
    told = {
        each.get("ident"): each.findtext(f".//{SPACE}mattext")
        for each in item.iter(f"{SPACE}itemfeedback")
    }
    assert told[f"{names[0]}_fb"] == "<p>Not <strong>this</strong>.</p>"
    assert told["general_fb"].endswith("<p>paragraph 3</p>")


def test_canvas_gets_its_own_names_of_types() -> None:
    types = {name: _field(_item(each), "question_type") for name, each in _BY_NAME.items()}
    assert types == {
        "one": ["multiple_choice_question"],
        "claim": ["true_false_question"],
        "many": ["multiple_answers_question"],
        "pairs": ["matching_question"],
        "order": ["matching_question"],
        "gap": ["short_answer_question"],
        "words": ["short_answer_question"],
        "number": ["numerical_question"],
        "text": ["essay_question"],
        "pictures": ["multiple_choice_question"],
    }


def test_claims_in_other_languages_are_choices() -> None:
    # Canvas knows no other words than True and False.
    claim = replace(_BY_NAME["claim"], options=options("Richtig", "Falsch", right=(1,)))
    assert _field(_item(claim), "question_type") == ["multiple_choice_question"]


def test_what_goes_along() -> None:
    item = _item(_BY_NAME["one"])
    assert _field(item, "points_possible") == ["2"]
    assert _field(item, "quizgen_id") == ["d/one"]
    assert _field(item, "keyword") == ["history", "a & b"]
    assert _field(item, "qmd_levelofdifficulty") == ["medium"]


def test_formulas_are_pictures_that_canvas_can_edit() -> None:
    item = _item(_BY_NAME["one"])
    stem = _stem(item)
    assert 'class="equation_image"' in stem
    assert 'data-equation-content="x^2"' in stem
    assert 'src="/equation_images/x%255E2"' in stem
    assert 'alt="LaTeX: x^2"' in stem


def test_pictures_lie_in_the_package() -> None:
    files = files_of(Qti12Writer(), asked())
    assert files[f"images/{PICTURE.file}"] == PNG
    item = _item(_BY_NAME["words"])
    stem = _stem(item)
    assert f'<img src="$IMS-CC-FILEBASE$/images/{PICTURE.file}" alt="a red field">' in stem


def test_a_shared_text_stands_above_each_of_its_questions() -> None:
    for name in ("one", "pictures"):
        stem = _stem(_item(_BY_NAME[name]))
        assert stem.startswith('<div><div class="passage"><h3>The text</h3><p>Once <em>upon</em>')


def test_sections_are_texts_between_the_questions() -> None:
    items = list(_items().values())
    kinds = [_field(each, "question_type")[0] for each in items]
    assert kinds.count("text_only_question") == 2
    assert kinds[0] == "text_only_question"
    text = _stem(items[0])
    assert text == "<h3>First</h3><p>Read <em>well</em>.</p>"


def test_hostile_words_stay_words() -> None:
    item = _item(_BY_NAME["one"])
    (first, *_) = [
        each.findtext(f".//{SPACE}mattext") for each in item.iter(f"{SPACE}response_label")
    ]
    assert "<script" not in first
    holder = xml_of(f"<div>{first}</div>")
    assert "".join(holder.itertext()) == HOSTILE


@pytest.mark.parametrize(
    ("given", "changed", "code", "words"),
    [
        (
            "one",
            {"wrong": 0.5},
            "Q810",
            "Canvas takes no points for wrong answers, which cost 0.5 here",
        ),
        ("many", {}, "Q810", "Canvas gives parts of the points"),
        ("text", {}, "Q811", "no model answer and no criteria"),
    ],
)
def test_losses(given: str, changed: dict[str, object], code: str, words: str) -> None:
    losses = Qti12Writer().written(asked((_BY_NAME[given],), **changed)).losses
    assert [each.code for each in losses] == [code]
    assert words in losses[0].message


def test_a_choice_loses_nothing() -> None:
    assert Qti12Writer().written(asked((_BY_NAME["one"], _BY_NAME["gap"]))).losses == ()


def test_menus_have_plain_words_and_the_loss_says_so() -> None:
    pairs = replace(
        _BY_NAME["pairs"],
        options=(*options("Rome", "$x^2$", "Paris"), Option("a field", PICTURE)),
    )
    item = _item(pairs)
    shown = [each.findtext(f".//{SPACE}mattext") for each in item.iter(f"{SPACE}response_label")]
    assert shown[:4] == ["Rome", "x²", "Paris", "a field"]
    losses = Qti12Writer().written(asked((pairs,), partial=True)).losses
    assert [each.code for each in losses] == ["Q812"]
    assert "(2 options)" in losses[0].message


def test_other_keys_are_lost() -> None:
    many = replace(_BY_NAME["many"], other_keys=((0, 1),))
    losses = Qti12Writer().written(asked((many,), partial=True)).losses
    assert [each.code for each in losses] == ["Q810"]


def test_a_question_without_accepted_words_is_an_essay() -> None:
    words = question("bare", Answering.WORDS, "Why?", answer=marked("Because."))
    assert _field(_item(words), "question_type") == ["essay_question"]


def test_words_that_look_like_formulas_stay_words() -> None:
    # Canvas would typeset what stands between these signs.
    words = replace(_BY_NAME["gap"], stem=r"What is \(x\) or $$y$$ in \[z\]?", gap="")
    stem = _stem(_item(words))
    assert r"<span>\</span>(x<span>\</span>)" in stem
    assert not any(sign in stem for sign in (r"\(", r"\)", "$$", r"\["))
    assert "".join(xml_of(stem).itertext()) == r"What is \(x\) or $$y$$ in \[z\]?"


def test_ranked_options_are_not_shuffled() -> None:
    fixed = replace(_BY_NAME["one"], shuffle=False)
    for given, shuffled in ((_BY_NAME["one"], "Yes"), (fixed, "No"), (_BY_NAME["claim"], "No")):
        (choice,) = _item(given).iter(f"{SPACE}render_choice")
        assert choice.get("shuffle") == shuffled
