"""Reads GIFT as Moodle does, and gives each question its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

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
from quizgen.importing.reader import (
    BLANK_LINE,
    ReadQuestions,
    left_out,
    not_held,
    place_at,
    refused,
    run_together,
)
from quizgen.markup.parse import parsed
from quizgen.markup.signs import without_signs
from quizgen.markup.written import text_of
from quizgen.quiz.manifest import Picture
from quizgen.yaml.text import bytes_of

_MOST_BYTES = 16 * 1024 * 1024
_MOST_QUESTIONS = 20_000
# Escaped signs stand for themselves only after everything else is read. No text has these.
_HELD = {sign: chr(0x10FF00 + ord(sign)) for sign in ":#={}~\n"}
_BACK = str.maketrans({held: sign for sign, held in _HELD.items()})
_ESCAPED = re.compile(r"\\([\\:#={}~n])")
_FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"%(-?[0-9]{1,3}(?:\.[0-9]*)?)%")
_ID = re.compile(r"\[id:([^\x00-\x1f\x7f]{1,200}?)\]")
_TAG = re.compile(r"\[tag:([^\x00-\x1f\x7f]{1,200}?)\]")
_TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_ALL = 100.0
_CATEGORY = "$CATEGORY:"
# Signs before which no blank stands.
_CLOSING = re.compile("[.,;:!?)\\]%\N{RIGHT DOUBLE QUOTATION MARK}\N{HORIZONTAL ELLIPSIS}]")


class GiftReader:
    """Reads a text file in GIFT."""

    name = "gift"
    about = "GIFT, as Moodle and other programs write it"

    def read(self, path: Path) -> ReadQuestions:
        """Return the questions in a file; raises QuizgenError (Q830) if it can't be read."""
        data = bytes_of(path, _MOST_BYTES + 1, "file of questions", (".txt", ".gift"))
        if len(data) > _MOST_BYTES:
            raise refused(path, "the file is larger than 16 MiB", "split it")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise refused(path, "the file is not UTF-8 text", "save it as UTF-8") from None
        return _File(path, text).read()


@dataclass(slots=True)
class _Block:
    """The lines of one question, without comments, and what the comments say.

    With `is_glued`, no blank line parts it from the question before it.
    """

    line: int
    lines: list[str] = field(default_factory=list)
    id: str = ""
    tags: list[str] = field(default_factory=list)
    is_glued: bool = False

    def add(self, line: str, number: int) -> None:
        """Add a line without blanks at its ends."""
        if line.startswith("//"):
            found = _ID.search(line)
            self.id = found[1].strip() if found else self.id
            self.tags += _TAG.findall(line)
        else:
            self.line = self.line if self.lines else number
            self.lines.append(line)


class _UnreadError(Exception):
    """A question that can't be read: why, and what to do."""

    def __init__(self, why: str, fix: str = "write it by hand") -> None:
        super().__init__(why)
        self.fix = fix


class _File:
    """Reads the questions of one file."""

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._text = path, text

    def read(self) -> ReadQuestions:
        """Return the questions; raises QuizgenError (Q830) if there is none."""
        pictures = Pictures()
        made: list[Question] = []
        problems: list[Diagnostic] = []
        for block in _blocks(self._text):
            place = place_at(self._path, block.line)
            if block.is_glued:
                problems.append(run_together(place))
            reading = _Reading(block, place, pictures)
            try:
                made += reading.questions()
            except _UnreadError as unread:
                problems.append(left_out(place, str(unread), unread.fix))
            except TooLongError as too_long:
                problems.append(left_out(place, str(too_long)))
            problems += reading.problems
            if len(made) > _MOST_QUESTIONS:
                message = f"the file has more than {_MOST_QUESTIONS} questions"
                raise refused(self._path, message, "split it")
        if not made and not problems:
            fix = "is it in another format?"
            raise refused(self._path, "the file has no question in GIFT", fix)
        return ReadQuestions(tuple(made), pictures.files, "", tuple(problems))


