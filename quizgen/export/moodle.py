"""Questions as Moodle XML, which Moodle's question bank imports."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizgen.diagnostics import Diagnostic
from quizgen.exchange.model import Answering, Question, QuestionSection, QuestionSet
from quizgen.exchange.names import short_name
from quizgen.exchange.pictures import drawn
from quizgen.exchange.tags import tags_of
from quizgen.exchange.texts import plain_line, plain_text
from quizgen.export.moodle_grades import grade_text, is_grade, nearest_grade
from quizgen.export.moodle_html import MoodleHtml
from quizgen.export.moodle_numbers import middle_of, number_text
from quizgen.export.questions import QuestionWriter, lost, lost_everywhere
from quizgen.export.writer import Written
from quizgen.markup.signs import is_marked
from quizgen.quiz.manifest import Picture

if TYPE_CHECKING:
    # An extra, imported when used.
    from lxml.etree import _Element

# Moodle's database holds no longer ones.
_MOST_OF_ID, _MOST_OF_NAME = 100, 255
_ALL = 100.0
# The heights of an essay's field that Moodle offers.
_LINES = (5, 10, 15, 20, 25, 30, 35, 40)
_TYPES = {
    Answering.ONE: "multichoice",
    Answering.MANY: "multichoice",
    Answering.CLAIM: "truefalse",
    Answering.PAIRS: "matching",
    Answering.ORDER: "ordering",
    Answering.GAP: "shortanswer",
    Answering.WORDS: "shortanswer",
    Answering.TEXT: "essay",
}
_IN_WORDS = {Answering.GAP, Answering.WORDS}


class MoodleWriter(QuestionWriter):
    """Writes ``NAME.moodle.xml``; categories are the deck and its sections."""

    name = "moodle"
    about = "Moodle XML, for Moodle's question bank"
    into = "in Moodle's question bank, choose Import and “Moodle XML format”"

    def written(self, questions: QuestionSet) -> Written:
        """Return one file with all questions."""
        document = _Document(questions)
        return Written({f"{questions.id}.moodle.xml": document.xml()}, tuple(document.losses))


class _Document:
    """Builds the document, and collects the losses."""

    def __init__(self, questions: QuestionSet) -> None:
        self._questions = questions
        self._files: dict[str, bytes] = {}
        self._html = MoodleHtml(questions, self._address)
        self.losses: list[Diagnostic] = list(_losses_of_marking(questions))

    def xml(self) -> bytes:
        """Return the document as UTF-8."""
        from lxml import etree  # noqa: PLC0415 - an extra, imported when used

        root = etree.Element("quiz")
        for section in self._questions.sections:
            self._category(root, section)
            for question in section.questions:
                self._question(root, question)
        etree.indent(root)
        made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
        return made + b"\n"

    def _address(self, picture: Picture) -> str:
        name, data = drawn(picture, self._questions.pictures)
        self._files[name] = data
        return f"@@PLUGINFILE@@/{name}"

    def _category(self, root: _Element, section: QuestionSection) -> None:
        made = _added(root, "question", type="category")
        names = (self._questions.title, section.title)
        path = "/".join(["top", *(plain_line(name).replace("/", "//") for name in names)])
        _text_in(made, "category", path)
        self._html_in(made, "info", self._html.text(section.instructions))
        _added(made, "idnumber").text = short_name(
            f"{self._questions.id}/{section.id}", _MOST_OF_ID
        )

    def _question(self, root: _Element, question: Question) -> None:
        kind = self._type(question)
        made = _added(root, "question", type=kind)
        name = plain_line(question.stem) or question.id
        _text_in(made, "name", name[:_MOST_OF_NAME])
        self._html_in(made, "questiontext", self._html.stem(question))
        self._html_in(made, "generalfeedback", self._html.paragraphs(question.feedback))
        _added(made, "defaultgrade").text = number_text(question.points)
        _added(made, "penalty").text = "1" if kind == "truefalse" else "0.3333333"
        _added(made, "hidden").text = "0"
        _added(made, "idnumber").text = short_name(question.uid, _MOST_OF_ID)
        if question.other_keys:
            what = "Moodle takes one key, and the question has several"
            self.losses.append(lost(question, what, "the first one is right there"))
        getattr(self, f"_{kind}")(made, question)
        tags = _added(made, "tags")
        for tag in tags_of(question):
            _text_in(tags, "tag", plain_line(tag))

    def _type(self, question: Question) -> str:
        """Return Moodle's type of a question."""
        answering = question.answering
        if answering in _IN_WORDS and question.bounds:
            return "numerical"
        if answering in _IN_WORDS and not any(question.accepted):
            return "essay"
        # True and false of Moodle's own cost nothing, and one of them is right.
        costs = bool(self._questions.wrong)
        if answering is Answering.CLAIM and (costs or len(question.key) > 1):
            return "multichoice"
        return _TYPES[answering]

    def _multichoice(self, made: _Element, question: Question) -> None:
        single = question.answering is not Answering.MANY
        _added(made, "single").text = _truth(is_true=single)
        _added(made, "shuffleanswers").text = _truth(is_true=question.shuffle)
        _added(made, "answernumbering").text = "ABCD"
        right, wrong = self._grades(question)
        for option in question.options:
            grade = right if option.is_right else wrong
            answer = self._html_in(made, "answer", self._html.option(option))
            answer.set("fraction", grade_text(grade))
            self._html_in(answer, "feedback", self._html.text(option.feedback))

    def _grades(self, question: Question) -> tuple[float, float]:
        """Return the percentages of right and wrong options."""
        if question.answering is not Answering.MANY:
            cost = _ALL * self._questions.wrong / question.points
            if not is_grade(-cost):
                what = f"Moodle can't take {number_text(self._questions.wrong)} points off"
                instead = (
                    f"a wrong answer costs {grade_text(-nearest_grade(-cost))} % of the points"
                )
                self.losses.append(lost(question, what, instead))
            return _ALL, nearest_grade(-cost)
        share = _ALL / max(1, len(question.key))
        if not is_grade(round(share, 5)):
            what = f"Moodle has no grade for one of {len(question.key)} right options"
            instead = f"each gives {grade_text(nearest_grade(share))} %"
            self.losses.append(lost(question, what, instead))
        return nearest_grade(share), -nearest_grade(share)

    def _truefalse(self, made: _Element, question: Question) -> None:
        for option, word in zip(question.options, ("true", "false"), strict=True):
            answer = _added(made, "answer", fraction="100" if option.is_right else "0")
            answer.set("format", "moodle_auto_format")
            _added(answer, "text").text = word
            self._html_in(answer, "feedback", self._html.text(option.feedback))

    def _matching(self, made: _Element, question: Question) -> None:
        _added(made, "shuffleanswers").text = _truth(is_true=question.shuffle)
        options = question.options
        if any(is_marked(each.text) for each in options):
            what = "Moodle's menus of matching questions show plain text"
            self.losses.append(lost(question, what, "the markup of the answers is left out"))
        if any(each.picture for each in options):
            what = "Moodle's menus of matching questions show no pictures"
            self.losses.append(lost(question, what, "the words for the pictures stand there"))
        spare = [index for index in range(len(options)) if index not in question.key]
        pairs = [*zip(question.left, question.key, strict=True), *(("", index) for index in spare)]
        for left, index in pairs:
            part = self._html_in(made, "subquestion", self._html.text(left))
            _text_in(part, "answer", plain_line(options[index].text))

    def _ordering(self, made: _Element, question: Question) -> None:
        _added(made, "layouttype").text = "VERTICAL"
        _added(made, "selecttype").text = "ALL"
        _added(made, "selectcount").text = str(len(question.options))
        partial = self._questions.partial
        _added(made, "gradingtype").text = "ABSOLUTE_POSITION" if partial else "ALL_OR_NOTHING"
        _added(made, "showgrading").text = "SHOW"
        _added(made, "numberingstyle").text = "none"
        _added(made, "shownumcorrect").text = "1"
        for number, index in enumerate(question.key, 1):
            answer = self._html_in(made, "answer", self._html.option(question.options[index]))
            answer.set("fraction", str(number))

    def _shortanswer(self, made: _Element, question: Question) -> None:
        _added(made, "usecase").text = "0"
        for text in question.accepted:
            answer = _added(made, "answer", fraction="100", format="plain_text")
            # A star stands for any letters.
            _added(answer, "text").text = plain_text(text).replace("*", r"\*")

    def _numerical(self, made: _Element, question: Question) -> None:
        middle, tolerance = middle_of(question.bounds or (0, 0))
        answer = _added(made, "answer", fraction="100", format="plain_text")
        _added(answer, "text").text = middle
        _added(answer, "tolerance").text = tolerance
        _added(made, "unitgradingtype").text = "0"
        _added(made, "showunits").text = "3"

    def _essay(self, made: _Element, question: Question) -> None:
        _added(made, "responseformat").text = "editor"
        fitting = (lines for lines in _LINES if lines >= question.lines)
        _added(made, "responsefieldlines").text = str(next(fitting, _LINES[-1]))
        self._html_in(made, "graderinfo", self._grader_info(question))

    def _grader_info(self, question: Question) -> str:
        """Return the answer and what gives points, for whoever marks it."""
        criteria = (
            f"<li>{self._html.text(each.words)}: {number_text(each.points)}</li>"
            for each in question.rubric
        )
        listed = "".join(criteria)
        return self._html.paragraphs([question.answer]) + (f"<ul>{listed}</ul>" if listed else "")

    def _html_in(self, parent: _Element, name: str, html: str) -> _Element:
        """Add an element with HTML, and the files of the pictures in it."""
        made = _added(parent, name, format="html")
        _added(made, "text").text = html
        for file, data in self._files.items():
            if f"@@PLUGINFILE@@/{file}" in html:
                each = _added(made, "file", name=file, path="/", encoding="base64")
                each.text = base64.b64encode(data).decode()
        return made


def _losses_of_marking(questions: QuestionSet) -> Iterator[Diagnostic]:
    """Yield what Moodle does otherwise with points, once for all questions."""
    ways = {each.answering for each in questions.questions}
    if not questions.partial and ways & {Answering.MANY, Answering.PAIRS}:
        what = "Moodle gives a part of the points for a partly right answer"
        yield lost_everywhere(questions, what, "papers of this deck give none")
    if questions.wrong and ways - {Answering.ONE, Answering.CLAIM, Answering.TEXT}:
        what = "in Moodle, a wrong answer costs points only where one option is right"
        yield lost_everywhere(questions, what, "elsewhere it costs nothing")


def _truth(*, is_true: bool) -> str:
    return "true" if is_true else "false"


def _added(parent: _Element, name: str, /, **attributes: str) -> _Element:
    from lxml import etree  # noqa: PLC0415 - an extra, imported when used

    return etree.SubElement(parent, name, attributes)


def _text_in(parent: _Element, name: str, text: str) -> None:
    """Add an element whose text stands in an element of its own, as Moodle has it."""
    _added(_added(parent, name), "text").text = text
