"""Reads Moodle XML, and gives each question its line."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.diagnostics import Diagnostic, Place
from quizgen.exchange.model import Answering, Option, Question
from quizgen.importing.answers import (
    as_choice,
    as_claim,
    as_essay,
    as_number,
    as_order,
    as_pairs,
    as_written,
    lines_of,
)
from quizgen.importing.html import TooLongError, shown_by
from quizgen.importing.pictures import Pictures
from quizgen.importing.reader import ReadQuestions, left_out, not_held, place_at, refused
from quizgen.importing.xml import root_of_file
from quizgen.markup.nodes import Listing
from quizgen.markup.parse import parsed
from quizgen.markup.plain import plain
from quizgen.markup.signs import without_signs
from quizgen.markup.written import nodes_of, text_of
from quizgen.quiz.manifest import Criterion, Picture

if TYPE_CHECKING:
    # An extra, imported when used.
    from lxml.etree import _Element

_MOST_QUESTIONS = 20_000
_ALL = 100.0
_PLACE_OF_FILES = "@@PLUGINFILE@@/"
_TYPES = {
    "multichoice": "_choice",
    "multichoiceset": "_choice",
    "truefalse": "_claim",
    "shortanswer": "_written",
    "numerical": "_numerical",
    "matching": "_pairs",
    "match": "_pairs",
    "ordering": "_order",
    "essay": "_essay",
}


class MoodleReader:
    """Reads a file in Moodle XML."""

    name = "moodle"
    about = "Moodle XML, as Moodle's question bank exports it"

    def read(self, path: Path) -> ReadQuestions:
        """Return the questions in a file; raises QuizgenError (Q830) if it can't be read."""
        root = root_of_file(path)
        if root.tag != "quiz":
            message = f"the file is no Moodle XML: it begins with <{str(root.tag)[:40]}>"
            raise refused(path, message, "export the questions as “Moodle XML format”")
        pictures = Pictures()
        made: list[Question] = []
        problems: list[Diagnostic] = []
        for element in root.iterfind("question"):
            if len(made) > _MOST_QUESTIONS:
                message = f"the file has more than {_MOST_QUESTIONS} questions"
                raise refused(path, message, "split it")
            reading = _Reading(element, place_at(path, element.sourceline or 0), pictures)
            try:
                made += reading.questions()
            except (_UnreadError, TooLongError) as unread:
                problems.append(left_out(place_at(path, element.sourceline or 0), str(unread)))
            problems += reading.problems
        return ReadQuestions(tuple(made), pictures.files, _title(root), tuple(problems))


class _UnreadError(Exception):
    """A question that can't be read: why."""


def _title(root: _Element) -> str:
    """Return the name of the first category below the top, "" if there is none."""
    for element in root.iterfind("question[@type='category']"):
        path: str = element.findtext("category/text", default="").replace("//", "\0")
        names = [name.replace("\0", "/").strip() for name in path.split("/")]
        kept = [name for name in names if name and name != "top" and not name.startswith("$")]
        if kept:
            return str(kept[0])
    return ""