class _Reading:
    """Reads one block; `problems` are what it leaves out."""

    def __init__(self, block: _Block, place: Place, pictures: Pictures) -> None:
        self._block, self._place = block, place
        self._files = pictures
        self._format = "moodle"
        self._pictures: list[Picture] = []
        self.problems: list[Diagnostic] = []

    def questions(self) -> list[Question]:
        """Return the question, none for a category; raises _UnreadError."""
        block = self._block
        text = _ESCAPED.sub(_held, "\n".join(block.lines).strip())
        if text.startswith(_CATEGORY):
            return []
        name, text = _name(text)
        before, answers, after = _answers(text)
        if answers is None:
            raise _UnreadError("it asks for nothing")
        stem = _with_gap(before, after) if after else before
        found = _FORMAT.match(stem.strip())
        self._format = found[1] if found else "moodle"
        answers, mark, general = answers.rpartition("####")
        if not mark:
            answers, general = general, ""
        question = Question(
            block.id or name,
            block.id,
            "",
            Answering.TEXT,
            self._text(stem, with_pictures=True),
            explanation=self._paragraphs(general),
            pictures=tuple(self._pictures),
            tags=tuple(block.tags),
            place=self._place,
        )
        return [self._answered(question, answers.strip())]

    def _lose(self, what: str, instead: str) -> None:
        self.problems.append(not_held(self._place, what, instead))

    def _text(self, part: str, *, with_pictures: bool = False) -> str:
        """Return a part as marked text."""
        text = part.strip()
        found = _FORMAT.match(text)
        name = found[1] if found else self._format
        text = text[found.end() :] if found else text
        written = text.translate(_BACK).strip()
        if name == "markdown":
            return text_of(parsed(without_signs(written)))
        if name == "plain":
            return without_signs(written)
        shown = shown_by(written if name == "html" else written.replace("\n", "<br/>"))
        for tag in shown.lost:
            self._lose(f"a deck has nothing like {tag}", "only its words are kept")
        for address, words in shown.pictures:
            picture = self._files.of_address(address, words) if with_pictures else None
            if picture:
                self._pictures.append(picture)
            else:
                self._lose("a picture is not part of the file", "it is left out")
        return shown.text

    def _paragraphs(self, part: str) -> tuple[str, ...]:
        return lines_of(self._text(part)) if part.strip() else ()

    def _answered(self, question: Question, answers: str) -> Question:
        """Return the question with its answers, by the rules of Moodle's reader."""
        if not answers:
            return as_essay(question)
        if answers.startswith("#"):
            return self._numerical(question, answers[1:])
        if "~" in answers:
            return self._choice(question, answers)
        if "=" in answers and "->" in answers:
            return self._pairs(question, answers)
        truth = _TRUTHS.get(answers.partition("#")[0].strip())
        return self._written(question, answers) if truth is None else self._claim(question, answers)

    def _claim(self, question: Question, answers: str) -> Question:
        """Return a claim; feedback for wrong answers comes first, then that for right ones."""
        word, *told = answers.split("#")
        wrong, right = ([self._told(part) for part in told] + ["", ""])[:2]
        return as_claim(question, _TRUTHS[word.strip()], wrong=wrong, right=right)

    def _told(self, part: str) -> str:
        return self._text(part) if part.strip() else ""

    def _choice(self, question: Question, answers: str) -> Question:
        is_single = "=" in answers
        options = []
        for part in filter(None, map(str.strip, answers.replace("=", "~=").split("~"))):
            weight, rest = _weight(part)
            text, _, told = rest.partition("#")
            is_right = weight >= _ALL if is_single else weight > 0
            if is_single and 0 < weight < _ALL:
                self._lose("one option is partly right", "it counts as wrong")
            options.append(Option(self._text(text), None, is_right, self._told(told)))
        return as_choice(question, options, is_single=is_single)

    def _pairs(self, question: Question, answers: str) -> Question:
        pairs = []
        for part in filter(None, map(str.strip, answers.split("="))):
            left, mark, right = part.partition("->")
            if not mark:
                raise _UnreadError("an entry to match has no answer")
            pairs.append((self._text(left), without_signs(right.translate(_BACK).strip())))
        places = [str(number) for number in range(1, len(pairs) + 1)]
        if [left for left, _ in pairs] == places:
            # GIFT has no ordering: quizgen writes it as places to match with their entries.
            return as_order(question, [Option(right) for _, right in pairs])
        return as_pairs(question, pairs)

    def _written(self, question: Question, answers: str) -> Question:
        accepted: list[str] = []
        explanation: list[str] = []
        for part in filter(None, map(str.strip, answers.split("="))):
            weight, rest = _weight(part, usual=_ALL)
            text, _, told = rest.partition("#")
            found = _FORMAT.match(text.strip())
            plain = text.strip()[found.end() :] if found else text
            if weight >= _ALL:
                accepted.append(plain.translate(_BACK).strip())
                explanation += [each for each in [self._told(told)] if each]
            elif weight > 0:
                self._lose(f"`{plain.strip()}` is partly right", "it is not accepted")
        if not accepted:
            raise _UnreadError("no answer is right in full")
        return as_written(_explained(question, explanation), accepted)

    def _numerical(self, question: Question, answers: str) -> Question:
        """Return the question with its first number; feedback of it goes to everybody."""
        first, *others = [*filter(None, map(str.strip, re.split("[=~]", answers))), ""]
        if any(others):
            self._lose("it has several answers", "only the first one is kept")
        _, rest = _weight(first, usual=_ALL)
        number, _, told = rest.partition("#")
        explained = _explained(question, [self._told(told)])
        try:
            return as_number(explained, *_bounds(number.translate(_BACK).strip()))
        except (InvalidOperation, ValueError):
            raise _UnreadError("its answer is not a number") from None


