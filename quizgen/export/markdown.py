"""Markdown: a quiz to read, and its key."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.exchange.model import Answering, Option, Question, QuestionSet
from quizgen.exchange.pictures import drawn
from quizgen.export.questions import QuestionWriter
from quizgen.export.writer import Written
from quizgen.markup.commonmark import commonmark, heading, indented
from quizgen.office.answer_words import letter, points_note, right_answer, rubric_lines
from quizgen.quiz.manifest import Picture

PICTURES = "pictures"
_TO_WRITE_ON = r"\_\_\_\_"
# How a formula on its own lines, code and a list begin.
_BLOCK = re.compile(r"\$\$\n|```|[-*] |\d+[.] ")
_WRITTEN = frozenset({Answering.WORDS, Answering.TEXT})


class MarkdownWriter(QuestionWriter):
    """Writes a quiz and its key as CommonMark, with formulas between dollar signs."""

    name = "markdown"
    about = "a quiz and its key, as Markdown"
    into = "open the quiz in an editor"

    def written(self, questions: QuestionSet) -> Written:
        """Return the quiz, its key and its pictures."""
        made = _Quiz(questions)
        quiz = "\n\n".join(made.blocks())
        key = "\n\n".join(_key(questions))
        files = {
            f"{questions.id}-quiz.md": f"{quiz}\n".encode(),
            f"{questions.id}-key.md": f"{key}\n".encode(),
        }
        return Written(files | made.pictures)


class _Quiz:
    """Makes the blocks of a quiz, and gathers its pictures."""

    def __init__(self, questions: QuestionSet) -> None:
        self._questions = questions
        self._shown = ""
        self.pictures: dict[str, bytes] = {}

    def blocks(self) -> Iterator[str]:
        """Yield the title, the headings, the texts to refer to, and the questions."""
        questions = self._questions
        yield f"# {heading(questions.title)}"
        if questions.instructions:
            yield commonmark(questions.instructions)
        number = 0
        for section in questions.sections:
            if len(questions.sections) > 1:
                yield f"## {heading(section.title)}"
            if section.instructions:
                yield commonmark(section.instructions)
            for question in section.questions:
                number += 1
                yield from self._passage(question)
                yield _item(number, list(self._parts(question)))

    def _passage(self, question: Question) -> Iterator[str]:
        passage = self._questions.passages.get(question.passage)
        if passage and passage.id != self._shown:
            parts = [f"**{heading(passage.title)}**"] if passage.title else []
            parts += [commonmark(passage.text)] if passage.text else []
            parts += map(self._picture, passage.pictures)
            quoted = "\n\n".join(parts).replace("\n", "\n> ").replace("> \n", ">\n")
            yield f"> {quoted}"
        self._shown = question.passage

    def _parts(self, question: Question) -> Iterator[str]:
        note = points_note(question, self._questions)
        yield commonmark(question.stem)
        if note:
            yield f"({note})"
        yield from map(self._picture, question.pictures)
        yield from self._options(question)
        if question.answering is Answering.ORDER:
            yield " ".join([_TO_WRITE_ON] * len(question.options))
        if question.answering in _WRITTEN:
            yield _TO_WRITE_ON * 4

    def _options(self, question: Question) -> Iterator[str]:
        """Yield the entries to match, and the options with their letters."""
        if question.left:
            entries = (f"{_TO_WRITE_ON}{_beside(commonmark(text))}" for text in question.left)
            yield "\n".join(_item(number, [text]) for number, text in enumerate(entries, 1))
        shown = list(map(self._option, question.options))
        if question.answering is Answering.CLAIM:
            yield " / ".join(shown)
        elif shown:
            lettered = (f"{letter(index)}.{_beside(text)}" for index, text in enumerate(shown))
            yield "\n".join(f"- {indented(text, 2)}" for text in lettered)

    def _option(self, option: Option) -> str:
        return self._picture(option.picture) if option.picture else commonmark(option.text)

    def _picture(self, picture: Picture) -> str:
        name, data = drawn(picture, self._questions.pictures)
        path = f"{PICTURES}/{name}"
        self.pictures[path] = data
        return f"![{heading(picture.alt)}]({path})"


def _beside(text: str) -> str:
    """Return Markdown as it goes on after a letter: a block begins a paragraph of its own."""
    return f"\n\n{text}" if _BLOCK.match(text) else f" {text}"


def _item(number: int, parts: list[str]) -> str:
    """Return parts as an item of a numbered list."""
    mark = f"{number}. "
    return mark + indented("\n\n".join(parts), len(mark))


def _key(questions: QuestionSet) -> Iterator[str]:
    """Yield the blocks of the key."""
    labels = questions.labels
    yield f"# {heading(labels['key'])}: {heading(questions.title)}"
    number = 0
    for section in questions.sections:
        if len(questions.sections) > 1:
            yield f"## {heading(section.title)}"
        for question in section.questions:
            number += 1
            yield _item(number, list(_answer(question, questions)))


def _answer(question: Question, questions: QuestionSet) -> Iterator[str]:
    labels = questions.labels
    first, *others = right_answer(question)
    yield commonmark(first)
    for text in others:
        yield commonmark(labels["also"].replace("{text}", text))
    yield from map(commonmark, rubric_lines(question, questions.language))
    yield from map(commonmark, question.explanation)
    for option in question.options:
        if option.feedback:
            told = labels["mistaken"].replace("{text}", option.text)
            yield commonmark(told.replace("{why}", option.feedback))
    yield from map(commonmark, question.cited)
