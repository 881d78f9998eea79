"""Questions of every form for tests of QTI, and packages taken apart."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

from lxml import etree
from PIL import Image

from quizgen.exchange.model import Answering, Option, Question, QuestionSection, QuestionSet
from quizgen.export.questions import QuestionWriter
from quizgen.markup.parse import marked
from quizgen.quiz.manifest import Criterion, Passage, Picture

HOSTILE = 'a<b> & "c" \' ]]> <script>alert(1)</script> &amp; {{x}} 😀 $5 [a](b)'
_STREAM = io.BytesIO()
Image.new("RGB", (40, 30), "red").save(_STREAM, "PNG")
PNG = _STREAM.getvalue()
PICTURE = Picture(f"quizgen-{'a' * 32}.png", "a red field", 40, 30)


def question(name: str, answering: Answering, stem: str, **given: object) -> Question:
    """Return a question of the deck `d`."""
    made = Question(name, f"d/{name}", "form", answering, marked(stem))
    return replace(made, **given)


def options(
    *texts: str, right: tuple[int, ...] = (), told: dict[int, str] | None = None
) -> tuple[Option, ...]:
    """Return options, of which those with an index in `told` have feedback."""
    told = told or {}
    return tuple(
        Option(marked(text), None, index in right, marked(told.get(index, "")))
        for index, text in enumerate(texts)
    )


EVERY_FORM = (
    question(
        "one",
        Answering.ONE,
        "Which *one* is $x^2$?",
        options=options(
            HOSTILE, "four $\\frac{1}{2}$", "nine", right=(1,), told={0: "Not **this**."}
        ),
        key=(1,),
        explanation=(marked("Because $a < b$."),),
        cited=("paragraph 3",),
        passage="text",
        tags=("history", "a & b"),
        points=2,
    ),
    question(
        "claim",
        Answering.CLAIM,
        "The earth is flat.",
        options=options("True", "False", right=(1,)),
        key=(1,),
    ),
    question(
        "many",
        Answering.MANY,
        "Which are even?",
        options=options("two", "three", "four", right=(0, 2)),
        key=(0, 2),
        points=3,
    ),
    question(
        "pairs",
        Answering.PAIRS,
        "Match:",
        left=("France", "Italy", marked("*Spain*")),
        options=options("Rome", "Madrid", "Paris", "Oslo"),
        key=(2, 0, 1),
    ),
    question(
        "order",
        Answering.ORDER,
        "Put in order:\n- first\n- last",
        options=options("third", "first", "second"),
        key=(1, 2, 0),
    ),
    question(
        "gap",
        Answering.GAP,
        "In *the ____ of* May.",
        gap="____",
        accepted=("Month", "month", "m<o>nth"),
    ),
    question(
        "words", Answering.WORDS, "Which city?", accepted=("Paris", "Paname"), pictures=(PICTURE,)
    ),
    question(
        "number", Answering.WORDS, "How many?", accepted=("4",), bounds=(3.5, 4.5), answer="4"
    ),
    question(
        "text",
        Answering.TEXT,
        "Explain.",
        answer="Because.",
        rubric=(Criterion("the cause", 2),),
        points=2,
    ),
    question(
        "pictures",
        Answering.ONE,
        "Which picture?",
        options=(Option("red", PICTURE, is_right=True), Option("blue")),
        key=(0,),
        passage="text",
    ),
)
PASSAGES = {"text": Passage("text", "The text", marked("Once *upon* a time\nit was."), (PICTURE,))}


def asked(questions: tuple[Question, ...] = EVERY_FORM, **given: object) -> QuestionSet:
    """Return a set of questions in two sections."""
    half = max(1, len(questions) // 2)
    sections = (
        QuestionSection("s1", "First", questions[:half], marked("Read *well*.")),
        QuestionSection("s2", "Second", questions[half:]),
    )
    made = QuestionSet(
        "d-1",
        "d",
        "A title & more",
        "en",
        tuple(each for each in sections if each.questions),
        pictures={PICTURE.file: PNG},
        passages=PASSAGES,
        source="A source",
    )
    return replace(made, **given)


def files_of(writer: QuestionWriter, questions: QuestionSet) -> dict[str, bytes]:
    """Return the files of the package that a writer makes."""
    (data,) = writer.written(questions).files.values()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def xml_of(text: str | bytes) -> ET.Element:
    """Return XML as another parser than the writers' reads it."""
    return ET.fromstring(text)  # noqa: S314 - quizgen's own


def items_of(files: dict[str, bytes]) -> dict[str, etree._Element]:
    """Return the items of a package of QTI 2.1 or 3.0 by their paths."""
    return {
        name: etree.fromstring(data) for name, data in files.items() if name.startswith("items/")
    }