class _Reading:
    """Reads one question; `problems` are what it leaves out."""

    def __init__(self, element: _Element, place: Place, pictures: Pictures) -> None:
        self._element, self._place, self._files = element, place, pictures
        self.problems: list[Diagnostic] = []

    def questions(self) -> list[Question]:
        """Return the question, none for a category; raises _UnreadError."""
        element = self._element
        kind = element.get("type", "")
        if kind == "category":
            return []
        if kind not in _TYPES:
            raise _UnreadError(f"a deck has no question of the type `{kind}`")
        stem, pictures = self._shown(element.find("questiontext"))
        uid = element.findtext("idnumber", default="").strip()
        question = Question(
            uid or self._words("name"),
            uid,
            "",
            Answering.TEXT,
            stem,
            explanation=self._paragraphs(element.find("generalfeedback")),
            pictures=pictures,
            tags=tuple(self._tags()),
            points=self._points(),
            place=self._place,
        )
        if not (stem or pictures):
            raise _UnreadError("it asks nothing")
        made: Question = getattr(self, _TYPES[kind])(question)
        return [made]

    def _lose(self, what: str, instead: str) -> None:
        self.problems.append(not_held(self._place, what, instead))

    def _words(self, name: str) -> str:
        return " ".join(self._element.findtext(f"{name}/text", default="").split())

    def _tags(self) -> Iterator[str]:
        for each in self._element.iterfind("tags/tag"):
            yield " ".join(each.findtext("text", default="").split())

    def _points(self) -> float:
        try:
            return max(0.01, float(self._element.findtext("defaultgrade", default="1")))
        except ValueError:
            return 1

    def _shown(self, part: _Element | None) -> tuple[str, tuple[Picture, ...]]:
        """Return the marked text of a part, and its pictures."""
        if part is None:
            return "", ()
        text = part.findtext("text", default="")
        kind = part.get("format", "html")
        if kind in {"plain_text", "markdown"}:
            words = without_signs(text.strip())
            return (words if kind == "plain_text" else text_of(parsed(words))), ()
        shown = shown_by(text.replace("\n", "<br/>") if kind == "moodle_auto_format" else text)
        for tag in shown.lost:
            self._lose(f"a deck has nothing like {tag}", "only its words are kept")
        files = {each.get("name", ""): each.text or "" for each in part.iterfind("file")}
        found = (self._picture(address, words, files) for address, words in shown.pictures)
        return shown.text, tuple(each for each in found if each)

    def _picture(self, address: str, words: str, files: dict[str, str]) -> Picture | None:
        name = address.removeprefix(_PLACE_OF_FILES)
        made = None
        if name in files:
            try:
                data = base64.b64decode(files[name])
                made = self._files.of_bytes(name.rpartition(".")[2], data, words)
            except binascii.Error:
                made = None
        else:
            made = self._files.of_address(address, words)
        if made is None:
            self._lose("a picture is damaged or not part of the file", "it is left out")
        return made

    def _text(self, part: _Element | None) -> str:
        """Return the marked text of a part that a deck holds without pictures."""
        text, pictures = self._shown(part)
        if pictures:
            self._lose("a deck has no picture here", "it is left out")
        return text

    def _paragraphs(self, part: _Element | None) -> tuple[str, ...]:
        return lines_of(self._text(part))

    def _choice(self, question: Question) -> Question:
        element = self._element
        single = element.findtext("single", default="true").strip() not in {"false", "0", ""}
        is_single = single and element.get("type") == "multichoice"
        answers = element.iterfind("answer")
        options = [self._option(answer, is_single=is_single) for answer in answers]
        shuffle = element.findtext("shuffleanswers", default="false").strip() in {"true", "1"}
        return replace(as_choice(question, options, is_single=is_single), shuffle=shuffle)

    def _option(self, answer: _Element, *, is_single: bool) -> Option:
        grade = _grade(answer)
        if is_single and 0 < grade < _ALL:
            self._lose("one option is partly right", "it counts as wrong")
        is_right = grade >= _ALL if is_single else grade > 0
        text, pictures = self._shown(answer)
        feedback = self._text(answer.find("feedback"))
        picture = pictures[0] if pictures and not text else None
        if pictures and not picture:
            self._lose("an option has words and a picture", "the picture is left out")
        return Option(picture.alt if picture else text, picture, is_right, feedback)

    def _claim(self, question: Question) -> Question:
        right = [each for each in self._element.iterfind("answer") if _grade(each) >= _ALL]
        words = right[0].findtext("text", default="").strip() if right else ""
        if words not in {"true", "false"}:
            raise _UnreadError("it does not say whether its claim is true")
        told = {
            each: self._text(each.find("feedback")) for each in self._element.iterfind("answer")
        }
        right_told = told.pop(right[0])
        wrong = "\n".join(filter(None, told.values()))
        return as_claim(question, words == "true", wrong=wrong, right=right_told)

    def _written(self, question: Question) -> Question:
        accepted = []
        for answer in self._element.iterfind("answer"):
            text = answer.findtext("text", default="").strip()
            if _grade(answer) >= _ALL:
                accepted.append(text)
            elif _grade(answer) > 0:
                self._lose(f"`{text[:40]}` is partly right", "it is not accepted")
        if not accepted:
            raise _UnreadError("no answer is right in full")
        return as_written(question, accepted)

    def _numerical(self, question: Question) -> Question:
        for answer in self._element.iterfind("answer"):
            if _grade(answer) >= _ALL:
                try:
                    middle = Decimal(answer.findtext("text", default="").strip())
                    width = Decimal(answer.findtext("tolerance", default="0").strip() or "0")
                except InvalidOperation:
                    raise _UnreadError("its answer is not a number") from None
                return as_number(question, middle - width, middle + width)
        raise _UnreadError("no answer is right in full")

    def _pairs(self, question: Question) -> Question:
        pairs = []
        for part in self._element.iterfind("subquestion"):
            right = " ".join(part.findtext("answer/text", default="").split())
            pairs.append((self._text(part), without_signs(right)))
        return as_pairs(question, pairs)

    def _order(self, question: Question) -> Question:
        options = [Option(self._text(each)) for each in self._element.iterfind("answer")]
        return as_order(question, options)

    def _essay(self, question: Question) -> Question:
        told, rubric = _with_rubric(self._text(self._element.find("graderinfo")))
        if sum(each.points for each in rubric) != question.points:
            rubric = ()
        answer = "\n".join(lines_of(told))
        made = as_essay(replace(question, answer=answer, rubric=rubric))
        lines = self._element.findtext("responsefieldlines", default="").strip()
        return replace(made, lines=int(lines)) if _LINES.fullmatch(lines) else made


_LINES = re.compile("[1-9][0-9]?")
_CRITERION = re.compile(r"(.+): ([0-9]+(?:\.[0-9]+)?)", re.DOTALL)


def _with_rubric(told: str) -> tuple[str, tuple[Criterion, ...]]:
    """Return what a grader is told, and the rubric if a list of criteria is at the end."""
    nodes = nodes_of(told)
    last = nodes[-1] if nodes else ""
    if not isinstance(last, Listing):
        return told, ()
    found = [_CRITERION.fullmatch(plain(text_of(item)).strip()) for item in last.items]
    criteria = tuple(Criterion(each[1], float(each[2])) for each in found if each)
    is_rubric = len(criteria) == len(found) and all(each.points > 0 for each in criteria)
    return (text_of(nodes[:-1]), criteria) if is_rubric else (told, ())


def _grade(answer: _Element) -> float:
    try:
        return float(answer.get("fraction", "0"))
    except ValueError:
        return 0.0