def _held(found: re.Match[str]) -> str:
    sign = found[1]
    return "\\" if sign == "\\" else _HELD["\n" if sign == "n" else sign]


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the blocks between blank lines, and those that run together each by itself.

    Comments go with the question after them, also across a blank line.
    """
    lines: list[tuple[int, str]] = []
    for number, line in enumerate([*text.splitlines(), ""], 1):
        stripped = line.strip()
        if stripped:
            lines.append((number, stripped))
        elif any(not _is_comment(each) for _, each in lines):
            yield from _parted(lines)
            lines = []


def _is_comment(line: str) -> bool:
    return line.startswith("//")


def _parted(lines: list[tuple[int, str]]) -> Iterator[_Block]:
    """Yield a block for each question among lines that no blank line parts."""
    starts = dict(_starts(lines))
    block = _Block(lines[0][0])
    for number, line in lines:
        if number in starts:
            yield block
            block = _Block(number, is_glued=starts[number])
        block.add(line, number)
    yield block


def _starts(lines: list[tuple[int, str]]) -> Iterator[tuple[int, bool]]:
    """Yield the lines at which another question begins, and whether it lacks a blank line.

    It begins after answers that end their line, if more answers follow, and after a category.
    """
    last = _last_asking(lines)
    depth, is_category, is_answered = 0, False, False
    for number, line in lines:
        if number <= last and (is_category or is_answered):
            yield number, is_answered
        signs = _unescaped(line)
        depth += signs.count("{") - signs.count("}")
        is_category = depth == 0 and line.startswith(_CATEGORY)
        is_answered = depth == 0 and signs.endswith("}") and not is_category


def _last_asking(lines: list[tuple[int, str]]) -> int:
    """Return the last line at which answers begin, 0 for none."""
    return max((number for number, line in lines if "{" in _unescaped(line)), default=0)


def _unescaped(line: str) -> str:
    """Return a line without its escaped signs, "" for a comment."""
    return "" if _is_comment(line) else _ESCAPED.sub("", line)


def _with_gap(before: str, after: str) -> str:
    """Return a stem with a gap between its parts."""
    blank = "" if _CLOSING.match(after) else " "
    return f"{before}_____{blank}{after}"


def _explained(question: Question, told: Iterable[str]) -> Question:
    """Return a question with feedback before its explanation, each once."""
    every = (*filter(None, told), *question.explanation)
    return replace(question, explanation=tuple(dict.fromkeys(every)))


def _name(text: str) -> tuple[str, str]:
    if not text.startswith("::"):
        return "", text
    name, end, rest = text[2:].partition("::")
    return (name.translate(_BACK).strip(), rest.strip()) if end else ("", text)


def _answers(text: str) -> tuple[str, str | None, str]:
    """Return the text before the answers, the answers or None, and the text after them."""
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        return text, None, ""
    if start < 0 or end < start:
        raise _UnreadError("its braces don't match")
    if "{" in text[end:]:
        raise _UnreadError("it has answers in two places", BLANK_LINE)
    return text[:start], text[start + 1 : end].strip(), text[end + 1 :].strip()


def _weight(part: str, usual: float = 0.0) -> tuple[float, str]:
    """Return the percentage of an answer, and the rest of it."""
    if part.startswith("="):
        usual, part = _ALL, part[1:].strip()
    found = _WEIGHT.match(part)
    return (float(found[1]), part[found.end() :]) if found else (usual, part)


def _bounds(number: str) -> tuple[Decimal, Decimal]:
    """Return the least and the largest number of an answer: 3, 3:0.5 or 2.5..3.5."""
    if ".." in number:
        least, _, largest = number.partition("..")
        return Decimal(least.strip()), Decimal(largest.strip())
    middle, _, tolerance = number.partition(":")
    width = Decimal(tolerance.strip() or 0)
    return Decimal(middle.strip()) - width, Decimal(middle.strip()) + width
