"""Questions come back from packages: quizgen's own, and those of other systems."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from qti_support import EVERY_FORM, PICTURE, PNG, asked, options

from quizgen.diagnostics import QuizgenError
from quizgen.exchange.model import Answering, Question
from quizgen.export.qti3 import Qti3Writer
from quizgen.export.qti12 import Qti12Writer
from quizgen.export.qti21 import Qti21Writer
from quizgen.export.questions import QuestionWriter
from quizgen.importing.qti import QtiReader
from quizgen.importing.reader import ReadQuestions
from quizgen.markup.parse import marked
from quizgen.markup.plain import plain
from quizgen.markup.source import source_of
from quizgen.markup.written import nodes_of
from quizgen.quiz.manifest import Criterion

_WRITERS = [Qti12Writer(), Qti21Writer(), Qti3Writer()]
writers = pytest.mark.parametrize("writer", _WRITERS, ids=lambda each: each.name)
_QTI21 = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_QTI12 = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"


def _read(folder: Path, data: bytes | str, name: str = "given.zip") -> ReadQuestions:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return QtiReader().read(path)


def _there_and_back(
    folder: Path, writer: QuestionWriter, *questions: Question, **given: object
) -> ReadQuestions:
    (data,) = writer.written(asked(questions or EVERY_FORM, **given)).files.values()
    return _read(folder, data)


def _essence(question: Question) -> dict[str, object]:
    """Return what must come back of a question, however its options are ordered."""
    texts = [each.text for each in question.options]
    right: object = sorted(texts[index] for index in question.key)
    if question.answering is Answering.PAIRS:
        right = [(left, texts[at]) for left, at in zip(question.left, question.key, strict=True)]
    if question.answering is Answering.ORDER:
        right = [texts[index] for index in question.key]
    spellings = list(dict.fromkeys(each.casefold() for each in question.accepted))
    return {
        "uid": question.uid,
        "answering": question.answering,
        "stem": question.stem.replace(question.gap or "_____", "_____"),
        "options": sorted(texts),
        "right": right,
        "feedback": sorted(each.feedback for each in question.options if each.feedback),
        "told": question.feedback,
        "accepted": spellings,
        "bounds": question.bounds,
        "tags": question.tags,
        "points": question.points,
        "pictures": len(question.every_picture),
    }


@writers
def test_what_goes_out_comes_back(writer: QuestionWriter, tmp_path: Path) -> None:
    given = [
        replace(each, passage="")
        for each in EVERY_FORM
        # Canvas has no ordering.
        if not (writer.name == "qti12" and each.answering is Answering.ORDER)
    ]
    # Pictures as options come back with their own words.
    given[-1] = replace(
        given[-1], options=(replace(given[-1].options[0], text=PICTURE.alt), given[-1].options[1])
    )
    read = _there_and_back(tmp_path, writer, *given)
    assert read.title == "A title & more"
    assert list(read.pictures.values()) == [PNG]
    for before, after in zip(given, read.questions, strict=True):
        assert _essence(after) == _essence(before)
    answers = {each.uid: each.answer for each in read.questions}
    assert answers["d/text"] == ("" if writer.name == "qti12" else "Because.")
    rubrics = {each.uid: each.rubric for each in read.questions}
    assert rubrics["d/text"] == (() if writer.name == "qti12" else (Criterion("the cause", 2),))


@writers
def test_a_second_round_changes_nothing(writer: QuestionWriter, tmp_path: Path) -> None:
    once = _there_and_back(tmp_path, writer)
    twice = _there_and_back(tmp_path, writer, *once.questions, pictures=once.pictures)
    assert list(map(_essence, once.questions)) == list(map(_essence, twice.questions))


@writers
def test_markup_comes_back(writer: QuestionWriter, tmp_path: Path) -> None:
    stem = marked(
        "A *b* **c** `d<e>` [f](https://example.org/?a=1&b=2) H~2~O x^2^ $\\sqrt{2} < 2$\n"
        "- one\n- *two*\n\n```\nif a < b:\n    pass\n```\n"
    )
    question = replace(EVERY_FORM[2], stem=stem)
    (after,) = _there_and_back(tmp_path, writer, question).questions
    assert _as_written(after.stem) == _as_written(stem)


def _as_written(text: str) -> list[str]:
    return source_of(nodes_of(text)).split()


@writers
def test_a_shared_text_stands_in_each_question(writer: QuestionWriter, tmp_path: Path) -> None:
    (after,) = _there_and_back(tmp_path, writer, EVERY_FORM[-1]).questions
    assert plain(after.stem).startswith("The text\nOnce upon a time")


# Words of one line without blanks at their ends, as a deck has them.
_WORDS = (
    st.text(
        st.characters(
            exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp"),
            exclude_characters="\u00a0_\ufdd0\ufdd1",
        ),
        min_size=1,
        max_size=30,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
_HOSTILE = st.sampled_from(
    ["<b>x</b>", "&amp;", "]]>", "<!--", "<?x?>", "\\(x\\)", "$$x$$", "\"'", "a\\b", "{{x}}", "%2F"]
)
_TEXTS = st.lists(_WORDS | _HOSTILE, min_size=1, max_size=3).map(" ".join)


@writers
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    stem=_TEXTS,
    texts=st.lists(_TEXTS, min_size=2, max_size=4, unique_by=str.casefold),
    told=_TEXTS,
    general=_TEXTS,
)
def test_any_words_come_back(
    writer: QuestionWriter, tmp_path: Path, stem: str, texts: list[str], told: str, general: str
) -> None:
    made = tuple(
        replace(each, text=text) for each, text in zip(options(*texts), texts, strict=True)
    )
    first = replace(made[0], feedback=told)
    last = replace(made[-1], is_right=True)
    question = Question(
        "q",
        "d/q",
        "choice",
        Answering.ONE,
        stem,
        (first, *made[1:-1], last),
        (len(texts) - 1,),
        explanation=(general,),
    )
    words = Question("w", "d/w", "short", Answering.WORDS, stem, accepted=tuple(texts))
    read = _there_and_back(tmp_path, writer, question, words)
    assert [_essence(each) for each in read.questions] == [_essence(question), _essence(words)]


# Other systems

_CANVAS = """<?xml version="1.0" encoding="UTF-8"?>
<questestinterop xmlns="{space}"><assessment ident="g1" title="From Canvas">
<section ident="root_section">{items}</section></assessment></questestinterop>"""


def _canvas_item(kind: str, presentation: str, processing: str = "", feedback: str = "") -> str:
    return f"""<item ident="g{abs(hash(kind)) % 1000}" title="Question">
  <itemmetadata><qtimetadata>
    <qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry></qtimetadatafield>
    <qtimetadatafield><fieldlabel>points_possible</fieldlabel><fieldentry>5.0</fieldentry></qtimetadatafield>
  </qtimetadata></itemmetadata>
  <presentation>{presentation}</presentation>
  <resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>
  {processing}</resprocessing>{feedback}</item>"""


def _html(text: str) -> str:
    return f'<material><mattext texttype="text/html">{text}</mattext></material>'


def _canvas(folder: Path, *items: str) -> ReadQuestions:
    return _read(folder, _CANVAS.format(space=_QTI12, items="".join(items)), "canvas.xml")


_RIGHT = '<setvar action="Set" varname="SCORE">100</setvar>'


def test_a_choice_of_canvas(tmp_path: Path) -> None:
    labels = "".join(
        f'<response_label ident="{name}"><material><mattext texttype="text/plain">{text}</mattext>'
        "</material></response_label>"
        for name, text in (("7414", "Paris"), ("2321", "a &lt; b"))
    )
    item = _canvas_item(
        "multiple_choice_question",
        _html(
            "&lt;div&gt;&lt;p&gt;Capital&amp;nbsp;of &lt;em&gt;France&lt;/em&gt;?&lt;/p&gt;&lt;/div&gt;"
        )
        + '<response_lid ident="response1" rcardinality="Single"><render_choice>'
        + labels
        + "</render_choice></response_lid>",
        '<respcondition continue="Yes"><conditionvar><other/></conditionvar>'
        '<displayfeedback feedbacktype="Response" linkrefid="general_fb"/></respcondition>'
        '<respcondition continue="Yes"><conditionvar><varequal respident="response1">2321</varequal>'
        '</conditionvar><displayfeedback feedbacktype="Response" linkrefid="2321_fb"/></respcondition>'
        '<respcondition continue="No"><conditionvar><varequal respident="response1">7414</varequal>'
        f"</conditionvar>{_RIGHT}</respcondition>",
        f'<itemfeedback ident="general_fb"><flow_mat>{_html("&lt;p&gt;See it.&lt;/p&gt;")}</flow_mat>'
        f'</itemfeedback><itemfeedback ident="2321_fb"><flow_mat>{_html("No!")}</flow_mat></itemfeedback>',
    )
    read = _canvas(tmp_path, item)
    (question,) = read.questions
    assert read.title == "From Canvas"
    assert plain(question.stem) == "Capital\xa0of France?"
    assert [(each.text, each.is_right, each.feedback) for each in question.options] == [
        ("Paris", True, ""),
        ("a < b", False, "No!"),
    ]
    assert question.explanation == ("See it.",)
    assert question.points == 5
    assert question.place.line == 3
    assert read.problems == ()


def test_several_answers_of_canvas(tmp_path: Path) -> None:
    labels = "".join(
        f'<response_label ident="{n}">{_html(str(n))}</response_label>' for n in range(1, 4)
    )
    item = _canvas_item(
        "multiple_answers_question",
        _html("Odd?")
        + '<response_lid ident="response1" rcardinality="Multiple"><render_choice>'
        + f"{labels}</render_choice></response_lid>",
        '<respcondition continue="No"><conditionvar><and>'
        '<varequal respident="response1">1</varequal>'
        '<not><varequal respident="response1">2</varequal></not>'
        '<varequal respident="response1">3</varequal></and></conditionvar>'
        f"{_RIGHT}</respcondition>",
    )
    (question,) = _canvas(tmp_path, item).questions
    assert question.answering is Answering.MANY
    assert [each.text for each in question.options if each.is_right] == ["1", "3"]


def _fib(kind: str, processing: str) -> str:
    field = '<render_fib><response_label ident="answer1" rshuffle="No"/></render_fib>'
    return _canvas_item(
        kind,
        f'{_html("How much?")}<response_str ident="response1" rcardinality="Single">{field}</response_str>',
        processing,
    )


@pytest.mark.parametrize(
    ("kind", "condition", "accepted", "bounds"),
    [
        (
            "short_answer_question",
            '<varequal respident="response1">Paris</varequal>'
            '<varequal respident="response1">Paname</varequal>',
            ("Paris", "Paname"),
            None,
        ),
        (
            "numerical_question",
            '<or><varequal respident="response1">4.0</varequal><and>'
            '<vargte respident="response1">3.5</vargte>'
            '<varlte respident="response1">4.5</varlte></and></or>',
            ("4",),
            (3.5, 4.5),
        ),
        (
            "numerical_question",
            '<vargte respident="response1">1</vargte><varlte respident="response1">3</varlte>',
            ("2",),
            (1, 3),
        ),
        ("numerical_question", '<varequal respident="response1">7</varequal>', ("7",), None),
    ],
)
def test_written_answers_of_canvas(
    tmp_path: Path, kind: str, condition: str, accepted: tuple[str, ...], bounds: object
) -> None:
    rule = f"<respcondition><conditionvar>{condition}</conditionvar>{_RIGHT}</respcondition>"
    (question,) = _canvas(tmp_path, _fib(kind, rule)).questions
    assert (question.answering, question.accepted) == (Answering.WORDS, accepted)
    assert question.bounds == bounds


def test_matching_of_canvas(tmp_path: Path) -> None:
    labels = "".join(
        f'<response_label ident="{name}"><material><mattext>{text}</mattext></material></response_label>'
        for name, text in ((11, "Rome"), (12, "Paris"), (13, "Oslo"))
    )
    rows = "".join(
        f'<response_lid ident="response_{name}"><material><mattext texttype="text/plain">{text}</mattext>'
        f"</material><render_choice>{labels}</render_choice></response_lid>"
        for name, text in ((1, "France"), (2, "Italy"))
    )
    rules = "".join(
        f'<respcondition><conditionvar><varequal respident="response_{row}">{match}</varequal>'
        '</conditionvar><setvar varname="SCORE" action="Add">50.00</setvar></respcondition>'
        for row, match in ((1, 12), (2, 11))
    )
    item = _canvas_item("matching_question", _html("Match") + rows, rules)
    (question,) = _canvas(tmp_path, item).questions
    pairs = zip(question.left, question.key, strict=True)
    assert [(left, question.options[index].text) for left, index in pairs] == [
        ("France", "Paris"),
        ("Italy", "Rome"),
    ]
    assert "Oslo" in {each.text for each in question.options}


def test_a_menu_in_a_text_of_canvas(tmp_path: Path) -> None:
    labels = "".join(
        f'<response_label ident="{n}">{_html(text)}</response_label>'
        for n, text in enumerate(("red", "blue"))
    )
    item = _canvas_item(
        "multiple_dropdowns_question",
        _html("Roses are [color].")
        + '<response_lid ident="response_color"><material><mattext>color</mattext></material>'
        + f"<render_choice>{labels}</render_choice></response_lid>",
        '<respcondition><conditionvar><varequal respident="response_color">0</varequal></conditionvar>'
        '<setvar varname="SCORE" action="Add">100.00</setvar></respcondition>',
    )
    (question,) = _canvas(tmp_path, item).questions
    assert question.stem == "Roses are _____."
    assert question.options[0].is_right


def test_what_quizgen_cannot_ask_is_left_out_with_a_reason(tmp_path: Path) -> None:
    text = _canvas_item("text_only_question", _html("Read this."))
    upload = _canvas_item("file_upload_question", _html("Send it."))
    sums = _canvas_item("calculated_question", _html("[a] + 1?"))
    essay = _canvas_item("essay_question", _html("Why?"))
    read = _canvas(tmp_path, text, upload, sums, essay)
    assert [each.answering for each in read.questions] == [Answering.TEXT]
    assert [each.code for each in read.problems] == ["Q831", "Q831", "Q832"]
    assert "it asks for a file" in read.problems[0].message


def test_a_package_of_canvas_with_its_doubles_and_files(tmp_path: Path) -> None:
    image = '<img src="$IMS-CC-FILEBASE$/Uploaded%20Media/a.png" alt="words">'
    item = _fib("short_answer_question", "").replace(
        "How much?", image.replace("<", "&lt;").replace(">", "&gt;") + "How much?"
    )
    poor = item.replace("question_type", "cc_profile")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("g1/assessment_qti.xml", _CANVAS.format(space=_QTI12, items=poor))
        archive.writestr("non_cc_assessments/g1.xml.qti", _CANVAS.format(space=_QTI12, items=item))
        archive.writestr("web_resources/Uploaded Media/a.png", PNG)
    read = _read(tmp_path, stream.getvalue(), "course.imscc")
    (question,) = read.questions
    assert [each.alt for each in question.pictures] == ["words"]
    assert read.pictures[question.pictures[0].file] == PNG


_ITEM = """<?xml version="1.0"?><assessmentItem xmlns="{space}" identifier="i" title="Theirs"
 adaptive="false" timeDependent="false"><responseDeclaration identifier="R" {declared}</responseDeclaration>
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
<itemBody>{body}</itemBody><responseProcessing
 template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/></assessmentItem>"""


def _item(folder: Path, declared: str, body: str) -> ReadQuestions:
    return _read(folder, _ITEM.format(space=_QTI21, declared=declared, body=body), "item.xml")


def test_an_item_of_another_system(tmp_path: Path) -> None:
    read = _item(
        tmp_path,
        'cardinality="single" baseType="identifier"><correctResponse><value>B</value></correctResponse>',
        "<p>Look:</p><choiceInteraction responseIdentifier='R' shuffle='true' maxChoices='1'>"
        "<prompt>Which \\(x^2\\)?</prompt><simpleChoice identifier='A'>one"
        "<feedbackInline outcomeIdentifier='F' identifier='A' showHide='show'>No.</feedbackInline>"
        "</simpleChoice><simpleChoice identifier='B'><p>two</p></simpleChoice></choiceInteraction>",
    )
    (question,) = read.questions
    assert plain(question.stem) == "Look:\nWhich x²?"
    assert [(each.text, each.is_right, each.feedback) for each in question.options] == [
        ("one", False, "No."),
        ("two", True, ""),
    ]
    assert question.id == "Theirs"
    assert question.uid == ""


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<p>Only words.</p>", "it asks for nothing"),
        ("<sliderInteraction responseIdentifier='R'/>", "quizgen has no `sliderInteraction`"),
        (
            "<p><textEntryInteraction responseIdentifier='R'/> "
            "<textEntryInteraction responseIdentifier='S'/></p>",
            "it asks for several things",
        ),
    ],
)
def test_items_without_a_form_are_left_out(tmp_path: Path, body: str, why: str) -> None:
    read = _item(tmp_path, 'cardinality="single" baseType="string">', body)
    assert read.questions == ()
    (problem,) = read.problems
    assert problem.code == "Q831"
    assert why in problem.message


# Hostile files

_ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))
_BOMB = f'<?xml version="1.0"?><!DOCTYPE item [<!ENTITY a0 "x">{_ENTITIES}]><item>&a19;</item>'
_OUTSIDE = '<?xml version="1.0"?><!DOCTYPE i [<!ENTITY x SYSTEM "file:///etc/passwd">]><i>&x;</i>'


def _refusal(folder: Path, data: bytes | str, name: str = "given.xml") -> str:
    with pytest.raises(QuizgenError) as raised:
        _read(folder, data, name)
    (problem,) = raised.value.diagnostics
    assert problem.code == "Q830"
    return problem.message


@pytest.mark.parametrize("text", [_BOMB, _OUTSIDE])
def test_entities_are_refused(tmp_path: Path, text: str) -> None:
    message = _refusal(tmp_path, text)
    assert "defines entities" in message or "entity nesting" in message


def test_a_document_type_without_entities_is_harmless(tmp_path: Path) -> None:
    # Older systems name a file beside the package, which is not looked for.
    items = _fib("short_answer_question", "")
    text = f'<!DOCTYPE questestinterop SYSTEM "ims.dtd">{_CANVAS[38:].format(space=_QTI12, items=items)}'
    assert len(_read(tmp_path, text, "old.xml").questions) == 1


def test_broken_and_strange_files_are_refused(tmp_path: Path) -> None:
    assert "no sound XML" in _refusal(tmp_path, "<item><b></item>")
    assert "no sound XML" in _refusal(tmp_path, b"\x00\x01\x02")
    assert "no question in QTI" in _refusal(tmp_path, "<html/>")
    assert "damaged" in _refusal(tmp_path, b"PK\x03\x04 nothing", "given.zip")


def test_deep_and_large_files_are_refused(tmp_path: Path) -> None:
    assert "no sound XML" in _refusal(tmp_path, "<a>" * 100_000 + "</a>" * 100_000)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.bin", bytes(60 * 1024 * 1024))
    assert "more than 128 MiB" in _refusal(tmp_path, stream.getvalue(), "bomb.zip")


def test_paths_that_lead_out_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    stream = io.BytesIO()
    body = (
        '<p><img src="../secret.png" alt="s"/> x <textEntryInteraction responseIdentifier="R"/></p>'
    )
    text = _ITEM.format(space=_QTI21, declared='cardinality="single" baseType="string">', body=body)
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("item.xml", text)
        archive.writestr("../../escape.xml", text)
    folder = tmp_path / "deep"
    folder.mkdir()
    read = _read(folder, stream.getvalue())
    assert read.pictures == {}
    assert "a picture is not part of the file" in read.problems[0].message
    assert sorted(each.name for each in tmp_path.iterdir()) == ["deep", "secret.png"]
