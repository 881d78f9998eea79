"""Questions from packages of other systems, and files that mean harm."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from qti_support import PNG

from quizgen.diagnostics import QuizgenError
from quizgen.exchange.model import Answering, Question
from quizgen.importing.qti import QtiReader
from quizgen.importing.reader import ReadQuestions
from quizgen.markup.plain import plain

# Written as Canvas writes its exports.
_CANVAS = Path(__file__).parent / "canvas.xml"


def _read(folder: Path, data: bytes | str, name: str = "given.xml") -> ReadQuestions:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return QtiReader().read(path)


@pytest.fixture(scope="module")
def canvas() -> ReadQuestions:
    return QtiReader().read(_CANVAS)


def _named(read: ReadQuestions, name: str) -> Question:
    (found,) = [each for each in read.questions if each.id == name]
    return found


def test_a_choice_of_canvas(canvas: ReadQuestions) -> None:
    question = _named(canvas, "choice")
    assert canvas.title == "From Canvas"
    assert plain(question.stem) == "Capital\xa0of France?"
    assert [(each.text, each.is_right, each.feedback) for each in question.options] == [
        ("Paris", True, ""),
        ("a < b", False, "No!"),
    ]
    assert question.explanation == ("See it.", "Well done.")
    assert question.points == 5
    assert question.place.line == 5


def test_several_answers_of_canvas(canvas: ReadQuestions) -> None:
    question = _named(canvas, "answers")
    assert question.answering is Answering.MANY
    assert [each.text for each in question.options if each.is_right] == ["one", "three"]


def test_matching_of_canvas(canvas: ReadQuestions) -> None:
    question = _named(canvas, "matching")
    pairs = zip(question.left, question.key, strict=True)
    assert [(left, question.options[index].text) for left, index in pairs] == [
        ("France", "Paris"),
        ("Italy", "Rome"),
    ]
    assert "Oslo" in {each.text for each in question.options}


def test_a_menu_in_a_text_of_canvas(canvas: ReadQuestions) -> None:
    question = _named(canvas, "menu")
    assert question.stem == "Roses are _____."
    assert question.options[0].is_right


def test_what_quizgen_cannot_ask_is_left_out_with_a_reason(canvas: ReadQuestions) -> None:
    assert _named(canvas, "essay").answering is Answering.TEXT
    upload, sums, texts = canvas.problems
    assert (upload.code, sums.code, texts.code) == ("Q831", "Q831", "Q832")
    assert "`upload`: it asks for a file" in upload.message
    assert "its numbers change" in sums.message
    assert "texts between questions (1)" in texts.message


_TYPED = """<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">
<item ident="g1" title="typed"><itemmetadata><qtimetadata><qtimetadatafield>
<fieldlabel>{label}</fieldlabel><fieldentry>{kind}</fieldentry>
</qtimetadatafield></qtimetadata></itemmetadata>
<presentation><material><mattext texttype="text/html">{stem}</mattext></material>
<response_str ident="response1" rcardinality="Single"><render_fib>
<response_label ident="answer1" rshuffle="No"/></render_fib></response_str></presentation>
<resprocessing><outcomes><decvar varname="SCORE"/></outcomes>
<respcondition><conditionvar>{condition}</conditionvar>
<setvar action="Set" varname="SCORE">100</setvar></respcondition></resprocessing></item>
</questestinterop>"""


def _typed(condition: str, kind: str = "short_answer_question", **given: str) -> str:
    label = given.get("label", "question_type")
    stem = given.get("stem", "How much?")
    return _TYPED.format(condition=condition, kind=kind, label=label, stem=stem)


_WORDS = "".join(
    f'<varequal respident="response1">{word}</varequal>' for word in ("Paris", "Paname")
)
_BETWEEN = (
    '<vargte respident="response1">3.5</vargte>',
    '<varlte respident="response1">4.5</varlte>',
)
_ABOUT = '<or><varequal respident="response1">4.0</varequal><and>{}{}</and></or>'.format(*_BETWEEN)


@pytest.mark.parametrize(
    ("kind", "condition", "accepted", "bounds"),
    [
        ("short_answer_question", _WORDS, ("Paris", "Paname"), None),
        ("numerical_question", _ABOUT, ("4",), (3.5, 4.5)),
        ("numerical_question", "".join(_BETWEEN), ("4",), (3.5, 4.5)),
        ("numerical_question", '<varequal respident="response1">7</varequal>', ("7",), None),
    ],
)
def test_written_answers_of_canvas(
    tmp_path: Path, kind: str, condition: str, accepted: tuple[str, ...], bounds: object
) -> None:
    (question,) = _read(tmp_path, _typed(condition, kind)).questions
    assert (question.answering, question.accepted) == (Answering.WORDS, accepted)
    assert question.bounds == bounds


def test_a_course_of_canvas_with_its_doubles_and_files(tmp_path: Path) -> None:
    image = '<img src="$IMS-CC-FILEBASE$/Uploaded%20Media/a.png" alt="words">'
    stem = image.replace("<", "&lt;").replace(">", "&gt;") + "How much?"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        # What other systems understand of a quiz, and the whole of it.
        archive.writestr("g1/assessment_qti.xml", _typed(_WORDS, label="cc_profile", stem=stem))
        archive.writestr("non_cc_assessments/g1.xml.qti", _typed(_WORDS, stem=stem))
        archive.writestr("web_resources/Uploaded Media/a.png", PNG)
    read = _read(tmp_path, stream.getvalue(), "course.imscc")
    (question,) = read.questions
    assert [each.alt for each in question.pictures] == ["words"]
    assert read.pictures[question.pictures[0].file] == PNG


_ITEM = """<?xml version="1.0"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="Theirs"
 adaptive="false" timeDependent="false">
