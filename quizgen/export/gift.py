"""Questions as GIFT, a text format that Moodle and other programs import.

Everything stands in HTML on one line, because a blank line would end a question, and every sign
that GIFT reads has a backslash before it.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator

from quizgen.diagnostics import Diagnostic
from quizgen.exchange.model import Answering, Option, Question, QuestionSet
from quizgen.exchange.names import short_name
from quizgen.exchange.pictures import drawn, media_type
from quizgen.exchange.tags import tags_of
from quizgen.exchange.texts import plain_line
from quizgen.export.moodle_grades import grade_text, nearest_grade
from quizgen.export.moodle_html import MoodleHtml
from quizgen.export.moodle_numbers import middle_of
from quizgen.export.questions import QuestionWriter, lost, lost_everywhere
from quizgen.export.writer import Written
from quizgen.markup.signs import is_marked
from quizgen.quiz.manifest import Picture

_MOST_OF_ID, _MOST_OF_NAME = 100, 255
# A backslash before another one comes first.
_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in "\\~=#{}:"})
# Moodle writes these in the place of escaped signs while it reads, and can't tell them apart.
_PLACEHOLDER = re.compile(r"&&0\d\d;?")
# What would name a format or a grade at the beginning of a plain answer.
_SPECIAL = re.compile(r"[\[%]")
_ARROW = "->"
_ALL, _MOST_GRADE = 100.0, 90.0
_IN_WORDS = {Answering.GAP, Answering.WORDS}


class GiftWriter(QuestionWriter):
    """Writes ``NAME.gift.txt``; pictures are part of the HTML."""

    name = "gift"
    about = "GIFT, a text format that Moodle and other programs read"
    into = "in Moodle's question bank, choose Import and “GIFT format”"

    def written(self, questions: QuestionSet) -> Written:
        """Return one file with all questions."""
        document = _Document(questions)
        text = document.text()
        files = {f"{questions.id}.gift.txt": text.encode()}
        return Written(files, tuple(document.losses), left_out=document.left_out)


class _Unfit(Exception):  # noqa: N818 - it never leaves this module
    """A question that GIFT can't hold: what of it."""