<responseDeclaration identifier="R" {type}>{right}</responseDeclaration>
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
<itemBody>{body}</itemBody></assessmentItem>"""
_CHOICE = """<p>Look:</p>
<choiceInteraction responseIdentifier="R" shuffle="true" maxChoices="1">
<prompt>Which \\(x^2\\)?</prompt>
<simpleChoice identifier="A">one<feedbackInline outcomeIdentifier="F" identifier="A"
 showHide="show">No.</feedbackInline></simpleChoice>
<simpleChoice identifier="B"><p>two</p></simpleChoice>
</choiceInteraction>"""


def _item(body: str, right: str = "", base: str = "string") -> str:
    kind = f'cardinality="single" baseType="{base}"'
    return _ITEM.format(type=kind, right=right, body=body)


def test_an_item_of_another_system(tmp_path: Path) -> None:
    right = "<correctResponse><value>B</value></correctResponse>"
    (question,) = _read(tmp_path, _item(_CHOICE, right, "identifier")).questions
    assert plain(question.stem) == "Look:\nWhich x²?"
    assert [(each.text, each.is_right, each.feedback) for each in question.options] == [
        ("one", False, "No."),
        ("two", True, ""),
    ]
    assert (question.id, question.uid) == ("Theirs", "")


_ENTRY = '<textEntryInteraction responseIdentifier="R"/>'


def test_a_number_of_another_system(tmp_path: Path) -> None:
    right = "<correctResponse><value>4</value></correctResponse>"
    item = _item(f"<p>About {_ENTRY} km.</p>", right, "float")
    tolerance = '<equal toleranceMode="absolute" tolerance="0.5 1"/>'
    item = item.replace(
        "</itemBody>", f"</itemBody><responseProcessing>{tolerance}</responseProcessing>"
    )
    (question,) = _read(tmp_path, item).questions
    assert (question.answering, question.bounds) == (Answering.GAP, (3.5, 5))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<p>Only words.</p>", "it asks for nothing"),
        ('<sliderInteraction responseIdentifier="R"/>', "quizgen has no `sliderInteraction`"),
        (f"<p>{_ENTRY}, {_ENTRY}</p>", "it asks for several things"),
        (_CHOICE, "none of its options is right"),
    ],
)
def test_items_without_a_form_are_left_out(tmp_path: Path, body: str, why: str) -> None:
    read = _read(tmp_path, _item(body))
    assert read.questions == ()
    (problem,) = read.problems
    assert problem.code == "Q831"
    assert why in problem.message


# Files that mean harm

_ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))
_BOMB = f'<?xml version="1.0"?><!DOCTYPE item [<!ENTITY a0 "x">{_ENTITIES}]><item>&a19;</item>'
_OUTSIDE = '<?xml version="1.0"?><!DOCTYPE i [<!ENTITY x SYSTEM "file:///etc/passwd">]><i>&x;</i>'


def _refusal(folder: Path, data: bytes | str, name: str = "given.xml") -> str:
    with pytest.raises(QuizgenError) as raised:
        _read(folder, data, name)
    (problem,) = raised.value.diagnostics
    assert problem.code == "Q830"
    return problem.message


def _zipped(files: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize("text", [_BOMB, _OUTSIDE])
def test_entities_are_refused(tmp_path: Path, text: str) -> None:
    message = _refusal(tmp_path, text)
    # The parser of some versions refuses a bomb of itself.
    assert "defines entities" in message or "Maximum entity" in message
    assert _refusal(tmp_path, _zipped({"item.xml": text}), "given.zip") == message


def test_a_document_type_without_entities_is_harmless(tmp_path: Path) -> None:
    # Older systems name a file beside the package, which is not looked for.
    text = '<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2.dtd">' + _typed(_WORDS)
    assert len(_read(tmp_path, text).questions) == 1


def test_broken_and_strange_files_are_refused(tmp_path: Path) -> None:
    assert "no sound XML" in _refusal(tmp_path, "<item><b></item>")
    assert "no sound XML" in _refusal(tmp_path, b"\x00\x01\x02")
    assert "no question in QTI" in _refusal(tmp_path, "<html/>")
    assert "damaged" in _refusal(tmp_path, b"PK\x03\x04 nothing", "given.zip")


def test_deep_and_large_files_are_refused(tmp_path: Path) -> None:
    assert "no sound XML" in _refusal(tmp_path, "<a>" * 100_000 + "</a>" * 100_000)
    much = _zipped({f"{number}.xml": "<a/>" + " " * 20 * 1024 * 1024 for number in range(2)})
    assert "32 MiB of XML" in _refusal(tmp_path, much, "much.zip")
    large = _zipped({f"{number}.bin": bytes(60 * 1024 * 1024) for number in range(3)})
    assert "more than 128 MiB" in _refusal(tmp_path, large, "bomb.zip")


@pytest.mark.parametrize(
    "body", [f"{'<div>' * 200}x{'</div>' * 200}", "<p>x</p>" * 10_000], ids=["deep", "long"]
)
def test_an_unwieldy_question_is_left_out_quickly(tmp_path: Path, body: str) -> None:
    read = _read(tmp_path, _item(f"{body}<p>{_ENTRY}</p>"))
    assert read.questions == ()
    assert "parts within parts" in read.problems[0].message


def test_a_question_of_a_whole_book_is_left_out(tmp_path: Path) -> None:
    read = _read(tmp_path, _item(f"<p>{'words ' * 10_000}{_ENTRY}</p>"))
    assert read.questions == ()
    assert "more than 50000 characters" in read.problems[0].message


def test_paths_that_lead_out_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    body = f'<p><img src="../secret.png" alt="s"/> x {_ENTRY}</p>'
    data = _zipped({"item.xml": _item(body), "../../escape.xml": _item(body)})
    folder = tmp_path / "deep"
    folder.mkdir()
    read = _read(folder, data, "given.zip")
    assert read.pictures == {}
    assert "a picture is not part of the file" in read.problems[0].message
    assert sorted(each.name for each in tmp_path.iterdir()) == ["deep", "secret.png"]