class _Document:
    """Builds the text, and collects the losses."""

    def __init__(self, questions: QuestionSet) -> None:
        self._questions = questions
        self._html = MoodleHtml(questions, self._address)
        self.losses: list[Diagnostic] = list(_losses_of_all(questions))
        self.left_out = 0

    def text(self) -> str:
        """Return the whole file."""
        return "\n".join(self._blocks())

    def _blocks(self) -> Iterator[str]:
        for section in self._questions.sections:
            names = (self._questions.title, section.title)
            path = "/".join(["top", *map(_category, names)])
            yield f"$CATEGORY: {path}\n"
            for question in section.questions:
                try:
                    yield self._question(question)
                except _Unfit as unfit:
                    self.losses.append(lost(question, str(unfit), "the question is left out"))
                    self.left_out += 1

    def _address(self, picture: Picture) -> str:
        name, data = drawn(picture, self._questions.pictures)
        return f"data:{media_type(name)};base64,{base64.b64encode(data).decode()}"

    def _question(self, question: Question) -> str:
        answers = "\n".join(self._answers(question))
        stem = _html(self._html.stem(question))
        name = self._plain(question, plain_line(question.stem) or question.id)[:_MOST_OF_NAME]
        tags = " ".join(f"[tag:{_bracketed(tag)}]" for tag in tags_of(question))
        uid = _bracketed(short_name(question.uid, _MOST_OF_ID))
        feedback = self._html.paragraphs(self._feedback(question))
        general = f"####{_html(feedback)}\n" if feedback else ""
        if question.other_keys:
            what = "GIFT takes one key, and the question has several"
            self.losses.append(lost(question, what, "the first one is right there"))
        return f"// [id:{uid}] {tags}\n::{_escaped(name)}::{stem}{{{answers}\n{general}}}\n"

    def _feedback(self, question: Question) -> Iterable[str]:
        if question.answering is Answering.TEXT:
            return (question.answer, *question.feedback)
        return question.feedback

    def _answers(self, question: Question) -> Iterator[str]:  # noqa: PLR0911 - one for each way
        match question.answering:
            case Answering.CLAIM if not self._questions.wrong and len(question.key) == 1:
                return self._claim(question)
            case Answering.ONE | Answering.CLAIM | Answering.MANY:
                return self._choice(question)
            case Answering.PAIRS:
                return self._pairs(question)
            case Answering.ORDER:
                return self._order(question)
            case Answering.GAP | Answering.WORDS if question.bounds:
                return iter([f"#{':'.join(middle_of(question.bounds))}"])
            case Answering.GAP | Answering.WORDS if any(question.accepted):
                return self._words(question)
            case _:
                return self._essay(question)

    def _claim(self, question: Question) -> Iterator[str]:
        yield "T" if question.key == (0,) else "F"
        wrong, right = (
            next((each.feedback for each in question.options if each.is_right is is_right), "")
            for is_right in (False, True)
        )
        if wrong or right:
            yield f"#{_html(self._html.text(wrong))}" if wrong else "#"
        if right:
            yield f"#{_html(self._html.text(right))}"

    def _choice(self, question: Question) -> Iterator[str]:
        options = question.options
        right = [each for each in options if each.is_right]
        if len(right) == len(options):
            raise _Unfit("GIFT takes options that are all right for written answers")
        if question.answering is Answering.MANY and len(right) > 1:
            share = nearest_grade(_ALL / len(right))
            signs = {True: f"~%{grade_text(share)}%", False: f"~%{grade_text(-share)}%"}
        else:
            if question.answering is Answering.MANY:
                what = "GIFT asks for several options only if several are right"
                self.losses.append(lost(question, what, "it asks for one"))
            signs = {True: "=", False: self._cost(question)}
        for option in options:
            yield f"{signs[option.is_right]}{self._option(option)}"

    def _cost(self, question: Question) -> str:
        """Return the sign of a wrong option, with what it costs."""
        if not self._questions.wrong:
            return "~"
        cost = _ALL * self._questions.wrong / question.points
        given = min(_MOST_GRADE, -nearest_grade(-cost))
        if abs(given - cost) > 0.00002:
            what = f"GIFT can't take {grade_text(cost)} % of the points off"
            instead = f"a wrong answer costs {grade_text(given)} %"
            self.losses.append(lost(question, what, instead))
        return f"~%{grade_text(-given)}%"

    def _option(self, option: Option) -> str:
        feedback = self._html.text(option.feedback)
        end = f"#{_html(feedback)}" if feedback else ""
        return f"{_html(self._html.option(option))}{end}"

    def _pairs(self, question: Question) -> Iterator[str]:
        self._check_menus(question)
        spare = [index for index in range(len(question.options)) if index not in question.key]
        for left, index in zip(question.left, question.key, strict=True):
            right = self._plain(question, plain_line(question.options[index].text))
            yield f"={_html(self._html.text(left))} {_ARROW} {_escaped(right)}"
        for index in spare:
            right = self._plain(question, plain_line(question.options[index].text))
            yield f"= {_ARROW} {_escaped(right)}"

    def _order(self, question: Question) -> Iterator[str]:
        what = "GIFT has no ordering"
        self.losses.append(lost(question, what, "each place is matched with its entry"))
        self._check_menus(question)
        for number, index in enumerate(question.key, 1):
            right = self._plain(question, plain_line(question.options[index].text))
            yield f"=[html]{number} {_ARROW} {_escaped(right)}"

    def _check_menus(self, question: Question) -> None:
        options = question.options
        if any(is_marked(each.text) for each in options):
            what = "the answers of matching questions are plain text in GIFT"
            self.losses.append(lost(question, what, "their markup is left out"))
        if any(each.picture for each in options):
            what = "the answers of matching questions are no pictures in GIFT"
            self.losses.append(lost(question, what, "the words for the pictures stand there"))

    def _words(self, question: Question) -> Iterator[str]:
        for text in question.accepted:
            # A star stands for any letters.
            answer = self._plain(question, plain_line(text)).replace("*", r"\*")
            if _ARROW in answer:
                raise _Unfit(f"GIFT takes `{_ARROW}` in an answer for a pair to match")
            begin = "[plain]" if _SPECIAL.match(answer) else ""
            yield f"={begin}{_escaped(answer)}"

    def _essay(self, question: Question) -> Iterator[str]:
        if question.rubric:
            what = "GIFT has no place for what gives points"
            self.losses.append(lost(question, what, "the rubric is left out"))
        return iter(())

    def _plain(self, question: Question, text: str) -> str:
        if _PLACEHOLDER.search(text):
            what = "Moodle takes `&&058;` and its like for escaped signs"
            self.losses.append(lost(question, what, "the plain texts of the question may differ"))
        return text


def _losses_of_all(questions: QuestionSet) -> Iterator[Diagnostic]:
    """Yield what GIFT can't say about any question, once for all."""
    every = questions.questions
    if any(each.points != 1 for each in every):
        yield lost_everywhere(questions, "GIFT has no points", "each question is worth 1 point")
    if any(map(_has_order, every)):
        what = "GIFT can't keep options in their order"
        yield lost_everywhere(questions, what, "the program that reads them decides")
    if any(section.instructions for section in questions.sections):
        yield lost_everywhere(questions, "GIFT has no instructions", "they are left out")
    yield from _losses_of_marking(questions)


def _has_order(question: Question) -> bool:
    """Return whether the order of a question's options means something, or paper has it."""
    is_claim = question.answering is Answering.CLAIM
    return len(question.options) > 2 and not question.shuffle and not is_claim


def _losses_of_marking(questions: QuestionSet) -> Iterator[Diagnostic]:
    """Yield what GIFT does otherwise with points."""
    ways = {each.answering for each in questions.questions}
    if not questions.partial and ways & {Answering.MANY, Answering.PAIRS, Answering.ORDER}:
        what = "GIFT gives a part of the points for a partly right answer"
        yield lost_everywhere(questions, what, "papers of this deck give none")
    if questions.wrong and ways - {Answering.ONE, Answering.CLAIM, Answering.TEXT}:
        what = "in GIFT, a wrong answer costs points only where one option is right"
        yield lost_everywhere(questions, what, "elsewhere it costs nothing")


def _html(html: str) -> str:
    # The format has no raw line breaks, and trims blanks.
    return f"[html]{_escaped(html.replace(chr(10), '&#10;'))}"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _bracketed(text: str) -> str:
    """Return a plain text that can stand between brackets in a comment."""
    return plain_line(text).translate(str.maketrans("[]", "()"))


def _category(title: str) -> str:
    # Nothing is escaped there, and a backslash would escape.
    return plain_line(title).replace("/", "//").replace("\\", "\N{FULLWIDTH REVERSE SOLIDUS}")
